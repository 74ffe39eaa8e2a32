"""The columns of a range of amounts: those whose header says that they hold money, and in what unit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xl_aigc.data.currency import currency_name
from xl_aigc.data.day_forms import SERIALS
from xl_aigc.data.fields import house_name
from xl_aigc.data.headings import read_heading
from xl_aigc.data.item import ITEMS
from xl_aigc.data.period import read_period
from xl_aigc.data.quote import quote
from xl_aigc.data.units import unit_of
from xl_aigc.functions.amounts import check_currency, in_unit, with_currency
from xl_aigc.functions.basket_measures import known_measure
from xl_aigc.functions.cells import ArgumentError, cell, is_word, number_or_text
from xl_aigc.functions.columns import PERCENT, Column, bare_name, read_column, split_unit
from xl_aigc.functions.number_lists import has_letters, may_be_amount
from xl_aigc.functions.reader import facts
from xl_aigc.functions.shapes import Rows
from xl_aigc.functions.sign_currency import with_meanings
from xl_aigc.functions.stated_units import known_names, names_item, stated_headers
from xl_aigc.functions.vocabulary import heading_keys, money_headings, unit_factor
from xl_aigc.labels import with_unit

_HAN = re.compile("[\u4e00-\u9fff]")
_BLANKS = re.compile(" {2,}")
"""The blanks around a unit that stood within a header."""
_YEARS = range(1990, 2101)
"""Numbers that head the columns of years."""
_BRACKET = re.compile(r"( ?)([(（])")
"""A bracket of a header, and the blank before it."""
_BEFORE_A_UNIT = " ,，、/:_-"
"""Signs that stand between a name and its unit."""


class Kept(float):
    """A number that is no amount of money: a ratio, a count, a code."""


@dataclass(frozen=True)
class MoneyHeader:
    """The header of a column of money.

    Attributes:
        text: the header without its unit.
        currency: the code of the currency that its unit named; empty where it named none.
        form: how brackets are written in the header; empty where it has none.
    """

    text: str
    currency: str
    form: str = ""

    def in_unit(self, unit: str) -> str:
        """The header with a unit in which the numbers below it now are.

        Raises:
            ArgumentError: no such unit, or one of another currency.

        Example:
            >>> MoneyHeader("营业收入", "HKD").in_unit("万"), MoneyHeader("Revenue", "").in_unit("USD m")
            ('营业收入（万港元）', 'Revenue (USD m)')
        """
        is_plain = unit_factor(unit) == 1.0
        check_currency(unit, self.currency, f"The column {self.text} is")
        named = unit_of(unit)
        first, *tags = self.text.split("\n")
        spoken = "zh" if _HAN.search(first) else "en"
        shown = with_currency(unit, self.currency)
        if is_plain and not (named and named.currency):
            shown = self.currency and currency_name(self.currency, spoken)
        if not first:
            return "\n".join((shown, *filter(None, tags)))
        headed = self.form.format(first, shown) if self.form else with_unit(first, shown, spoken)
        return "\n".join((headed, *filter(None, tags))) if shown else self.text


class Amount(NamedTuple):
    """An amount of money in units of its currency, and the header that it stands below."""

    value: float
    header: MoneyHeader


class _Head(NamedTuple):
    """The first cell of a column, and for one of money the factor of its unit; None for what is no money."""

    text: object
    factor: float | None = None


def one_header(rectangle: Rows) -> Rows:
    """A range whose headers, where they take two rows, are put into one.

    Raises:
        ArgumentError: the first row holds a title above the headers.
    """
    headers, height = stated_headers(rectangle, converts=True)
    if height > 1 or headers is not rectangle[0]:
        return [headers, *rectangle[height:]]
    if len(rectangle) > 1 and len(rectangle[0]) > 1 and _words(rectangle[0]) == 1 < _words(rectangle[1]):
        raise ArgumentError(
            f"The first row holds {quote(str(rectangle[0][0] or ''))} alone.",
            expected="a range that begins with the row of headers, below any title.",
        )
    return rectangle


def _words(row: Sequence[object]) -> int:
    """The words of a row; 0 where it holds anything else."""
    held = [value for value in row if cell(value) is not None]
    return len(held) if all(map(is_word, held)) else 0


def read_amounts(rectangle: Rows) -> Rows:
    """The cells of a range for a function that changes the unit of money.

    Below a header that names money, numbers are `Amount` in units of the currency; below any other header they are `Kept`.

    Example:
        >>> money, margin = read_amounts([["Revenue (m)", "Net margin"], [250.0, 0.1]])[1]
        >>> money.value, money.header.text, margin, type(margin).__name__
        (250000000.0, 'Revenue', 0.1, 'Kept')
    """
    if len(rectangle) == 1 or not _are_headers(rectangle):
        return [[number_or_text(value) for value in row] for row in rectangle]
    columns = with_meanings([read_column(value) for value in rectangle[0]], rectangle[1:])
    heads = [_head(value, column) for value, column in zip(rectangle[0], columns, strict=True)]
    return [[head.text for head in heads], *(_below(row, heads) for row in rectangle[1:])]


def _are_headers(rectangle: Rows) -> bool:
    """Return whether the first row of a range holds headers; a word beside numbers that are no periods is one where it is known.

    Years and last days of quarters are headers too, where the corner before them is blank and names stand below it.
    """
    row = rectangle[0]
    words = [str(value) for value in row if has_letters(value) and not may_be_amount(str(value))]
    beside = [number_or_text(value) for value in row if not is_word(value) and cell(value) is not None]
    if not words and cell(row[0]) is None and is_word(rectangle[1][0]):
        return bool(beside) and all(map(_is_period, beside))
    if not any(isinstance(one, float) and not _is_period(one) for one in beside):
        return bool(words)
    return any(_is_known(word) for word in words)


def _is_period(head: object) -> bool:
    """Return whether the first cell of a column is a year, or the last day of a period."""
    return head in _YEARS or read_period(head, typed=True) is not None


def _is_known(text: str) -> bool:
    """Return whether a header names a column that is known, of money or not, or a unit."""
    column = read_column(text)
    return bool(
        column.is_item or house_name(text) or known_measure(text, facts()) or _head(text, column).factor
    )


def _below(row: Sequence[object], heads: Sequence[_Head]) -> list[object]:
    return [
        _kept(value) if head.factor is None else _amount(value, head.factor, head.text)
        for value, head in zip(row, heads, strict=True)
    ]


def _amount(value: object, factor: float, header: object) -> object:
    """A cell below a header of money, or below a number, which is no header; a truth stays one."""
    read = value if isinstance(value, bool) else number_or_text(value)
    if not isinstance(read, float):
        return read
    return Amount(in_unit(read, 1 / factor), header) if isinstance(header, MoneyHeader) else read


def _kept(value: object) -> object:
    """A cell that is no amount; a text stays one, also where it has digits alone, as a code has."""
    read = value if isinstance(value, bool) else number_or_text(value)
    if not isinstance(read, float):
        return read
    return value if isinstance(value, str) else Kept(read)


def _head(value: object, column: Column) -> _Head:
    """The first cell of a column, whatever the language of a header; below a number that is no year or day, and so no header, all is money."""
    if not is_word(value):
        read = number_or_text(value)
        if isinstance(read, float) and read not in _YEARS and read not in SERIALS:
            return _Head(read, 1.0)
        return _Head(_kept(value))
    text = str(value)
    bare, unit, factor = split_unit(text)
    if not unit:
        unit, factor = column.unit, column.factor
    is_per_share = factor == 1.0 and bare_name(text) in known_names("per_share_names.csv")
    if unit == PERCENT or is_per_share or not (unit or _names_money(text, column.item, column.key)):
        return _Head(text)
    named = unit_of(unit) if unit else None
    title = _BLANKS.sub(" ", bare.strip(_BEFORE_A_UNIT)) if unit else text
    if named and not named.currency and not _may_be_money(title):
        return _Head(text)
    currency = column.meant or (named.currency if named else "")
    return _Head(MoneyHeader(title, currency, _form(text, title)), factor)


def _may_be_money(name: str) -> bool:
    """Return whether a name beside a multiple alone, such as thousands, is of money: nothing, a period, a heading of results, or one that names it."""
    column = read_column(name)
    is_bare = not name or not read_heading(name, typed=True).name
    return is_bare or column.key in heading_keys() or _names_money(name, column.item, column.key)


def _form(header: str, name: str) -> str:
    """The brackets of a header with a name: of full or half width, behind a blank, unless the name is Chinese; empty where it has none."""
    blank, bracket = next(reversed(_BRACKET.findall(header)), ("", ""))
    return bracket and f"{{}}{'' if _HAN.search(name) else blank}{'（{}）' if bracket == '（' else '({})'}"


def _names_money(text: str, item: str, key: str) -> bool:
    """Return whether a header without a unit names money: an item, also over other months, a heading of results, a measure, or a well-known name."""
    if item:
        return item.removesuffix("_prior") in ITEMS
    if key in heading_keys():
        return heading_keys()[key] in money_headings()
    measure = known_measure(text, facts())
    return measure.is_money if measure else names_item(text)
