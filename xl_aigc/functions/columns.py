"""Columns of a table by their headers: the item, its period and its unit, however vendors write them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.fields import house_name
from xl_aigc.data.headed_unit import without_unit
from xl_aigc.data.item import ITEMS
from xl_aigc.data.period import Period, find_period
from xl_aigc.data.spelling import normalised
from xl_aigc.data.units import factor_of, unit_of
from xl_aigc.functions.cells import text

NO_ITEM: Final = 9
PERCENT: Final = "%"
_TAG: Final = re.compile(r"\s{0,9}\[([^\[\]]{1,20})\]\s{0,4}([^\[\]\n]*)")
"""A tag that Wind and iFinD put behind a name, on a line of its own or on the same one: "[单位] 万"."""
_UNIT_TAGS: Final = ("单位", "unit")
_BRACKETS: Final = str.maketrans("【】〔〕", "[][]")
_YEAR: Final = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年?(?![0-9A-Za-z/.-])")
_UNCLEAR: Final = re.compile(
    r"(?:19|20)[0-9]{2}[ _-]?(?:Q[24]|H2)(?![0-9A-Z])"
    r"|(?<![0-9A-Z])(?:[24]Q|Q[24]|2H|H2)[ '’-]?(?:19|20)?[0-9]{2}(?![0-9])"
    r"|(?<![0-9])[0-9]{2}(?:[24]Q|Q[24]|2H|H2)(?![0-9A-Z])",
    re.IGNORECASE,
)
"""A quarter or half that may be alone or count from 1 January."""
_PARENT: Final = re.compile("母公司报表|母公司[)）]|[(（]母公司")
"""The statements of the parent alone, whose figures are not those of the group."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        header: the text of its header.
        key: what it is called by: an item, with `_prior` of the year before, or the header's own letters.
        rank: how sure that is, as of `house_name`.
        unit: the unit that the header names.
        factor: what its numbers are multiplied by.
        item: the key without what its period adds.
        period: the period that the header names.
        unclear: whether the header names a period of which nobody knows from what day it counts.
        labels: the headings of the measure that it holds, by language; empty where it holds none.
    """

    header: str
    key: str
    rank: int
    unit: str = ""
    factor: float = 1.0
    item: str = ""
    period: Period | None = None
    unclear: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_item(self) -> bool:
        """Return whether the header names one of the house's own columns."""
        return self.rank < NO_ITEM

    @property
    def is_money(self) -> bool:
        """Return whether it holds money: an item of the house, or a column of a person's own with a unit of money."""
        if self.is_item:
            return self.item.removesuffix("_prior") in ITEMS
        return not self.labels and self.unit not in {"", PERCENT}

    @property
    def currency(self) -> str:
        """The code of the currency that the unit names; empty where it names none."""
        named = unit_of(self.unit) if self.unit else None
        return named.currency if named else ""

    @property
    def names(self) -> set[str]:
        """The names that a person may use for it besides its key, normalised."""
        return {normalised(text) for text in (self.header, self.key, *self.labels.values())}


def split_unit(header: str) -> tuple[str, str, float]:
    r"""A header without its unit, the unit, and its factor (1 where the header names none).

    What stands in square brackets comes back on lines of its own.

    Example:
        >>> split_unit("营业收入 [报告期] 2024中报 [单位] 亿")
        ('营业收入\n[报告期] 2024中报', '亿', 100000000.0)
        >>> split_unit("Revenue (prior)"), split_unit("涨跌幅%")
        (('Revenue (prior)', '', 1.0), ('涨跌幅', '%', 0.01))
    """
    plain = unicodedata.normalize("NFKC", header).translate(_BRACKETS)
    tagged = next((value for tag, value in _TAG.findall(plain) if _is_unit_tag(tag)), "").strip()
    bare, unit = _TAG.sub(_on_its_line, plain), tagged
    if not tagged:
        first, *tags = bare.split("\n[")
        first, unit = without_unit(first)
        bare = "\n[".join((first, *tags))
    factor = 0.01 if unit == PERCENT else factor_of(unit) if unit else 1.0
    return (bare, "", 1.0) if factor is None else (bare, unit, factor)


def _is_unit_tag(tag: str) -> bool:
    return tag.strip().casefold() in _UNIT_TAGS


def _on_its_line(tag: re.Match[str]) -> str:
    """A tag on a line of its own, nothing for a unit; brackets of the other form for a word that says what it is itself."""
    if not tag[2].strip():
        return f"({tag[1]})"
    return "" if _is_unit_tag(tag[1]) else f"\n[{tag[1]}] {tag[2].strip()}"


def _period(header: str) -> tuple[str, Period | None]:
    """The first line of a header without the period, and the period, which a vendor may put on a line of its own."""
    first = header.split("\n", maxsplit=1)[0]
    found = find_period(first)
    if found is None:
        below = find_period(header)
        year = None if below else _YEAR.search(first)
        if year is None:
            return first, below[0] if below else None
        found = Period(f"{year[1]}FY"), year.start(), year.end()
    period, start, end = found
    return f"{first[:start].rstrip(' (（_-')}{first[end:].lstrip(' )）_-')}", period


def read_column(value: object) -> Column:
    """A column by its header cell.

    Example:
        >>> column = read_column("营业收入2024中报(亿)")
        >>> column.item, column.period, column.factor
        ('revenue', Period('2024H1'), 100000000.0)
    """
    header = text(value)
    if header is None or isinstance(header, CellError):
        return Column("", "", NO_ITEM)
    bare, unit, factor = split_unit(header)
    if _PARENT.search(header):
        return Column(header, normalised(header), NO_ITEM, unit, factor)
    named = house_name(bare.split("\n[")[0]) or house_name(bare.split("\n")[0])
    if named is not None and not find_period(header):
        return Column(header, *named, unit, factor, named[0])
    unclear = None if find_period(header) else _UNCLEAR.search(bare)
    name, period = (f"{bare[: unclear.start()]}{bare[unclear.end() :]}", None) if unclear else _period(bare)
    if not unit:
        name, unit, factor = split_unit(name)
    named = house_name(name)
    if named is None:
        return Column(header, normalised(header), NO_ITEM, unit, factor)
    if unclear:
        return Column(header, normalised(header), NO_ITEM, unit, factor, named[0], unclear=True)
    return Column(header, *named, unit, factor, named[0], period)


def bare_name(header: str) -> str:
    """A header without its unit and period, normalised.

    Example:
        >>> bare_name("总市值(亿美元)2024中报"), bare_name("Market cap, USD bn")
        ('总市值', 'marketcap')
    """
    return normalised(split_unit(_period(split_unit(header)[0])[0])[0])


def by_period(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Columns of which several hold one item at different periods: the newest is the item, that of the year before the prior one.

    A column of any other period is called by its item and period.

    Example:
        >>> [column.key for column in by_period([read_column(f"Revenue {year}H1") for year in (2022, 2023, 2024)])]
        ['revenue 2022H1', 'revenue_prior', 'revenue']
    """
    dated = [column.period for column in columns if column.item in ITEMS and column.period]
    if not dated:
        return tuple(columns)
    newest = max(dated)
    return tuple(_placed(column, newest) for column in columns)


def _placed(column: Column, newest: Period) -> Column:
    """A column by its period against the newest of its table."""
    if column.period in (None, newest) or column.item not in ITEMS:
        return column
    if column.period == newest.year_before:
        return replace(column, key=f"{column.item}_prior")
    return replace(column, key=f"{column.item} {column.period}", rank=NO_ITEM)
