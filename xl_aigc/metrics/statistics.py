"""Statistics of one or two columns; what is missing or undefined takes no part."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, overload

from xl_aigc.metrics.chance import ROUNDING, chance_limit
from xl_aigc.metrics.reading import read_column
from xl_aigc.metrics.series import as_series, shared_index
from xl_aigc.metrics.undefined import Number, Undefined

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    Column = Sequence[Number] | NDArray[Any]

LEAST_PAIRS: Final = 3


def median(values: Column) -> Number:
    """The median of the known values.

    Args:
        values: numbers of one unit.

    Returns:
        Their median, in the same unit; the mean of the middle two where their number is even; None where none is known.

    Raises:
        TypeError: a text or a boolean among the values.

    Example:
        >>> median([3.0, None, 1.0, 10.0]), median([4.0, 1.0])
        (3.0, 2.5)
    """
    known = _sorted(values, "values")
    if not known:
        return None
    half = len(known) // 2
    middle = known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2
    return middle if math.isfinite(middle) else Undefined.NUM


def count_above(values: Column, thresholds: float | Column) -> list[int]:
    """Count the values that are strictly above each threshold.

    Args:
        values: numbers of one unit.
        thresholds: one or more thresholds in the same unit, in any order.

    Returns:
        A count for each threshold, in their order.

    Raises:
        TypeError: a text or a boolean among the values or thresholds.
        ValueError: a threshold is missing or infinite.

    Example:
        >>> count_above([100.0, 250.0, None, 4000.0], [100.0, 1000.0])
        [2, 1]
    """
    known = _sorted(values, "values")
    limits = read_column(thresholds, "thresholds")
    if not all(isinstance(limit, float) for limit in limits):
        raise ValueError("every one of the thresholds must be a finite number.")
    return [len(known) - bisect_right(known, limit) for limit in limits if isinstance(limit, float)]


@overload
def ranks(values: Column, *, ascending: bool = False) -> list[int | None]: ...
@overload
def ranks(values: pd.Series[Any], *, ascending: bool = False) -> pd.Series[Any]: ...
def ranks(values: Column | pd.Series[Any], *, ascending: bool = False) -> list[int | None] | pd.Series[Any]:
    """Rank values; equal values share the lower rank number.

    Args:
        values: numbers of one unit.
        ascending: the smallest is first, not the largest.

    Returns:
        A rank from 1 for each value, as a Series of Int64 for a Series; None where it is missing or undefined.

    Raises:
        TypeError: a text or a boolean among the values.

    Example:
        >>> ranks([5.0, None, 9.0, 5.0, 1.0])
        [2, None, 1, 2, 4]
    """
    column = read_column(values, "values")
    known = _known(column)
    before = _places_before(known, ascending=ascending)
    found = [before[value] + 1 if isinstance(value, float) else None for value in column]
    index = shared_index("ranks", {"values": values})
    return found if index is None else as_series(found, index, "ranks", "Int64")


@dataclass(frozen=True)
class RankCorrelation:
    """Spearman's rank correlation and the number of pairs that it rests on.

    Attributes:
        rho: from -1 to 1; None below three pairs; `DIV0` where all values of one side are equal.
        n: number of pairs with both sides known.
    """

    rho: Number
    n: int

    @property
    def limit(self) -> float | None:
        """The size that is beyond chance with so many pairs; None where none is."""
        return chance_limit(self.n)

    @property
    def beyond_chance(self) -> bool:
        """Return whether it says more than chance at 5%, two-sided; if not, it leaves a question undecided.

        Example:
            >>> RankCorrelation(0.60, 10).beyond_chance, RankCorrelation(-0.65, 10).beyond_chance
            (False, True)
        """
        return (
            isinstance(self.rho, float) and self.limit is not None and abs(self.rho) >= self.limit - ROUNDING
        )


def rank_correlation(x: Column, y: Column) -> RankCorrelation:
    """Spearman's rank correlation, with average ranks for equal values.

    Args:
        x: one column.
        y: the other, of equal length; a pair with an unknown side is dropped.

    Raises:
        TypeError: a text or a boolean in a column.
        ValueError: columns of unequal length.

    Example:
        >>> rank_correlation([1.0, 2.0, 3.0, None], [10.0, 30.0, 20.0, 5.0])
        RankCorrelation(rho=0.5, n=3)
    """
    left, right = read_column(x, "x"), read_column(y, "y")
    if len(left) != len(right):
        raise ValueError(f"x and y must be of equal length, not {len(left)} and {len(right)}.")
    pairs = [
        (a, b) for a, b in zip(left, right, strict=True) if isinstance(a, float) and isinstance(b, float)
    ]
    if len(pairs) < LEAST_PAIRS:
        return RankCorrelation(None, len(pairs))
    a, b = (_centred_ranks(side) for side in zip(*pairs, strict=True))
    spread = _dot(a, a) * _dot(b, b)
    if not spread:
        return RankCorrelation(Undefined.DIV0, len(pairs))
    rho = _dot(a, b) / math.sqrt(spread)
    return RankCorrelation(max(-1.0, min(1.0, rho)), len(pairs))


def _known(column: Sequence[Number]) -> list[float]:
    return [value for value in column if isinstance(value, float)]


def _sorted(values: object, name: str) -> list[float]:
    return sorted(_known(read_column(values, name)))


def _places_before(known: Sequence[float], *, ascending: bool) -> dict[float, int]:
    """For each value how many others come before it."""
    ordered = sorted(known, reverse=not ascending)
    before: dict[float, int] = {}
    for place, value in enumerate(ordered):
        before.setdefault(value, place)
    return before


def _centred_ranks(values: Sequence[float]) -> list[int]:
    """Twice the distance of each average rank from the middle: whole numbers, so that sums of them are exact."""
    ordered = sorted(values)
    middle = len(ordered)
    return [bisect_left(ordered, value) + bisect_right(ordered, value) - middle for value in values]


def _dot(a: Sequence[int], b: Sequence[int]) -> int:
    return sum(left * right for left, right in zip(a, b, strict=True))
