"""The fields of tables: what vendors and people call an item or a fact of a company, and how they name its prior period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.data import tables
from xl_aigc.data.item import ITEMS
from xl_aigc.data.spelling import normalised, spellings

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELD_COLUMNS: Final = ("vendor", "vendor_field", "item", "unit", "mark", "note")
VENDORS: Final = {"wind": "Wind", "ifind": "iFinD", "choice": "Choice", "tushare": "Tushare"}
EVERYWHERE: Final = ("house", "any")
"""Spellings that several vendors share, and the names of this project."""
ON_SHEETS: Final = "sheet"
"""Spellings of people's own tables, which would not be safe to accept from a vendor's."""
ON_FILES: Final = "file"
"""Spellings that mean an item where a file gives money of a period, and may mean another number on a sheet."""
FACTS_OF_COMPANY: Final = (
    "ticker",
    "name",
    "name_zh",
    "name_en",
    "layer",
    "segment",
    "archetype",
    "membership",
)
COMPANY_COLUMNS: Final = (*FACTS_OF_COMPANY, "price_change")
"""The columns of a table beside its items."""
LOOSE: Final = "loose"
_REMEMBERED: Final = 4096
_SHORT: Final = len("PY")
_UNMISTAKABLE: Final = 3
"""A word that is not Latin marks a period wherever it stands if it has more characters than this."""
BEFORE: Final = "before"
BEHIND: Final = "behind"
PLACES: Final = (BEHIND, BEFORE)
"""The places of a word for a period beside the name of an item."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a vendor.

    Attributes:
        vendor: whose it is; `any` for what several write alike.
        vendor_field: its name there.
        item: an item, another column, or `-` for what is not taken.
        unit: its unit, empty where the table must state it.
        mark: why it is not exactly the item, empty where it is; of one that is not taken the reason to tell, if any.
    """

    vendor: str
    vendor_field: str
    item: str
    unit: str
    mark: str


@cache
def bundled_fields() -> tuple[Field, ...]:
    """The rows of `fields.csv`."""
    return tuple(Field(*(row[name] for name in FIELD_COLUMNS[:-1])) for row in tables.rows("fields"))


@cache
def _names() -> Mapping[str, tuple[str, int]]:
    """Every spelling of every column, with how sure it is."""
    columns = (*ITEMS, *COMPANY_COLUMNS)
    vendors = {*VENDORS, *EVERYWHERE, ON_SHEETS}
    found = {
        normalised(field.vendor_field): (field.item, 2 if field.mark else 1)
        for field in bundled_fields()
        if field.vendor in vendors and field.item in columns and field.mark in ("", LOOSE)
    }
    return found | {spelling: (key, 0) for spelling, key in spellings(columns).items()}


class _PeriodWord(NamedTuple):
    """A word of a header that says of which period it is.

    Attributes:
        word: the word.
        ending: what the key of its item ends with.
        places: where it may stand: before the item, behind it, or both.
    """

    word: str
    ending: str
    places: tuple[str, ...]


@cache
def _period_words() -> tuple[_PeriodWord, ...]:
    return tuple(
        _PeriodWord(row["word"], row["ending"], (row["place"],) if row["place"] else PLACES)
        for row in tables.rows("period_headers")
    )


@cache
def _around() -> tuple[tuple[str, str, str], ...]:
    """The words before and behind an item in the headers of a period, normalised, and what the key of its item ends with."""
    return tuple(
        (word, "", each.ending) if place == BEFORE else ("", word, each.ending)
        for each in _period_words()
        for place in each.places
        for word in [normalised(each.word)]
    )


@lru_cache(_REMEMBERED)
def house_name(header: str) -> tuple[str, int] | None:
    """The house name of a header, and how sure it is: 0 a house name or label, 1 a vendor's spelling, 2 a loose one.

    Example:
        >>> house_name("归母净利润（上年同期）"), house_name("Colour")
        (('net_profit_prior', 0), None)
    """
    name = normalised(header)
    if name in _names():
        return _names()[name]
    for before, after, ending in _around():
        if name.startswith(before) and name.endswith(after):
            key, rank = _names().get(name[len(before) : len(name) - len(after)], ("", 0))
            if key:
                return f"{key}{ending}", rank
    return None


@cache
def other_names(item: str) -> tuple[str, ...]:
    """The spellings of an item or a fact of a company that vendors and people use besides its labels.

    Example:
        >>> "营收" in other_names("revenue")
        True
    """
    return tuple(dict.fromkeys(field.vendor_field for field in bundled_fields() if field.item == item))


@cache
def _prior() -> re.Pattern[str]:
    """Words of a heading that mark the prior period: at its edges, or anywhere if unmistakable."""
    prior = sorted((each for each in _period_words() if each.ending), key=lambda each: -len(each.word))
    edges = [_edge(each.word, place) for each in prior for place in each.places]
    anywhere = [each.word for each in prior if not each.word.isascii() and len(each.word) > _UNMISTAKABLE]
    return re.compile("|".join((*anywhere, *edges)), re.IGNORECASE)


def _edge(word: str, place: str) -> str:
    """A pattern of a word at the beginning of a heading, or at its end or that of words in brackets.

    Of two letters, with which another word could end, or before a name, a blank or a bracket parts it from the rest.
    """
    text = re.escape(word).replace(r"\ ", "[ -]")
    if place == BEFORE:
        return rf"^\(?{text}(?:\)|[\s_-]{{1,2}})" if word.isascii() else rf"^\(?{text}\)?"
    parted = r"(?:[\s_]{1,2}|(?<=[(,;]))" if len(word) <= _SHORT else r"[\s_]{0,2}"
    return rf"{parted}{text}(?=\)?$|\)?[,;])"


def names_prior(header: str) -> bool:
    """Return whether a header is a word for the prior period alone.

    Example:
        >>> names_prior("上年同期"), names_prior("PY"), names_prior("Revenue PY"), names_prior("本期")
        (True, True, False, False)
    """
    name = normalised(header)
    return any(each.ending and normalised(each.word) == name for each in _period_words())


def without_prior(heading: str) -> tuple[str, bool]:
    """A heading without the words that name the prior period, and whether it had any.

    Example:
        >>> without_prior("研发费用(上年同期)"), without_prior("revenue_prior"), without_prior("revenue")
        (('研发费用()', True), ('revenue', True), ('revenue', False))
    """
    found = _prior().sub("", heading)
    return found, found != heading
