"""The heading of one column: which field, of which period, in which unit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.data.currency import currency_spellings
from xl_aigc.data.fields import without_prior
from xl_aigc.data.forecasts import without_forecast
from xl_aigc.data.headed_period import without_period
from xl_aigc.data.headed_unit import without_unit
from xl_aigc.data.kinds import Kind, kind_of, without_kinds
from xl_aigc.data.month_spans import other_months
from xl_aigc.data.period import Period, find_period
from xl_aigc.data.spelling import normalised, simplified
from xl_aigc.data.units import factor_of, is_money_alone, unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


# Blanks are bounded throughout, so that a text of nothing else is passed over at once.
# What vendors put below a name: "[报告期] 2024中报", "[单位] 万", "[报表类型] 合并报表".
TAG: Final = re.compile(r"\[([^\[\]]{1,20})\]\s{0,9}([^\[\]\n]*)")
UNIT_TAGS: Final = ("单位", "unit")
_PERIOD_TAGS: Final = ("报告期", "截止日期", "报告日期", "报告期末", "交易日期", "日期", "period")
_KIND_TAGS: Final = {
    "报表类型": "statement",
    "报表类别": "statement",
    "期间类型": "span",
    "数据类型": "type",
    "类型": "type",
}
_EMPTY: Final = re.compile(r"\(\s{0,9}(?:合并(?:报表)?)?[\s,;、]{0,9}\)")
_PARENT: Final = re.compile(
    r"(?<!归属)(?<!归属于)母公司(?:报表|利润表|资产负债表|数据|口径|\)|$)|\(母公司", re.MULTILINE
)
_SUBSIDIARY: Final = re.compile(
    r"[子孙分]公司|附属公司|参股公司|[联合]营企业|\bsubsidiar(?:y|ies)\b", re.IGNORECASE
)
_PARENT_ONLY: Final = re.compile(r"\(parent\b|\bparent company only\b", re.IGNORECASE)
_OF_WHICH: Final = re.compile(r"\s{0,9}其中")
_QUARTER: Final = re.compile(
    r"单季|季度环比|(?<![0-9-])(?:4月?-6|7月?-9|10月?-12)月",
)
_OF_YEAR: Final = re.compile(
    r"(?:19|20)[0-9]{2}\s{0,9}年?\s{0,9}(?:Q[24]|[二四]季度?|第[二四]季度)", re.IGNORECASE
)
"""A quarter of a year that no word beside it says to count from 1 January."""
_CURRENCY_TAGS: Final = ("币种", "货币", "currency")
_ORIGINAL: Final = "原始币种"
"""A vendor's word for the currency in which the company reports."""
_NUMBERED: Final = re.compile(
    r"^\s{0,20}(?:(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,2}[.、](?![0-9]))\s{0,9})?"
    r"(?:(?:其中|减|加)\s{0,9}:\s{0,9})?"
)
"""The number of a line of a statement, and the word that says how it is counted."""
_SIGN_NOTE: Final = re.compile(r"\([^()]{0,12}号填列\)")
"""A remark of statements: a loss is written with the sign "-"."""
BRACKETS: Final = str.maketrans("【】〔〕", "[][]")
_TUPLE: Final = re.compile(r"\('[^'\n]{0,60}'(?:, '[^'\n]{0,60}'){1,3}\)")
_IN_TUPLE: Final = re.compile(r"'([^'\n]{0,60})'")
"""The levels of a heading as Python writes them, such as `('revenue', '2024H1')`."""
_REMEMBERED: Final = 4096


@dataclass(frozen=True, slots=True)
class Heading:
    """The field, period and unit that a heading names.

    Attributes:
        text: the whole of it in one line, for messages.
        name: the name of the field, without period and unit.
        period: the period it names.
        unit: the unit it names, empty where it names none.
        factor: factor of the unit, None where it names none that is known.
        prior: whether it is of the same part of the year before.
        currency: the code of the currency it names, or its words where they are of none that is known; empty for none.
        unusable: the reason why no figure can be taken from it, empty where one can.
        rank: 1 where it says that its figures were restated.
        unclear: whether a person's table names a quarter, half or month in it of which nobody knows from what day it counts.
        scale: the factor, None also where a currency stands alone, which leaves open in which scale its amounts are.
    """

    text: str
    name: str
    period: Period | None = None
    unit: str = ""
    factor: float | None = None
    prior: bool = False
    currency: str = ""
    unusable: str = ""
    rank: int = 0
    unclear: bool = False
    scale: float | None = None


@lru_cache(_REMEMBERED)
def read_heading(text: str, *, typed: bool = False) -> Heading:
    r"""A heading taken apart.

    Args:
        text: the heading.
        typed: whether it is of a person's own table, where a year or a month alone is the period that ends with it.

    Example:
        >>> wind = read_heading("营业收入\n[报告期] 2024中报\n[单位] 万\n[报表类型] 合并报表")
        >>> wind.name, wind.period, wind.factor
        ('营业收入', Period('2024H1'), 10000.0)
        >>> read_heading("2023年报归母净利润（亿）").name, read_heading("研发费用(上年同期)").prior
        ('归母净利润', True)
    """
    if _TUPLE.fullmatch(text):
        text = "\n".join(filter(None, _IN_TUPLE.findall(text)))
    plain = simplified(unicodedata.normalize("NFKC", text).translate(BRACKETS)).strip()
    tags = {tag[1].strip().casefold(): tag[2].strip() for tag in TAG.finditer(plain) if not says_itself(tag)}
    unit, tagged = _tag(tags, UNIT_TAGS), _tag(tags, _PERIOD_TAGS)
    found = find_period(tagged) if tagged else None
    parts = [_part(line, typed=typed) for line in TAG.sub(_untagged, plain).split("\n")]
    periods = {found[0]} if found else {part.period for part in parts if part.period}
    units = [unit] if unit else _units([part.unit for part in parts if part.unit])
    unit = next(iter(units), "")
    kinds = [part.kind for part in parts] + [_tagged_kind(tags)]
    name = "\n".join(part.name for part in parts if part.name)
    if not (name or periods or any(part.prior for part in parts)):  # a word such as 金额 is then the name
        name = "\n".join(part.bare for part in parts if part.bare)
    return Heading(
        " ".join(plain.split()),
        name,
        next(iter(periods)) if len(periods) == 1 else None,
        unit,
        factor_of(unit),
        any(part.prior for part in parts),
        stated_currency(_tag(tags, _CURRENCY_TAGS), *(part.unit for part in reversed(parts)), unit),
        _unusable(plain, unit, tagged, kinds)
        or ("two_units" if len(units) > 1 else "bad_period" if len(periods) > 1 else ""),
        max(kind.rank for kind in kinds),
        any(part.unclear for part in parts),
        None if is_money_alone(unit) else factor_of(unit),
    )


def _units(named: Sequence[str]) -> list[str]:
    """The units that lines of a heading name, one for each factor: `(亿)` above `USD` are one unit."""
    known = [(text, unit_of(text)) for text in named]
    scaled = any(unit and unit.factor != 1 and not unit.currency for _, unit in known)
    kept = [
        (text, unit)
        for text, unit in known
        if not (unit and unit.factor == 1 and (scaled or is_money_alone(text)))
    ]
    return list({unit and unit.factor: text for text, unit in kept or known}.values())


class _Part(NamedTuple):
    """One line of a heading, taken apart."""

    name: str
    bare: str
    period: Period | None
    unit: str
    prior: bool
    kind: Kind
    unclear: bool


def _part(line: str, *, typed: bool) -> _Part:
    plain, is_forecast = without_forecast(_SIGN_NOTE.sub("", _NUMBERED.sub("", line)))
    bare, period = without_period(plain, typed=typed)
    unsure = typed and period is None and bare != plain
    bare, beside_unit = without_prior(bare)
    bare, unit = without_unit(bare)
    bare, kind = without_kinds(bare)
    bare, prior = without_prior(_EMPTY.sub("", bare).strip(" _"))
    whole = bare or without_prior(without_unit(line)[0])[0]
    bare, _ = without_kinds(_EMPTY.sub("", bare))
    told = bool(kind.reason)
    kind = kind._replace(reason="forecast") if is_forecast else kind
    return _Part(
        _clean(bare),
        _clean(whole),
        period,
        unit,
        prior or beside_unit,
        kind,
        unsure and not told,
    )


def _clean(name: str) -> str:
    return _EMPTY.sub("", name).strip(" \n_-:,@")


def _untagged(match: re.Match[str]) -> str:
    """Nothing for a tag with a value; brackets of the other form for a unit or a period in square ones."""
    return f"({match[1]}){match[2]}" if says_itself(match) else "\n"


def says_itself(tag: re.Match[str]) -> bool:
    """Return whether square brackets hold what they say, a unit or a period, and not the name of what follows them."""
    return not tag[2].strip() or factor_of(tag[1]) is not None or find_period(tag[1]) is not None


def _tagged_kind(tags: Mapping[str, str]) -> Kind:
    """The kind that tags such as `[报表类型] 母公司报表` say; a word that is not known is not passed over."""
    kinds = [
        kind_of(role, tags[tag]) or Kind("unknown_kind") for tag, role in _KIND_TAGS.items() if tag in tags
    ]
    reason = next((kind.reason for kind in kinds if kind.reason), "")
    return Kind(reason, max((kind.rank for kind in kinds), default=0))


def _tag(tags: Mapping[str, str], names: Sequence[str]) -> str:
    return next((tags[name] for name in names if name in tags), "")


def _unusable(plain: str, unit: str, period: str, kinds: Sequence[Kind]) -> str:
    """Why no figure can be taken from a column: what a vendor states must be understood, not passed over."""
    months = other_months(plain)
    reasons = {
        "parent_statement": _PARENT.search(plain),
        "single_quarter": _QUARTER.search(plain)
        or _OF_YEAR.search(without_period(plain, typed=False)[0])
        or months == 3,
        "other_span": months not in {None, 3},
        **{kind.reason: True for kind in kinds if kind.reason},
        "percent": unit == "%",
        "unknown_unit": unit and factor_of(unit) is None,
        "bad_period": period and find_period(period) is None,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def stated_currency(stated: str, *units: str) -> str:
    """The currency that words state, else the first one that a unit names.

    Example:
        >>> stated_currency("", "亿", "USD m"), stated_currency("港元")
        ('USD', 'HKD')
    """
    if stated and stated != _ORIGINAL:
        return currency_spellings().get(normalised(stated), stated)
    known = map(unit_of, units)
    return next((unit.currency for unit in known if unit and unit.currency), "")


def part_named(text: str) -> str:
    """The reason not to take a row whose name says that it is not of the whole company, empty where it does not.

    Example:
        >>> part_named("昆仑万维(母公司)"), part_named("美的子公司"), part_named("归属于母公司股东的净利润")
        ('parent_statement', 'subsidiary', '')
    """
    plain = unicodedata.normalize("NFKC", text)
    if _PARENT.search(plain) or _PARENT_ONLY.search(plain):
        return "parent_statement"
    if _OF_WHICH.match(plain):
        return "segment"
    return "subsidiary" if _SUBSIDIARY.search(plain) else ""
