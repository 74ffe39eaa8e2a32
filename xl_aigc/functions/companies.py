"""Companies as people type them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import LONGEST
from xl_aigc.data.tickers import expected, is_ticker, possible_tickers
from xl_aigc.functions.cells import ArgumentError

if TYPE_CHECKING:
    from xl_aigc.functions.reader import FactsReader

_CODE_IN_BRACKETS: Final = re.compile(r"(?P<name>[^()\[\]]{1,80})[(\[](?P<code>[^()\[\]]{1,40})[)\]]")
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
