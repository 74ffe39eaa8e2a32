"""`diff`: what two workbooks show otherwise."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from xl_aigc.cli.as_json import as_json as json_of
from xl_aigc.cli.options import AsJson
from xl_aigc.cli.say import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xl_aigc.refreshing.diff import Difference, Value

LISTED: Final = 40
"""Differences of one kind that are told one by one."""
TITLES: Final = {"company": "Companies", "figure": "Figures", "measure": "Measures", "limit": "Limits"}


def diff(
    first: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook.")],
    second: Annotated[Path, typer.Argument(metavar="FILE", help="Another, or the same at a later time.")],
    *,
    everything: Annotated[bool, typer.Option("--all", help="List every difference.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compare the figures, measures and limits of two workbooks; the exit code is 1 where they differ."""
    from xl_aigc.refreshing.diff import diff as compare

    found = compare(first, second)
    say(json_of(found) if as_json else "\n".join(lines(found, None if everything else LISTED)))
    if found:
        raise typer.Exit(1)


def lines(found: Sequence[Difference], most: int | None) -> Iterator[str]:
    """Yield the differences, line by line."""
    if not found:
        yield "The figures, measures and limits are the same."
    for kind, group in groupby(found, key=lambda one: one.kind):
        listed = list(group)
        yield f"{TITLES[kind]} ({len(listed):,}):"
        for one in listed[:most]:
            yield f"  {' '.join(filter(None, (one.ticker, one.what)))}: {_shown(one.first)} to {_shown(one.second)}"
        if most is not None and len(listed) > most:
            yield f"  and {len(listed) - most:,} more (--all lists them)"


def _shown(value: Value) -> str:
    if value is None or value == "":
        return "nothing"
    return f"{value:,.6g}" if isinstance(value, float) else str(value)
