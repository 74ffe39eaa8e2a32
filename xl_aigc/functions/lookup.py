"""Figures, names, sources and claims out of the store."""

from datetime import date
from typing import Annotated, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.fields import house_name
from xl_aigc.data.quote import quote
from xl_aigc.data.tickers import expected, is_ticker, possible_tickers
from xl_aigc.functions.arguments import Language, MaybeText, MaybeValues, Takes, Text
from xl_aigc.functions.basket import (
    COLUMNS,
    basket_column,
    basket_key,
    basket_rows,
    company_name,
    item_and_period,
    item_key,
)
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.cells import ArgumentError, cell, serial
from xl_aigc.functions.found import Found
from xl_aigc.functions.own_measures import own_measures, own_value
from xl_aigc.functions.periods import day
from xl_aigc.functions.periods import period as period_key
from xl_aigc.functions.reader import FactsReader, facts
from xl_aigc.functions.selection import named_columns
from xl_aigc.functions.vocabulary import choice, spoken_word
from xl_aigc.functions.vocabulary import language as language_key

CLAIM_PARTS: Final = ("verdict", "stated", "measured", "coverage", "note")


def ticker_key(ticker: str, reader: FactsReader) -> str:
    """A ticker as the store writes it; a code alone and the spellings of vendors are understood too.

    Raises:
        ArgumentError: no such company, or several that the text may mean; the cell shows #N/A, as a lookup that finds
            nothing does.
    """
    if reader.company(ticker) is not None:
        return ticker
    possible = () if is_ticker(ticker, reader.markets) else possible_tickers(ticker, reader.markets)
    found = [each for each in possible if reader.company(each) is not None]
    if not found:
        form = expected(reader.markets)
        raise ArgumentError(f"There is no company {quote(ticker)}.", expected=form, error=CellError.NA)
    if len(found) > 1:
        problem = f"{quote(ticker)} may be {' or '.join(found)}."
        raise ArgumentError(problem, expected="one of them.", error=CellError.NA)
    return found[0]


def _found(ticker: str, item: str, period: str | None, as_of: str | None) -> Found | None:
    """A figure by what was typed."""
    reader = facts()
    key, asked = item_and_period(
        item_key(item, reader), period_key(period) if period else reader.newest_period
    )
    return reader.figure(ticker_key(ticker, reader), key, asked, _day(as_of))


def _day(as_of: str | None) -> date | None:
    return day(as_of) if as_of else None


@function(spreads=True, heavy=True)
def figure(ticker: Text, item: Text, period: MaybeText = None, as_of: MaybeText = None) -> object:
    """The value of one figure, or of one of the default basket's own measures."""
    reader = facts()
    if house_name(item) is None and item in own_measures(reader):
        asked = period_key(period) if period else reader.newest_period
        return own_value(reader, None, ticker_key(ticker, reader), item, asked, _day(as_of))
    found = _found(ticker, item, period, as_of)
    return found.value if found else None


@function(spreads=True, heavy=True)
def source(ticker: Text, item: Text, period: MaybeText = None, as_of: MaybeText = None) -> object:
    """The origin of one figure in words."""
    found = _found(ticker, item, period, as_of)
    return f"{found.kind}: {'; '.join(found.sources)} (as of {found.known_on.isoformat()})" if found else None


@function(heavy=True)
def basket(
    basket: MaybeText = None,
    columns: MaybeValues = None,
    period: MaybeText = None,
    as_of: MaybeText = None,
    language: Language = "en",
) -> object:
    """Header and a row per company."""
    keys = [basket_column(name, facts(), basket) for name in named_columns(columns)] or COLUMNS
    asked = period_key(period) if period else None
    return basket_rows(basket, keys, asked, _day(as_of), language_key(language))


@function(spreads=True, heavy=True)
def name(ticker: Text, language: Language = "en") -> object:
    """The name of one company."""
    reader = facts()
    return company_name(reader.company(ticker_key(ticker, reader)) or {}, language_key(language))


@function(spreads=True, heavy=True)
def coverage(basket: MaybeText = None, item: MaybeText = None, period: MaybeText = None) -> object:
    """Figures present of figures due."""
    reader = facts()
    tickers = reader.tickers(basket_key(basket, reader))
    newest = period_key(period) if period else reader.newest_period
    keys = [item_key(item, reader)] if item else reader.items
    present = [
        sum(reader.figure(ticker, base, asked, None) is not None for ticker in tickers)
        for base, asked in (item_and_period(key, newest) for key in keys)
    ]
    held = present if item else [count for count in present if count]
    due = len(tickers) * len(held)
    return sum(held) / due if due else None


@function(spreads=True, heavy=True)
def claim(id_: Text, part: Annotated[str, Takes("text", CLAIM_PARTS)] = "verdict") -> object:
    """One part of one claim."""
    wanted = choice(part, CLAIM_PARTS, "part")
    held = facts().claim(id_.strip().casefold())
    if held is None:
        raise ArgumentError(
            f"There is no claim {id_!r}.", expected="an id of the Claims sheet.", error=CellError.NA
        )
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
