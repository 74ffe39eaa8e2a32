"""The heading of one column: which field, of which period, in which unit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.data.currency import currency_spellings
from xl_aigc.data.fields import without_prior
from xl_aigc.data.period import Period, find_period
from xl_aigc.data.spelling import normalised
from xl_aigc.data.units import Unit, factor_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


# Blanks are bounded throughout, so that a text of nothing else is passed over at once.
# What vendors put below a name: "[报告期] 2024中报", "[单位] 万", "[报表类型] 合并报表".
_TAG: Final = re.compile(r"\[([^\[\]]{1,20})\]\s{0,9}([^\[\]\n]*)")
_UNIT_TAGS: Final = ("单位", "unit")
_PERIOD_TAGS: Final = ("报告期", "截止日期", "报告日期", "交易日期")
_BRACKETED: Final = re.compile(r"\(([^()]{1,20})\)")
_EMPTY: Final = re.compile(r"\(\s{0,9}(?:合并(?:报表)?)?\s{0,9}\)")
_PARENT: Final = re.compile(r"母公司报表|母公司\)|\(母公司")
_QUARTER: Final = re.compile(
    r"单季|季度环比|\[期间类型\]\s{0,9}单|(?:19|20)[0-9]{2}\s{0,9}年?\s{0,9}(?:Q[24]|[二四]季度?|第[二四]季度)",
    re.IGNORECASE,
)
_CURRENCY: Final = re.compile(r"(?:币种|货币|currency)\s{0,9}:\s{0,9}([^\s,;()]{1,8})", re.IGNORECASE)
_CURRENCY_TAGS: Final = ("币种", "货币", "currency")
_ORIGINAL: Final = "原始币种"
"""A vendor's word for the currency in which the company reports."""
NOTE: Final = re.compile(
    r"单位\s{0,9}[::]\s{0,9}(?:人民币)?\s{0,9}([^\s,;,;。()]{1,8})|(?:\(|^)\s{0,9}unit\s{0,9}:\s{0,9}([^;)]{1,14})",
    re.IGNORECASE,
)

_REMEMBERED: Final = 4096

Unusable = Literal["parent_statement", "single_quarter", "percent", "unknown_unit", "bad_period"]


@dataclass(frozen=True, slots=True)
class Heading:
    """The field, period and unit that a heading names.

    Attributes:
        text: its first line, for messages.
        name: the name of the field, without period and unit.
        period: the period it names.
        factor: factor of the unit it names, None where it names none.
        prior: whether it is of the same part of the year before.
        currency: the code of the currency it names, or its words where they are of none that is known; empty for none.
        unusable: why no figure can be taken from it, None where it can.
    """

    text: str
    name: str
    period: Period | None = None
    factor: float | None = None
    prior: bool = False
    currency: str = ""
    unusable: Unusable | None = None


@lru_cache(_REMEMBERED)
def read_heading(text: str) -> Heading:
    r"""A heading taken apart.

    Example:
        >>> wind = read_heading("营业收入\n[报告期] 2024中报\n[单位] 万\n[报表类型] 合并报表")
        >>> wind.name, wind.period, wind.factor
        ('营业收入', Period('2024H1'), 10000.0)
        >>> read_heading("2023年报归母净利润（亿）").name, read_heading("研发费用(上年同期)").prior
        ('归母净利润', True)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    tags = {tag.strip().casefold(): value.strip() for tag, value in _TAG.findall(plain)}
    unit, tagged = _tag(tags, _UNIT_TAGS), _tag(tags, _PERIOD_TAGS)
    bare, period = _without_period(_TAG.sub("", plain))
    bare, own = _without_unit(bare)
    bare, prior = without_prior(bare.strip(" _"))
    found = find_period(tagged) if tagged else None
    return Heading(
        " ".join(plain.split()),
        _EMPTY.sub("", bare).strip(" \n_-:"),
        found[0] if found else period,
        factor_of(unit or own),
        prior,
        _currency(_tag(tags, _CURRENCY_TAGS), unit or own),
        _unusable(plain, unit or own, tagged),
    )


def _tag(tags: Mapping[str, str], names: Sequence[str]) -> str:
    return next((tags[name] for name in names if name in tags), "")


def _unusable(plain: str, unit: str, period: str) -> Unusable | None:
    """Why no figure can be taken from a column: what a vendor states must be understood, not passed over."""
    if _PARENT.search(plain):
        return "parent_statement"
    if _QUARTER.search(plain):
        return "single_quarter"
    if unit == "%":
        return "percent"
    if unit and factor_of(unit) is None:
        return "unknown_unit"
    if period and find_period(period) is None:
        return "bad_period"
    return None


def _currency(stated: str, unit: str) -> str:
    """The currency that words state, else the one that a unit names."""
    if stated and stated != _ORIGINAL:
        return currency_spellings().get(normalised(stated), stated)
    known = unit_of(unit)
    return known.currency if known else ""


def unit_note(text: str) -> Unit | None:
    """The unit that a line of words states, None where it states none.

    Example:
        >>> unit_note("利润表摘要　单位：万美元"), unit_note("数据来源：Wind")
        (Unit(factor=10000.0, currency='USD'), None)
    """
    found = NOTE.search(unicodedata.normalize("NFKC", text))
    return unit_of(found[1] or found[2]) if found else None


def currency_note(text: str) -> str:
    """The currency that a line of words states, by its code; empty where it states none.

    Example:
        >>> currency_note("单位：万 币种：美元"), currency_note("数据来源：Wind")
        ('USD', '')
    """
    found = _CURRENCY.search(unicodedata.normalize("NFKC", text))
    unit = unit_note(text)
    return _currency(found[1], "") if found else unit.currency if unit else ""


def is_foreign(named: str, currency: str) -> bool:
    """Return whether a currency that a vendor names is another than the one expected; empty names none.

    Example:
        >>> is_foreign("USD", "HKD"), is_foreign("", "HKD"), is_foreign("USD", "")
        (True, False, False)
    """
    return bool(named and currency) and named != currency


def _without_period(text: str) -> tuple[str, Period | None]:
    found = find_period(text)
    if found is None:
        return text, None
    period, start, end = found
    return f"{text[:start].rstrip(' (_-')}{text[end:].lstrip(' )_-')}", period


def _without_unit(text: str) -> tuple[str, str]:
    """A name without its unit, and the unit; brackets that hold no unit are part of the name."""
    for match in _BRACKETED.finditer(text):
        word = re.sub(r"^单位\s*:?", "", match[1]).strip()
        if word == "%" or factor_of(word) is not None:
            return text[: match.start()] + text[match.end() :], word
    last = re.search(r"[\s_]([^\s_]{1,12})$", text.strip())
    if last and (last[1] == "%" or factor_of(last[1]) is not None):
        return text.strip()[: last.start()], last[1]
    return text, ""
