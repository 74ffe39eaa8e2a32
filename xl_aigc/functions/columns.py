"""Columns of a table by their headers: the item, its period and its unit, however vendors write them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.currency import is_currency as is_code
from xl_aigc.data.currency import is_foreign, shown_currency
from xl_aigc.data.fields import house_name, names_prior
from xl_aigc.data.headed_period import without_period
from xl_aigc.data.headed_unit import without_unit
from xl_aigc.data.headings import BRACKETS, TAG, UNIT_TAGS, read_heading, says_itself
from xl_aigc.data.item import ITEMS
from xl_aigc.data.period import Period, read_period
from xl_aigc.data.quote import quote
from xl_aigc.data.reasons import reason_text
from xl_aigc.data.spelling import normalised
from xl_aigc.data.units import factor_of, unit_of
from xl_aigc.functions.cells import ArgumentError, text

NO_ITEM: Final = 9
PERCENT: Final = "%"
_BETWEEN: Final = " /|()-:,"
"""Signs between the names of a header in two languages."""
_TAKEN: Final = ("", "percent")
"""Remarks of a heading that leave its figures those of its item."""


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
        asked: other names by which a person asked for that measure.
        meant: the code of the currency that a sign in its unit means; empty where it has none, or nothing tells.
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
    asked: tuple[str, ...] = ()
    meant: str = ""

    @property
    def is_item(self) -> bool:
        """Return whether the header names one of the house's own columns."""
        return self.rank < NO_ITEM

    @property
    def is_money(self) -> bool:
        """Return whether it holds money: an item of the house, also at another period, or a column of a person's own with a unit of money."""
        if self.is_item:
            return self.item.removesuffix("_prior") in ITEMS
        named = house_name(bare_name(self.header)) or ("",)
        return not self.labels and self.unit != PERCENT and (self.unit != "" or named[0] in ITEMS)

    @property
    def currency(self) -> str:
        """The code of the currency that the unit names; empty where it names none."""
        named = unit_of(self.unit) if self.unit else None
        return self.meant or (named.currency if named else "")

    @property
    def names(self) -> set[str]:
        """The names that a person may use for it besides its key, normalised."""
        return {normalised(text) for text in (self.header, self.key, *self.labels.values(), *self.asked)}


def split_unit(header: str) -> tuple[str, str, float]:
    r"""A header without its unit, the unit, and its factor (1 where the header names none).

    What stands in square brackets comes back on lines of its own.

    Example:
        >>> split_unit("营业收入 [报告期] 2024中报 [单位] 亿")
        ('营业收入\n[报告期] 2024中报', '亿', 100000000.0)
        >>> split_unit("Revenue (prior)"), split_unit("涨跌幅%")
        (('Revenue (prior)', '', 1.0), ('涨跌幅', '%', 0.01))
    """
    plain = unicodedata.normalize("NFKC", header).translate(BRACKETS)
    tagged = next((value for tag, value in TAG.findall(plain) if _is_unit_tag(tag)), "").strip()
    bare, unit = TAG.sub(_on_its_line, plain), tagged
    if not tagged:
        first, *tags = bare.split("\n[")
        first, unit = without_unit(first)
        bare = "\n[".join((first, *tags))
    bare = "\n".join(line.rstrip() for line in bare.split("\n"))
    factor = 0.01 if unit == PERCENT else factor_of(unit) if unit else 1.0
    return (bare, "", 1.0) if factor is None else (bare, unit, factor)


def _is_unit_tag(tag: str) -> bool:
    return tag.strip().casefold() in UNIT_TAGS


def _on_its_line(tag: re.Match[str]) -> str:
    """A tag on a line of its own, nothing for a unit; brackets of the other form for a word that says what it is itself."""
    if says_itself(tag):
        return f"({tag[1]}){tag[2]}"
    return "" if _is_unit_tag(tag[1]) else f"\n[{tag[1]}] {tag[2].strip()}"


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
    heading = read_heading(header, typed=True)
    unit = heading.unit if heading.factor is not None or heading.unit == PERCENT else ""
    factor = 0.01 if unit == PERCENT else heading.factor or 1.0
    named = house_name(split_unit(header)[0])
    if named is None and (heading.unusable in _TAKEN or heading.unclear):
        named = house_name(heading.name) or _in_two_languages(heading.name)
    if named is None:
        period = read_period(header, typed=True) if heading.name else heading.period
        return Column(header, normalised(header), NO_ITEM, unit, factor, period=period)
    key, rank = named
    key = f"{key}_prior" if heading.prior and key in ITEMS else key
    if heading.unclear:
        return Column(header, normalised(header), NO_ITEM, unit, factor, key, unclear=True)
    return Column(header, key, rank, unit, factor, key, heading.period)


def _in_two_languages(name: str) -> tuple[str, int] | None:
    """The house name of a header that names one thing in Latin letters and in others, as `营业收入/Revenue` does; None for any other."""
    plain = unicodedata.normalize("NFKC", name)
    latin = house_name("".join(one if one.isascii() else " " for one in plain).strip(_BETWEEN))
    other = house_name("".join(one for one in plain if not one.isascii()))
    return (latin[0], max(latin[1], other[1])) if latin and other and latin[0] == other[0] else None


def bare_name(header: str) -> str:
    """A header without its unit and period, normalised.

    Example:
        >>> bare_name("总市值(亿美元)2024中报"), bare_name("Market cap, USD bn")
        ('总市值', 'marketcap')
    """
    first, *below = split_unit(header)[0].split("\n")
    without = "\n".join((without_period(first, typed=True)[0], *below))
    return normalised(split_unit(without)[0])


def by_period(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Columns of which several hold one item at different periods: the newest is the item, that of the year before the prior one.

    A column of any other period is called by its item and period, and so is each beside one of which nobody knows from what day it counts.

    Example:
        >>> [column.key for column in by_period([read_column(f"Revenue {year}H1") for year in (2022, 2023, 2024)])]
        ['revenue 2022H1', 'revenue_prior', 'revenue']
    """
    columns = _with_neighbours(columns)
    dated = [column.period for column in columns if column.item in ITEMS and column.period]
    if not dated:
        return _surest(columns)
    newest, unclear = max(dated), {column.item for column in columns if column.unclear}
    return _surest([_placed(column, newest, alone=column.item in unclear) for column in columns])


def _with_neighbours(columns: Sequence[Column]) -> list[Column]:
    """The columns, of which a header such as `上年同期` alone is of the item on its left, in its unit unless it names one.

    Where the two on its left are items of this year, nobody knows of which of them it is.
    """
    found: list[Column] = []
    for column in columns:
        before, left = (None, None, *found)[-2:]
        is_sure = left is not None and _is_current(left) and not _is_current(before)
        found.append(_year_before(left, column) if left and is_sure and not column.is_item else column)
    return found


def _year_before(of: Column, column: Column) -> Column:
    """A column as the year before of an item's, where its header says nothing but that."""
    if not names_prior(split_unit(column.header)[0]):
        return column
    unit, factor = (column.unit, column.factor) if column.unit else (of.unit, of.factor)
    key = f"{of.item}_prior"
    return Column(column.header, key, of.rank, unit, factor, key)


def _is_current(column: Column | None) -> bool:
    return column is not None and column.item in ITEMS


def _surest(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns, of which one whose header is a less sure spelling of a key than another's is of its own name alone.

    Of tickers in several unsure spellings, as those of several vendors, the first is the ticker.
    """
    ranks: dict[str, int] = {}
    for column in columns:
        ranks[column.key] = min(column.rank, ranks.get(column.key, NO_ITEM))
    tickers = [column for column in columns if column.key == "ticker" and column.rank]
    return tuple(
        column
        if column.rank == ranks[column.key] and not any(column is other for other in tickers[1:])
        else replace(column, key=normalised(column.header), rank=NO_ITEM, item="")
        for column in columns
    )


def _placed(column: Column, newest: Period, *, alone: bool) -> Column:
    """A column by its period against the newest of its table, or alone by its own."""
    if column.period is None or column.item not in ITEMS or (column.period == newest and not alone):
        return column
    if column.period == newest.year_before and not alone:
        return replace(column, key=f"{column.item}_prior")
    return replace(column, key=f"{column.item} {column.period}", rank=NO_ITEM)


def one_currency(columns: Sequence[Column]) -> str:
    """The code of the currency that the headers of some columns name; empty where they name none.

    Raises:
        ArgumentError: they name several, and nothing is converted; or one names a unit and another none.
    """
    money = [column for column in columns if column.is_money]
    larger = next((column for column in money if column.factor != 1.0), None)
    plain = next((column for column in money if not column.unit), None)
    if larger and plain:
        raise ArgumentError(
            f"Column {quote(larger.header)} is in {larger.unit}, and the header {quote(plain.header)} names no unit.",
            expected="the unit behind both headers, or behind neither.",
        )
    named = {column.currency: column.header for column in money if column.currency}
    if any(is_foreign(one, other) for one in named for other in named):
        shown = " and ".join(f"{quote(header)} in {shown_currency(code)}" for code, header in named.items())
        raise ArgumentError(f"The table has {shown}.", expected="one currency: amounts are not converted.")
    return max(named, default="", key=is_code)


def less_sure(columns: Sequence[Column], header: str, period: Period | None) -> Column | None:
    """The newest column of exactly this name, or that of a period, which another column is surer to be the item of; None where there is none.

    Example:
        >>> columns = by_period([read_column("净利润(亿)"), read_column("归母净利润")])
        >>> less_sure(columns, "净利润", None).header, less_sure(columns, "归母净利润", None)
        ('净利润(亿)', None)
    """
    name = bare_name(header)
    own = [one for one in columns if not (one.is_item or one.item) and bare_name(one.header) == name]
    alike = [one for one in own if period in {None, one.period} and house_name(name)]
    return max(alike, key=lambda one: str(one.period), default=None)


def refused_header(columns: Sequence[Column], key: str) -> tuple[str, str]:
    """The header of which no figure of an item is taken, and why, such as one of forecasts; empty texts where there is none.

    A header that is a period alone may be of any item, in a table that names none.

    Example:
        >>> refused_header([read_column("营业收入2024E")], "revenue")[1]
        'the value is forecast or preliminary; a reported figure was expected.'
    """
    bare = not any(one.item in ITEMS for one in columns)
    for column in columns:
        heading = read_heading(column.header, typed=True)
        named = house_name(heading.name)
        alone = bare and (not heading.name or read_period(heading.name, typed=True))
        if heading.unusable not in _TAKEN and (named[0] == key if named else alone):
            return column.header, reason_text(heading.unusable)
    return "", ""
