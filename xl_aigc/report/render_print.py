"""The printed page as openpyxl is told of it: paper, scale, page breaks, what is printed, what every page repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break

from xl_aigc.report import paper
from xl_aigc.report.paper_sizes import FOOTER, HEADER
from xl_aigc.report.printed_lines import between, dated_lines, source_line

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from xl_aigc.report.page import Page

SIZE: Final = 8
"""Points of the footer, and of the line above a table, in letters as wide as Arial's."""
HIDDEN: Final = 5
"""The blank row below the head of a sheet that is not printed."""


def set_up_print(sheet: Worksheet, page: Page) -> None:
    """Set up the printed page of a sheet.

    Scale and page breaks are our own: Excel ignores breaks on a sheet that is told to fit.
    """
    setup, printing = sheet.page_setup, page.printing
    setup.orientation = "portrait" if paper.upright(page) else "landscape"
    setup.paperSize = paper.paper_of(page).number
    setup.scale = paper.scale(page)
    sheet.print_options.horizontalCentered = page.is_section
    for row in paper.page_breaks(page):
        sheet.row_breaks.append(Break(id=row))
    for column in paper.column_breaks(page):
        sheet.col_breaks.append(Break(id=column))
    _margins(sheet, page)
    if printing.nothing:
        _print_nothing(sheet)
        return
    first, last = printing.repeated
    sheet.print_title_rows = f"{first}:{last}"
    if printing.beside:
        sheet.print_title_cols = f"A:{get_column_letter(printing.beside)}"
    right = get_column_letter(printing.columns or paper.last_column(page))
    sheet.print_area = f"A{printing.first}:{right}{page.print_last or page.row}"
    _lines(sheet, page)


def _print_nothing(sheet: Worksheet) -> None:
    """Set a printed area of one blank row that is hidden; a sheet without a printed area would be printed whole.

    LibreOffice leaves out pages without content. Excel has no page for rows that are hidden, and no line at its foot here.
    """
    sheet.row_dimensions[HIDDEN].hidden = True
    sheet.print_area = f"A{HIDDEN}"


def _margins(sheet: Worksheet, page: Page) -> None:
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = paper.margins(page)
    margins.header, margins.footer = HEADER, FOOTER


class _Line(HeaderFooterItem):
    """A line of a printed page; its line breaks are written as they are, since LibreOffice reads no others."""

    def __str__(self) -> str:
        return unescape(super().__str__())


def _lines(sheet: Worksheet, page: Page) -> None:
    """Write the footer, and above a table, whose own head is not printed, its title and periods."""
    report, lines = page.report, sheet.HeaderFooter
    told, number = dated_lines(report), "&P / &N"
    look = report.theme.fonts[report.language], round(report.theme.set_in(SIZE, report.language))
    lines.scaleWithDoc = False
    if page.is_section and page.printing.repeated[0] > 1:  # its pages repeat a heading, not the head
        number = f"{_plain(page.title)}{between(report)}{number}"
    lines.oddFooter = _line(
        _plain(f"{told.named}\n{source_line(report)}"),
        _plain(f"{told.as_of}\n{report.text('head.footer')}"),
        number,
        *look,
    )
    if page.tables:
        lines.oddHeader = _line(_plain(page.title), "", _plain(told.above), *look)


def _plain(text: str) -> str:
    """Return a text in which a sign & stands for itself."""
    return text.replace("&", "&&")


def _line(left: str, middle: str, right: str, font: str, size: int) -> HeaderFooterItem:
    """Return a line of three parts in a font of so many points."""
    usual = f"{font},Regular"
    texts = (_HeaderFooterPart(part, usual, size) if part else None for part in (left, middle, right))
    return _Line(**dict(zip(("left", "center", "right"), texts, strict=True)))
