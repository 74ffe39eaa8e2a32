"""Full pages: charts of a section sheet are made a little lower where that saves a page, and what leaves much of a page free is made taller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.utils.cell import coordinate_from_string

from xl_aigc.report import paper
from xl_aigc.report.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.report.page import Page

HAIR: Final = "hair"
WANTED: Final = 0.8
"""Share of a page that what stands on it should take once it is stretched."""
TALLER, TALLER_ROW = 2.4, 1.6
"""The most that a row of a chart, and one of a table with no chart beside it, are stretched by."""
LEAST, TALLEST = 0.6, 4.0
"""Share of a page that a few rows still leave free, and what they are stretched by until they take it."""


LOWER: Final = (0.98, 0.96, 0.94, 0.92, 0.9)
"""Factors that rows of charts are shrunk by, as little as is needed; text of the table beside a chart still has room in them."""


def fill_pages(page: Page) -> None:
    """Make the rows of charts lower where that saves a page, and those of charts and tables taller on pages that they leave half empty.

    Cells and charts keep their addresses: only heights of rows change.
    """
    if not page.is_section or not page.starts:
        return
    charts = _chart_rows(page)
    _save_a_page(page, charts)
    breaks = paper.page_breaks(page)
    bodies = dict.fromkeys(_table_rows(page), TALLER_ROW) | dict.fromkeys(charts, TALLER)
    usual = dict(page.heights)
    for share, most in ((WANTED, bodies), (LEAST, dict.fromkeys(bodies, TALLEST))):
        _stretch(page, breaks, usual, share * paper.printed_height(page), most)


def _stretch(
    page: Page, breaks: list[int], usual: Mapping[int, float], wanted: float, most: Mapping[int, float]
) -> None:
    """Make rows taller on pages that have less than is wanted, each at most so many times as tall as it was.

    Args:
        page: the sheet.
        breaks: rows after which its pages end.
        usual: heights that rows had before any was stretched.
        wanted: points that a page should hold.
        most: what the height of a row may be multiplied by, of those that may grow.
    """
    starts = [page.starts[0], *(row + 1 for row in breaks)]
    heights = paper.page_heights(page, breaks)
    for first, last, used in zip(starts, [*breaks, page.print_last], heights, strict=True):
        body = [row for row in range(first, last + 1) if row in most]
        if body and used < wanted:
            factor = 1 + (wanted - used) / sum(paper.row_height(page, row) for row in body)
            for row in body:
                limit = usual.get(row, paper.BODY_ROW) * most[row]
                tall = paper.row_height(page, row)
                page.heights[row] = max(tall, round(min(tall * factor, limit), 2))


def _save_a_page(page: Page, charts: set[int]) -> None:
    """Make the rows of charts as much lower as saves a page; leave them where nothing does."""
    usual, pages = page.heights, len(paper.page_breaks(page))
    for factor in LOWER if charts and pages else ():
        page.heights = usual | {row: round(paper.row_height(page, row) * factor, 2) for row in charts}
        if len(paper.page_breaks(page)) < pages:
            return
        page.heights = usual


def _chart_rows(page: Page) -> set[int]:
    rows: set[int] = set()
    for plan in page.charts:
        _, first = coordinate_from_string(plan.anchor)
        rows |= set(range(first, first + plan.rows))
    return rows


def _table_rows(page: Page) -> set[int]:
    """Return the rows of tables: there is a hairline below them."""
    return {
        row for (row, _), cell in page.cells.items() if STYLES[cell.style].rule == HAIR and not cell.spare
    }
