"""The figures beside a figure: the same one as known before, and the one of an earlier period."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xl_aigc.data.model import Facts, Figure
    from xl_aigc.data.period import Period

Values = dict[str, float]
"""Values of one item in one period by ticker."""


class Neighbours:
    """Looks up what a figure is compared with; the known goes before what comes with it.

    Args:
        figures: what comes in.
        known: what was known before; None where nothing was.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> from xl_aigc.data.period import Period
        >>> facts = load_facts()
        >>> figure = facts.figure("300418.SZ", "revenue", Period("2024H1"))
        >>> same, before = Neighbours([], facts).of(figure)
        >>> same == figure.value, before == facts.value("300418.SZ", "revenue", Period("2023H1"))
        (True, True)
    """

    def __init__(self, figures: Iterable[Figure], known: Facts | None) -> None:
        self._known: dict[tuple[str, Period], Values] = {}
        self._new: dict[tuple[str, Period], Values] = {}
        _index(self._known, known.figures if known else ())
        _index(self._new, figures)
        self._earlier: dict[Period, tuple[Period, ...]] = {}

    def of(self, figure: Figure) -> tuple[float | None, float | None]:
        """The same figure as known before, and the one of the nearest earlier period: a year before, else a quarter."""
        same = self._known.get((figure.item, figure.period), {}).get(figure.ticker)
        earlier = self._earlier.get(figure.period)
        if earlier is None:
            earlier = self._earlier[figure.period] = _earlier(figure.period)
        for period in earlier:
            for values in (self._known, self._new):
                before = values.get((figure.item, period), {}).get(figure.ticker)
                if before:
                    return same, before
        return same, None

    def of_known(self, figure: Figure) -> float | None:
        """The same figure, or the one of the nearest earlier period, as known before; None where nothing was known."""
        for period in (figure.period, *_earlier(figure.period)):
            value = self._known.get((figure.item, period), {}).get(figure.ticker)
            if value is not None:
                return value
        return None

    def value(self, ticker: str, item: str, period: Period) -> float | None:
        """A value that comes in, else the known one."""
        for values in (self._new, self._known):
            value = values.get((item, period), {}).get(ticker)
            if value is not None:
                return value
        return None


def _index(values: dict[tuple[str, Period], Values], figures: Iterable[Figure]) -> None:
    for figure in figures:
        values.setdefault((figure.item, figure.period), {})[figure.ticker] = figure.value


def _earlier(period: Period) -> tuple[Period, ...]:
    quarter = period.quarter_before
    return (period.year_before,) if quarter is None else (period.year_before, quarter)
