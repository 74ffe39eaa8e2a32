"""Companies as people type them."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import LONGEST, normalised
from xl_aigc.data.tickers import DEFAULT, expected, is_ticker, possible_tickers, read_ticker
from xl_aigc.expressions.suggest import one_sign_off
from xl_aigc.functions.cells import ArgumentError, NoResultError
from xl_aigc.functions.written import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.functions.reader import FactsReader

_CODE_IN_BRACKETS: Final = re.compile(r"(?P<name>[^()\[\]]{1,80})[(\[](?P<code>[^()\[\]]{1,40})[)\]]")
LEAST_LETTERS, LEAST_CHARACTERS = 4, 2
"""The length from which a part of a name tells a company: letters, and characters of Chinese or Korean."""
_SUGGESTED: Final = 3
_AFTER_COLON: Final = re.compile(r":\s{1,3}")


def ticker_key(ticker: str, reader: FactsReader) -> str:
    """A ticker as the store writes it.

    A code alone, the spellings of vendors, the company's name, and a name with its code, such as `美的集团(000333)`, are understood too.

    Raises:
        ArgumentError: no such company, or several that the text may mean; the cell shows #N/A, as a lookup that finds
            nothing does.
    """
    if reader.company(ticker) is not None:
        return ticker
    found = _by_code(ticker, reader) or _by_name(ticker, reader) or _by_name_and_code(ticker, reader)
    if not found:
        raise NoResultError(lambda: str(_unknown(ticker, reader)))
    if len(found) > 1:
        problem = f"{quote(ticker)} may be {' or '.join(_with_name(each, reader) for each in found)}."
        raise ArgumentError(problem, expected="one of them.", error=CellError.NA)
    return found[0]


def ticker_in_table(text: str, reader: FactsReader) -> str:
    """A ticker in a table as the store writes it, whether the store has its company or not; a text that is none, or may be of several companies, as it is.

    Example:
        >>> from xl_aigc.functions.reader import facts
        >>> [ticker_in_table(text, facts()) for text in ("300418", "SZ300418", "Total")]
        ['300418.SZ', '300418.SZ', 'Total']
    """
    found = _by_code(text, reader)
    read = (read_ticker(text, markets) for markets in (reader.markets, DEFAULT))
    sure = found or [ticker for ticker, problem in read if problem is None][:1]
    return sure[0] if len(sure) == 1 else text


def _by_name(text: str, reader: FactsReader) -> list[str]:
    """The companies of a name: of several whose names differ in traditional characters or case alone, the one spelled so."""
    found = list(reader.named(text))
    exact = [ticker for ticker in found if text.strip() in _names(ticker, reader)]
    return exact if len(exact) == 1 else found


def _names(ticker: str, reader: FactsReader) -> list[str]:
    """The names of a company that are known."""
    held = reader.company(ticker) or {}
    return [name for key in ("name_zh", "name_en") if (name := held.get(key))]


def _with_name(ticker: str, reader: FactsReader) -> str:
    """A company as a sentence tells it from others: its first name, and its ticker in brackets."""
    name = next(iter(_names(ticker, reader)), "")
    return f"{name} ({ticker})" if name else ticker


def _unknown(typed: str, reader: FactsReader) -> ArgumentError:
    """The error of a company that is not there, with the one that may be meant, which is looked for when someone asks why."""
    two = _name_against_code(typed, reader)
    if two:
        clash = f"The name and the ticker of {quote(typed)} are of two companies: {two}."
        return ArgumentError(clash, expected="one of them.", error=CellError.NA)
    problem = f"There is no company {quote(typed)}."
    possible = (typed,) if is_ticker(typed, reader.markets) else possible_tickers(typed, reader.markets)
    codes = {each.partition(".")[0] for each in possible}
    alike = [each for each in _all_tickers(reader) if codes and each.partition(".")[0] in codes]
    named = [] if alike else _by_part_of_name(typed, reader)
    if codes and not named:
        there = [f"{listed(alike)} {'is' if len(alike) == 1 else 'are'} there."] if alike else []
        said = [problem, "No company of the basket has this ticker.", *there]
        return ArgumentError(" ".join(said), error=CellError.NA)
    if named:
        held = f"{named[0]} has this" if len(named) == 1 else f"{listed(named)} have this"
        expected_ = f"a whole name or a ticker; {held} in the name."
        return ArgumentError(problem, expected=expected_, error=CellError.NA)
    names = {
        normalised(name): _with_name(each, reader)
        for each in _all_tickers(reader)
        for name in _names(each, reader)
    }
    meant = one_sign_off(normalised(typed), names)
    due = f"perhaps {names[meant]}." if meant else f"a name, or {expected(reader.markets)}"
    return ArgumentError(problem, expected=due, error=CellError.NA)


def _name_against_code(text: str, reader: FactsReader) -> str:
    """The companies of a name and of the code in brackets behind it, which are of two; empty where that is not so."""
    bracketed = _CODE_IN_BRACKETS.fullmatch(unicodedata.normalize("NFKC", text.strip()[:LONGEST]))
    pair = (reader.named(bracketed["name"]), _by_code(bracketed["code"].strip(), reader)) if bracketed else ()
    return listed([_with_name(found[0], reader) for found in pair]) if pair and all(pair) else ""


def _all_tickers(reader: FactsReader) -> Iterator[str]:
    """The companies of all baskets, each once."""
    return iter(dict.fromkeys(each for basket in reader.baskets for each in reader.tickers(basket)))


def _by_part_of_name(part: str, reader: FactsReader) -> list[str]:
    """The first companies whose name holds a part, with their tickers; none for a part that is too short to tell."""
    asked = normalised(part)
    if len(asked) < (LEAST_LETTERS if asked.isascii() else LEAST_CHARACTERS):
        return []
    names = (
        (name, ticker)
        for ticker in _all_tickers(reader)
        for name in _names(ticker, reader)
        if asked in normalised(name)
    )
    return [f"{name} ({ticker})" for name, ticker in islice(names, _SUGGESTED)]


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
