"""Statistics that leave missing numbers out and say how many were left."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from xl_aigc.metrics.broadcast import number
from xl_aigc.metrics.undefined import Number, Undefined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class RankCorrelation(NamedTuple):
    """A rank correlation and the number of pairs it rests on."""

    rho: Number
    n: int


def known(values: Iterable[Any]) -> list[float]:
    """The numbers among some values; missing and undefined ones are left out."""
    numbers = (number(value, "values") for value in values)
    return [value for value in numbers if value is not None and not isinstance(value, Undefined)]


def median(values: Iterable[Any]) -> Number:
    """The median of what is known.

    Returns:
        The median in the unit of the values; None where nothing is known.

    Example:
        >>> median([3.0, None, 1.0, 2.0, 10.0])
        2.5
    """
    numbers = sorted(known(values))
    if not numbers:
        return None
    half = len(numbers) // 2
    if len(numbers) % 2:
        return numbers[half]
    return numbers[half - 1] / 2 + numbers[half] / 2


def count_above(values: Iterable[Any], thresholds: Iterable[float]) -> list[int]:
    """How many values are strictly above each threshold.

    Example:
        >>> count_above([0.5, 1.0, 2.0, None], [0.5, 1.0])
        [2, 1]
    """
    numbers = known(values)
    return [sum(value > threshold for value in numbers) for threshold in thresholds]


def ranks(values: Sequence[Any], *, ascending: bool = False) -> list[int | None]:
    """The rank of each value from 1; ties share the lower number, missing values have none.

    Example:
        >>> ranks([10.0, 30.0, None, 30.0])
        [3, 1, None, 1]
    """
    first: dict[float, int] = {}
    for place, value in enumerate(sorted(known(values), reverse=not ascending), 1):
        first.setdefault(value, place)
    numbers = (number(value, "values") for value in values)
    return [None if value is None or isinstance(value, Undefined) else first[value] for value in numbers]


def rank_correlation(x: Sequence[Any], y: Sequence[Any]) -> RankCorrelation:
    """Spearman's rank correlation, average ranks for ties, over the pairs that are whole.

    Args:
        x: values.
        y: values of the same length.

    Returns:
        rho in -1 to 1, and n. rho is None below three pairs, `DIV0` where one side does not vary.

    Raises:
        ValueError: the lengths differ.

    Example:
        >>> rank_correlation([1.0, 2.0, 3.0, None], [10.0, 20.0, 15.0, 1.0])
        RankCorrelation(rho=0.5, n=3)
    """
    if len(x) != len(y):
        raise ValueError(f"x and y must have equal lengths, not {len(x)} and {len(y)}")
    pairs = [pair for pair in zip(x, y) if len(known(pair)) == 2]  # noqa: B905  lengths were just compared
    if len(pairs) < 3:
        return RankCorrelation(None, len(pairs))
    left, right = (_average_ranks(side) for side in zip(*pairs))  # noqa: B905
    mean = (len(pairs) + 1) / 2
    spread = math.sqrt(sum((a - mean) ** 2 for a in left) * sum((b - mean) ** 2 for b in right))
    if spread == 0:
        return RankCorrelation(Undefined.DIV0, len(pairs))
    together = sum((a - mean) * (b - mean) for a, b in zip(left, right))  # noqa: B905
    return RankCorrelation(max(-1.0, min(1.0, together / spread)), len(pairs))


def _average_ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1, equal values sharing the average of theirs."""
    order = sorted(values)
    first: dict[float, int] = {}
    last: dict[float, int] = {}
    for place, value in enumerate(order, 1):
        first.setdefault(value, place)
        last[value] = place
    return [(first[value] + last[value]) / 2 for value in values]
