"""Intervals of a number: between edges, each with its upper bound."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Any, overload

from xl_aigc.metrics.broadcast import elementwise
from xl_aigc.metrics.reading import read_column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from numpy.typing import NDArray

    from xl_aigc.metrics.broadcast import ArrayKernel
    from xl_aigc.metrics.undefined import Number


def read_edges(edges: object) -> list[float]:
    """Edges as floats.

    Args:
        edges: one or more numbers in rising order.

    Raises:
        TypeError: a text or a boolean among them.
        ValueError: none at all, one that is missing or infinite, or not in rising order.

    Example:
        >>> read_edges([0, 0.5])
        [0.0, 0.5]
    """
    column = read_column(edges, "edges")
    numbers = [edge for edge in column if isinstance(edge, float)]
    rising = all(low < high for low, high in pairwise(numbers))
    if not numbers or not rising or len(numbers) < len(column):
        raise ValueError(f"edges must be one or more finite numbers in rising order, not {edges!r:.80}.")
    return numbers


def interval_names(edges: Sequence[float]) -> tuple[str, ...]:
    """The intervals between edges in the notation of mathematics, from the lowest.

    Args:
        edges: finite numbers in rising order.

    Example:
        >>> interval_names([0.0, 0.25])
        ('(-inf, 0]', '(0, 0.25]', '(0.25, inf)')
    """
    bounds = ["-inf", *(f"{edge + 0.0:.15g}" for edge in edges), "inf"]
    closes = ["]"] * len(edges) + [")"]
    return tuple(
        f"({low}, {high}{close}" for low, high, close in zip(bounds[:-1], bounds[1:], closes, strict=True)
    )


def places(edges: Sequence[float]) -> ArrayKernel:
    """The array form of finding a number's interval: its place, from the lowest.

    Args:
        edges: finite numbers in rising order; each belongs to the interval below it.
    """

    def kernel(numpy: ModuleType, value: NDArray[Any]) -> NDArray[Any]:
        return numpy.searchsorted(edges, value, side="left")  # type: ignore[no-any-return]

    return kernel


@overload
def interval_cohort(value: Number, edges: Sequence[float]) -> str | None: ...
@overload
def interval_cohort(value: Sequence[Number], edges: Sequence[float]) -> list[str | None]: ...
@overload
def interval_cohort(value: NDArray[Any], edges: Sequence[float]) -> NDArray[Any]: ...
def interval_cohort(
    value: Number | Sequence[Number] | NDArray[Any], edges: Sequence[float]
) -> str | list[str | None] | NDArray[Any] | None:
    """The interval (-inf, e1], (e1, e2], ..., (en, inf) that a number is in.

    Args:
        value: a number, or many of one unit.
        edges: one or more numbers of the same unit in rising order; each belongs to the interval below it.

    Returns:
        The interval's name, as `interval_names` gives it; None where the number is missing or undefined; a list of
        these for a sequence, an array for an array.

    Raises:
        TypeError: a text or a boolean among the numbers or edges.
        ValueError: no edges, or not in rising order.

    Example:
        >>> interval_cohort([0.25, 0.5, None], [0, 0.25])
        ['(0, 0.25]', '(0.25, inf)', None]
    """
    limits = read_edges(edges)
    names = interval_names(limits)

    @elementwise(arrays=places(limits), words=names)
    def interval_cohort(value: float) -> str | None:
        return names[bisect_left(limits, value)]

    return interval_cohort(value)
