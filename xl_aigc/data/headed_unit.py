"""The unit in the heading of a column: in brackets, behind a sign or a blank, or a percent sign at its end."""

from __future__ import annotations

import re
from typing import Final

from xl_aigc.data import tables
from xl_aigc.data.headed_period import without_period
from xl_aigc.data.units import is_code_alone, unit_of

_BRACKETED: Final = re.compile(r"\(([^()]{1,40})\)")
_UNIT_WORD: Final = re.compile(
    r"(?:^|,\s?)(?:金额|计量|货币)?(?:单位|단위)\s{0,9}:?|^(?:units?|amounts?|currency)\s{0,9}:|^(?:units?|amounts?)\s{1,9}(?=in\b)"
    r"|\b(?:in|of)\s{1,9}",
    re.IGNORECASE,
)
_EXCEPT: Final = re.compile(r"[,;]\s{0,3}(?:except|unless)\b.*", re.IGNORECASE)
"""Words behind a unit that name the figures it does not apply to."""
_BEGINNING: Final = re.compile(r"(?:^|[\s_/,:-])(?=[^\s_/,:-])")
_LONGEST: Final = 40
"""Characters at the end of a heading in which a unit without brackets may stand."""
_PERCENT: Final = "%"
_LETTERS: Final = ("b", "B")
"""Units that behind a name are more often a part of it, as in `Class B`."""
_EDGES: Final = " ,;、"
_AROUND: Final = " ,;:()[]_%-"
"""Signs around the words behind a unit."""


def _words(place: str) -> str:
    found = (row["word"] for row in tables.rows("unit_words") if row["place"] == place)
    return "|".join(re.escape(word) if word.isascii() else word for word in found)


_RATIO: Final = re.compile(
    rf"(?:{_words('whole')})|(?:.{{0,{_LONGEST}}}[^A-Za-z])?(?:{_words('end')})", re.IGNORECASE
)
"""Words behind a unit that make the column a ratio of two amounts, which the unit does not apply to."""


_COUNT: Final = re.compile(
    rf"\s{{0,4}}[(（](?:[十百千万亿]{{1,2}}|(?:thousand|million|billion|k|m|mn|bn)\s{{0,2}})?(?:{_words('count')})[)）]\s{{0,4}}$",
    re.IGNORECASE,
)


def without_count(header: str) -> str:
    """A header without the brackets at its end that say what is counted below it, such as persons or shares.

    Example:
        >>> [without_count(header) for header in ("员工人数(万人)", "Shares (million shares)", "总市值(上年)")]
        ['员工人数', 'Shares', '总市值(上年)']
    """
    return _COUNT.sub("", header)


def without_unit(text: str) -> tuple[str, str]:
    """A heading without its unit, and the unit; brackets that hold no unit are part of the name.

    Args:
        text: the heading, in compatibility forms (NFKC).

    Example:
        >>> without_unit("营业收入/亿"), without_unit("Revenue (in millions)"), without_unit("涨跌幅%")
        (('营业收入', '亿'), ('Revenue ', 'millions'), ('涨跌幅', '%'))
        >>> without_unit("Revenue, US dollars (millions)"), without_unit("Revenue ¥ bn")
        (('Revenue', 'US dollars millions'), ('Revenue', '¥ bn'))
        >>> without_unit("净利润(亿)同比增速"), without_unit("营业收入(亿)同比(%)")
        (('净利润同比增速', ''), ('营业收入同比', '%'))
        >>> without_unit("Revenue (THB)"), without_unit("Revenue TOP")
        (('Revenue ', 'THB'), ('Revenue TOP', ''))
    """
    bare, unit = _one_unit(text)
    beside, other = _one_unit(bare) if unit and unit != _PERCENT else ("", "")
    both = f"{other} {unit}"
    return (beside, both) if other and unit_of(both) else (bare, unit)


def _one_unit(text: str) -> tuple[str, str]:
    """A heading without one unit; a currency and its scale may stand apart, as in `Revenue, RMB (millions)`."""
    for match in _BRACKETED.finditer(text):
        word = _EXCEPT.sub("", _UNIT_WORD.sub("", match[1].strip(_EDGES))).strip(_EDGES)
        if word == _PERCENT or unit_of(word):
            bare, behind = text[: match.start()] + text[match.end() :], text[match.end() :]
            return _one_unit(bare) if word != _PERCENT and _says_ratio(behind) else (bare, word)
    bare = text.strip()
    for match in _BEGINNING.finditer(bare, max(0, len(bare) - _LONGEST)):
        word = bare[match.end() :]
        is_whole = word not in _LETTERS and not is_code_alone(word) and word.count("(") == word.count(")")
        if is_whole and (word == _PERCENT or unit_of(word)):
            return bare[: match.start()].rstrip(_EDGES), _UNIT_WORD.sub("", word)
    return (bare[:-1].rstrip(), _PERCENT) if bare.endswith(_PERCENT) else (text, "")


def _says_ratio(words: str) -> bool:
    """Return whether words, beside which a period may stand, say that figures are ratios."""
    return bool(_RATIO.fullmatch(without_period(words[:_LONGEST], typed=True)[0].strip(_AROUND)))
