"""`diff`: what two workbooks show otherwise."""

from __future__ import annotations

from itertools import groupby
from math import floor, log10
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from xl_aigc.cli.as_json import as_json as json_of
from xl_aigc.cli.options import AsJson
from xl_aigc.cli.say import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xl_aigc.refreshing.diff import Difference, Value

NOTHING: Final = "nothing"
SOURCES: Final = "Kinds and sources of figures"
LISTED: Final = 40
"""Differences of one kind that are told one by one."""
TITLES: Final = {
    "company": "Companies",
    "figure": "Figures",
    "source": SOURCES,
    "measure": "Measures",
    "limit": "Limits",
}


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
    bare = [*without_values(found, (first, second))]
    listed = [one for one in found if one.kind != "measure"] if bare else found
    told = [*bare, *(lines(listed, None if everything else LISTED) if listed or not bare else ())]
    say(json_of(found) if as_json else "\n".join(told))
    if found:
        raise typer.Exit(1)


def lines(found: Sequence[Difference], most: int | None) -> Iterator[str]:
    """Yield the differences, line by line."""
    if not found:
        yield "The figures, measures and limits are the same."
    for kind, group in groupby(found, key=lambda one: one.kind):
        listed = list(group)
        if kind == "source" and most is not None:
            yield f"{SOURCES}: {len(listed):,} differ (--all lists them)"
            continue
        yield f"{TITLES[kind]} ({len(listed):,}):"
        for one in listed[:most]:
            yield f"  {_change(one)}"
        if most is not None and len(listed) > most:
            yield f"  and {len(listed) - most:,} more (--all lists them)"


def _change(one: Difference) -> str:
    name = " ".join(filter(None, (one.ticker, one.what)))
    if one.kind == "company":
        return f"{name}: only in the first workbook" if one.first else f"{name}: only in the second workbook"
    before, after = shown(one.first, one.second)
    if NOTHING in (before, after):
        return (
            f"{name}: from nothing to {after}" if before == NOTHING else f"{name}: from {before} to nothing"
        )
    return f"{name}: from {before} to {after}"


def without_values(found: Sequence[Difference], files: tuple[Path, Path]) -> Iterator[str]:
    """Name the workbook that shows no measure at all, though it has the companies: a program saved it without computing."""
    measures = [one for one in found if one.kind == "measure"]
    if not measures or any(one.kind == "company" for one in found):
        return
    for file, values in zip(
        files, zip(*((one.first, one.second) for one in measures), strict=True), strict=True
    ):
        if set(values) <= {None, ""}:
            yield (
                f"{file} holds no values beside its formulas: a program saved it without computing. "
                "Open it in Excel or LibreOffice, save it, and compare again."
            )


def shown(*values: Value) -> list[str]:
    """Write values with as many digits as tell them apart.

    Example:
        >>> shown(217274000000.0, 217274000123.45), shown(0.0884597, 0.0884598), shown(1.5, None)
        (['217,274,000,000', '217,274,000,123'], ['0.0884597', '0.0884598'], ['1.5', 'nothing'])
    """
    numbers = [value for value in values if isinstance(value, float)]
    largest = max(map(abs, numbers), default=0.0)
    fewest = max(0, 5 - floor(log10(largest))) if largest else 0
    for decimals in range(fewest, fewest + 12):
        texts = [_text(value, decimals) for value in values]
        if len(set(texts)) == len(texts):
            break
    return texts


def _text(value: Value, decimals: int) -> str:
    if value is None or value == "":
        return NOTHING
    if not isinstance(value, float):
        return str(value)
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
