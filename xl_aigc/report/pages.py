"""Every sheet of a report: its blocks one below the other, then the tables that its charts are drawn from."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from xl_aigc.data.limits import INDEX, LIMITS
from xl_aigc.errors import LayoutError, Place
from xl_aigc.report.blocks.companies import LimitsSpec, basket_cells, draw_index
from xl_aigc.report.blocks.draw import draw
from xl_aigc.report.layout import title_of
from xl_aigc.report.live import Live
from xl_aigc.report.page import Page
from xl_aigc.report.placed_blocks import draw_new, draw_placed, keep_missing
from xl_aigc.report.strip import draw_strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from xl_aigc.report.block_spec import BlockSpec
    from xl_aigc.report.layout import Layout
    from xl_aigc.report.report import Report


LIMITS_SHEET = "limits"
"""The sheet of limits where no layout has room for them."""
CHARTS = "charts"
LONGEST_HEADING = 255
"""Characters of a heading of a table in Excel."""
SHOWN = 60
"""Characters of a heading that a message repeats."""


def draw_pages(report: Report, layouts: tuple[Layout, ...], progress: Callable[[str], None]) -> list[Page]:
    """Return every sheet with its blocks; the feeds of charts below them."""
    _name_sheets(report, layouts)
    _check_headings(report)
    pages = []
    for layout in layouts:
        progress(report.sheets[layout.sheet])
        page = Page(layout.sheet, report.sheets[layout.sheet], layout.kind, report)
        draw_strip(page)
        _draw_blocks(page, layout)
        pages.append(page)
    _leftover_limits(report, pages)
    for page in pages:
        _settle(page)
    return pages


def _draw_blocks(page: Page, layout: Layout) -> None:
    """Draw the blocks of a sheet, the feeds of its charts, and last what a workbook of an earlier version lacks."""
    blocks, names = page.report.blocks, Counter[str]()
    new = []
    for spec in layout.blocks:
        key = _named(names, page, spec)
        if blocks.given and key not in blocks.given:
            new.append((key, spec))
            continue
        page.starts.append(page.row)
        draw_placed(key, page, partial(draw, spec, page))
    page.print_last = page.row - 2  # the last block's last row: a free row stands below every block
    for feed in page.later[:]:
        _refuse_below_a_table(page)
        draw_placed(_named(names, page, feed.args[0], "feed"), page, feed)
    for key, spec in new:
        draw_new(key, page, partial(draw, spec, page))
    keep_missing(page)


def _named(names: Counter[str], page: Page, spec: BlockSpec, part: str = "block") -> str:
    """Return the permanent name of a block, or of what it draws below the others; alike ones are numbered."""
    name = f"{page.key}.{spec.id or spec.block}.{part}"
    names[name] += 1
    return f"{name}#{names[name]}" if names[name] > 1 else name


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


def _refuse_below_a_table(page: Page) -> None:
    """Companies are appended to a table, also by hand: nothing of ours may stand below it."""
    if page.extras.get("tables"):
        raise LayoutError(
            "What a chart is drawn from would stand below a table that grows.",
            Place(sheet=page.key, key=CHARTS),
            remedy="Put the chart on another sheet.",
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


def _leftover_limits(report: Report, pages: list[Page]) -> None:
    """Limits that no layout shows stand at the end of the last sheet that does not grow, so that formulas find them."""
    missing = [key for key in LIMITS if key not in report.defined and key not in report.absent]
    unplaced = [name for name in basket_cells(report) if name not in report.defined]
    index = INDEX not in report.defined and "prices" not in report.absent
    if missing or unplaced or index:
        page = _page_for_limits(report, pages)
        spec = LimitsSpec(limits=tuple(missing), medians=bool(unplaced))
        draw_placed(f"{page.key}.leftover", page, partial(_draw_leftover, spec, page, index=index))


def _draw_leftover(spec: LimitsSpec, page: Page, *, index: bool) -> None:
    page.heading(page.report.text("notes.limits_used"))
    if index:
        draw_index(page)
    draw(spec, page)


def _page_for_limits(report: Report, pages: list[Page]) -> Page:
    """Return the last sheet with neither table nor log; a sheet of its own where there is none."""
    free = [page for page in pages if not page.extras.get("tables") and page.kind != "log"]
    if not free:
        title = report.titles.get(LIMITS_SHEET) or report.text(f"sheets.{LIMITS_SHEET}.title")
        report.sheets[LIMITS_SHEET] = title
        free = [Page(LIMITS_SHEET, report.sheets[LIMITS_SHEET], "data", report)]
        draw_strip(free[0])
        free[0].starts.append(free[0].row)
        pages += free
    return free[-1]
