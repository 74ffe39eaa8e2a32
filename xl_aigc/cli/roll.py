"""`roll`: the same workbook at another period."""

from __future__ import annotations

import datetime as dt
from pathlib import Path  # noqa: TC003  typer reads it when the program runs
from typing import Annotated

import typer

from xl_aigc.cli.known import Store  # noqa: TC001  typer reads it when the program runs
from xl_aigc.cli.say import say


def roll(
    file: Annotated[Path, typer.Argument(help="The workbook; close it first.")],
    *,
    to: Annotated[str, typer.Option(help="Period to show, such as 2024FY.")],
    compare: Annotated[
        str | None, typer.Option(help="Period to compare it with.", show_default="a year before")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="Write another file and leave this one.", show_default="the file itself"),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.")
    ] = False,
    store: Store = None,
) -> None:
    """Roll a workbook forward to another period, with all that you added to it."""
    from xl_aigc.cli.console import steps  # noqa: PLC0415  help must not wait for what only this needs
    from xl_aigc.cli.refresh import carried_told  # noqa: PLC0415
    from xl_aigc.data.period import Period  # noqa: PLC0415
    from xl_aigc.refreshing.roll import roll as roll_workbook  # noqa: PLC0415
    from xl_aigc.store.opening import open_store  # noqa: PLC0415

    period = Period.typed(to)
    other = period.year_before if compare is None else Period.typed(compare)
    with steps() as progress:
        done = roll_workbook(
            open_store(store),
            file,
            (period, other),
            dt.datetime.now(dt.UTC),
            target=output,
            dry_run=dry_run,
            progress=progress,
        )
    if dry_run:
        say("Nothing was written (--dry-run). It would be:")
    say("\n".join(carried_told(done, output or file)))
