"""Words beside figures that state their unit and currency: lines above and below a table, and remarks in its rows."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from xl_aigc.data.currency import currency_spellings
from xl_aigc.data.headings import stated_currency
from xl_aigc.data.spelling import simplified
from xl_aigc.data.units import Unit, is_money_alone, unit_names, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_CURRENCY: Final = re.compile(r"(?:币种|货币|currency)\s{0,9}:\s{0,9}([^\s,;()]{1,8})", re.IGNORECASE)
_UNIT: Final = re.compile(
    r"单位\s{0,9}[::为是]\s{0,9}(?:人民币)?\s{0,9}([^\s,;,;。()]{1,8})|(?:\(|^)\s{0,9}unit\s{0,9}:\s{0,9}([^;)]{1,14})",
    re.IGNORECASE,
)
_OF_A_SHARE: Final = re.compile(r"(?<!除)(?<!除基本)每股|per share", re.IGNORECASE)
_TIMES: Final = re.compile(
    r"(?:乘以?|[×*]|(?<![a-z0-9])x)\s?(?:1,?0{2,9}|10\^[0-9]|1e[0-9]|[千万亿])|扩大[千万亿]倍", re.IGNORECASE
)
"""A remark by what amounts must be multiplied."""
_UNKNOWN: Final = Unit(0.0, "")
"""The unit of amounts that are to be multiplied, which is none that they could be in."""
_CUE: Final = (
    r"(?:单位|金额|数据|数字|数值|口径|计量|[本此该这上下前后首末][一1]?[行列栏条项家]|第[0-9一二三四五六七八九十]{1,3}[行列栏]"
    r"|以|按|按照|用|均?为|是|系|换算成|折合成|\(|:|^)\s{0,2}"
)
"""Words before a unit that say that amounts are in it; so does the beginning of a remark that is a unit alone."""
_CLOSE: Final = r"(?=\s{0,2}(?:$|[,;,。、.)!]|[计列表填统披展][算示量价写列计露]?|口径|为?单位|\())"
_LONGEST_CODE: Final = 3
"""Characters of the longest code of a currency; a longer word such as dollars is a unit too."""
_SHORT: Final = 6
"""Characters on each side of a unit in a remark that is about nothing else."""
_LONGEST: Final = 200
"""Characters of a text that is looked at."""


@cache
def _worded() -> re.Pattern[str]:
    """A unit in a sentence: in Chinese behind a cue and before an end, in English behind `in` and the like, or with its currency."""
    names = [name for name in currency_spellings() if len(name) > 1 or not name.isascii()]
    han = _either(unit for unit in unit_names() if not unit.isascii())
    latin = _either(unit for unit in unit_names() if unit.isascii() and len(unit) > 1)
    money, alone = (
        _either(name for name in names if not name.isascii() and keep(name))
        for keep in (bool, lambda name: not is_money_alone(name))
    )
    code = _either(name for name in names if name.isascii() and name[0].isalpha())
    spoken = _either(
        name for name in names if name.isascii() and name.isalpha() and len(name) > _LONGEST_CODE
    )
    chinese = rf"(?P<han>(?:{money})?(?:(?:{han})(?:{money})?|(?:{alone})))(?:{money})?"
    english = rf"(?:(?:(?:{code})[ ]?)?(?:{latin}|000s?)|(?:{code})[ ]?[kmb])(?:[ ](?:of[ ])?(?:{code}))?"
    return re.compile(
        rf"(?:{_CUE}){chinese}{_CLOSE}"
        rf"|(?:(?:\b(?:in|row|line|column|figures?|amounts?|values?|units?|as)|单位)[ ]?[:=]?[ ]?)(?P<latin>{english})(?![0-9a-z])"
        rf"|^.{{0,{_SHORT}}}?(?<![0-9.数几上过近超约多百千万亿十])(?P<short>(?:{han})(?:{alone})).{{0,{_SHORT}}}$"
        rf"|^[( ]?(?P<whole>{english})[) .]?$"
        rf"|\bin[ ](?:whole[ ]|full[ ])?(?P<one>{spoken}|units)(?![a-z])",
        re.IGNORECASE,
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", "[ ]") for word in sorted(words, key=len, reverse=True))


def unit_note(text: str) -> Unit | None:
    """The unit that words state of amounts, None where they state none; one of a share is none.

    Example:
        >>> unit_note("利润表摘要　单位：万美元"), unit_note("数据来源：Wind")
        (Unit(factor=10000.0, currency='USD'), None)
        >>> [note and note.factor for note in map(unit_note, ("此行单位亿", "本行以万计", "this row in millions", "增长25亿"))]
        [100000000.0, 10000.0, 1000000.0, None]
    """
    plain = simplified(unicodedata.normalize("NFKC", text[:_LONGEST])).strip()
    if _TIMES.search(plain):
        return _UNKNOWN
    labelled, worded = _UNIT.search(plain), _worded().search(plain)
    found = labelled or worded
    if found is None or _OF_A_SHARE.search(plain, 0, found.start()) or plain.startswith("/", found.end()):
        return None
    named = unit_of(labelled[1] or labelled[2]) if labelled else None
    return (_in_words(worded) if worded else None) or named


def _in_words(found: re.Match[str]) -> Unit | None:
    """The unit that a sentence names; a currency alone is none."""
    if found["one"]:
        return unit_of(found["one"]) or Unit(1.0, "")
    word = next(filter(None, found.group("han", "latin", "short", "whole"))).strip()
    return None if is_money_alone(word) else unit_of(word)


def currency_note(text: str) -> str:
    """The currency that a line of words states, by its code; empty where it states none.

    Example:
        >>> currency_note("单位：万 币种：美元"), currency_note("数据来源：Wind")
        ('USD', '')
    """
    found = _CURRENCY.search(simplified(unicodedata.normalize("NFKC", text)))
    unit = unit_note(text)
    return stated_currency(found[1]) if found else unit.currency if unit else ""
