"""`adopt`: a new record for a workbook that has lost its own."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  typer reads it when the program runs
from typing import Annotated

import typer

from xl_aigc.cli.known import Basket, Store, known_facts
from xl_aigc.cli.say import say


def adopt(
    file: Annotated[Path, typer.Argument(help="The workbook; close it first.")],
    *,
    data: Annotated[
        Path | None, typer.Option(help="Folder of the basket that it shows.", show_default="the store's")
    ] = None,
    period: Annotated[
        str | None, typer.Option(help="Period that it shows.", show_default="the basket's")
    ] = None,
    compare: Annotated[
        str | None, typer.Option(help="Period that it compares with.", show_default="a year before")
    ] = None,
    basket: Basket = None,
    store: Store = None,
) -> None:
    """Let a workbook whose record is lost or damaged be refreshed again; what is not as built is taken as yours."""
    from xl_aigc.cli.console import steps  # noqa: PLC0415  help must not wait for what only this needs
    from xl_aigc.data.period import Period  # noqa: PLC0415
    from xl_aigc.refreshing.adopt import adopt as adopt_workbook  # noqa: PLC0415
    from xl_aigc.report.builder import BuildOptions  # noqa: PLC0415

    facts, _, vintage = known_facts(data, store, basket, None)
    options = BuildOptions(
        period=Period.typed(period) if period else None,
        compare=Period.typed(compare) if compare else None,
        vintage=vintage.id if vintage else None,
        recorded=vintage.recorded.isoformat() if vintage else "",
    )
    with steps() as progress:
        done = adopt_workbook(file, facts, options, progress)
    say(f"{file} has a record again.")
    say(f"  {done.ours:,} cells are as the program writes them; a refresh brings them up to date")
    say(f"  {done.others:,} cells are not; they are taken as yours and stay")
    say(f"  as it was before: {done.backup}")
