"""`roll`: the same workbook at another period."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from xl_aigc.cli.as_json import as_json as json_of
from xl_aigc.cli.opening import open_file
from xl_aigc.cli.options import AsJson, Compare, DryRun, OpenIt, Replace, Store, Workbook
from xl_aigc.cli.refresh_lines import NOT_WRITTEN, carried_lines, carried_object
from xl_aigc.cli.say import say
from xl_aigc.cli.targets import in_folder

To = Annotated[str, typer.Option(metavar="PERIOD", help="Period to show, such as 2024FY.")]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|FOLDER",
        help="Write another file and leave this one.",
        show_default="the file itself",
    ),
]


def roll(
    file: Workbook,
    *,
    to: To,
    compare: Compare = None,
    output: Output = None,
    replace: Replace = False,
    dry_run: DryRun = False,
    store: Store = None,
    open_: OpenIt = False,
    as_json: AsJson = False,
) -> None:
    """Roll a workbook forward to another period, with all that you added to it."""
    from xl_aigc.cli.console import steps
    from xl_aigc.data.period import Period
    from xl_aigc.refreshing.roll import roll as roll_workbook
    from xl_aigc.store.opening import opened_store

    period = Period.typed(to)
    other = period.year_before if compare is None else Period.typed(compare)
    target = None if output is None else in_folder(output, file.name)
    with steps() as progress, opened_store(store, trial=dry_run, create=False) as opened:
        done = roll_workbook(
            opened,
            file,
            (period, other),
            dt.datetime.now(dt.UTC),
            target=target,
            replace=replace,
            dry_run=dry_run,
            progress=progress,
        )
    written = target or file
    if as_json:
        say(json_of({"dry_run": dry_run, **carried_object(done, written)}))
    else:
        say("\n".join([*([NOT_WRITTEN] if dry_run else ()), *carried_lines(done, written)]))
    if open_ and not dry_run:
        open_file(written)
