"""Figures over a span of months: as reported from 1 January, of a single quarter, or of the last twelve months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.data.series import periods_instead, periods_needed, value_over
from xl_aigc.functions.found import Found

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from xl_aigc.data.span import Span
    from xl_aigc.functions.reader import FactsReader


def figure_over(
    reader: FactsReader, ticker: str, item: str, span: Span, as_of: date | None = None
) -> Found | None:
    """A figure over the months of a span, None where one of the figures that it needs is missing.

    A year of single quarters is the sum of them where it is not known itself. A balance is that of the last day. A price change is known for the newest period alone, and for no quarter.

    Args:
        reader: the facts in use.
        ticker: the company.
        item: an item, or `price_change`.
        span: the months.
        as_of: a day; figures as they were known on it.
    """
    for needed in (periods_needed(item, span), periods_instead(item, span)):
        held = [reader.figure(ticker, item, str(period), as_of) for period in needed]
        found = [each for each in held if each is not None]
        if found and len(found) == len(held):
            return (
                found[0]
                if len(found) == 1
                else _derived(value_over(span, [each.value for each in found]), found)
            )
    return None


def _derived(value: float | None, of: Sequence[Found]) -> Found | None:
    """A figure computed of others, with the sources of all of them."""
    if value is None:
        return None
    sources = dict.fromkeys(source for each in of for source in each.sources)
    return Found(value, "derived", tuple(sources), max(each.known_on for each in of))
