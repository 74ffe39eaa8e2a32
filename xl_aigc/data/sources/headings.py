"""The heading of one column: which field, of which period, in which unit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.data.sources.amounts import yuan_of
from xl_aigc.data.sources.dates import find_period

if TYPE_CHECKING:
    from xl_aigc.data.period import Period

# What vendors put below a name: "[报告期] 2024中报", "[单位] 元", "[报表类型] 合并报表".
_TAG: Final = re.compile(r"\[([^\[\]]{1,20})\]\s*([^\[\]\n]*)")
_UNIT_TAGS: Final = ("单位", "unit")
_PERIOD_TAGS: Final = ("报告期", "截止日期", "报告日期", "交易日期")
_BRACKETED: Final = re.compile(r"\(([^()]{1,20})\)")
_PRIOR: Final = re.compile(r"上年同期数?|去年同期数?|_prior$", re.IGNORECASE)
_OTHER_STATEMENT: Final = {
    "parent_statement": re.compile(r"母公司报表|母公司\)|\(母公司"),
    "single_quarter": re.compile(
        r"单季|季度环比|\[期间类型\]\s*单|(?:19|20)[0-9]{2}\s*年?\s*(?:Q[24]|[二四]季度?|第[二四]季度)",
        re.IGNORECASE,
    ),
}
NOTE: Final = re.compile(
    r"单位\s*[::]\s*(?:人民币)?\s*([^\s,;,;。()]{1,8})|(?:\(|^)\s*unit\s*:\s*([^;)]{1,14})", re.IGNORECASE
)

_REMEMBERED: Final = 4096

Unusable = Literal["parent_statement", "single_quarter", "percent"]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says.

    Attributes:
        text: its first line, for messages.
        name: the name of the field, without period and unit.
        period: the period it names.
        yuan: yuan of the unit it names, None where it names none.
        prior: whether it is of the same part of the year before.
        unusable: why no figure can be taken from it, None where it can.
    """

    text: str
    name: str
    period: Period | None = None
    yuan: float | None = None
    prior: bool = False
    unusable: Unusable | None = None


@lru_cache(_REMEMBERED)
def read_heading(text: str) -> Heading:
    r"""A heading taken apart.

    Example:
        >>> wind = read_heading("营业收入\n[报告期] 2024中报\n[单位] 万元\n[报表类型] 合并报表")
        >>> wind.name, wind.period, wind.yuan
        ('营业收入', Period('2024H1'), 10000.0)
        >>> read_heading("2023年报归母净利润（亿元）").name, read_heading("研发费用(上年同期)").prior
        ('归母净利润', True)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    shown = " ".join(plain.split())
    unusable = next((key for key, words in _OTHER_STATEMENT.items() if words.search(plain)), None)
    tags = {tag.strip().casefold(): value.strip() for tag, value in _TAG.findall(plain)}
    unit = next((tags[tag] for tag in _UNIT_TAGS if tag in tags), "")
    tagged = next((tags[tag] for tag in _PERIOD_TAGS if tag in tags), "")
    bare, period = _without_period(_TAG.sub("", plain))
    bare, own = _without_unit(bare)
    name = _PRIOR.sub("", bare)
    name = re.sub(r"\(\s*(?:合并(?:报表)?)?\s*\)", "", name).strip(" \n_-:")
    found = find_period(tagged) if tagged else None
    if "%" in (unit, own):
        unusable = "percent"
    return Heading(
        shown,
        name,
        found[0] if found else period,
        yuan_of(unit or own),
        _PRIOR.search(bare) is not None,
        unusable,  # type: ignore[arg-type]
    )


def unit_note(text: str) -> float | None:
    """Yuan of the unit that a line of words states, None where it states none.

    Example:
        >>> unit_note("利润表摘要　单位：万元 币种：CNY"), unit_note("数据来源：Wind")
        (10000.0, None)
    """
    found = NOTE.search(unicodedata.normalize("NFKC", text))
    return yuan_of(found[1] or found[2]) if found else None


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
        if word == "%" or yuan_of(word) is not None:
            return text[: match.start()] + text[match.end() :], word
    last = re.search(r"[\s_]([^\s_]{1,12})$", text.strip())
    if last and (last[1] == "%" or yuan_of(last[1]) is not None):
        return text.strip()[: last.start()], last[1]
    return text, ""
