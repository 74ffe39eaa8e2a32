"""Units of money that a range states beside its columns of money: in the header of its first column, or by row."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from xl_aigc.data.currency import currency_spellings, is_currency, is_foreign
from xl_aigc.data.fields import FACTS_OF_COMPANY, house_name, other_names
from xl_aigc.data.headings import read_heading
from xl_aigc.data.item import ITEMS
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import normalised
from xl_aigc.data.units import unit_of
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.functions.amounts import check_currency, with_currency
from xl_aigc.functions.cells import ArgumentError, is_word, number, text
from xl_aigc.functions.columns import PERCENT, Column, bare_name, read_column, split_unit
from xl_aigc.functions.header_rows import header_cells, period_of
from xl_aigc.functions.shapes import Rows
from xl_aigc.labels import with_unit

_HAN: Final = re.compile("[\u4e00-\u9fff]")
_FACTORS: Final = frozenset(10.0**power for power in range(3, 13))
"""Numbers that a column of units may hold for thousand to trillion."""
_BY_ROW: Final = ("unit", "currency")
"""The roles of columns that state what the money of each row is in."""


def stated_headers(rectangle: Rows, *, converts: bool = False) -> tuple[Sequence[object], int]:
    """The headers of a range in one row, with what it states of its money beside them, and the rows that they take.

    Args:
        rectangle: the range.
        converts: whether its money comes back in another unit, which a column of units would deny.

    Raises:
        ArgumentError: what it states holds for some rows alone, or would be denied.

    Example:
        >>> stated_headers([["公司（单位：亿）", "营业收入", "家数"], ["甲", 100, 3]])
        (['公司', '营业收入（亿）', '家数'], 1)
    """
    headers, height = header_cells(rectangle)
    below = rectangle[height:]
    joined = _with_corner(headers, below)
    unit, currency = (_by_row(role, joined, below) for role in _BY_ROW)
    if unit and converts:
        raise ArgumentError(
            "A column states the unit of each row.",
            expected="a range without it, and the unit behind the headers.",
        )
    return [_with_unit(one, unit, currency) for one in joined] if unit or currency else joined, height


def _with_corner(headers: Sequence[object], below: Rows) -> Sequence[object]:
    """The headers, where the first names a unit and heads words: it is that of the money beside it that names none.

    Raises:
        ArgumentError: the rows are items, of which not all are money.
    """
    name, unit, _ = split_unit(headers[0]) if isinstance(headers[0], str) else ("", "", 1.0)
    if not unit or unit == PERCENT:
        return headers
    first = [row[0] for row in below]
    in_words = any(map(is_word, first)) and not any(isinstance(number(one), float) for one in first)
    corner = read_column(headers[0])
    if not (in_words or corner.item in FACTS_OF_COMPANY):
        return headers
    named = unit_of(unit)
    counts = named and not named.currency and name and corner.item not in FACTS_OF_COMPANY
    ours = _names_no_period if counts and not names_item(name) else _is_money
    joined = [_joined(header, unit) if ours(header) else header for header in headers[1:]]
    if joined == [*headers[1:]]:
        return headers
    items = [read_column(one).item in ITEMS for one in first if is_word(one)]
    if corner.item not in ITEMS and any(items) and not all(items):
        raise ArgumentError(
            f"The unit of {quote(corner.header)} is of rows of which some are no money.",
            expected="a row for each company, or rows of money alone.",
        )
    return [name or headers[0], *joined]


def _joined(header: object, unit: str) -> str:
    """A header with a unit; a year or a day that is a number as a word."""
    name = period_of(header) or str(header)
    return with_unit(name, unit, "zh" if _HAN.search(name) else "en")


def _is_money(header: object) -> bool:
    """Return whether a header without a unit names money, or a period alone, below which all is money."""
    if not is_word(header):
        return bool(period_of(header))
    column, heading = read_column(header), read_heading(str(header), typed=True)
    if column.unit:
        return False
    return names_item(str(header)) or (heading.period is not None and not heading.name)


def _names_no_period(header: object) -> bool:
    """Return whether a header names money itself, also where what stands in the corner may be counted."""
    return is_word(header) and names_item(str(header)) and _is_money(header)


def names_item(header: str) -> bool:
    """Return whether a header names an item of money, also over other months, or a well-known name of money."""
    heading = read_heading(header, typed=True)
    item = read_column(header).item or (house_name(heading.name) or ("",))[0]
    return item.removesuffix("_prior") in ITEMS or bare_name(header) in known_names("money_names.csv")


@cache
def known_names(file: str) -> frozenset[str]:
    """Names of columns that are no items, normalised: of money, or of prices and amounts a share, which no unit makes larger."""
    table = bundled_table(Path(__file__).with_name(file))
    return frozenset(normalised(row["name"]) for row in table)


def check_stated(asked: str, unit: str, column: Column) -> None:
    """Refuse a unit for a column of a person's own whose header names none, so that nothing tells what its numbers are in.

    Raises:
        ArgumentError: as above.
    """
    if unit and not column.unit:
        raise ArgumentError(
            f"{quote(asked)} asks for {quote(column.header)} in {unit}, and that header names no unit.",
            expected=f"{quote(column.header)} as it is, or its unit behind the header.",
        )


def check_money(asked: str, unit: str, column: Column) -> None:
    """Refuse a unit of money that a column can't be in: one of another currency, or any where the header counts something else.

    Raises:
        ArgumentError: as above.
    """
    check_currency(unit, column.currency, f"The column {quote(column.header)} is")
    named = unit_of(unit)
    if named and named.currency and not (column.currency or column.labels or names_item(column.header)):
        raise ArgumentError(
            f"{quote(asked)} asks for {quote(column.header)} in {unit}, and that header names no money.",
            expected=f"{quote(column.header)} as it is, or its currency in the header.",
        )


def _by_row(role: str, headers: Sequence[object], below: Rows) -> str:
    """The one unit, or the code of the one currency, that a column states; empty where none states one of money.

    Raises:
        ArgumentError: it states several, and a header of money leaves it open.
    """
    names = {normalised(name) for name in other_names(role)}
    place = next((at for at, one in enumerate(headers) if is_word(one) and normalised(str(one)) in names), -1)
    if place < 0:
        return ""
    name, is_open = quote(str(headers[place])), any(_is_open(header, role) for header in headers)
    if role == "unit" and is_open:
        _refuse_factors(name, [row[place] for row in below])
    said = [str(text(row[place])) for row in below if is_word(row[place])]
    told = {one: of for one in said if (of := _unit(one) if role == "unit" else _currency(one))}
    _refuse_others(role, headers, name, told)
    if not told or not is_open:
        return ""
    if len({*told.values()}) > 1 or not all(one in told for one in said):
        raise ArgumentError(
            f"Column {name} states {' and '.join(map(quote, dict.fromkeys(said)))}.",
            expected=f"one {role} for all rows: amounts are not converted by row.",
        )
    return next(iter(told.values()))


def _refuse_factors(name: str, cells: Sequence[object]) -> None:
    """Refuse a column of units that holds numbers, such as 10000 for 万.

    Raises:
        ArgumentError: as above; other numbers, such as those of pieces sold, are no units.
    """
    held = {read for value in cells if isinstance(read := number(value), float)}
    if held and held <= _FACTORS:
        raise ArgumentError(
            f"Column {name} states the unit as a number, {' and '.join(f'{one:g}' for one in sorted(held))}.",
            expected="a word for it in each row, such as 万 or USD m, or the unit behind the headers.",
        )


def _refuse_others(role: str, headers: Sequence[object], name: str, told: Mapping[str, str]) -> None:
    """Refuse a column that states another unit or currency than the header of an item itself.

    Raises:
        ArgumentError: as above; the message names both.
    """
    for column in map(read_column, filter(is_word, headers)):
        if column.item.removesuffix("_prior") not in ITEMS or column.unit in {"", PERCENT}:
            continue
        for said, of in told.items():
            own = unit_of(of) if role == "unit" else None
            if is_foreign(column.currency, own.currency if own else of) or (
                own and own.factor != column.factor
            ):
                raise ArgumentError(
                    f"The header {quote(column.header)} is in {column.unit}, and column {name} states {quote(said)}.",
                    expected=f"one {role}: correct either, or leave out column {name} where it is of something else.",
                )


def _is_open(header: object, role: str) -> bool:
    """Return whether a header of money leaves its unit, or its currency, to a column that states it."""
    if _is_money(header):
        return True
    column = read_column(header)
    return role == "currency" and column.is_money and not column.currency


def _unit(said: str) -> str:
    return said if unit_of(said) else ""


def _currency(said: str) -> str:
    code = currency_spellings().get(normalised(said), said)
    return code if is_currency(code) else ""


def _with_unit(header: object, unit: str, currency: str) -> object:
    """A header of money with what columns state of it, where it does not say so itself."""
    if _is_money(header):
        return _joined(header, with_currency(unit, currency) if unit else currency)
    if currency and _is_open(header, "currency"):
        name, own, _ = split_unit(str(header))
        return _joined(name.strip(), with_currency(own, currency)) if own else header
    return header
