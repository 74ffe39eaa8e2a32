"""Blocks at the rows where a workbook has them, whatever their order and size in a later version: rows never move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.report.page_state import restore, state_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from xl_aigc.report.block_rows import Rows
    from xl_aigc.report.page import Page
    from xl_aigc.report.report import Report

DRAWN_AS_EVER: Final = ("companies", "data", "changes")
"""Sheets that are alike in every design."""


def draw_placed(key: str, page: Page, action: Callable[[], None], home: Page | None = None) -> None:
    """Draw a block at its rows; one that needs more of them stays whole as it was, unless nothing stands below it.

    Args:
        key: the permanent name of the block.
        page: the page.
        action: draws the block.
        home: the page whose chart is drawn from the block; None for its own.
    """
    blocks, charts = page.report.blocks, (home or page).charts
    given = blocks.given.get(key)
    if given is not None:
        page.row = given[0]
    elif blocks.given:
        page.row = _below_all(page)
    before, top, there = state_of(page), page.row, len(charts)
    action()
    last = max((row for row, _ in page.cells.keys() - before.cells.keys()), default=top)
    if given is not None and last > given[1] and _below(given, page):
        del charts[there:]
        restore(page, before)
        page.row = given[1] + 2
        _keep(key, page, "needs more rows than it has")
        return
    blocks.rows[key] = (top, max(last, given[1] if given else 0))
    blocks.charts.setdefault((home or page).key, []).extend([key] * (len(charts) - there))


def draw_new(key: str, page: Page, action: Callable[[], None]) -> None:
    """Draw a block that the workbook does not have below all others; leave out one with a chart.

    Args:
        key: the permanent name of the block.
        page: the page.
        action: draws the block.
    """
    blocks, before, later = page.report.blocks, state_of(page), len(page.later)
    free = not page.tables and page.kind != "log"
    if free:
        draw_placed(key, page, action)
    if not free or len(page.charts) > before.charts or len(page.later) > later:
        restore(page, before)
        del page.later[later:]
        blocks.rows.pop(key, None)
        blocks.charts[page.key] = blocks.charts.get(page.key, [])[: before.charts]
        blocks.said.append(
            f"{page.title}: the block {_block(key)} of this version is left out; a workbook built anew shows it."
        )


def _below_all(page: Page) -> int:
    """Return the row below all blocks of a page, with a free one between."""
    rows = (*page.report.blocks.given.items(), *page.report.blocks.rows.items())
    return max((2 + last for name, (_, last) in rows if _of(name, page)), default=page.row)


def stays_whole(page: Page) -> bool:
    """Return whether a sheet is of an earlier design than this version draws; inputs, companies and changes never are."""
    return page.report.blocks.earlier and page.key not in DRAWN_AS_EVER


def keep_whole(page: Page) -> None:
    """Keep what stands below the head of a sheet of an earlier design as it was written."""
    blocks = page.report.blocks
    given = {key: rows for key, rows in blocks.given.items() if _of(key, page)}
    blocks.rows |= given
    if given:
        blocks.stays[page.key] = [(page.row - 1, max(last for _, last in given.values()))]
    blocks.whole.append(page.key)


def tell_kept(report: Report) -> None:
    """Say which sheets of a workbook are of an earlier design."""
    titles = [report.titles[key] for key in report.blocks.whole if key in report.titles]
    if titles:
        report.blocks.said.append(
            f"{', '.join(titles)}: of an earlier design, and kept as written; only their heads and what their "
            "formulas compute follow the figures. `xl-aigc build` draws a workbook of the present design."
        )


def keep_missing(page: Page) -> None:
    """Keep the blocks that this version does not have as they were written."""
    blocks = page.report.blocks
    for key in blocks.given:
        if _of(key, page) and key not in blocks.rows:
            _keep(key, page, "is none of this version's")


def _keep(key: str, page: Page, why: str) -> None:
    blocks = page.report.blocks
    blocks.rows[key] = blocks.given[key]
    blocks.stays.setdefault(page.key, []).append(blocks.given[key])
    first, last = blocks.given[key]
    blocks.said.append(
        f"{page.title}, rows {first} to {last}: the block {_block(key)} {why}, and stays as it was written."
    )


def _below(rows: Rows, page: Page) -> bool:
    """Return whether a block of ours stands below some rows."""
    return any(first > rows[0] for key, (first, _) in page.report.blocks.given.items() if _of(key, page))


def _of(key: str, page: Page) -> bool:
    return key.startswith(f"{page.key}.")


def _block(key: str) -> str:
    """Return the id or kind of a block from its permanent name, which ends in it and the part of it that is meant."""
    return key.split(".")[-2]
