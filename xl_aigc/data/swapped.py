"""Figures whose values look exchanged: two columns of a table under each other's headings."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from xl_aigc.data.model import Figure
    from xl_aigc.data.neighbours import Neighbours
    from xl_aigc.data.period import Period

Key = tuple[str, "Period", str]
"""The company, period and item of a figure."""
_Group = dict[str, "Figure"]
_Pair = tuple["Figure", "Figure"]

PROFITS: Final = ("operating_profit", "total_profit", "net_profit", "net_profit_deducted")
COSTS: Final = ("operating_cost", "selling_expense", "admin_expense", "rd_expense")
_OFF: Final = math.log(2)
"""The least distance, as a logarithm, from the figure before that makes a figure suspect."""
_BETTER: Final = math.log(9)
"""The least gain in distance, of two figures together, from the figures before being exchanged."""


def swapped(figures: Iterable[Figure], neighbours: Neighbours) -> dict[Key, Figure]:
    """The figures that look exchanged, each with the other of the same company and period that it looks exchanged with."""
    groups: dict[tuple[str, Period], _Group] = {}
    for figure in figures:
        groups.setdefault((figure.ticker, figure.period), {})[figure.item] = figure
    several = [group for group in groups.values() if len(group) > 1]
    pairs = [*(pair for group in several for pair in _by_neighbours(group, neighbours))]
    pairs += _by_order(several, neighbours)
    return {_key(one): other for pair in pairs for one, other in (pair, pair[::-1])}


def _key(figure: Figure) -> Key:
    return figure.ticker, figure.period, figure.item


def _by_neighbours(group: Mapping[str, Figure], neighbours: Neighbours) -> Iterator[_Pair]:
    """Pairs of figures each of which fits the figure before of the other's item."""
    suspect = []
    for figure in group.values():
        same, earlier = neighbours.of(figure)
        before = same or earlier
        if figure.value and before and math.isfinite(figure.value) and _distance(figure.value, before) > _OFF:
            suspect.append((figure, before))
    for (first, before), (second, other) in combinations(suspect, 2):
        own = _distance(first.value, before) + _distance(second.value, other)
        exchanged = _distance(first.value, other) + _distance(second.value, before)
        if exchanged + _BETTER < own:
            yield first, second


def _distance(value: float, before: float) -> float:
    """The distance of two figures as a logarithm; one of another sign is far away."""
    apart = abs(math.log(abs(value)) - math.log(abs(before)))
    return apart + (_BETTER if (value < 0) != (before < 0) else 0.0)


def _by_order(groups: Sequence[Mapping[str, Figure]], neighbours: Neighbours) -> Iterator[_Pair]:
    """Revenue and another item, where the other is the larger one in most companies of which nothing was known before."""
    fresh = [
        group for group in groups if "revenue" in group and neighbours.of_known(group["revenue"]) is None
    ]
    for item in (*PROFITS, *COSTS):
        both = [(group["revenue"], group[item]) for group in fresh if item in group]
        wrong = [pair for pair in both if _is_wrong(*pair, is_profit=item in PROFITS)]
        companies = {revenue.ticker for revenue, _ in wrong}
        doubted = wrong if len(companies) > 1 and 2 * len(wrong) > len(both) else _negative(wrong, item)
        yield from doubted


def _is_wrong(revenue: Figure, other: Figure, *, is_profit: bool) -> bool:
    """Return whether an item is above revenue; a loss may well be."""
    larger = abs(other.value) > abs(revenue.value)
    return larger and (other.value > 0 or not is_profit or revenue.value < 0)


def _negative(pairs: Iterable[tuple[Figure, Figure]], item: str) -> list[tuple[Figure, Figure]]:
    """The pairs that give themselves away alone: a negative revenue beside a larger profit."""
    return [pair for pair in pairs if item in PROFITS and pair[0].value < 0 < pair[1].value]
