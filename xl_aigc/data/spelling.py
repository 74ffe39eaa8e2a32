"""Words alike however a person or a vendor spells them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from xl_aigc.data import tables
from xl_aigc.labels import LANGUAGES, old_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST: Final = 200
"""Characters of a word that count: no word of ours is longer, and a text from outside may be of any length."""
_IGNORED: Final = dict.fromkeys(map(ord, " \t\r\n\u00a0_-−()[]:、,.·'’/*"))
_REMEMBERED: Final = 8192
_LISTS_REMEMBERED: Final = 64


def traditional() -> Iterable[tuple[str, str]]:
    """Yield each traditional character with the simplified one that is compared in its place."""
    for row in tables.rows("traditional"):
        yield from zip(row["traditional"], row["simplified"], strict=True)


_SIMPLIFIED: Final = {ord(old): new for old, new in traditional()}


def simplified(text: str) -> str:
    """A text in simplified characters, to compare it: one of several variants stands for all of them.

    Example:
        >>> simplified("營業收入"), simplified("2024中報")
        ('营业收入', '2024中报')
    """
    return text if text.isascii() else text.translate(_SIMPLIFIED)


def normalised(text: str) -> str:
    """A word without case, blanks, brackets, hyphens and full-width forms.

    Example:
        >>> normalised("营业收入（ 合并 ）"), normalised("Net Profit（prior）")
        ('营业收入合并', 'netprofitprior')
    """
    return whole_normalised(text[:LONGEST])


@lru_cache(_REMEMBERED)
def whole_normalised(text: str) -> str:
    """A text of ours as `normalised` makes a word, however long.

    Example:
        >>> whole_normalised("Same figure, a year earlier")
        'samefigureayearearlier'
    """
    return simplified(unicodedata.normalize("NFKC", text).casefold()).translate(_IGNORED)


@lru_cache(_LISTS_REMEMBERED)
def spellings(keys: tuple[str, ...]) -> Mapping[str, str]:
    """Every normalised spelling of some keys: the key itself, then its word in each language, then its old words.

    Example:
        >>> spellings(("both_up",))["增收增利"]
        'both_up'
    """
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for key in keys:
            found.setdefault(normalised(words(language).get(key, key)), key)
    for key in keys:
        for old in old_words().get(key, ()):
            found.setdefault(normalised(old), key)
    return found | {normalised(key): key for key in keys}
