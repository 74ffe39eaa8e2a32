"""Currencies by their codes of ISO 4217, and their names as people and vendors write them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from xl_aigc.data import tables
from xl_aigc.data.spelling import normalised
from xl_aigc.labels import LANGUAGES, in_language

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODE: Final = re.compile(r"[A-Z]{3}", re.ASCII)
EXPECTED: Final = "a code of ISO 4217: three capital letters, such as USD."
NAMES: Final = (*LANGUAGES, "name_en")
"""The columns of the table that name a currency: in each language beside an amount, and in an English sentence."""


def is_currency(text: str) -> bool:
    """Return whether a text has the form of a code.

    Example:
        >>> is_currency("USD"), is_currency("usd"), is_currency("$")
        (True, False, False)
    """
    return _CODE.fullmatch(text) is not None


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return {row["currency"]: row for row in tables.rows("currencies")}


def currency_name(code: str, language: str) -> str:
    """The name of a currency beside an amount; its code where the table does not list it.

    Example:
        >>> currency_name("USD", "en"), currency_name("USD", "ko"), currency_name("THB", "ko")
        ('USD', '달러', 'THB')
    """
    row = _table().get(code)
    return in_language(row, language) if row else code


def currency_in_words(code: str, language: str) -> str:
    """The name of a currency in a sentence.

    Example:
        >>> currency_in_words("HKD", "en"), currency_in_words("HKD", "zh")
        ('Hong Kong dollars', '港元')
    """
    row = _table().get(code)
    return row["name_en"] if row and language == "en" else currency_name(code, language)


def currency_scale(code: str) -> int:
    """Units of a currency that are worth about a US dollar, as a power of ten; 1 where the table does not list it.

    Example:
        >>> currency_scale("JPY"), currency_scale("USD"), currency_scale("THB")
        (100, 1, 1)
    """
    row = _table().get(code)
    return int(row["scale"]) if row else 1


@cache
def _signs() -> Mapping[str, Mapping[str, str]]:
    return {normalised(row["sign"]): row for row in tables.rows("currency_signs")}


def currency_meanings(word: str) -> frozenset[str]:
    """The currencies that a code, a name or a sign may mean: beside other words for money, `$` is the dollar that they name.

    Example:
        >>> sorted(currency_meanings("$")), sorted(currency_meanings("hk$"))
        (['AUD', 'CAD', 'HKD', 'SGD', 'TWD', 'USD'], ['HKD'])
    """
    name = normalised(word)
    sign = _signs().get(name)
    return frozenset(sign["may_be"].split("|") if sign else [currency_spellings().get(name, word)])


def _named(code: str) -> frozenset[str]:
    """The currencies that a code is of: one, or those of a sign that is clear only beside other words."""
    return currency_meanings(code) if code in _signs() else frozenset([code])


def is_foreign(named: str, currency: str) -> bool:
    """Return whether a currency that is named is another than the one expected; empty names none, and a sign may be of several.

    Example:
        >>> is_foreign("USD", "HKD"), is_foreign("", "HKD"), is_foreign("USD", ""), is_foreign("¥", "JPY"), is_foreign("¥", "USD")
        (True, False, False, False, True)
    """
    return bool(named and currency) and not _named(named) & _named(currency)


def shown_currency(code: str) -> str:
    """A code in a sentence, or those that a sign may mean.

    Example:
        >>> shown_currency("USD"), shown_currency("¥").split(" or ")[-1]
        ('USD', 'JPY')
    """
    return " or ".join(sorted(_named(code)))


@cache
def currency_spellings() -> Mapping[str, str]:
    """The code of a currency by each of its spellings, normalised.

    Example:
        >>> currency_spellings()["人民币"] == currency_spellings()["rmb"], currency_spellings()["hk$"]
        (True, 'HKD')
    """
    found: dict[str, str] = {}
    for code, row in _table().items():
        for text in (code, *(in_language(row, name) for name in NAMES), *row["spellings"].split("|")):
            found.setdefault(normalised(text), code)
    return found | {sign: row["alone"] for sign, row in _signs().items()}
