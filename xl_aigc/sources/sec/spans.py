"""Values of a part of a year from the parts that are filed: as filed, or as sums and differences of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Value = TypeVar("Value")
Span = tuple[int, int]
"""The quarter after which a part of a year begins, and the one with which it ends: (0, 2) is the half-year, (1, 2) its second quarter."""


def between(filed: Mapping[Span, Value], start: int, end: int) -> list[tuple[int, Value]] | None:
    """The fewest filed parts that make up a span, each with its sign; None where they do not.

    Args:
        filed: what is filed, by span.
        start: the quarter after which the span begins, 0 to 3.
        end: the quarter with which it ends, 1 to 4.

    Example:
        >>> between({(0, 1): "Q1", (0, 2): "half-year"}, 1, 2)  # the second quarter
        [(-1, 'Q1'), (1, 'half-year')]
        >>> between({(0, 1): "Q1", (1, 2): "Q2"}, 0, 2)  # the half-year
        [(1, 'Q1'), (1, 'Q2')]
        >>> between({(0, 1): "Q1"}, 0, 2)
    """
    paths: dict[int, list[tuple[int, Value]]] = {start: []}
    waiting = [start]
    for here in waiting:  # grows as places are reached: the nearest first
        for there, sign, value in _steps(filed, here):
            if there not in paths:
                paths[there] = [*paths[here], (sign, value)]
                waiting.append(there)
    return paths.get(end)


def _steps(filed: Mapping[Span, Value], here: int) -> Iterable[tuple[int, int, Value]]:
    for (start, end), value in sorted(filed.items(), key=lambda item: item[0]):
        if start == here:
            yield end, 1, value
        elif end == here:
            yield start, -1, value
