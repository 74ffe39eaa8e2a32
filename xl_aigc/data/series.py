"""One item of one company over time: cumulative, single quarters, trailing twelve months, whichever of them are reported."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xl_aigc.data.item import ITEMS
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError
from xl_aigc.metrics import single_quarter, trailing_twelve_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xl_aigc.data.model import Facts


@dataclass(frozen=True, slots=True)
class Point:
    """An item at the end of one period.

    Attributes:
        period: the period.
        cumulative: from the first day of the year, in units of the currency; None where a quarter of it is missing.
        quarter: the last quarter alone; None where the period before it is missing, and for a year reported beside its quarters.
        trailing: the twelve months to the end of the period; None where the year before is missing.
    """

    period: Period
    cumulative: float | None
    quarter: float | None
    trailing: float | None


def series(facts: Facts, ticker: str, item: str) -> tuple[Point, ...]:
    """Every period that has a figure, oldest first.

    Args:
        facts: what is known.
        ticker: the company.
        item: an item that is summed over time; of a balance there are no quarters.

    Raises:
        DataError: the item is a balance.

    Example:
        >>> from dataclasses import replace
        >>> from xl_aigc.data.folder import load_facts
        >>> from xl_aigc.data.model import Figure
        >>> fanli = [
        ...     Figure("600228.SH", Period(period), "net_profit", value, "stated", ())
        ...     for period, value in (("2024Q1", -2584800.0), ("2024H1", 3364600.0))
        ... ]
        >>> series(replace(load_facts(), figures=tuple(fanli)), "600228.SH", "net_profit")[-1].quarter
        5949400.0
    """
    if ITEMS[item].kind != "flow":
        raise DataError(f"{item} is a balance.", expected="an item that is summed over the year.")
    known = {
        figure.period: figure.value
        for figure in facts.figures
        if figure.ticker == ticker and figure.item == item
    }
    point = _point_of_quarters if facts.single_quarters else _point
    return tuple(point(known, period) for period in sorted(known))


def _point_of_quarters(known: Mapping[Period, float], period: Period) -> Point:
    """A point of a company that reports each quarter alone."""
    if period.part == "FY":
        return Point(period, known[period], None, known[period])
    year = [f"{period.year}Q{quarter}" for quarter in range(1, 5)]
    before = [f"{period.year - 1}Q{quarter}" for quarter in range(1, 5)]
    count = period.months // 3
    so_far, twelve_months = year[:count], before[count:] + year[:count]
    return Point(period, _sum(known, so_far), known[period], _sum(known, twelve_months))


def _sum(known: Mapping[Period, float], quarters: Iterable[str]) -> float | None:
    values = [known.get(Period(quarter, single=True)) for quarter in quarters]
    present = [value for value in values if value is not None]
    return math.fsum(present) if len(present) == len(values) else None


def _point(known: Mapping[Period, float], period: Period) -> Point:
    return Point(period, known[period], _quarter(known, period), _trailing(known, period))


def _quarter(known: Mapping[Period, float], period: Period) -> float | None:
    before = period.quarter_before
    earlier = 0.0 if before is None else known.get(before)
    return _number(single_quarter(known[period], earlier))


def _trailing(known: Mapping[Period, float], period: Period) -> float | None:
    """Of a full year the year itself."""
    if period.months == 12:
        return known[period]
    year_before = Period(f"{period.year - 1}FY")
    return _number(
        trailing_twelve_months(known[period], known.get(year_before), known.get(period.year_before))
    )


def _number(value: object) -> float | None:
    return value if isinstance(value, float) else None
