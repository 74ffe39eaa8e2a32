"""`refresh`: new figures into the store and into a workbook."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_aigc.cli.as_json import as_json as json_of
from xl_aigc.cli.opening import open_file
from xl_aigc.cli.options import AsJson, Basket, DryRun, OpenIt, Store
from xl_aigc.cli.refresh_lines import refresh_lines, refresh_object, undone_lines
from xl_aigc.cli.say import say
from xl_aigc.cli.source_options import (
    From,
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
    from xl_aigc.refreshing.refresh import RefreshOptions

IntoWorkbook = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Workbook to carry the figures into; close it first."),
]
DayOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Day that the figures are of; without a source, carry only what was known on it.",
        show_default="today",
    ),
]
Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Also replace inputs that you corrected by hand.")
]
Undo = Annotated[
    bool, typer.Option("--undo", help="Put the workbook back to what it was before its last refresh.")
]
BadShare = Annotated[
    float,
    typer.Option(metavar="SHARE", help="Share of bad rows above which nothing is taken.", min=0, max=1),
]
Jump = Annotated[
    float,
    typer.Option(
        metavar="TIMES",
        help="Times a figure may differ from the one before it; raise it to correct a unit.",
        min=1,
    ),
]


def refresh(
    *,
    source: Source = None,
    from_: From = None,
    query: Query = None,
    period: Periods = None,
    ticker: Tickers = None,
    mapping: Mapping = None,
    unit: Unit = None,
    sheet: Sheet = None,
    option: Options = None,
    as_of: DayOf = None,
    workbook: IntoWorkbook = None,
    overwrite: Overwrite = False,
    dry_run: DryRun = False,
    undo: Undo = False,
    bad_share: BadShare = 0.10,
    jump: Jump = 100.0,
    basket: Basket = None,
    store: Store = None,
    open_: OpenIt = False,
    as_json: AsJson = False,
) -> None:
    """Bring new figures into the store, and from there into a workbook; nothing that you added is lost."""
    if undo:
        _undo(workbook, dry_run=dry_run, as_json=as_json)
        return
    from xl_aigc.api.choice import read_day
    from xl_aigc.api.reading import request_for
    from xl_aigc.data.figure_rules import BatchLimits
    from xl_aigc.refreshing.refresh import RefreshOptions

    request, day = None, None if as_of is None else read_day(as_of, "--as-of")
    if source is not None or from_ is not None:
        asked = request_for(from_, sheet, unit, period or (), ticker or (), mapping, query)
        request = replace(asked, source=source or asked.source, as_of=day, options=option_values(option))
    limits = BatchLimits(bad_share=bad_share, jump=jump)
    wanted = RefreshOptions(
        request, workbook, basket, limits, overwrite=overwrite, dry_run=dry_run, as_of=day
    )
    _refresh(wanted, store, open_=open_, as_json=as_json)


def _refresh(wanted: RefreshOptions, store: str | None, *, open_: bool, as_json: bool) -> None:
    from xl_aigc.cli.console import counted
    from xl_aigc.location import locate
    from xl_aigc.refreshing.refresh import refresh as run
    from xl_aigc.store.opening import opened_store

    if wanted.request is None and wanted.workbook is None:
        raise DataError(
            "There is nothing to do.",
            remedy="Name a source (--source, --from), a workbook (--workbook), or both.",
        )
    place = locate(store)
    made = not place.exists and not wanted.dry_run
    with counted() as progress, opened_store(store, trial=wanted.dry_run) as opened:
        done = run(opened, wanted, dt.datetime.now(dt.UTC), progress)
    if as_json:
        say(json_of(refresh_object(done, wanted.workbook, dry_run=wanted.dry_run)))
    else:
        if made:
            say(f"Made the store {place}: its vintage 1 holds the bundled figures.")
        say("\n".join(refresh_lines(done, wanted.workbook, dry_run=wanted.dry_run)))
    if open_ and wanted.workbook is not None and not wanted.dry_run:
        open_file(wanted.workbook)


def _undo(workbook: Path | None, *, dry_run: bool, as_json: bool) -> None:
    from xl_aigc.ooxml.edits.in_use import check_not_in_use
    from xl_aigc.refreshing.backup import undo as put_back

    if workbook is None:
        raise DataError("--undo needs the workbook.", Place("--workbook"), expected="the file to put back.")
    check_not_in_use(workbook)
    undone = put_back(workbook, dry_run=dry_run)
    lines = undone_lines(workbook, undone, dry_run=dry_run)
    say(json_of({"dry_run": dry_run, **asdict(undone)}) if as_json else "\n".join(lines))
