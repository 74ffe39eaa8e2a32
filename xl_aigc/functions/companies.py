"""Companies as people type them, and figures that are asked for and missing."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.period import CUMULATIVE, SINGLE, Period
from xl_aigc.data.quote import quote
from xl_aigc.data.series import periods_needed
from xl_aigc.data.span import Span
from xl_aigc.data.spelling import LONGEST
from xl_aigc.data.tickers import expected, is_ticker, possible_tickers
from xl_aigc.functions.basket import company_name
from xl_aigc.functions.basket_measures import measure_inputs
from xl_aigc.functions.cells import ArgumentError, NoResultError
from xl_aigc.functions.quantities import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from xl_aigc.functions.reader import FactsReader

_CODE_IN_BRACKETS: Final = re.compile(r"(?P<name>[^()\[\]]{1,80})[(\[](?P<code>[^()\[\]]{1,40})[)\]]")
_AFTER_COLON: Final = re.compile(r":\s{1,3}")
YEARS_AROUND: Final = 3
"""Years before and after a missing figure in which the nearest known one is looked for."""


def ticker_key(ticker: str, reader: FactsReader) -> str:
    """A ticker as the store writes it.

    A code alone, the spellings of vendors, the company's name, and a name with its code, such as `美的集团(000333)`, are understood too.

    Raises:
        ArgumentError: no such company, or several that the text may mean; the cell shows #N/A, as a lookup that finds
            nothing does.
    """
    if reader.company(ticker) is not None:
        return ticker
    found = _by_code(ticker, reader) or list(reader.named(ticker)) or _by_name_and_code(ticker, reader)
    if not found:
        form = f"a name, or {expected(reader.markets)}"
        raise ArgumentError(f"There is no company {quote(ticker)}.", expected=form, error=CellError.NA)
    if len(found) > 1:
        problem = f"{quote(ticker)} may be {' or '.join(found)}."
        raise ArgumentError(problem, expected="one of them.", error=CellError.NA)
    return found[0]


def _by_code(ticker: str, reader: FactsReader) -> list[str]:
    """The companies whose code a text may be."""
    possible = (ticker,) if is_ticker(ticker, reader.markets) else possible_tickers(ticker, reader.markets)
    return [each for each in possible if reader.company(each) is not None]


def _by_name_and_code(text: str, reader: FactsReader) -> list[str]:
    """The companies of a text with a name and a code, if these are not of two companies.

    A code in brackets counts beside a name that nobody has; one beside it only with the company's own name.
    """
    plain = unicodedata.normalize("NFKC", text.strip()[:LONGEST])
    bracketed = _CODE_IN_BRACKETS.fullmatch(plain)
    if bracketed:
        known = reader.named(bracketed["name"])
        found = _by_code(_AFTER_COLON.sub(":", bracketed["code"].strip()), reader)
        return [each for each in found if not known or each in known]
    first, _, rest = plain.partition(" ")
    words, _, last = plain.rpartition(" ")
    pairs = ((first, rest.strip()), (last, words.strip()))
    return [
        each for code, name in pairs if name for each in _by_code(code, reader) if each in reader.named(name)
    ]


def missing(
    reader: FactsReader, ticker: str, asked: Quantity, span: Span, as_of: date | None
) -> NoResultError:
    """The error of a figure that is not known; what is known nearest is looked up when someone asks why."""

    def sentence() -> str:
        name = company_name(reader.company(ticker) or {}, "en")
        day = (as_of or reader.as_of).isoformat()
        problem = f"{asked.heading('en')} of {name or ticker} ({ticker}) for {asked.months(span)} is not known as of {day}."
        parts = _missing_parts(reader, ticker, asked, span, as_of)
        gone = _withdrawn(reader, ticker, asked, span, as_of)
        return " ".join(filter(None, (problem, parts, gone, _nearest(reader, ticker, asked, span, as_of))))

    return NoResultError(sentence)


def _missing_parts(
    reader: FactsReader, ticker: str, asked: Quantity, span: Span, as_of: date | None
) -> str | None:
    """A sentence on what a figure or measure would be computed of, and what of it is not known; None for a figure of one period."""
    if asked.measure:
        return _missing_items(reader, ticker, asked, span, as_of)
    needed = periods_needed(asked.item, asked.months(span))
    if len(needed) < 2:
        return None
    gone = [str(one) for one in needed if reader.figure(ticker, asked.item, str(one), as_of) is None]
    return f"It needs {_listed(list(map(str, needed)))}, of which {_listed(gone)} {_are(gone)} not known."


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
    return " ".join(filter(None, (f"{_listed(names)} {_are(names)} not known.", parts)))


def _are(words: list[str]) -> str:
    return "is" if len(words) == 1 else "are"


def _listed(words: list[str]) -> str:
    """Words as a list in a sentence."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _withdrawn(
    reader: FactsReader, ticker: str, asked: Quantity, span: Span, as_of: date | None
) -> str | None:
    """A sentence on a figure that was known once; None where it never was."""
    days = [day for day in reader.days if as_of is None or day <= as_of]
    for known_on, gone_on in reversed(list(pairwise(days))):
        found = asked.found(reader, ticker, span, known_on)
        if found is not None:
            return f"It was {found.value:,.12g} until it was withdrawn on {gone_on.isoformat()}."
    return None


def _nearest(reader: FactsReader, ticker: str, asked: Quantity, span: Span, as_of: date | None) -> str:
    """A sentence on the known figure whose period is nearest."""
    for months in _around(span):
        found = asked.found(reader, ticker, months, as_of)
        if found is not None:
            since = found.known_on.isoformat()
            return f"The nearest known is {found.value:,.12g} for {asked.months(months)}, since {since}."
    return f"None is known within {YEARS_AROUND} years."


def _around(span: Span) -> Iterator[Span]:
    """The months of periods by their distance from some, those of the same part of the years around it first."""
    year, own = span.period.year, span.period.part
    years = sorted(range(year - YEARS_AROUND, year + YEARS_AROUND + 1), key=lambda each: abs(each - year))
    for part in (own, *(part for part in (SINGLE if span.single else CUMULATIVE) if part != own)):
        for each in years:
            if 1900 <= each < 2100:
                yield Span(Period(f"{each}{part}", single=span.single), single=span.single)
