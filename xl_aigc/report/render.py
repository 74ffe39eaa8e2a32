"""Puts pages into an openpyxl workbook and says what the package must finish.

openpyxl makes sheets, styles, tables and charts; cached values and streamed rows are the package's.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableFormula, TableStyleInfo

from xl_aigc.ooxml.plan import PointLabels, SheetPlan
from xl_aigc.ooxml.references import Area, cell_name
from xl_aigc.report import paper
from xl_aigc.report.digits import unit_of_forms
from xl_aigc.report.drawn import Drawn, body_name, drawn_stream
from xl_aigc.report.filling import fill_pages
from xl_aigc.report.marks import add_marks
from xl_aigc.report.render_charts import add_chart
from xl_aigc.report.render_print import set_up_print
from xl_aigc.report.styles import Basis, Wardrobe
from xl_aigc.report.tables import BOLD, PADDING
from xl_aigc.report.theme import USUAL_SIZE
from xl_aigc.report.widths import text_width

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from xl_aigc.ooxml.plan import Stream
    from xl_aigc.report.charts import ChartPlan
    from xl_aigc.report.page import Cell, Page
    from xl_aigc.report.report import Report
    from xl_aigc.report.tables import BigTable, TableColumn

DIGITS: Final = "Arial"
FLOWING: Final = frozenset({"feed", "plain"})
"""Styles whose texts flow over the empty cells beside theirs."""
OTHER_SHEET: Final = re.compile(r"\[[a-z]|!")


@dataclass
class Skeleton:
    """An openpyxl workbook, and what it can't say."""

    book: Workbook
    wardrobe: Wardrobe
    sheets: dict[str, dict[str, Any]] = field(default_factory=dict)
    charts: dict[tuple[str, int], list[PointLabels | None]] = field(default_factory=dict)
    descriptions: dict[tuple[str, int], str] = field(default_factory=dict)
    formulas: int = 0

    def bytes(self) -> bytes:
        """Return the workbook as openpyxl writes it."""
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()

    def plans(self) -> dict[str, SheetPlan]:
        """Return the parts of the plan that the package finishes, by sheet."""
        return {title: SheetPlan(**parts) for title, parts in self.sheets.items()}


def render(pages: list[Page], report: Report, cells: Callable[[str], Mapping[str, Drawn]]) -> Skeleton:
    """Return all pages as one workbook.

    Args:
        pages: its sheets.
        report: its numbers and words.
        cells: gives the cells of a sheet by address, from the sheet's key.
    """
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    # Programs measure the width of columns in digits of the first font, which openpyxl has no public way to set. It is the
    # same whatever the theme, so that a page is as wide as its paper; cells name their own font.
    digits = Font(name=DIGITS, size=USUAL_SIZE)
    book._fonts, book._named_styles["Normal"].font = IndexedList([digits]), digits  # type: ignore[attr-defined]  # noqa: SLF001
    skeleton = Skeleton(book, Wardrobe(report.theme, report.language, unit_of_forms(report)))
    for page in pages:
        sheet = book.create_sheet(page.title)
        fill_pages(page)
        skeleton.sheets[page.title] = {"cached": {}, "arrays": {}, "streams": [], "links": {}, "merged": {}}
        _cells(skeleton, sheet, page, cells(page.key))
        for table in page.tables:
            _table(skeleton, sheet, page, table)
        _set_up(sheet, page)
        add_marks(sheet, page)
        for place, chart in enumerate(page.charts):
            add_chart(sheet, chart, report.theme, report.language)
            skeleton.descriptions[page.title, place] = _description(page, chart)
            labels = [
                PointLabels(s.labels, s.label_texts, s.shown, s.label_places) if s.labels else None
                for s in chart.series
            ]
            if any(labels):
                skeleton.charts[page.title, place] = labels
    for name, address in sorted(report.defined.items()):
        book.defined_names[name] = DefinedName(name, attr_text=address)
    return skeleton


def _description(page: Page, chart: ChartPlan) -> str:
    """Return what the cells above a chart say, for those who do not see it; it stays as it is, so that it says of which day."""
    row, column = chart.headed
    title, line = (page.cells.get((row + below, column)) for below in (0, 1))
    report, said = page.report, [str(one.content.value) for one in (title, line) if one is not None]
    text = report.text("charts.said", title=said[0], line=said[1]) if len(said) > 1 else "".join(said)
    return report.text("charts.description", text=text, date=report.facts.as_of)


def _basis(one: Cell, page: Page) -> Basis:
    """Return the origin of a cell: typed in, computed here, or taken from another sheet (by its tables or its named cells).

    Findings are read, not checked: on a section sheet every cell is black.
    """
    content = one.content
    if page.is_section and one.style != "input":
        return "formula"
    if "AIGC_" in (content.formula(page.report.formulas) or ""):
        return "addin"
    if content.native is None:
        typed = not isinstance(content.value, str) and one.style in {"input", "data_input"}
        return "input" if typed else "formula"
    here = f"{quote_sheetname(page.title)}!"
    elsewhere = any(not page.report.defined.get(name, here).startswith(here) for name in content.names)
    return "link" if elsewhere or OTHER_SHEET.search(content.native) else "formula"


def _cells(skeleton: Skeleton, sheet: Worksheet, page: Page, drawn_at: Mapping[str, Drawn]) -> None:
    report, plan, widths = page.report, skeleton.sheets[page.title], paper.column_widths(page)
    any_size = page.breadth > 1 or report.theme.is_wide(report.language)
    for (row, column), one in page.cells.items():
        fits = page.is_section or (
            one.style not in FLOWING
            and (any_size or _too_wide(one, widths[column - 1 : column - 1 + one.span]))
        )
        cell, at = sheet.cell(row, column), cell_name(row, column)
        drawn = drawn_at[at]
        if drawn.formula is not None:
            skeleton.formulas += 1
        if drawn.formula is not None or isinstance(drawn.value, float):
            plan["cached"][at] = drawn.value  # numbers too: openpyxl rounds to 16 digits
        if drawn.fills is not None:
            plan["arrays"][at] = drawn.fills
        basis, area = _basis(one, page), Area(row, column, row, column + one.span - 1)
        # A dynamic array in a merged cell is #SPILL!: its cell stays single, and only looks like several.
        is_merged = one.span > 1 and drawn.fills is None
        # The blank cells beside a merged one are written with it.
        for place in (column,) if is_merged else area.columns:
            skeleton.wardrobe.dress(
                sheet.cell(row, place),
                one.style,
                one.number_format,
                basis,
                fits=fits,
                spare=one.spare,
            )
        if is_merged:
            plan["merged"][at] = area
        _content(cell, drawn)
        _link(cell, one, report)
    for row in page.heights if page.is_section or page.tables else range(1, page.print_last + 1):
        sheet.row_dimensions[row].height = paper.row_height(page, row)


def _too_wide(one: Cell, widths: Sequence[float]) -> bool:
    """Return whether the text of a cell has no room in its columns."""
    text = one.content.value
    return isinstance(text, str) and text_width(text) * BOLD + PADDING > sum(widths)


def _content(cell: Any, drawn: Drawn) -> None:
    if drawn.formula is not None:
        cell.value = f"={drawn.formula}"
        return
    cell.value = drawn.value
    if isinstance(drawn.value, str):
        cell.data_type = "s"
        if drawn.value.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True


def _link(cell: Any, one: Cell, report: Report) -> None:
    # A `Hyperlink` in place of an address keeps openpyxl from restyling the cell. Links put into `sheet._hyperlinks`
    # would be lost: openpyxl 3.1 empties it when it begins to write.
    if one.link is None:
        return
    if one.link in report.sheets:
        place = f"{quote_sheetname(report.sheets[one.link])}!A1"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
    elif one.link.startswith(("http://", "https://")):
        cell.hyperlink = Hyperlink(ref=cell.coordinate, target=one.link)


def _table(skeleton: Skeleton, sheet: Worksheet, page: Page, table: BigTable) -> None:
    stream = drawn_stream(table, page.report)
    count = stream.count
    for place, (column, written) in enumerate(zip(table.columns, stream.columns, strict=True), 1):
        head = sheet.cell(table.row, place, column.header)
        head.data_type = "s"
        skeleton.wardrobe.dress(head, _head_style(column), None, "formula")
        cell = sheet.cell(table.row + 1, place)
        skeleton.formulas += 0 if written.formula is None else 1 if written.array else count
        basis = _column_basis(column, page.report)
        skeleton.wardrobe.dress(cell, column.style, column.number_format, basis, fits=column.fits)
        if column.native is None and column.number_format == "text":
            cell.quotePrefix = True  # a name that begins with "=" stays a text when a person edits the cell
        skeleton.sheets[page.title]["links"] |= _row_links(table, place, column)
        _fold(sheet, table, place)
    skeleton.sheets[page.title]["streams"].append(stream)
    ref = f"A{table.row}:{get_column_letter(len(stream.columns))}{table.row + count}"
    body = body_name(page, table, stream)
    if body is None:
        _as_table(sheet, table, ref, stream, page.report.theme.table_style)
    else:
        sheet.auto_filter.ref = ref
        skeleton.book.defined_names[table.name] = DefinedName(table.name, attr_text=body)


def _head_style(column: TableColumn) -> str:
    if column.number_format not in {None, "text"}:
        return "table_header"
    return "table_header_word" if column.style == "word" else "table_header_left"


def _fold(sheet: Worksheet, table: BigTable, place: int) -> None:
    """Group a column with those of its family, of which the first stays in sight; what only formulas need is folded away."""
    column, dimension = table.columns[place - 1], sheet.column_dimensions[get_column_letter(place)]
    folds = column.family not in {"", "identity"} and column.family == table.columns[place - 2].family
    dimension.outlineLevel, dimension.hidden = int(folds or column.hidden), column.hidden
    if column.hidden and not any(one.hidden for one in table.columns[place : place + 1]):
        sheet.column_dimensions[get_column_letter(place + 1)].collapsed = True


def _column_basis(column: TableColumn, report: Report) -> Basis:
    if column.native is None:
        return "input" if column.style == "data_input" else "formula"
    if report.formulas == "udf" and "AIGC_" in (column.spilled or ""):
        return "addin"
    return "link" if "[data." in column.native else "formula"


def _as_table(sheet: Worksheet, table: BigTable, ref: str, stream: Stream, style: str) -> None:
    """Make a range a table; each formula is that of its column, so that Excel fills it into a row that a person adds."""
    made = Table(
        displayName=table.name,
        ref=ref,
        tableStyleInfo=TableStyleInfo(style, showRowStripes=False),
    )
    made._initialise_columns()  # type: ignore[attr-defined]  # noqa: SLF001  the only way to name columns before the sheet is written
    for column, content, definition in zip(table.columns, stream.columns, made.tableColumns, strict=True):
        definition.name = column.header
        if content.formula is not None:
            definition.calculatedColumnFormula = TableFormula(attr_text=content.formula.removeprefix("="))
    sheet.add_table(made)


def _row_links(table: BigTable, place: int, column: TableColumn) -> dict[str, str]:
    letter = get_column_letter(place)
    return {f"{letter}{table.row + offset}": link for offset, link in enumerate(column.links, 1) if link}


def _set_up(sheet: Worksheet, page: Page) -> None:
    """Widths, panes and the printed page."""
    for column, width in enumerate(paper.column_widths(page), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    sheet.freeze_panes = page.extras.get("freeze", f"A{page.title_rows + 1}")
    sheet.sheet_properties.tabColor = getattr(page.report.theme.tabs, page.kind)
    set_up_print(sheet, page)
