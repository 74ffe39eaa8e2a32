"""Conditional formats of a sheet: looks of statuses and directions, growth that means nothing, rows that wait for a company."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from openpyxl.formatting.rule import CellIsRule, DataBarRule, FormulaRule, Rule
from openpyxl.styles import Border, Font, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from xl_aigc.metrics import STATUS
from xl_aigc.report.live import MISSING, UNDEFINED
from xl_aigc.report.theme import MARKS, TILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from xl_aigc.report.page import Page
    from xl_aigc.report.report import Report

MARKED: Final = 1000
"""Number of the first format of conditional formats, above those of cells."""
SHARES: Final = {"percent": f'"{UNDEFINED}"_)', f"{TILE}percent": f'"{UNDEFINED}"'}
"""Number format of a share that means nothing, by that of its cell; the cell keeps its number."""


def add_marks(sheet: Worksheet, page: Page) -> None:
    """Add the conditional formats of a sheet, and its lists of choices."""
    report, theme = page.report, page.report.theme
    _mark_missing(sheet, page)
    _mark_meaningless(sheet, page)
    for area in page.tints:
        for status in STATUS:
            sheet.conditional_formatting.add(area, _status_rule(report, status))
    for area, colour in page.bars:
        sheet.conditional_formatting.add(area, DataBarRule("min", None, "max", None, color=colour))
    for area, words in page.colours:
        for word, colour in words.items():
            rule = CellIsRule("equal", [f'"{word}"'], font=Font(color=colour, bold=True))
            sheet.conditional_formatting.add(area, rule)
    for area in page.directions:
        ways = theme.directions[report.language]
        sheet.conditional_formatting.add(area, CellIsRule("lessThan", ["0"], font=Font(color=ways.down)))
        sheet.conditional_formatting.add(
            area, CellIsRule("between", ["0.0000001", "1E+300"], font=Font(color=ways.up))
        )
    for area, first in page.spare:
        below = Border(bottom=Side("dotted", color=theme.colours.rule))
        sheet.conditional_formatting.add(area, FormulaRule([f'${first}<>""'], border=below))
    for cell, source in page.choices:
        choice = DataValidation("list", formula1=source, allow_blank=False)
        choice.add(cell)
        sheet.add_data_validation(choice)


def _status_rule(report: Report, status: str) -> Rule:
    """Return the look of a status: the colour of its direction, and a mark before the word, which the cell does not hold."""
    theme = report.theme
    mark = theme.status_mark(status)
    shown = NumberFormat(MARKED + list(MARKS.values()).index(mark), f'"{mark} "@') if mark else None
    look = DifferentialStyle(font=Font(color=theme.status_colour(status, report.language)), numFmt=shown)
    return Rule("cellIs", operator="equal", formula=[f'"{report.word(status)}"'], dxf=look)


def _mark_missing(sheet: Worksheet, page: Page) -> None:
    """Show grey what is missing or means nothing, and what is missing as the language writes it; cells keep n.a. for formulas."""
    report = page.report
    area = _whole(page)
    grey, sign = Font(color=report.theme.colours.note), report.theme.missing.get(report.language, MISSING)
    number = MARKED + len(MARKS) + len(SHARES)
    shown = NumberFormat(number, f';;;"{sign}"') if sign != MISSING else None
    for text, form in ((MISSING, shown), (UNDEFINED, None)):
        look = DifferentialStyle(font=grey, numFmt=form)
        rule = Rule("cellIs", operator="equal", formula=[f'"{text}"'], dxf=look, stopIfTrue=True)
        sheet.conditional_formatting.add(area, rule)


def _whole(page: Page) -> str:
    """Return the range of all cells of a sheet; it ends with the rows of a table, so that it grows with them."""
    ends = [(row, column + cell.span - 1) for (row, column), cell in page.cells.items()]
    ends += [(table.row + max(len(table.columns[0].values), 1), len(table.columns)) for table in page.tables]
    return f"A1:{get_column_letter(max(column for _, column in ends))}{max(row for row, _ in ends)}"


def _mark_meaningless(sheet: Worksheet, page: Page) -> None:
    """Let shares of findings beyond the theme's bound show n.m., in grey; what the article states is shown as it is."""
    bound = page.report.theme.meaningless_beyond
    for number, (form, shown) in enumerate(SHARES.items(), MARKED + len(MARKS)):
        area = " ".join(_areas(page, form)) if page.is_section else ""
        if area:
            grey = Font(color=page.report.theme.colours.note)
            look = DifferentialStyle(font=grey, numFmt=NumberFormat(number, shown))
            limits = [f"-{bound:g}", f"{bound:g}"]
            rule = Rule("cellIs", operator="notBetween", formula=limits, dxf=look, stopIfTrue=True)
            sheet.conditional_formatting.add(area, rule)


def _areas(page: Page, form: str) -> Iterator[str]:
    """Yield the cells of a number format as ranges down the columns."""
    places = sorted(
        (column, row)
        for (row, column), cell in page.cells.items()
        if cell.number_format == form and row not in page.stated
    )
    for (column, _), group in groupby(enumerate(places), lambda one: (one[1][0], one[1][1] - one[0])):
        rows = [row for _, (_, row) in group]
        letter = get_column_letter(column)
        yield f"{letter}{rows[0]}:{letter}{rows[-1]}"
