"""The form that picks a company, an item and a period: its words, its lists, the search in them, and the formula.

Standard library only, since xlwings Lite runs it in Pyodide.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.data.fields import other_names
from xl_aigc.data.spelling import simplified
from xl_aigc.errors import HostError
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.functions.basket import company_name
from xl_aigc.functions.basket_measures import basket_measures
from xl_aigc.functions.known_companies import period_spans
from xl_aigc.functions.quantities import Quantity
from xl_aigc.labels import LANGUAGES, in_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.functions.reader import FactsReader
from xl_aigc.functions.vocabulary import months_in_words

FIELDS: Final = ("company", "item", "period")
_MOST_NAMED: Final = 8
"""Entries that a message names; more would not fit a box."""


class Entry(NamedTuple):
    """An entry of a list: its key in the formula, the text that people see, and all its names as `_plain` spells them."""

    key: str
    shown: str
    names: tuple[str, ...]


class UndecidedError(HostError):
    """A text of the form is blank, or may be several entries; the message is in the language of the form."""


@cache
def form_words(language: str) -> Mapping[str, str]:
    """The words of the form in one language, by key.

    Example:
        >>> form_words("zh")["company"]
        '公司'
    """
    return {
        row["key"]: in_language(row, language) for row in bundled_table(Path(__file__).with_suffix(".csv"))
    }


def entries(field: str, language: str, reader: FactsReader) -> list[Entry]:
    """The list of a field for the default basket.

    Args:
        field: one of `FIELDS`.
        language: of the names that people see.
        reader: the facts in use.
    """
    basket = reader.baskets[0]
    if field == "company":
        return [_company(ticker, language, reader) for ticker in reader.tickers(basket)]
    if field == "period":
        return [
            _period(text, months_in_words(months, language)) for text, months in period_spans(reader, basket)
        ]
    measures = basket_measures(reader, basket)
    held = [*map(Quantity, reader.items), *(Quantity(key, each, basket) for key, each in measures.items())]
    return [_item(each, language) for each in held]


def _company(ticker: str, language: str, reader: FactsReader) -> Entry:
    held = reader.company(ticker) or {}
    shown = f"{company_name(held, language) or ticker} ({ticker})"
    return _entry(ticker, shown, held.get("name_en") or "", held.get("name_zh") or "")


def _item(item: Quantity, language: str) -> Entry:
    names = [item.heading(each) for each in LANGUAGES]
    return _entry(item.key, f"{item.heading(language)} ({item.key})", *names, *other_names(item.key))


def _period(text: str, months: str) -> Entry:
    return _entry(text, text if text == months else f"{text} ({months})")


def _entry(key: str, shown: str, *names: str) -> Entry:
    return Entry(key, shown, tuple(map(_plain, (key, shown, *names))))


def _plain(text: str) -> str:
    """A text without case, full-width forms and traditional characters, which a search does not tell apart."""
    return simplified(unicodedata.normalize("NFKC", text).casefold()).strip()


def search(text: str, held: Sequence[Entry]) -> list[Entry]:
    """The entries that have a text for a name; where none has, those whose names hold every word of it.

    Example:
        >>> held = [Entry("300418.SZ", "昆仑万维 (300418.SZ)", ("300418.sz", "kunlun tech", "昆仑万维"))]
        >>> [each.key for each in search("Tech  KUNLUN", held)], search("tech 300419", held)
        (['300418.SZ'], [])
    """
    whole = _plain(text)
    named = [each for each in held if whole in each.names]
    return named or [each for each in held if all(word in "\n".join(each.names) for word in whole.split())]


def narrowed(text: str, held: Sequence[Entry]) -> list[Entry]:
    """The entries that a box lists beside a text: all where it is one of them or matches none, else those that match."""
    found = search(text, held)
    return [*held] if not found or any(text == each.shown for each in held) else found


def key_of(text: str, held: Sequence[Entry], language: str) -> str:
    """The key of the entry that a text means; a text that matches none as it is, since functions know more spellings than a list shows.

    Raises:
        UndecidedError: the text is blank, or several entries match.
    """
    if not text.strip():
        raise UndecidedError(form_words(language)["no_choice"])
    found = search(text, held)
    if len(found) > 1:
        shown = "\n".join(each.shown for each in found[:_MOST_NAMED])
        rest = "\n…" if len(found) > _MOST_NAMED else ""
        raise UndecidedError(f"{form_words(language)['several']}\n{shown}{rest}")
    return found[0].key if found else text.strip()


def figure_formula(function: str, texts: Mapping[str, str], language: str, reader: FactsReader) -> str:
    """The formula of a figure.

    Args:
        function: its name as the host spells it, such as `AIGC.FIGURE`.
        texts: what is picked or typed, by field.
        language: of the form.
        reader: the facts in use.

    Raises:
        UndecidedError: a text is blank, or may be several entries.
    """
    keys = [key_of(texts[field], entries(field, language, reader), language) for field in FIELDS]
    return f"={function}({','.join(map(_quoted, keys))})"


def _quoted(text: str) -> str:
    """A text as a formula writes it."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
