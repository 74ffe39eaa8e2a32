"""Charts of ours in a workbook: their ranges and the values beside them follow the figures, their looks stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.ooxml.edits.plan import ChartEdit
from xl_aigc.report.prints import chart_print

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.ooxml.plan import CellValue
    from xl_aigc.refreshing.sameness import Recogniser

Shows = tuple[str, ...]
"""The ranges that a chart draws, in its order."""


def merge_charts(
    held: Mapping[str, Shows],
    written: Mapping[str, bytes],
    fresh: Mapping[str, Shows],
    values: Mapping[str, Sequence[CellValue | None]],
    look: Recogniser,
) -> dict[str, ChartEdit]:
    """Plan the charts of the report; a chart whose ranges a person changed stays as it is.

    Args:
        held: the ranges of each chart of the file, by its part.
        written: the prints of the ranges of each chart of ours as last written, by its name.
        fresh: the ranges as they are to be, by the same.
        values: the values of every fresh range.
        look: tells where cells of ours are now.
    """
    edits, keys = {}, look.keys
    free = {chart_print(map(look.was, ranges), keys): part for part, ranges in held.items()}
    for name, new in fresh.items():
        part = free.get(written.get(name, b""))
        if part is None or len(held[part]) != len(new):
            continue
        spelled = [
            (mine, mine if keys.spelled(look.was(mine)) == keys.spelled(now) else look.placed(now), now)
            for mine, now in zip(held[part], new, strict=True)
        ]
        ranges = {mine: shown for mine, shown, _ in spelled if shown != mine}
        edits[part] = ChartEdit(ranges, {shown: values[now] for _, shown, now in spelled})
    return edits
