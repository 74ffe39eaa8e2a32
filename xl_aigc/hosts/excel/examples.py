"""The sheet of examples: every documented call, live, beside the text of its formula; and two hidden sheets."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from xl_aigc.functions import CATALOGUE, Example, Grid
from xl_aigc.hosts.excel.hidden_sheets import hidden_sheets
from xl_aigc.ooxml.finish import finish_bytes
from xl_aigc.ooxml.hidden import add_hidden_sheet
from xl_aigc.ooxml.plan import CellValue, FinishPlan, Properties, SheetPlan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.worksheet.worksheet import Worksheet


SHEET: Final = "Examples"
RESULTS: Final = "D"
"""The column where results begin."""
_HEADINGS: Final = ("Function 函数", "What it does 用途", "Formula 公式", "Result 结果")
_WIDTHS: Final = (34, 60, 56, 18)
_DATES: Final = frozenset({"AS_OF"})
_HINT: Final = (
    "Results stay as stored until macros are enabled and Python answers; run the macro AIGC_Check if they do not move. "
    "启用宏后重新计算；如无变化，请运行宏 AIGC_Check。"
)


def examples_workbook(language: Literal["en", "zh"] = "en") -> bytes:
    """Return an .xlsx with every documented example and its result, ready to be given the functions.

    Args:
        language: of the help texts.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    cached: dict[str, CellValue] = {}
    arrays: dict[str, str] = {}
    _head(sheet)
    for address, example in example_cells().items():
        rows = _rows(example)
        row, width = sheet[address].row, len(rows[0])
        first = sheet[address].column
        sheet[address] = example.formula
        # Not as a plain formula: Excel 365 would put an @ before a function of VBA and take one cell of what it gives.
        arrays[address] = f"{address}:{get_column_letter(first + width - 1)}{row + len(rows) - 1}"
        for down, values in enumerate(rows):
            for across, value in enumerate(values):
                cached[f"{get_column_letter(first + across)}{row + down}"] = value
    _texts(sheet)
    for name, texts in hidden_sheets(language).items():
        add_hidden_sheet(book, name, texts)
    file = BytesIO()
    book.save(file)
    properties = Properties(title="xl_aigc: functions for Excel", creator="xl_aigc")
    return finish_bytes(file.getvalue(), FinishPlan({SHEET: SheetPlan(cached, arrays)}, properties))


def example_cells() -> Mapping[str, Example]:
    """Return the documented examples by the cell that holds their formula, each with room below for what it spills."""
    cells = {}
    row = 4
    for function in CATALOGUE.values():
        for example in function.examples:
            cells[f"{RESULTS}{row}"] = example
            row += len(_rows(example))
        row += 1
    return cells


def _rows(example: Example) -> Grid:
    return example.result if isinstance(example.result, list) else [[example.result]]


def _head(sheet: Worksheet) -> None:
    """Title, hint, headings, widths."""
    sheet["A1"], sheet["A2"] = "xl_aigc", _HINT
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"].font = Font(italic=True)
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), start=1):
        cell = sheet.cell(3, column, heading)
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor="FF1F3864")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A4"
    sheet.sheet_view.showGridLines = False


def _texts(sheet: Worksheet) -> None:
    """Beside the results: what the function is called and does, and the formula as a text."""
    places = iter(example_cells().items())
    for function in CATALOGUE.values():
        for number, _ in enumerate(function.examples):
            address, example = next(places)
            row = sheet[address].row
            if number == 0:
                sheet.cell(row, 1, function.name()).font = Font(bold=True)
                described = sheet.cell(row, 2, f"{function.en}\n{function.zh}")
                described.alignment = Alignment(wrap_text=True, vertical="top")
            shown = sheet.cell(row, 3)
            shown.value, shown.data_type, shown.quotePrefix = example.formula, "s", True
            shown.alignment = Alignment(wrap_text=True, vertical="top")
            sheet[address].alignment = Alignment(horizontal="left", vertical="top")
            if function.key in _DATES:
                sheet[address].number_format = "yyyy-mm-dd"
