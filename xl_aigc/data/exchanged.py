"""Figures that contradict others of the same company and item: values of two periods exchanged, and cumulative ones that fall."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from xl_aigc.data.model import Facts, Figure
    from xl_aigc.data.period import Period
    from xl_aigc.data.swapped import Key

_RISING: Final = frozenset(("revenue", "selling_expense", "rd_expense"))
"""Items that grow through the year as months are added."""
_FALL: Final = 0.99
"""The share of an earlier part of the year below which a later one fell; more of it is rounding."""
_SLIP: Final = 1 / 40
"""The share below which a later part did not fall, but is in another unit, which is looked for by itself."""


class Contradictions:
    """Finds for a figure the one that contradicts it.

    Args:
        figures: what comes in.
        known: what was known before; None where nothing was.
    """

    def __init__(self, figures: Iterable[Figure], known: Facts | None) -> None:
        new = _by_period(figures)
        old = _by_period(known.figures if known else (), new)
        self.exchanged: dict[Key, Figure] = {}
        self.falling: dict[Key, Figure] = {}
        for of, group in new.items():
            before = old.get(of, {})
            self.exchanged |= {_key(one): other for one, other in _exchanged(group, before)}
            if of[1] in _RISING:
                self.falling |= {_key(one): other for one, other in _falling(group, before)}


def _key(figure: Figure) -> Key:
    return figure.ticker, figure.period, figure.item


_Of = tuple[str, str]
_ByPeriod = dict["Period", "Figure"]


def _by_period(
    figures: Iterable[Figure], only: Mapping[_Of, _ByPeriod] | None = None
) -> dict[_Of, _ByPeriod]:
    """The figures of each company and item by period."""
    found: dict[_Of, _ByPeriod] = {}
    for figure in figures:
        of = figure.ticker, figure.item
        if only is None or of in only:
            found.setdefault(of, {})[figure.period] = figure
    return found


def _exchanged(new: _ByPeriod, old: _ByPeriod) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of new figures each of which is exactly the known one of the other's period."""
    changed = [each for each in new.values() if each.period in old and each.value != old[each.period].value]
    by_value = {old[each.period].value: each for each in changed}
    for one in changed:
        other = by_value.get(one.value)
        if other and other.value == old[one.period].value:
            yield one, other


def _falling(new: _ByPeriod, old: _ByPeriod) -> Iterator[tuple[Figure, Figure]]:
    """New figures that are not the known ones, each with one of another part of its year that it does not fit."""
    years: dict[int, list[Figure]] = {}
    for figure in (old | new).values():
        years.setdefault(figure.period.year, []).append(figure)
    for year in years.values():
        for first, last in combinations(sorted(year, key=lambda each: each.period.months), 2):
            if _SLIP * first.value < last.value < _FALL * first.value:
                yield from (
                    (each, by) for each, by in ((first, last), (last, first)) if _is_new(each, new, old)
                )


def _is_new(figure: Figure, new: _ByPeriod, old: _ByPeriod) -> bool:
    held = old.get(figure.period)
    return new.get(figure.period) is figure and not (held and held.value == figure.value)
