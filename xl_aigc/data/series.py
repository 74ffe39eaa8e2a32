"""One item of one company over time: cumulative, single quarters, trailing twelve months, whichever of them are reported."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xl_aigc.data.item import ITEMS
from xl_aigc.data.period import Period
from xl_aigc.data.span import Span
from xl_aigc.errors import DataError
from xl_aigc.metrics import single_quarter, trailing_twelve_months

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.data.model import Facts
    from xl_aigc.data.span import Kind


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
    return tuple(_point(known, item, period, single=facts.single_quarters) for period in sorted(known))


def _point(known: Mapping[Period, float], item: str, period: Period, *, single: bool) -> Point:
    def over(kind: Kind) -> float | None:
        span = Span(period, kind, single)
        ways = (periods_needed(item, span), periods_instead(item, span))
        found = (value_over(span, [known.get(needed) for needed in way]) for way in ways)
        return next((value for value in found if value is not None), None)

    if not single:
        return Point(period, known[period], over("quarter"), over("ltm"))
    so_far = [known.get(quarter) for quarter in _four_quarters(period) if quarter.year == period.year]
    quarter = None if period.part == "FY" else known[period]
    return Point(period, value_over(Span(period, single=True), so_far), quarter, over("ltm"))


def periods_needed(item: str, span: Span) -> tuple[Period, ...]:
    """The periods whose figures one over a span is computed of; none where there is no such figure.

    Example:
        >>> [str(one) for one in periods_needed("revenue", Span(Period("2024H1"), "ltm"))]
        ['2024H1', '2023FY', '2023H1']
    """
    last = span.period
    if span.kind == "cumulative" or (item in ITEMS and ITEMS[item].kind == "stock"):
        return (last,)
    if item not in ITEMS:
        return ()
    if span.single:
        needed = _four_quarters(last)
        return tuple(each for each in needed if span.kind == "ltm" or each.year == last.year)
    if span.kind == "quarter":
        return (last,) if last.quarter_before is None else (last, last.quarter_before)
    return (last,) if last.months == 12 else (last, Period(f"{last.year - 1}FY"), last.year_before)


def periods_instead(item: str, span: Span) -> tuple[Period, ...]:
    """Other periods whose figures give the same; none where there are none.

    They are the four single quarters of a year; a year for its last twelve months or all of its quarters; and for twelve months that
    end within a year the quarters of it, the year before and the same quarters of that.

    Example:
        >>> [str(one) for one in periods_instead("revenue", Span(Period("2023FY"), single=True))]
        ['2023Q4', '2023Q3', '2023Q2', '2023Q1']
        >>> [str(one) for one in periods_instead("revenue", Span(Period("2024Q1", single=True), "ltm", single=True))]
        ['2024Q1', '2023FY', '2023Q1']
    """
    if not span.single or item not in ITEMS or ITEMS[item].kind == "stock":
        return ()
    year = span.period.year
    if span.period.part == "FY":
        return _four_quarters(Period(f"{year}Q4", single=True))
    if span.period.months == 12:
        return (Period(f"{year}FY"),) if span.kind in {"ltm", "ytd"} else ()
    if span.kind != "ltm":
        return ()
    quarters = tuple(one for one in _four_quarters(span.period) if one.year == year)
    return (*quarters, Period(f"{year - 1}FY"), *(one.year_before for one in quarters))


def value_over(span: Span, values: Sequence[float | None]) -> float | None:
    """The value over a span, None where one of the values that it needs is missing.

    Args:
        span: the months.
        values: those of the periods needed, in their order.

    Example:
        >>> value_over(Span(Period("2024H1"), "ltm"), [50.0, 90.0, 40.0])
        100.0
    """
    present = [value for value in values if value is not None]
    if not present or len(present) < len(values):
        return None
    if len(present) == 1:
        return present[0]
    if span.single:
        return _of_quarters(span, present)
    compute = single_quarter if span.kind == "quarter" else trailing_twelve_months
    found = compute(*present)
    return found if isinstance(found, float) else None


def _of_quarters(span: Span, values: Sequence[float]) -> float | None:
    """The sum of single quarters; of the periods instead of four of them the year before with this year's quarters and without those of it."""
    count = span.period.months // 3
    if span.kind != "ltm" or len(values) != 2 * count + 1:
        return math.fsum(values)
    found = trailing_twelve_months(math.fsum(values[:count]), values[count], math.fsum(values[count + 1 :]))
    return found if isinstance(found, float) else None


def _four_quarters(last: Period) -> tuple[Period, ...]:
    """The four single quarters up to one; for a year the year itself."""
    if last.part == "FY":
        return (last,)
    before = [divmod(last.year * 4 + last.months // 3 - 1 - back, 4) for back in range(4)]
    return tuple(Period(f"{year}Q{quarter + 1}", single=True) for year, quarter in before)
