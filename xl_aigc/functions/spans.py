"""Figures over a span of months: as reported from 1 January, of a single quarter, or of the last twelve months."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from xl_aigc.data.item import ITEMS
from xl_aigc.data.period import Period
from xl_aigc.functions.found import Found
from xl_aigc.metrics import single_quarter, trailing_twelve_months

if TYPE_CHECKING:
    from datetime import date

    from xl_aigc.data.span import Span
    from xl_aigc.functions.reader import FactsReader


def figure_over(
    reader: FactsReader, ticker: str, item: str, span: Span, as_of: date | None = None
) -> Found | None:
    """A figure over the months of a span, None where one of the figures that it needs is missing.

    A balance is that of the last day. A price change is known for the newest period alone, and for no quarter.

    Args:
        reader: the facts in use.
        ticker: the company.
        item: an item, or `price_change`.
        span: the months.
        as_of: a day; figures as they were known on it.
    """
    needed = periods_needed(item, span)
    held = [reader.figure(ticker, item, str(period), as_of) for period in needed]
    found = [each for each in held if each is not None]
    if not needed or len(found) < len(held):
        return None
    if len(found) == 1:
        return found[0]
    values = [each.value for each in found]
    if span.single:
        return _derived(fsum(values), *found)
    compute = single_quarter if span.kind == "quarter" else trailing_twelve_months
    return _derived(compute(*values), *found)


def periods_needed(item: str, span: Span) -> tuple[Period, ...]:
    """The periods whose figures one over a span is computed of, in the order of the arguments of its metric; none where there is no such figure.

    Example:
        >>> from xl_aigc.data.span import Span
        >>> [str(one) for one in periods_needed("revenue", Span(Period("2024H1"), "ltm"))]
        ['2024H1', '2023FY', '2023H1']
    """
    last = span.period
    if span.kind == "cumulative" or (item in ITEMS and ITEMS[item].kind == "stock"):
        return (last,)
    if item not in ITEMS:
        return ()
    if span.single:
        return _four_quarters(last)
    if span.kind == "quarter":
        return (last,) if last.quarter_before is None else (last, last.quarter_before)
    return (last,) if last.months == 12 else (last, Period(f"{last.year - 1}FY"), last.year_before)


def _four_quarters(last: Period) -> tuple[Period, ...]:
    """The four single quarters up to one; for a year the year itself."""
    if last.part == "FY":
        return (last,)
    before = [divmod(last.year * 4 + last.months // 3 - 1 - back, 4) for back in range(4)]
    return tuple(Period(f"{year}Q{quarter + 1}", single=True) for year, quarter in before)


def _derived(value: object, *of: Found) -> Found | None:
    """A figure computed of others, with the sources of all of them."""
    if not isinstance(value, float):
        return None
    sources = dict.fromkeys(source for each in of for source in each.sources)
    return Found(value, "derived", tuple(sources), max(each.known_on for each in of))
