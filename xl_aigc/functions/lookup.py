"""Figures, names, sources and claims out of the store."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import repeat
from typing import Annotated, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.quote import quote
from xl_aigc.data.series import periods_needed
from xl_aigc.expressions.suggest import of_names
from xl_aigc.functions.amounts import in_unit
from xl_aigc.functions.arguments import Language, MaybeText, MaybeValues, Takes, Text, Ticker
from xl_aigc.functions.basket import COLUMNS, basket_key, basket_rows, company_name
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.cells import ArgumentError, cell, serial
from xl_aigc.functions.companies import ticker_key
from xl_aigc.functions.known_companies import has_measure
from xl_aigc.functions.missing_figures import missing, not_yet, note_blank
from xl_aigc.functions.periods import day, span
from xl_aigc.functions.quantities import quantity, quantity_of, shown_value
from xl_aigc.functions.reader import FactsReader, facts
from xl_aigc.functions.selection import named_columns
from xl_aigc.functions.vocabulary import choice, spoken_word
from xl_aigc.functions.vocabulary import language as language_key

CLAIM_PARTS: Final = ("verdict", "stated", "measured", "known", "note")


def _day(as_of: str | None) -> date | None:
    return day(as_of) if as_of else None


def _figures(
    tickers: Sequence[object],
    items: Sequence[object],
    periods: Sequence[object] = (),
    *more: Sequence[object],
) -> list[object] | None:
    """Many reported figures at once; None for all where more is asked, and for each that is no plain item of a company.

    A grid has few items and periods, each in thousands of cells: a text is read once for all of them.
    """
    if more:
        return None
    try:
        reader = facts()
    except ArgumentError:
        return None
    company = lru_cache(None)(ticker_key)
    home, asked_for = lru_cache(None)(reader.home), lru_cache(None)(_plain)

    def one(ticker: object, item: object, period: object) -> object:
        try:
            key = company(ticker, reader)
            asked = asked_for(item, period, reader, home(key))
        except (ArgumentError, TypeError, AttributeError):
            return None
        if asked is None:
            return None
        found = reader.figure(key, *asked[:2], None)
        return None if found is None else in_unit(found.value, asked[2])

    return [one(*each) for each in zip(tickers, items, periods or repeat(None), strict=False)]


def _plain(item: str, period: str | None, reader: FactsReader, basket: str) -> tuple[str, str, float] | None:
    """The item, period and divisor of a figure that is reported as it is asked for; None for one that is computed of others."""
    asked, months = quantity(item, reader, basket), span(period, reader, basket)
    needed = periods_needed(asked.item, asked.months(months))
    if asked.measure or len(needed) != 1:
        return None
    return asked.item, str(needed[0]), asked.divisor(None, reader, basket)


@function(spreads=True, heavy=True, sweep=_figures)
def figure(
    ticker: Ticker, item: Text, period: MaybeText = None, as_of: MaybeText = None, unit: MaybeText = None
) -> object:
    """The value of one figure, or of one measure of the company's basket."""
    reader, known_on = facts(), _day(as_of)
    company = ticker_key(ticker, reader)
    asked, basket_of = quantity_of(item, reader, company)
    months = span(period, reader, basket_of)
    scale = asked.divisor(unit, reader, basket_of)
    value = asked.value(reader, company, months, known_on)
    if value is None:
        raise missing(reader, company, asked, months, known_on)
    return in_unit(shown_value(value, "en"), scale)


@function(spreads=True, heavy=True)
def source(ticker: Ticker, item: Text, period: MaybeText = None, as_of: MaybeText = None) -> object:
    """The origin of one figure in words."""
    reader, known_on = facts(), _day(as_of)
    company = ticker_key(ticker, reader)
    asked, basket_of = quantity_of(item, reader, company)
    months = span(period, reader, basket_of)
    if asked.measure:
        raise ArgumentError(f"{quote(item)} is a measure, computed of several figures.", expected="an item.")
    found = asked.found(reader, company, months, known_on)
    if found is None:
        raise missing(reader, company, asked, months, known_on)
    origin = f": {'; '.join(found.sources)}" if any(found.sources) else ""
    return f"{found.kind}{origin} (as of {found.known_on.isoformat()})"


@function(heavy=True)
def basket(
    basket: MaybeText = None,
    columns: MaybeValues = None,
    period: MaybeText = None,
    as_of: MaybeText = None,
    language: Language = "en",
    unit: MaybeText = None,
) -> object:
    """Header and a row per company."""
    named = named_columns(columns) or COLUMNS
    known_on = _day(as_of)
    rows = basket_rows(basket, named, period, known_on, language_key(language), unit)
    if len(rows) == 1 and known_on:
        raise not_yet(basket, known_on)
    note_blank(rows, basket, named, period, known_on)
    return rows


@function(spreads=True, heavy=True)
def name(ticker: Ticker, language: Language = "en") -> object:
    """The name of one company."""
    reader = facts()
    return company_name(reader.company(ticker_key(ticker, reader)) or {}, language_key(language))


@function(spreads=True, heavy=True)
def coverage(basket: MaybeText = None, item: MaybeText = None, period: MaybeText = None) -> object:
    """Figures present of figures due."""
    reader = facts()
    key = basket_key(basket, reader)
    tickers, months = reader.tickers(key), span(period, reader, key)
    asked = [quantity(each, reader, key) for each in ([item] if item else reader.items)]
    present = [sum(has_measure(reader, ticker, months, each) for ticker in tickers) for each in asked]
    held = present if item else [count for count in present if count]
    due = len(tickers) * len(held)
    return sum(held) / due if due else None


@function(spreads=True, heavy=True)
def claim(id_: Text, part: Annotated[str, Takes("text", CLAIM_PARTS)] = "verdict") -> object:
    """One part of one claim."""
    wanted = choice(part, CLAIM_PARTS, "part")
    reader, key = facts(), id_.strip().casefold()
    held = reader.claim(key)
    if held is None:
        ids = f": {of_names(key, reader.claims)}" if reader.claims else ""
        expected = f"an id of the Claims sheet{ids}."
        raise ArgumentError(f"There is no claim {quote(id_)}.", expected=expected, error=CellError.NA)
    value = held.get(wanted, "")
    if wanted == "verdict" and value:
        return spoken_word(value, "en")
    return _typed(value)


def _typed(value: str) -> object:
    """A cell of the claims table: a number where it is one."""
    try:
        return float(value)
    except ValueError:
        return cell(value)


@function(heavy=True)
def as_of() -> object:
    """The date of what is known."""
    return serial(facts().as_of)
