"""`refresh`: new figures into the store and into a workbook."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path  # noqa: TC003  typer reads it when the program runs
from typing import TYPE_CHECKING, Annotated, Final

import typer

from xl_aigc.cli.known import AsOf, Basket, Store  # noqa: TC001  typer reads them when the program runs
from xl_aigc.cli.say import say
from xl_aigc.cli.source_options import (
    Mapping,
    Options,
    Periods,
    Query,
    Sheet,
    Source,
    Tickers,
    Unit,
    option_values,
)
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.data.batch import Batch
    from xl_aigc.refreshing.backup import Undone
    from xl_aigc.refreshing.carry import Carried
    from xl_aigc.refreshing.refresh import Refreshed
    from xl_aigc.store.changes import Changes

LISTED: Final = 20
"""Changes that are told one by one."""


def refresh(  # noqa: PLR0913  one parameter is one option
    *,
    source: Source = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from", help="files, tdx, sec: a file or folder; database: a URL such as sqlite:///figures.db."
        ),
    ] = None,
    query: Query = None,
    period: Periods = None,
    ticker: Tickers = None,
    mapping: Mapping = None,
    unit: Unit = None,
    sheet: Sheet = None,
    option: Options = None,
    as_of: AsOf = None,
    workbook: Annotated[
        Path | None, typer.Option(help="Workbook to carry the figures into; close it first.")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Also replace inputs that you corrected by hand.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Put the workbook back to what it was before its last refresh.")
    ] = False,
    bad_share: Annotated[
        float, typer.Option(help="Share of bad rows above which nothing is taken.", min=0, max=1)
    ] = 0.10,
    jump: Annotated[
        float,
        typer.Option(
            help="Times a figure may differ from the one before it; raise it to correct a unit.", min=1
        ),
    ] = 100.0,
    basket: Basket = None,
    store: Store = None,
) -> None:
    """Bring new figures into the store, and from there into a workbook; nothing that you added is lost."""
    if undo:
        _undo(workbook)
        return
    from xl_aigc.api.choice import read_day  # noqa: PLC0415  help must not wait for what only a refresh needs
    from xl_aigc.api.reading import request_for  # noqa: PLC0415
    from xl_aigc.cli.console import counted  # noqa: PLC0415
    from xl_aigc.data.figure_rules import BatchLimits  # noqa: PLC0415
    from xl_aigc.refreshing.refresh import RefreshOptions  # noqa: PLC0415
    from xl_aigc.refreshing.refresh import refresh as run  # noqa: PLC0415
    from xl_aigc.store.opening import opened_store  # noqa: PLC0415

    request, day = None, None if as_of is None else read_day(as_of, "--as-of")
    if source is not None or from_ is not None:
        asked = request_for(from_, sheet, unit, period or (), ticker or (), mapping, query)
        request = replace(asked, source=source or asked.source, as_of=day, options=option_values(option))
    if request is None and workbook is None:
        raise DataError(
            "There is nothing to do.",
            remedy="Name a source (--source, --from), a workbook (--workbook), or both.",
        )
    limits = BatchLimits(bad_share=bad_share, jump=jump)
    wanted = RefreshOptions(
        request, workbook, basket, limits, overwrite=overwrite, dry_run=dry_run, as_of=day
    )
    with counted() as progress, opened_store(store, trial=dry_run) as opened:
        done = run(opened, wanted, dt.datetime.now(dt.UTC), progress)
    say("\n".join(lines(done, wanted.workbook, dry_run=dry_run)))


def _undo(workbook: Path | None) -> None:
    from xl_aigc.ooxml.edits.in_use import check_not_in_use  # noqa: PLC0415  as above
    from xl_aigc.refreshing.backup import undo as put_back  # noqa: PLC0415

    if workbook is None:
        raise DataError("--undo needs the workbook.", Place("--workbook"), expected="the file to put back.")
    check_not_in_use(workbook)
    say("\n".join(_undone(workbook, put_back(workbook))))


def _undone(workbook: Path, undone: Undone) -> Iterator[str]:
    yield f"{workbook} is again as before its last refresh."
    if undone.kept is not None:
        since = "with what was saved since" if undone.saved else "as the refresh left it"
        yield f"  kept        {undone.kept}, {since}"
    for sheet, cells in undone.changed.items():
        few = ", ".join(cells[:5]) + (f" and {len(cells) - 5:,} more" if len(cells) > 5 else "")
        yield f"  changed     {sheet}: {few or 'the whole sheet'}"


def lines(done: Refreshed, workbook: Path | None, *, dry_run: bool) -> Iterator[str]:
    """Describe a refresh, line by line."""
    if dry_run:
        yield "Nothing was written (--dry-run). It would be:"
    if done.batch is not None and done.changes is not None:
        yield from _recorded(done.batch, done.changes, done.vintage)
    if done.carried is not None and workbook is not None:
        yield from carried_told(done.carried, workbook)


def _recorded(batch: Batch, changes: Changes, vintage: int | None) -> Iterator[str]:
    yield f"{batch.source}: {batch.origin}, as of {batch.as_of}"
    yield (
        f"  figures     {len(changes.added):,} added, {len(changes.restated):,} restated, "
        f"{len(changes.withdrawn):,} withdrawn, {changes.unchanged:,} unchanged, "
        f"{len(batch.set_aside):,} rows set aside"
    )
    yield from _otherwise(changes)
    for one in changes.restated[:LISTED]:
        percent = "" if one.percent is None else f" ({one.percent:+.2f}%)"
        new = one.new
        yield f"    {new.ticker} {new.period} {new.item}: {one.old.value:,.2f} to {new.value:,.2f}{percent}"
    if len(changes.restated) > LISTED:
        yield f"    and {len(changes.restated) - LISTED:,} more"
    for words, tickers in (("joined", changes.joined), ("left", changes.left)):
        if tickers:
            yield f"  {words:11} {', '.join(tickers[:LISTED])}{' ...' if len(tickers) > LISTED else ''}"
    yield from _set_aside(batch)
    yield f"  store       {'no new vintage' if vintage is None else f'vintage {vintage}'}"


def _otherwise(changes: Changes) -> Iterator[str]:
    """Describe what changes besides the values of figures."""
    counts = {
        "figures of another source or kind": len(changes.resourced),
        "companies described otherwise": len(changes.companies),
        "price changes": len(changes.price_changes),
        "companies whose roll-out changed": len(changes.rollout),
        "sources": len(changes.sources),
    }
    told = [f"{count:,} {what}" for what, count in counts.items() if count]
    if told:
        yield f"  also        {', '.join(told)}"


def _set_aside(batch: Batch) -> Iterator[str]:
    from xl_aigc.refreshing.refresh import sentence  # noqa: PLC0415  as above

    for row in batch.set_aside[:LISTED]:
        yield f"    set aside: {sentence(row)}"
    if len(batch.set_aside) > LISTED:
        yield f"    and {len(batch.set_aside) - LISTED:,} more: `xl-aigc store set-aside` lists them"


def carried_told(carried: Carried, workbook: Path) -> Iterator[str]:
    """Describe the changes of a workbook, line by line."""
    carry, last = carried.carry, carried.carry.last
    yield f"{workbook}"
    if not carry.changes_anything:
        yield "  is up to date; it was not touched."
    else:
        yield (
            f"  figures     {last.added:,} added, {last.changed:,} changed, {last.unchanged:,} unchanged; "
            f"{len(last.moved):,} measures, verdicts and cohorts moved"
        )
    for sentence in carry.mended[:LISTED]:
        yield f"  mended      {sentence}"
    if len(carry.mended) > LISTED:
        yield f"              and {len(carry.mended) - LISTED:,} more: `xl-aigc check` lists them"
    for one in carry.kept[:LISTED]:
        yield f"  kept        {one.ticker} {one.item} {one.period}: corrected by hand, --overwrite replaces it"
    for sheet, cells in carry.foreign.items():
        few = ", ".join(cells[:5]) + (" ..." if len(cells) > 5 else "")
        yield f"  yours       {sheet}: {len(cells):,} cells of the report that you changed stay so ({few})"
    if carried.backup is not None:
        yield f"  before      {carried.backup} (`xl-aigc refresh --undo --workbook {workbook}` puts it back)"
