"""Figures that are asked for and missing: what of them is not known, and what is known nearest."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.period import CUMULATIVE, SINGLE, Period
from xl_aigc.data.series import periods_instead, periods_needed
from xl_aigc.data.span import Span
from xl_aigc.functions.basket import basket_column, basket_key, company_name
from xl_aigc.functions.basket_measures import measure_inputs
from xl_aigc.functions.cells import Grid, NoResultError
from xl_aigc.functions.periods import span as span_typed
from xl_aigc.functions.quantities import Quantity, shown_value
from xl_aigc.functions.reader import facts
from xl_aigc.functions.refusals import errors_in, remember
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
    """Keep why the first blank cell of a basket's table is blank.

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
    ticker = reader.tickers(key, as_of)[found.row - 2]
    column = basket_column(columns[found.column - 1], reader, key)

    def sentence() -> str:
        if isinstance(column, Quantity):
            return missing(reader, ticker, column, span_typed(period, reader, key), as_of).sentence()
        name = company_name(reader.company(ticker) or {}, "en")
        return f"{heading(column, 'en')} of {name or ticker} ({ticker}) is not known."

    remember("BASKET", CellError.NA, sentence)


def _missing_parts(
    reader: FactsReader, ticker: str, asked: Quantity, span: Span, as_of: date | None
) -> str | None:
    """A sentence on what a figure or measure would be computed of, and what of it is not known; None for a figure of one period."""
    if asked.measure:
        return _missing_items(reader, ticker, asked, span, as_of)
    months = asked.months(span)
    needed = max(periods_needed(asked.item, months), periods_instead(asked.item, months), key=len)
    if len(needed) < 2:
        return None
    gone = [str(one) for one in needed if reader.figure(ticker, asked.item, str(one), as_of) is None]
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
            return f"It was {_figure(found.value)} until it was withdrawn on {gone_on.isoformat()}."
    return None


def _later(reader: FactsReader, ticker: str, asked: Quantity, span: Span, as_of: date | None) -> str | None:
    """A sentence on the day from which a figure is known, where that comes after the day that is asked about."""
    days = (day for day in reader.days if as_of is not None and day > as_of)
    since = next((day for day in days if asked.value(reader, ticker, span, day) is not None), None)
    return f"It is known since {since.isoformat()}." if since else None


def _nearest(reader: FactsReader, ticker: str, asked: Quantity, span: Span, as_of: date | None) -> str:
    """A sentence on the known figure whose period is nearest."""
    for months in _around(span):
        if asked.measure and (value := asked.value(reader, ticker, months, as_of)) is not None:
            return f"The nearest known is {_written(value)} for {months_in_words(months, 'en')}."
        found = asked.found(reader, ticker, months, as_of)
        if found is not None:
            since = found.known_on.isoformat()
            return f"The nearest known is {_figure(found.value)} for {months_in_words(asked.months(months), 'en')}, since {since}."
    return f"None is known within {YEARS_AROUND} years."


def _written(value: Value) -> str:
    """A value of a measure in a sentence."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= _LARGE else f"{value:.6g}"
    return str(shown_value(value, "en"))


def _figure(value: float) -> str:
    """A figure in a sentence, with all its digits."""
    return f"{value:,.0f}" if abs(value) >= _LARGEST else f"{value:,.12g}"


def _around(span: Span) -> Iterator[Span]:
    """The months of periods by their distance from some, those of the same part of the years around it first."""
    year, own = span.period.year, span.period.part
    years = sorted(range(year - YEARS_AROUND, year + YEARS_AROUND + 1), key=lambda each: abs(each - year))
    for part in (own, *(part for part in (SINGLE if span.single else CUMULATIVE) if part != own)):
        for each in years:
            if 1900 <= each < 2100:
                yield Span(Period(f"{each}{part}", single=span.single), single=span.single)
