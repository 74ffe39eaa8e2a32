"""Words that people type or paste: options, headers and units in any of the three languages and in vendors' spellings."""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from xl_aigc.files.csv_file import bundled_table
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.labels import LANGUAGES, words

_FOLDER: Final = Path(__file__).parent
_IGNORED: Final = dict.fromkeys(map(ord, " \t\r\n\u00a0_-()[]:：、，,·.'’"))
_KNOWN_WORDS: Final = 4096
_KNOWN_LISTS: Final = 64


@lru_cache(_KNOWN_WORDS)
def normalised(text: str) -> str:
    """A word without case, spaces, brackets, hyphens and full-width forms.

    Example:
        >>> normalised("Net Profit（prior）") == normalised("net_profit_prior")
        True
    """
    return unicodedata.normalize("NFKC", text).casefold().translate(_IGNORED)


@cache
def table(file: str) -> tuple[Mapping[str, str], ...]:
    """The rows of one of this folder's CSV files, by column name."""
    return tuple(bundled_table(_FOLDER / file))


@lru_cache(_KNOWN_LISTS)
def spellings(keys: tuple[str, ...]) -> Mapping[str, str]:
    """Every normalised spelling of some keys: the key itself, then its word in each language."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for key in keys:
            found.setdefault(normalised(words(language).get(key, key)), key)
    return found | {normalised(key): key for key in keys}


def choice(text: str, keys: Iterable[str], what: str) -> str:
    """The key that a word stands for.

    Args:
        text: a key, or its word in any language.
        keys: the accepted keys.
        what: what is being chosen, for the message.

    Raises:
        ArgumentError: none of them.

    Example:
        >>> choice("增收增利", ("both_up", "both_down"), "cohort")
        'both_up'
    """
    accepted = tuple(keys)
    key = spellings(accepted).get(normalised(text))
    if key is None:
        raise ArgumentError(f"there is no {what} {text!r}.", expected=f"one of {', '.join(accepted)}.")
    return key


@lru_cache(_KNOWN_WORDS)
def language(text: str) -> str:
    """A language key: `en`, `zh`, `ko`, also with a region (`zh-CN`).

    Raises:
        ArgumentError: another language.
    """
    return choice(text.split("-", maxsplit=1)[0].split("_", maxsplit=1)[0], LANGUAGES, "language")


@lru_cache(_KNOWN_WORDS)
def unit_in_yuan(text: str) -> float:
    """How many yuan a unit of money is.

    Raises:
        ArgumentError: no such unit.

    Example:
        >>> unit_in_yuan("亿元"), unit_in_yuan("CNY m")
        (100000000.0, 1000000.0)
    """
    yuan = _units().get(normalised(text))
    if yuan is None:
        raise ArgumentError(f"there is no unit {text!r}.", expected="yuan, 万元, 亿元, million or billion.")
    return yuan


@cache
def _units() -> Mapping[str, float]:
    own = {normalised(row["unit"]): float(row["yuan"]) for row in table("units.csv")}
    by_key = {row["key"]: float(row["yuan"]) for row in table("units.csv")}
    return own | {spelling: by_key[key] for spelling, key in spellings(_word_keys(by_key)).items()}


def _word_keys(keys: Iterable[str]) -> tuple[str, ...]:
    """Those keys that have a word in the labels."""
    return tuple(key for key in keys if key in words("en"))


@cache
def headings(spoken: str) -> Mapping[str, str]:
    """The headings of spilled results in one language, by key."""
    return {row["key"]: row[spoken] for row in table("headings.csv")}


def spoken_word(key: str, spoken: str) -> str:
    """A key in a language; a text that is no key (a company's own segment) stays as it is."""
    return words(spoken).get(key, key)


@cache
def item_keys() -> tuple[str, ...]:
    """The columns that a header can name, without those of the prior period."""
    return tuple(dict.fromkeys(row["item"] for row in table("headers.csv")))


@cache
def _names() -> Mapping[str, tuple[str, int]]:
    """Every spelling of every item, with how sure it is."""
    vendors = {normalised(row["header"]): (row["item"], int(row["rank"])) for row in table("headers.csv")}
    return vendors | {spelling: (key, 0) for spelling, key in spellings(item_keys()).items()}


@cache
def _prior_patterns() -> tuple[tuple[str, str], ...]:
    """What stands before and after an item's name in the header of its prior period."""
    halves = (row["header"].split("{}") for row in table("prior_headers.csv"))
    return tuple((normalised(before), normalised(after)) for before, after in halves)


@lru_cache(_KNOWN_WORDS)
def house_name(header: str) -> tuple[str, int] | None:
    """The house name of a header, and how sure it is: 0 a house name or label, 1 a vendor's spelling, 2 a loose one.

    Example:
        >>> house_name("归母净利润（上年同期）"), house_name("Colour")
        (('net_profit_prior', 0), None)
    """
    name = normalised(header)
    if name in _names():
        return _names()[name]
    for before, after in _prior_patterns():
        if name.startswith(before) and name.endswith(after):
            key, rank = _names().get(name[len(before) : len(name) - len(after)], ("", 0))
            if key:
                return f"{key}_prior", rank
    return None
