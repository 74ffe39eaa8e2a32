"""The printed page as openpyxl is told of it: paper, scale, page breaks, what is printed, what every page repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break

from xl_aigc.report import paper

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from xl_aigc.report.page import Page

SIZE: Final = 8
"""Points of the footer, and of the line above a table."""
HIDDEN: Final = 5
"""The blank row below the head of a sheet that is not printed."""


def set_up_print(sheet: Worksheet, page: Page) -> None:
    """Set up the printed page of a sheet.

    Scale and page breaks are our own: Excel ignores breaks on a sheet that is told to fit.
    """
    setup, printing = sheet.page_setup, page.printing
    setup.orientation = "portrait" if printing.portrait else "landscape"
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
    margins.header, margins.footer = paper.HEADER, paper.FOOTER


def _lines(sheet: Worksheet, page: Page) -> None:
    """Write the footer, and above a table, whose own head is not printed, its title and periods."""
    report, lines = page.report, sheet.HeaderFooter
    name = f"{report.facts.name[report.language]}, {report.period}"
    lines.scaleWithDoc = False
    if page.is_section and page.printing.repeated[0] > 1:  # its pages repeat a heading, not the head
        name = f"{name}  {report.text('head.separator')}  {page.title}"
    lines.oddFooter = _line(name, report.text("head.footer"), "&P / &N")
    if page.tables:
        periods = str(report.period) if "prior" in report.absent else report.text("head.periods")
        as_of = f"{report.text('strip.as_of')} {report.facts.as_of.isoformat()}"
        lines.oddHeader = _line(page.title, "", f"{periods}  {report.text('head.separator')}  {as_of}")


def _line(left: str, middle: str, right: str) -> HeaderFooterItem:
    """Return a line of three parts; a sign & of the first two stands for itself."""
    parts = (left.replace("&", "&&"), middle.replace("&", "&&"), right)
    texts = (_HeaderFooterPart(part, size=SIZE) if part else None for part in parts)
    return HeaderFooterItem(**dict(zip(("left", "center", "right"), texts, strict=True)))
