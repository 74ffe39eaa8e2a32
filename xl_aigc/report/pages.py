"""Every sheet of a report: its blocks one below the other; what its charts are drawn from stands on a sheet of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import LayoutError, Place
from xl_aigc.report.block_spec import BLOCK_SPECS
from xl_aigc.report.blocks import feeds
from xl_aigc.report.blocks.assumptions import SHEET as LIMITS_SHEET
from xl_aigc.report.blocks.assumptions import fill_uses
from xl_aigc.report.blocks.draw import draw
from xl_aigc.report.head import draw_head
from xl_aigc.report.layout import Layout, title_of
from xl_aigc.report.live import Live
from xl_aigc.report.page import Page
from xl_aigc.report.placed_blocks import (
    draw_new,
    draw_placed,
    keep_missing,
    keep_whole,
    stays_whole,
    tell_kept,
)
from xl_aigc.report.printing import Printing
from xl_aigc.report.strip import draw_strip
from xl_aigc.report.workings import Workings

if TYPE_CHECKING:
    from collections.abc import Callable

    from xl_aigc.report.block_spec import BlockSpec
    from xl_aigc.report.report import Report


CHART_DATA: Final = "chart_data"
"""Key of the sheet with what charts are drawn from."""
WORKINGS: Final = f"{CHART_DATA}.findings.feed"
"""Permanent name of the numbers that findings read."""
LIMITS: Final = "limits"
"""The block of limits, without which no formula has a limit to read."""
BETWEEN: Final = 9.0
"""Points between exhibits, or other blocks."""
LONGEST_HEADING = 255
"""Characters of a heading of a table in Excel."""
SHOWN = 60
"""Characters of a heading that a message repeats."""


def draw_pages(report: Report, layouts: tuple[Layout, ...], progress: Callable[[str], None]) -> list[Page]:
    """Return every sheet with its blocks. The limits are drawn first, since formulas of the others read their cells."""
    layouts = _whole(layouts)
    _name_sheets(report, layouts)
    _check_headings(report)
    pages = {one.sheet: _page(one, report) for one in layouts}
    chart_data = pages[CHART_DATA]
    draw_strip(chart_data)
    chart_data.paragraph(report.text("charts.not_printed"))
    chart_data.print_last, chart_data.printing.nothing = chart_data.row - 1, True
    for layout in sorted(layouts[:-1], key=lambda one: not _holds_limits(one)):
        page = pages[layout.sheet]
        progress(page.title)
        page.chart_data = chart_data
        if stays_whole(page):
            draw_strip(page)
            keep_whole(page)
        else:
            _draw_page(page, layout)
    found = list(pages.values())
    draw_placed(WORKINGS, chart_data, partial(_tell_findings, chart_data, found))
    tell_kept(report)
    for page in found:
        keep_missing(page)
    fill_uses(report, found)
    for page in found:
        _settle(page)
    return found


def _page(layout: Layout, report: Report) -> Page:
    """Return an empty sheet; one with a table that grows holds evidence, whatever its kind."""
    grows = any(spec.grows for spec in layout.walk())
    upright = (
        layout.orientation == "portrait" and not report.blocks.earlier
    )  # no sheet of an earlier design was
    printing = Printing(portrait=upright)
    title = report.sheets[layout.sheet]
    return Page(layout.sheet, title, layout.kind, report, grows=grows, printing=printing)


def _draw_page(page: Page, layout: Layout) -> None:
    """Draw the head and the blocks of a sheet, what its charts are drawn from, and last what an earlier version lacks."""
    if page.is_section:
        draw_head(page)
    else:
        draw_strip(page)
    blocks, names = page.report.blocks, Counter[str]()
    new: list[tuple[str, BlockSpec]] = []
    feeds: list[tuple[str, partial[None]]] = []
    for spec in layout.blocks:
        key = _named(names, page, spec)
        if blocks.given and key not in blocks.given:
            new.append((key, spec))
            continue
        waiting = len(page.later)
        page.starts.append(page.row)
        draw_placed(key, page, partial(draw, spec, page))
        feeds += [(_feed(names, page, key), feed) for feed in page.later[waiting:]]
        page.heights[page.row - 1] = BETWEEN
    page.print_last = page.row - 2  # the last block's last row: a free row stands below every block
    page.printing.nothing = not layout.blocks  # a sheet that somebody has only begun is no blank page
    for key, feed in feeds:
        draw_placed(key, page.feed, feed, page)
    for key, spec in () if blocks.earlier else new:
        draw_new(key, page, partial(draw, spec, page))


def _tell_findings(chart_data: Page, pages: list[Page]) -> None:
    """Write the findings of every sheet, and before them on the sheet of chart data what they read more than once."""
    report = chart_data.report
    chart_data.row += 1
    chart_data.write(chart_data.row, chart_data.left, report.text("charts.workings"), "feed", span=4)
    chart_data.row += 1

    def add(label: Live | str, number: Live, number_format: str) -> str:
        cell = feeds.draw_result(chart_data, label, Live(number.value, number.native), number_format)
        return f"{feeds.sheet_of(chart_data)}!{cell}"

    report.workings = Workings(add)
    for page in pages:
        for tell in page.titles:
            tell()


def _named(names: Counter[str], page: Page, spec: BlockSpec) -> str:
    """Return the permanent name of a block; alike ones are numbered."""
    return _numbered(names, f"{page.key}.{spec.id or spec.block}.block")


def _feed(names: Counter[str], page: Page, block: str) -> str:
    """Return the permanent name of what a chart of a block is drawn from."""
    return _numbered(names, f"{page.feed.key}.{block.rpartition('.')[0]}.feed")


def _numbered(names: Counter[str], name: str) -> str:
    names[name] += 1
    return f"{name}#{names[name]}" if names[name] > 1 else name


def _whole(layouts: tuple[Layout, ...]) -> tuple[Layout, ...]:
    """Return layouts with the sheets that every workbook has: the limits, and the chart data at the end."""
    if any(layout.sheet == CHART_DATA for layout in layouts):
        raise LayoutError(
            "The sheet of chart data is the program's own.",
            Place(key=CHART_DATA),
            remedy="Give the sheet of your layout another key.",
        )
    limits = Layout(sheet=LIMITS_SHEET, kind="data", blocks=(BLOCK_SPECS[LIMITS](),))
    added = () if any(map(_holds_limits, layouts)) else (limits,)
    return (*layouts, *added, Layout(sheet=CHART_DATA, kind="data"))


def _holds_limits(layout: Layout) -> bool:
    return any(spec.block == LIMITS for spec in layout.walk())


def _check_headings(report: Report) -> None:
    """Refuse headings that Excel takes for one, and those it has no room for: the texts of a basket can change every heading."""
    taken: dict[str, str] = {}
    for key, heading in report.company_headings().items():
        text = heading.strip()
        other = taken.setdefault(text.casefold(), key)
        if other == key and text and len(heading) <= LONGEST_HEADING:
            continue
        found = f"is that of {other!r} too" if other != key else "is blank, or too long"
        raise LayoutError(
            f"The heading {heading[:SHOWN]!r} {found}.",
            Place(f"texts.yaml, {report.language}", key=f"measures.{key}"),
            remedy=f"Give the column a text of its own, of at most {LONGEST_HEADING} characters.",
        )


def _settle(page: Page) -> None:
    """Replace formulas by their values where they read a name or a column that the workbook is without."""
    report = page.report
    for place, cell in page.cells.items():
        reads = cell.content.native or ""
        if not cell.content.names <= report.defined.keys() or not report.names.knows(reads):
            page.cells[place] = replace(cell, content=Live(cell.content.value))


def _name_sheets(report: Report, layouts: tuple[Layout, ...]) -> None:
    for layout in layouts:
        title = report.titles.get(layout.sheet) or title_of(layout, report.labels)
        if title.casefold() in {taken.casefold() for taken in report.sheets.values()}:
            raise LayoutError(
                f"Two sheets are named {title!r}.",
                Place(key=layout.sheet),
                remedy="Give one of them another title.",
            )
        report.sheets[layout.sheet] = title
