"""Thresholds and bounds that were meant in another unit than that of the numbers: they are refused, for they would part nothing."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from xl_aigc.data.quote import quote
from xl_aigc.functions.basket_measures import known_measure
from xl_aigc.functions.cells import ArgumentError, cell, says_percent
from xl_aigc.functions.columns import PERCENT, bare_name, read_column
from xl_aigc.functions.number_lists import NumberList
from xl_aigc.functions.reader import facts
from xl_aigc.functions.table_numbers import MOST_FRACTION, PRICE_CHANGE
from xl_aigc.functions.tables import UNDEFINED, Table

FAR: Final = 100
"""The factor past every number at which a threshold is taken to be in another unit."""

_RATIOS: Final = ("_yoy", "_margin", "_intensity", "_ratio", "_change", "_share", "_gap")
"""The ends of keys of measures that are fractions."""
_TO_REVENUE: Final = ("_margin", "_intensity", "_ratio")
"""Those of ratios to revenue."""


def check_thresholds(thresholds: Sequence[float], values: Sequence[float], held: NumberList) -> None:
    """Refuse thresholds that were meant in another unit than a list is in.

    Args:
        thresholds: in the unit of the list, as it stands.
        values: the numbers of the list.
        held: the list, which knows its header.

    Raises:
        ArgumentError: a threshold lies far beyond all values, and in the other unit it would count some of them; or all of them lie far beyond.
    """
    if held.factor > 1:
        ordered, largest = sorted(values), max(map(abs, values))
        for one in thresholds:
            if abs(one) > largest * FAR and _parts_otherwise(one, one / held.factor, ordered):
                problem = f"The header says that the values are in {held.unit}, and {one:g} is more than {FAR} times each of them."
                raise ArgumentError(
                    problem, expected=f"a threshold in {held.unit}, such as {one / held.factor:g}."
                )
    if held.unit == PERCENT:
        _check_fractions_of_percent(thresholds, values, held)
    if held.header and not held.unit and _is_ratio(held.header):
        _check_ratios(thresholds, values, held.header)
    _check_far(thresholds, values, "thresholds in the unit of the values.")


def _check_fractions_of_percent(
    thresholds: Sequence[float], values: Sequence[float], held: NumberList
) -> None:
    """Refuse a threshold of at most 1 for a list in percent whose cells say so themselves, since 0.1 is 10% in any such cell.

    Raises:
        ArgumentError: as above, where the two would count different numbers of values.
    """
    ordered = sorted(values)
    for one in thresholds:
        if held.has_percentages and 0 < abs(one) <= 1 and _parts_otherwise(one, one * 100, ordered):
            raise ArgumentError(
                f"The header says that the values are in percent, and {one:g} may be {one:g}% or {one * 100:g}%.",
                expected=f'a threshold in percent, such as {one * 100:g}, or with its sign, such as "{one * 100:g}%".',
            )


def without_undefined(held: NumberList) -> NumberList:
    """A list below the name of a measure, with the numbers of it that are not defined as missing ones; another list as it is."""
    if not held.header or known_measure(bare_name(held.header), facts()) is None:
        return held
    return replace(
        held, cells=[[None if cell(value) in UNDEFINED else value for value in row] for row in held.cells]
    )


def check_edges(edges: Sequence[float], table: Table, key: str) -> None:
    """Refuse bounds in another unit than that of a column, which is in units of the currency, or a fraction.

    Args:
        edges: the bounds, in units of the currency or as fractions.
        table: the table.
        key: the column.

    Raises:
        ArgumentError: a bound lies far below all figures, and in the header's unit it would part them; or all bounds lie far beyond.
    """
    column = table.columns[table.place(key)]
    figures = table.of_companies().numbers(key)
    ordered = sorted(value for value in figures if isinstance(value, float) and value)
    if column.unit == PERCENT or _is_ratio(column.header):
        _check_ratios(edges, ordered, column.header, column.unit)
    expected = "bounds in units of the currency, or a unit behind the column's name."
    if column.factor > 1:
        expected = f"bounds in units of the currency, or {column.unit} behind the column's name."
        smallest = min(map(abs, ordered), default=0.0)
        for one in edges:
            if abs(one) * FAR < smallest and _parts_otherwise(one, one * column.factor, ordered):
                problem = f"Every figure below {quote(column.header)} is more than {FAR} times {one:g} in units of the currency."
                raise ArgumentError(problem, expected=expected)
    _check_far(edges, ordered, expected if column.is_money else "bounds in the unit of the column.")


def _is_ratio(header: str, ends: tuple[str, ...] = _RATIOS) -> bool:
    """Return whether a header names a change of price, or a ratio of two amounts, which are fractions."""
    if read_column(header).item == PRICE_CHANGE:
        return True
    measure = known_measure(bare_name(header), facts())
    return measure is not None and not measure.is_money and measure.key.removesuffix("_prior").endswith(ends)


def _check_ratios(bounds: Sequence[float], values: Sequence[float], header: str, unit: str = "") -> None:
    """Refuse a bound in percent for fractions: one past `MOST_FRACTION` and all values, which would part them as a fraction.

    Raises:
        ArgumentError: as above.
    """
    ordered, largest = sorted(values), max(map(abs, values), default=0.0)
    for one in bounds:
        if abs(one) > max(MOST_FRACTION, largest) and _parts_otherwise(one, one / 100, ordered):
            problem = f"{quote(header)} holds fractions, and {one:g} is {one * 100:g}%."
            if unit == PERCENT:
                problem = (
                    f"{quote(header)} is in percent, bounds are fractions, and {one:g} is {one * 100:g}%."
                )
            raise ArgumentError(problem, expected=f"a fraction, such as {one / 100:g} for {one:g}%.")


def check_percent(bounds: Sequence[float], table: Table, key: str) -> None:
    """Refuse bounds that are fractions for a ratio to revenue that is in percent without saying so: few companies have one above 100%.

    Raises:
        ArgumentError: more than half of the column is above 1, its header names no unit, and no bound is.
    """
    column = table.columns[table.place(key)]
    if column.unit or max(map(abs, bounds)) > 1 or not _is_ratio(column.header, _TO_REVENUE):
        return
    ratios = [value for value in table.of_companies().numbers(key) if isinstance(value, float)]
    if sum(value > 1 for value in ratios) * 2 > len(ratios):
        raise ArgumentError(
            f"Most of column {quote(column.header)} is above 1, which is 100% of revenue.",
            expected="fractions, such as 0.12, or % behind the header; or bounds in percent.",
        )


def unclear_ratios(table: Table, key: str) -> Mapping[int, ArgumentError]:
    """The refusals of the rows in which a ratio to revenue is above `MOST_FRACTION` and nothing says that it is in percent, by the place of the row."""
    place = table.place(key)
    header, unit = table.columns[place].header, table.columns[place].unit
    rows = zip(table.numbers(key), table.rows, table.companies, strict=True)
    return {
        at: ArgumentError(
            f"Row {table.lines[at]} of column {quote(header)} holds {value:g}, which is {value * 100:g}% of revenue.",
            expected="fractions, such as 0.12, or % behind the header or the figure.",
        )
        for at, (value, row, is_company) in enumerate(rows)
        if not unit
        and is_company
        and isinstance(value, float)
        and value > MOST_FRACTION
        and not says_percent(row[place])
    }


def _check_far(bounds: Sequence[float], values: Sequence[float], expected: str) -> None:
    """Refuse bounds of which each lies more than a hundredfold beyond all values, on one side of them; a bound of 0 means the same in every unit.

    Raises:
        ArgumentError: as above.
    """
    sizes, limits = [abs(value) for value in values if value], [abs(one) for one in bounds if one]
    if not sizes or not limits:
        return
    if min(limits) > max(sizes) * FAR or max(limits) * FAR < min(sizes):
        side = "smaller" if min(limits) > max(sizes) else "larger"
        shown = " and ".join(f"{one:g}" for one in bounds if one)
        problem = f"All values are between {min(sizes):g} and {max(sizes):g} in size, more than {FAR} times {side} than {shown}."
        raise ArgumentError(problem, expected=expected)


def check_fractions(bounds: Sequence[float]) -> None:
    """Refuse bounds of a price change or an R&D intensity that were meant in percent.

    Raises:
        ArgumentError: one is far beyond what such a fraction can be.
    """
    for one in bounds:
        if abs(one) > MOST_FRACTION:
            raise ArgumentError(
                f"{one:g} is {one * 100:g}%.", expected=f"a fraction, such as {one / 100:g} for {one:g}%."
            )


def _parts_otherwise(bound: float, other: float, ordered: Sequence[float]) -> bool:
    """Return whether two bounds have different numbers of values above them."""
    return bisect_right(ordered, bound) != bisect_right(ordered, other)
