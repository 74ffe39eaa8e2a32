"""Figures that are asked for and missing: what of them is not known, and what is known nearest."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.period import CUMULATIVE, SINGLE, Period
from xl_aigc.data.series import periods_instead, periods_needed
from xl_aigc.data.span import Span
from xl_aigc.functions.amounts import unit_shown
from xl_aigc.functions.basket import basket_column, basket_key, company_name
from xl_aigc.functions.basket_measures import measure_inputs
from xl_aigc.functions.cells import Grid, NoResultError
from xl_aigc.functions.outcomes import errors_in
from xl_aigc.functions.periods import span as span_typed
from xl_aigc.functions.quantities import Quantity, shown_value
from xl_aigc.functions.reader import facts
from xl_aigc.functions.refusals import remember
from xl_aigc.functions.selection import heading
from xl_aigc.functions.vocabulary import months_in_words
from xl_aigc.functions.written import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from xl_aigc.expressions.python import Value
    from xl_aigc.functions.reader import FactsReader

YEARS_AROUND: Final = 3
"""Years before and after a missing figure in which the nearest known one is looked for."""
_LARGE: Final = 1e6
"""The size from which a measure is an amount, of which fractions say nothing."""
_LARGEST: Final = 1e12
"""The size from which a figure would be written with an exponent."""


def missing(
    reader: FactsReader, ticker: str, asked: Quantity, span: Span, as_of: date | None
) -> NoResultError:
    """The error of a figure that is not known; what is known nearest is looked up when someone asks why."""

    def sentence() -> str:
        name = company_name(reader.company(ticker) or {}, "en")
        day = (as_of or reader.as_of).isoformat()
        problem = f"{asked.heading('en')} of {name or ticker} ({ticker}) for {months_in_words(asked.months(span), 'en')} is not known as of {day}."
        parts = _missing_parts(reader, ticker, asked, span, as_of)
        gone = _withdrawn(reader, ticker, asked, span, as_of)
        near = _later(reader, ticker, asked, span, as_of) or _nearest(reader, ticker, asked, span, as_of)
        return " ".join(filter(None, (problem, parts, gone, near)))

    return NoResultError(sentence)


def not_yet(basket: str | None, as_of: date) -> NoResultError:
    """The error of a basket of which nothing was known on a day."""
    reader = facts()
    key = basket_key(basket, reader)

    def sentence() -> str:
        since = next((day for day in reader.days if reader.tickers(key, day)), None)
        known = f" It is known since {since.isoformat()}." if since else ""
        return f"No company of the basket {key} is known as of {as_of.isoformat()}.{known}"

    return NoResultError(sentence)


def note_blank(
    table: Grid, basket: str | None, columns: Sequence[str], period: str | None, as_of: date | None
) -> None:
    """Keep why each blank cell of a basket's table is blank, of the first as the reason of all.

    Args:
        table: as `basket_rows` gives it.
        basket: the arguments of `basket_rows`, as they were given to it.
        columns: as above.
        period: as above.
        as_of: as above.
    """
    found = errors_in(table)
    if found is None or found.error is not CellError.NA:
        return
    reader = facts()
    key = basket_key(basket, reader)
    tickers = reader.tickers(key, as_of)

    def sentence(row: int, place: int) -> str:
        ticker, column = tickers[row - 2], basket_column(columns[place - 1], reader, key)
        if isinstance(column, Quantity):
            return missing(reader, ticker, column, span_typed(period, reader, key), as_of).sentence()
        name = company_name(reader.company(ticker) or {}, "en")
        return f"{heading(column, 'en')} of {name or ticker} ({ticker}) is not known."

    remember("BASKET", CellError.NA, partial(sentence, found.row, found.column), of_cell=sentence)


def _missing_parts(
    reader: FactsReader, ticker: str, asked: Quantity, span: Span, as_of: date | None
) -> str | None:
    """A sentence on what a figure or measure would be computed of, in the way that misses least of it, and what is not known; None for a figure of one period."""
    if asked.measure:
        return _missing_items(reader, ticker, asked, span, as_of)
    months = asked.months(span)
    ways = [
        (needed, [str(one) for one in needed if reader.figure(ticker, asked.item, str(one), as_of) is None])
        for needed in (periods_needed(asked.item, months), periods_instead(asked.item, months))
        if len(needed) > 1
    ]
    if not ways:
        return None
    needed, gone = min(ways, key=lambda way: len(way[1]))
    return f"It needs {listed(list(map(str, needed)))}, of which {_not_known(gone)}"


def _missing_items(
    reader: FactsReader, ticker: str, asked: Quantity, span: Span, as_of: date | None
) -> str | None:
    """A sentence on the items that a measure is computed of, and which of them are not known."""
    items = [Quantity(key) for key in measure_inputs(reader, asked.basket, asked.key)]
    gone = [one for one in items if one.is_money and one.found(reader, ticker, span, as_of) is None]
    if not gone:
        return None
    names = [one.heading("en") for one in gone]
    parts = _missing_parts(reader, ticker, gone[0], span, as_of)
    return " ".join(filter(None, (_not_known(names), parts)))


def _not_known(names: list[str]) -> str:
    return f"{names[0]} is not known." if len(names) == 1 else f"{listed(names)} are not known."


def _withdrawn(
    reader: FactsReader, ticker: str, asked: Quantity, span: Span, as_of: date | None
) -> str | None:
    """A sentence on a figure that was known once; None where it never was."""
    days = [day for day in reader.days if as_of is None or day <= as_of]
    for known_on, gone_on in reversed(list(pairwise(days))):
        found = asked.found(reader, ticker, span, known_on)
        if found is not None:
            was = _with_currency(_figure(found.value), reader, ticker, asked)
            return f"It was {was} until it was withdrawn on {gone_on.isoformat()}."
    return None


def _later(reader: FactsReader, ticker: str, asked: Quantity, span: Span, as_of: date | None) -> str | None:
    """A sentence on the day from which a figure is known, where that comes after the day that is asked about."""
    days = (day for day in reader.days if as_of is not None and day > as_of)
    since = next((day for day in days if asked.value(reader, ticker, span, day) is not None), None)
    return f"It is known since {since.isoformat()}." if since else None


def _nearest(reader: FactsReader, ticker: str, asked: Quantity, span: Span, as_of: date | None) -> str:
    """A sentence on the known figure whose period ends nearest, and one on that of the same months of another year, where this is another."""
    nearest = _first_known(reader, ticker, asked, _around(span), as_of)
    if nearest is None:
        return f"{asked.heading('en')} is known for no period within {YEARS_AROUND} years."
    months = nearest[0]
    same = (one for one in _around(span, span) if one != months)
    alike = None if _alike(months, span) else _first_known(reader, ticker, asked, same, as_of)
    near = _near(*nearest, asked)
    if alike is None:
        return near
    of_year = f"Of the same months of another year it is {alike[1]} for {_in_words(asked, alike[0])}."
    return f"{near} {of_year}"


def _near(months: Span, value: str, since: date | None, asked: Quantity) -> str:
    what = asked.heading("en") if asked.measure else "figure"
    if since is None:
        return f"The nearest known {what} is {value} for {_in_words(asked, months)}."
    return f"The nearest known {what} is {value} for {_in_words(asked, months)}, since {since.isoformat()}."


def _first_known(
    reader: FactsReader, ticker: str, asked: Quantity, spans: Iterator[Span], as_of: date | None
) -> tuple[Span, str, date | None] | None:
    """The first of some months for which a figure or measure is known, with its value in words, and the day since when a figure is known."""
    for months in spans:
        if asked.measure:
            value = asked.value(reader, ticker, months, as_of)
            if value is not None:
                return months, _with_currency(_written(value), reader, ticker, asked), None
        found = asked.found(reader, ticker, months, as_of)
        if found is not None:
            return months, _with_currency(_figure(found.value), reader, ticker, asked), found.known_on
    return None


def _in_words(asked: Quantity, months: Span) -> str:
    return months_in_words(asked.months(months), "en")


def _with_currency(amount: str, reader: FactsReader, ticker: str, asked: Quantity) -> str:
    """An amount with its currency, where that is another than the program's usual one; a number that is no money stays."""
    currency = unit_shown(None, reader.currency(asked.basket or reader.home(ticker)), "en")
    return f"{currency} {amount}" if asked.is_money and currency else amount


def _written(value: Value) -> str:
    """A value of a measure in a sentence."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= _LARGE else f"{value:.6g}"
    return str(shown_value(value, "en"))


def _figure(value: float) -> str:
    """A figure in a sentence, with all its digits."""
    return f"{value:,.0f}" if abs(value) >= _LARGEST else f"{value:,.12g}"


def _alike(one: Span, other: Span) -> bool:
    """Return whether two spans are the same months of a year."""
    return (one.period.part, one.kind) == (other.period.part, other.kind)


def _around(span: Span, like: Span | None = None) -> Iterator[Span]:
    """The months of periods by how far from those of a span they end, of two as far those of the same part of the year, then the earlier.

    Args:
        span: the months.
        like: months, of which those of the other years alone count; None for every part of the year, as reports have it.
    """
    year, own, kind = span.period.year, span.period.part, like.kind if like else "cumulative"
    parts = (own,) if like else SINGLE if span.single else CUMULATIVE
    years = range(max(year - YEARS_AROUND, 1900), min(year + YEARS_AROUND + 1, 2100))
    periods = [Period(f"{each}{part}", single=span.single) for each in years for part in parts]
    at = _end(span.period)
    periods.sort(key=lambda each: (abs(_end(each) - at), each.part != own, _end(each)))
    return (Span(each, kind, span.single) for each in periods)


def _end(period: Period) -> int:
    """The months that are over when a period ends."""
    return 12 * period.year + period.months
