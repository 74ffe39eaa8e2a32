"""Values of a part of a year from the parts that are filed: as filed, or as sums and differences of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = TypeVar("Value")
Span = tuple[int, int]
"""The quarter after which a part of a year begins, and the one with which it ends: (0, 2) is the half-year, (1, 2) its second quarter."""


def parts_from(filed: Mapping[Span, Value], start: int) -> dict[int, list[tuple[int, Value]]]:
    """The fewest filed parts, each with its sign, that make up the spans from a quarter on.

    Args:
        filed: what is filed, by span.
        start: the quarter after which the spans begin, 0 to 3.

    Returns:
        The parts by the quarter with which the span ends; a span that can't be made up is left out.

    Example:
        >>> parts_from({(0, 1): "Q1", (0, 2): "half-year"}, 1)[2]  # the second quarter
        [(-1, 'Q1'), (1, 'half-year')]
        >>> parts_from({(0, 1): "Q1", (1, 2): "Q2"}, 0)[2]  # the half-year
        [(1, 'Q1'), (1, 'Q2')]
        >>> parts_from({(1, 2): "Q2"}, 0)
        {}
    """
    spans = sorted(filed)
    paths: dict[int, list[tuple[int, Value]]] = {start: []}
    waiting = [start]
    for here in waiting:  # grows as places are reached, the nearest first
        for first, last in spans:
            there, sign = (last, 1) if first == here else (first, -1)
            if here in (first, last) and there not in paths:
                paths[there] = [*paths[here], (sign, filed[first, last])]
                waiting.append(there)
    return {end: parts for end, parts in paths.items() if end > start}
