"""The printed page: where a new one begins, so that no table or chart is cut.

Sheets are told to fit the width of the page and to be as tall as they need; page breaks of our own stand between blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.report.widths import COLUMNS, GUTTER

if TYPE_CHECKING:
    from xl_aigc.report.page import Page

INCH: Final = 72.0
A4_WIDTH, A4_HEIGHT = 11.69 * INCH, 8.27 * INCH
"""A4 laid on its side, in points."""
LEFT, RIGHT, TOP, BOTTOM, FOOTER = 0.4, 0.4, 0.5, 0.75, 0.3
"""Margins in inches."""
DIGIT, PADDING = 5.25, 3.75
"""Points of one digit of the body font, and of the padding of a column."""
BODY_ROW: Final = 15.0
SLACK: Final = 0.96
"""Programs measure text a little differently: a page is taken to hold so much less."""


def scale(column: float) -> float:
    """Return the scale at which the grid of a section sheet, with columns of so many digits, is as wide as the page.

    Excel's measure; LibreOffice without Excel's fonts takes wider columns and so a smaller scale: its pages hold more.

    Example:
        >>> 0.5 < scale(10.7) < 0.8
        True
    """
    grid = (GUTTER + COLUMNS * column) * DIGIT + (COLUMNS + 1) * PADDING
    return (A4_WIDTH - (LEFT + RIGHT) * INCH) / grid


def page_breaks(page: Page) -> list[int]:
    """Return the rows after which a new page begins: a block that does not fit below the one before starts on a new page."""
    room = (A4_HEIGHT - (TOP + BOTTOM) * INCH) / scale(page.report.column_width) * SLACK
    head = _height(page, 1, page.title_rows)
    breaks: list[int] = []
    if not page.starts:
        return breaks
    used = _height(page, 1, page.starts[0] - 1)
    ends = [*(start - 1 for start in page.starts[1:]), page.print_last]
    for start, end in zip(page.starts, ends, strict=True):
        tall = _height(page, start, end)
        fresh = start == page.starts[0]
        if used + tall > room and not fresh:
            breaks.append(start - 1)
            used = head
        used += tall
        while used > room:
            used -= room - head
    return breaks


def _height(page: Page, first: int, last: int) -> float:
    """Height of some rows, in points."""
    return sum(page.heights.get(row, BODY_ROW) for row in range(first, last + 1))
