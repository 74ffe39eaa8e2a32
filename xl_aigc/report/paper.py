"""The printed page: the widths of a sheet's columns, and where a new page begins, so that no table or chart is cut.

A section sheet is printed at a fixed scale, which its grid fits; page breaks of our own stand between exhibits. The other sheets are
told to fit the width of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.measures.mask import everyone
from xl_aigc.report.widths import (
    COLUMN,
    COLUMN_PIXELS,
    COLUMNS,
    GUTTER,
    GUTTER_PIXELS,
    HALF,
    MARGIN_PIXELS,
    PIXELS_PER_DIGIT,
    REPORT_COLUMN,
    amount_width,
)

if TYPE_CHECKING:
    from xl_aigc.report.page import Page
    from xl_aigc.report.report import Report

INCH: Final = 72.0
A4_WIDTH, A4_HEIGHT = 11.69 * INCH, 8.27 * INCH
"""A4 laid on its side, in points."""
LEFT, RIGHT, TOP, BOTTOM, FOOTER = 0.32, 0.32, 0.35, 0.5, 0.22
"""Margins in inches."""
SCALE: Final = 86
"""Percent at which the grid of a section sheet fits the page, also in LibreOffice, whose columns are 6% wider."""
DIGIT, PADDING = 5.25, 3.75
"""Points of one digit of the body font, and of the padding of a column."""
BODY_ROW: Final = 15.0
SLACK: Final = 0.995
"""Programs measure rows a little differently: a page is taken to hold so much less."""


def column_widths(page: Page) -> list[float]:
    """Return the widths of a sheet's columns in digits, from the first."""
    if not page.is_section:
        return [GUTTER, *[_column(page.report)] * COLUMNS]
    column = COLUMN_PIXELS * _stretch(page) / PIXELS_PER_DIGIT
    margin, gutter = (pixels / PIXELS_PER_DIGIT for pixels in (MARGIN_PIXELS, GUTTER_PIXELS))
    return [margin, *[column] * HALF, gutter, *[column] * HALF]


def last_column(page: Page) -> int:
    """Return the last column of a sheet's grid."""
    return len(column_widths(page))


def _column(report: Report) -> float:
    """Return the width of the equal columns of a sheet: the sum of the basket's revenue must fit in one."""
    total = sum(everyone(report.frame).numbers(report.frame, "revenue"))
    return max(COLUMN, amount_width([total]) - 1)


def _stretch(page: Page) -> float:
    """Return how much wider than usual columns must be, so that the largest amount of the basket fits in one."""
    return max(1.0, _column(page.report) / REPORT_COLUMN)


def scale(page: Page) -> int:
    """Return the percent at which a section sheet is printed."""
    return int(SCALE / _stretch(page))


def page_breaks(page: Page) -> list[int]:
    """Return the rows after which a new page begins: a block that does not fit below the one before starts on a new page."""
    room = (A4_HEIGHT - (TOP + BOTTOM) * INCH) / _factor(page) * SLACK
    head = _height(page, 1, page.title_rows)
    breaks: list[int] = []
    if not page.starts:
        return breaks
    used = _height(page, 1, page.starts[0] - 1)
    ends = [*(start - 1 for start in page.starts[1:]), page.print_last]
    for start, end in zip(page.starts, ends, strict=True):
        tall = _height(page, start, end)
        fresh = start == page.starts[0]
        # A table that is longer than a page begins where it stands.
        if used + tall > room and not fresh and tall <= room - head:
            breaks.append(start - 1)
            used = head
        used += tall
        while used > room:
            used -= room - head
    return breaks


def _factor(page: Page) -> float:
    """Return the scale of a sheet; one that fits the page is as much smaller as its grid is wider."""
    if page.is_section:
        return scale(page) / 100
    grid = (GUTTER + COLUMNS * _column(page.report)) * DIGIT + (COLUMNS + 1) * PADDING
    return (A4_WIDTH - (LEFT + RIGHT) * INCH) / grid


def _height(page: Page, first: int, last: int) -> float:
    """Height of some rows, in points."""
    return sum(page.heights.get(row, BODY_ROW) for row in range(first, last + 1))
