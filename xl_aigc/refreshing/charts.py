"""Charts of ours in a workbook: their ranges and the values beside them follow the figures, their looks stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.ooxml.edits.plan import ChartEdit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xl_aigc.ooxml.plan import CellValue

Shows = tuple[str, ...]
"""The ranges that a chart draws, in its order."""


def merge_charts(
    held: Mapping[str, Shows],
    written: Sequence[Shows],
    fresh: Sequence[Shows],
    values: Mapping[str, Sequence[CellValue | None]],
) -> dict[str, ChartEdit]:
    """Plan the charts of the report; a chart whose ranges a person changed stays as it is.

    Args:
        held: the ranges of each chart of the file, by its part.
        written: the ranges of each chart of ours as last written.
        fresh: the same as they are to be, in the same order.
        values: the values of every fresh range.
    """
    edits = {}
    free = {_plain(ranges): part for part, ranges in held.items()}
    for old, new in zip(written, fresh, strict=True):
        part = free.get(_plain(old))
        if part is None or len(old) != len(new):
            continue
        spelled = held[part]
        ranges = {mine: now for mine, was, now in zip(spelled, old, new, strict=True) if was != now}
        shown = [now if was != now else mine for mine, was, now in zip(spelled, old, new, strict=True)]
        caches = {text: values[now] for text, now in zip(shown, new, strict=True)}
        edits[part] = ChartEdit(ranges, caches)
    return edits


def _plain(ranges: Iterable[str]) -> Shows:
    """Return the same ranges in one spelling of the sheets' names."""
    return tuple(text.replace("'", "").upper() for text in ranges)
