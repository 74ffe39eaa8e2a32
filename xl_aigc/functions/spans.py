"""Figures over a span of months: as reported from 1 January, of a single quarter, or of the last twelve months."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from xl_aigc.data.item import ITEMS
from xl_aigc.data.period import Period
from xl_aigc.functions.found import Found
from xl_aigc.metrics import single_quarter, trailing_twelve_months

if TYPE_CHECKING:
    from collections.abc import Callable
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

    def known(period: Period | None) -> Found | None:
        return None if period is None else reader.figure(ticker, item, str(period), as_of)

    if span.kind == "cumulative" or (item in ITEMS and ITEMS[item].kind == "stock"):
        return known(span.period)
    if item not in ITEMS:
        return None
    if span.single:
        return _four_quarters(known, span.period)
    if span.kind == "quarter":
        return _quarter(known(span.period), known(span.period.quarter_before), span.period)
    if span.period.months == 12:
        return known(span.period)
    full_year = known(Period(f"{span.period.year - 1}FY"))
    return _trailing(known(span.period), full_year, known(span.period.year_before))


def _four_quarters(known: Callable[[Period], Found | None], last: Period) -> Found | None:
    """The sum of the four single quarters up to one; of a year the year itself."""
    if last.part == "FY":
        return known(last)
    before = [divmod(last.year * 4 + last.months // 3 - 1 - back, 4) for back in range(4)]
    found = [known(Period(f"{year}Q{quarter + 1}", single=True)) for year, quarter in before]
    held = [each for each in found if each is not None]
    return _derived(fsum(each.value for each in held), *held) if len(held) == len(found) else None


def _quarter(found: Found | None, before: Found | None, period: Period) -> Found | None:
    """The last quarter of a cumulative figure; the first quarter is the figure itself."""
    if found is None or period.quarter_before is None:
        return found
    return None if before is None else _derived(single_quarter(found.value, before.value), found, before)


def _trailing(found: Found | None, full_year: Found | None, before: Found | None) -> Found | None:
    if found is None or full_year is None or before is None:
        return None
    value = trailing_twelve_months(found.value, full_year.value, before.value)
    return _derived(value, found, full_year, before)


def _derived(value: object, *of: Found) -> Found | None:
    """A figure computed of others, with the sources of all of them."""
    if not isinstance(value, float):
        return None
    sources = dict.fromkeys(source for each in of for source in each.sources)
    return Found(value, "derived", tuple(sources), max(each.known_on for each in of))
