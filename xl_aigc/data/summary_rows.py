"""Rows of a table that are no companies: totals, averages, and the notes that vendors put below."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from xl_aigc.data import tables
from xl_aigc.data.fields import house_name
from xl_aigc.data.registered_names import is_registered
from xl_aigc.data.spelling import simplified

LONGEST: Final = 60
"""Characters of a name that is looked at; a note may be longer, and then begins with its word and a colon."""

REMEMBERED: Final = 20_000
"""Names of which it is remembered what they say, since a table is read again at each recalculation."""


def _words(place: str) -> str:
    found = [row["word"] for row in tables.rows("summary_rows") if row["place"] == place]
    return "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in sorted(found, key=len, reverse=True))


_BESIDE: Final = r"(?:\s|\s?[-–—,，]\s?)"
"""A blank, stroke or comma between a word for a total and that of which it is one."""
_SPACED: Final = re.compile(r"(?<=[\u4e00-\u9fff가-힣])\s{1,8}(?=[\u4e00-\u9fff가-힣])")
"""Blanks that only spread a word over its cell, such as 合　计."""
_NOTE: Final = re.compile(
    rf"(?:{_words('note')})\s{{0,4}}[0-9]{{0,2}}\s{{0,2}}[:：]|(?:{_words('beginning of a note')})",
    re.IGNORECASE,
)
_AROUND: Final = " \t\n\u3000()（）[]【】〔〕*※"
"""Signs around the whole of a note, and before its remark."""


@cache
def _summary() -> re.Pattern[str]:
    """Words that say of a whole row that it is no company."""
    return re.compile(
        rf"(?:{_words('whole')})\s{{0,4}}(?:[:：]|\([^()]{{0,40}}\)|（[^（）]{{0,40}}）)?"
        rf"|.{{0,{LONGEST}}}(?:{_words('end')})\s{{0,4}}[:：]?"
        rf"|.{{1,{LONGEST}}}\s(?:{_words('last word')})\s{{0,4}}(?:[:：]|\([^()]{{0,40}}\))?"
        rf"|(?:{_words('first word, of')})\s(?:(?:{_words('joint')})\s.{{1,{LONGEST}}}|(?:{_words('part')}))"
        rf"|(?:{_words('start')})\s{{0,4}}(?:[:：(（].{{0,{LONGEST}}}|[0-9]{{1,3}})"
        rf"|(?:{_words('first word')}){_BESIDE}.{{1,{LONGEST}}}"
        rf"|(?:{_words('start')}|{_words('before a count')})\s{{0,4}}[0-9]{{1,6}}\s{{0,4}}(?:{_words('counted')})",
        re.IGNORECASE,
    )


@cache
def _without_ticker() -> re.Pattern[str]:
    """Words that may be a company's too, so that they count only where a row has no ticker."""
    return re.compile(
        rf"(?:{_words('whole, no ticker')})"
        rf"|.{{1,{LONGEST}}}\s(?:{_words('last word, no ticker')})"
        rf"|(?:{_words('first word, no ticker')}){_BESIDE}(?P<of>.{{1,{LONGEST}}})",
        re.IGNORECASE,
    )


@lru_cache(maxsize=REMEMBERED)
def is_summary(name: str, *, has_ticker: bool = True) -> bool:
    """Return whether a row's name says that the row is no company; a name in two languages has a stroke between them, and that of an item, such as Total assets, says nothing.

    Args:
        name: the name.
        has_ticker: whether the row may be of a company by its ticker; where the table has tickers and the row has none, more words tell.

    Example:
        >>> [is_summary(name) for name in ("合　計", "上游小计", "Subtotal (upstream)", "數據來源：Wind", "TotalEnergies", "Total Energies SE")]
        [True, True, True, True, False, False]
        >>> is_summary("Software Total"), is_summary("Total Software"), is_summary("Total Software", has_ticker=False)
        (True, False, True)
    """
    plain = name.strip() if name.isascii() else simplified(name).strip()
    forms = {plain, plain.strip(_AROUND), spread := _SPACED.sub("", plain), spread.strip(_AROUND)}
    said = any(_says_summary(each, has_ticker=has_ticker) for each in forms)
    return said and house_name(name) is None


@lru_cache(maxsize=REMEMBERED)
def may_be_of(name: str) -> str:
    """Of what a row without a ticker is a total or an average, if its name is not a company's; empty where its name is only one or the other.

    Example:
        >>> [may_be_of(name) for name in ("Total Software", "Average, US", "Average Joe Inc", "TotalEnergies")]
        ['Software', 'US', '', '']
    """
    if is_summary(name) or is_registered(name) or house_name(name):
        return ""
    found = _without_ticker().fullmatch(name.strip()[: LONGEST + 1])
    return (found and found["of"]) or ""


@cache
def _listed() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.rows("summary_rows") if row["place"] == "listed")


def is_listed(code: str) -> bool:
    """Return whether a word for a whole row, as it is spelled, is the ticker of a listed company too.

    Example:
        >>> [is_listed(code) for code in ("ALL", "All", "TOTAL")]
        [True, False, False]
    """
    return code.strip() in _listed()


def _says_summary(text: str, *, has_ticker: bool) -> bool:
    """Return whether a name on one line, without signs around it, says so."""
    if not has_ticker and _without_ticker().fullmatch(text[: LONGEST + 1]):
        return not is_registered(text)
    if "/" not in text:
        return bool(_summary().fullmatch(text[: LONGEST + 1]) or _NOTE.match(text))
    parts = text[: LONGEST + 1].split("/")
    return all(_summary().fullmatch(part.strip()) for part in parts) or bool(_NOTE.match(text))
