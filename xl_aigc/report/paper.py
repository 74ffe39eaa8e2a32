"""The printed page: the widths of a sheet's columns, its scale, and where a new page begins, so that no table or chart is cut.

A sheet is printed at a fixed scale, which its grid fits; page breaks of our own stand between blocks. The two wide tables take
three pages side by side if readable text allows, with the largest text that these have room for.
"""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, Final

from xl_aigc.data.units import has_decimals
from xl_aigc.measures.mask import everyone
from xl_aigc.report.paper_sizes import BOTTOM, PAPERS, SIDE, TABLE_SIDE, TABLE_TOP, TOP, Paper
from xl_aigc.report.theme import USUAL_NOTE
from xl_aigc.report.widths import (
    COLUMN,
    COLUMN_PIXELS,
    GUTTER,
    GUTTER_PIXELS,
    HALF,
    MARGIN_PIXELS,
    PIXELS_PER_DIGIT,
    REPORT_COLUMN,
    amount_width,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xl_aigc.report.page import Page
    from xl_aigc.report.report import Report

INCH: Final = 72.0
LARGE: Final = 1e6
"""Amounts from which one may be wider than its column."""


SCALE: Final = 86
"""Percent at which the grid of a section sheet fits A4, also in LibreOffice, whose columns are 6% wider."""
EVIDENCE_SCALE: Final = 73
"""The same of the grid of a sheet of evidence, on which labels are the smallest text."""
SMALLEST: Final = 6.5
"""Points of the smallest text of a sheet of evidence on paper."""
SIDE_BY_SIDE: Final = 3
"""Pages that a wide table takes beside one another, rather than have smaller text."""
EVEN: Final = 40
"""Steps of the width of a page in which the columns of a wide table are spread over its pages."""
DIGIT, WIDER = 5.25, 1.06
"""Points of one digit of the body font, and how much wider columns are in LibreOffice."""
BODY_ROW, EVIDENCE_ROW = 15.0, 13.5
"""Points of a row of which nothing else is said."""
FULL: Final = 0.68
"""Share of a page that what stands on it should take."""
ALMOST_EMPTY: Final = 0.4
"""Share of a page that no break leaves it with where the table below can be parted."""
SLACK: Final = 0.995
"""Programs measure rows a little differently: a page is taken to hold so much less."""


def column_widths(page: Page) -> list[float]:
    """Return the widths of a sheet's columns in digits, from the first."""
    if page.tables:
        return [column.width for column in page.tables[-1].columns]
    if not page.is_section:
        return [GUTTER, *_evidence_columns(page)]
    column = COLUMN_PIXELS * _stretch(page) / PIXELS_PER_DIGIT
    margin, gutter = (pixels / PIXELS_PER_DIGIT for pixels in (MARGIN_PIXELS, GUTTER_PIXELS))
    return [margin, *[column] * HALF, gutter, *[column] * HALF]


def last_column(page: Page) -> int:
    """Return the last column of a sheet's grid."""
    return len(column_widths(page))


def margins(page: Page) -> tuple[float, float, float, float]:
    """Return the margins of the printed page in inches: left, right, top, bottom."""
    return (TABLE_SIDE, TABLE_SIDE, TABLE_TOP, BOTTOM) if page.tables else (SIDE, SIDE, TOP, BOTTOM)


def paper_of(page: Page) -> Paper:
    """Return the paper of a sheet: that of the theme, twice as large for a wide table and for columns that make texts tiny.

    Small notes of a house are its own choice: a section sheet takes larger paper for wide columns only.
    """
    least = USUAL_NOTE if page.is_section else page.report.theme.sizes.label
    small = _usual_scale(page) * least < SMALLEST * 100
    return PAPERS[page.report.theme.paper][bool(page.tables) or small]


def row_height(page: Page, row: int) -> float:
    """Return the height of a row in points."""
    return page.heights.get(row, BODY_ROW if page.is_section or page.tables else EVIDENCE_ROW)


def _evidence_columns(page: Page) -> list[float]:
    """Return the widths of the columns of a sheet of evidence: equal, but where a large amount stands in one."""
    large: dict[int, list[float]] = {}
    for (_, column), cell in page.cells.items():
        value = cell.content.value
        if cell.span == 1 and isinstance(value, float) and abs(value) >= LARGE:
            large.setdefault(column, []).append(value)
    places = range(page.left, page.left + page.grid)
    return [max(COLUMN, _amount(page.report, large.get(place, ()))) for place in places]


def _amount(report: Report, values: Iterable[float]) -> float:
    """Return the digits that the largest of some amounts takes in a cell."""
    return amount_width(values, int(has_decimals(report.unit, report.facts.currency))) - 1


def _stretch(page: Page) -> float:
    """Return how much wider than usual the columns of a section sheet must be, so that the sum of the basket's revenue fits in one."""
    report = page.report
    total = sum(everyone(report.frame).numbers(report.frame, "revenue"))
    return max(1.0, _amount(report, [total]) / REPORT_COLUMN)


def _usual_scale(page: Page) -> float:
    """Return the percent at which the columns of a sheet fit A4."""
    if page.is_section:
        return SCALE / _stretch(page)
    return EVIDENCE_SCALE * COLUMN * page.grid / sum(_evidence_columns(page))


def scale(page: Page) -> int:
    """Return the percent at which a sheet is printed."""
    if page.tables:
        return _table_scale(page)
    if page.printing.portrait and not upright(page):
        return _turned_scale(page)
    (wide, high), (usual_wide, usual_high) = (
        _inside(paper, upright=page.printing.portrait) for paper in (paper_of(page), PAPERS["a4"][0])
    )
    most = SCALE if page.is_section else EVIDENCE_SCALE
    fitting = _usual_scale(page) * min(wide / usual_wide, high / usual_high)
    return int(min(most, round(fitting, 6)))


def _inside(paper: Paper, *, upright: bool) -> tuple[float, float]:
    """Return the width and the height within the margins of a sheet of evidence or findings, in inches."""
    sides = (paper.short, paper.long) if upright else (paper.long, paper.short)
    return sides[0] - 2 * SIDE, sides[1] - TOP - BOTTOM


def upright(page: Page) -> bool:
    """Return whether the paper of a sheet stands upright: a short sheet fills more of a page that lies, in larger type."""
    if not page.printing.portrait:
        return False
    _, high = _inside(paper_of(page), upright=False)
    return height(page, 1, page.print_last) > high * INCH / _turned_scale(page) * 100 * SLACK


def _turned_scale(page: Page) -> int:
    """Return the percent at which the columns of a sheet for upright paper fit paper that lies."""
    wide, usual = (
        _inside(paper, upright=stands)[0]
        for paper, stands in ((paper_of(page), False), (PAPERS["a4"][0], True))
    )
    return int(round(_usual_scale(page) * wide / usual, 6))


def _table_scale(page: Page) -> int:
    """Return the largest percent at which a wide table takes no more pages than it may, if need be with the smallest text."""
    smallest = math.ceil(SMALLEST / page.report.theme.sizes.body * 100)
    widths = column_widths(page)
    most = max(SIDE_BY_SIDE, len(_parts(page, smallest, widths)))
    tall, (high, _) = height(page, page.printing.first, page.print_last), _room(page, 100)
    fitting = (
        percent
        for percent in range(SCALE, smallest, -1)
        if len(_parts(page, percent, widths)) <= most and tall * percent <= high * 100 * SLACK
    )
    return next(fitting, smallest)


def column_breaks(page: Page) -> list[int]:
    """Return the columns after which a wide table goes on to the next page, beside the columns that every page repeats.

    The pages are as few, and as alike in width, as can be.
    """
    if not page.tables:
        return []
    percent, widths = _table_scale(page), column_widths(page)
    first = _parts(page, percent, widths)
    ways = (_parts(page, percent, widths, share / EVEN) for share in range(EVEN // len(first), EVEN))
    return next((way for way in ways if len(way) == len(first)), first)[:-1]


def _parts(page: Page, percent: int, columns: Sequence[float], share: float = 1.0) -> list[int]:
    """Return the last column of each page of a wide table, whose columns are so many digits wide, where pages are filled to a share."""
    room = _room(page, percent)[1] * share
    hidden = [column.hidden for column in page.tables[-1].columns]
    widths = [
        0.0 if folded else width * DIGIT * WIDER
        for width, folded in zip(columns[: page.printing.columns], hidden, strict=False)
    ]
    repeated, used = sum(widths[: page.printing.beside]), 0.0
    ends: list[int] = []
    for place, width in enumerate(widths):
        if used + width > room and place > page.printing.beside:
            ends.append(place)
            used = repeated
        used += width
    return [*ends, len(widths)]


def page_breaks(page: Page) -> list[int]:
    """Return the rows after which a new page begins; a block that does not fit below the one before starts on a new page.

    The pages of a sheet are as few, and the emptiest of them is as full as it can be.
    """
    if not page.starts or page.tables:
        return []
    first, room = _first_fit(page), printed_height(page)
    if not first or filled(page, first) >= FULL:
        return first
    ways = map(list, combinations([start - 1 for start in page.starts[1:]], len(first)))
    fitting = (way for way in ways if all(tall <= room for tall in page_heights(page, way)))
    return max([first, *fitting], key=lambda way: filled(page, way))


def filled(page: Page, breaks: Sequence[int]) -> float:
    """Return the share of the paper that rows take on the emptiest page of a sheet with these breaks."""
    return min(page_heights(page, breaks)) / printed_height(page)


def page_heights(page: Page, breaks: Sequence[int]) -> list[float]:
    """Return the height in points of what stands on each page of a sheet with these breaks, with the rows that it repeats."""
    firsts, lasts = [1, *(row + 1 for row in breaks)], [*breaks, page.print_last]
    head = height(page, *page.printing.repeated)
    return [height(page, first, last) + head * (first > 1) for first, last in zip(firsts, lasts, strict=True)]


def printed_height(page: Page) -> float:
    """Return the height in points of what a page of a sheet holds."""
    return _room(page, scale(page))[0] * SLACK


def _first_fit(page: Page) -> list[int]:
    """Return the breaks with as much on each page as fits."""
    room, head = printed_height(page), height(page, *page.printing.repeated)
    breaks: list[int] = []
    used = height(page, 1, page.starts[0] - 1)
    ends = [*(start - 1 for start in page.starts[1:]), page.print_last]
    for start, end in zip(page.starts, ends, strict=True):
        tall = height(page, start, end)
        fresh = start == page.starts[0]
        # A table that is longer than a page begins where it stands, and one of evidence that would leave a page almost empty.
        alone = not page.is_section and used < ALMOST_EMPTY * room
        if used + tall > room and not fresh and not alone and tall <= room - head:
            breaks.append(start - 1)
            used = head
        if used + tall > room and page.heads.intersection(range(start, end)):
            inside, used = _with_heads(page, start, end, used)
            breaks += inside
            continue
        used += tall
        while used > room:
            used -= room - head
    return breaks


def _with_heads(page: Page, start: int, end: int, used: float) -> tuple[list[int], float]:
    """Return the breaks inside a long table before heads of groups that would end a page, and what its last page holds.

    Programs break the table elsewhere by themselves.
    """
    room, repeated = printed_height(page), height(page, *page.printing.repeated)
    breaks: list[int] = []
    for row in range(start, end + 1):
        used += row_height(page, row)
        if used > room:
            first = row - (row - 1 in page.heads)
            breaks += [first - 1] if first < row else []
            used = repeated + height(page, first, row)
    return breaks, used


def _room(page: Page, percent: int) -> tuple[float, float]:
    """Return how high and how wide what a page holds may be at a scale, in points."""
    paper = paper_of(page)
    wide, high = (paper.short, paper.long) if upright(page) else (paper.long, paper.short)
    left, right, top, bottom = margins(page)
    points = INCH / percent * 100
    return (high - top - bottom) * points, (wide - left - right) * points


def height(page: Page, first: int, last: int) -> float:
    """Height of some rows, in points."""
    return sum(row_height(page, row) for row in range(first, last + 1))
