"""Thresholds and bounds that were meant in another unit than that of the numbers: they are refused, for they would part nothing."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from xl_aigc.data.quote import quote
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.number_lists import NumberList
from xl_aigc.functions.tables import Table

FAR: Final = 100
"""The factor past every number at which a threshold is taken to be in another unit."""

MOST_FRACTION: Final = 4
"""The largest bound, 400%, that is taken for a fraction."""


def check_thresholds(thresholds: Sequence[float], values: Sequence[float], held: NumberList) -> None:
    """Refuse a threshold in units of the currency for a list whose header names a larger unit.

    Args:
        thresholds: in the unit of the list, as it stands.
        values: the numbers of the list.
        held: the list, which knows the unit of its header.

    Raises:
        ArgumentError: a threshold lies far beyond all values, and in the other unit it would count some of them.
    """
    if held.factor <= 1:
        return
    ordered, largest = sorted(values), max(map(abs, values))
    for one in thresholds:
        if abs(one) > largest * FAR and _parts_otherwise(one, one / held.factor, ordered):
            problem = f"The header says that the values are in {held.unit}, and {one:g} is more than {FAR} times each of them."
            raise ArgumentError(
                problem, expected=f"a threshold in {held.unit}, such as {one / held.factor:g}."
            )


def check_edges(edges: Sequence[float], table: Table, key: str) -> None:
    """Refuse a bound in the unit of a column's header where the column is named without a unit, so in units of the currency.

    Args:
        edges: the bounds, in units of the currency.
        table: the table.
        key: the column.

    Raises:
        ArgumentError: a bound lies far below all figures, and in the header's unit it would part them.
    """
    column = table.columns[table.place(key)]
    if column.factor <= 1:
        return
    figures = table.of_companies().numbers(key)
    ordered = sorted(value for value in figures if isinstance(value, float) and value)
    smallest = min(map(abs, ordered), default=0.0)
    for one in edges:
        if abs(one) * FAR < smallest and _parts_otherwise(one, one * column.factor, ordered):
            problem = f"Every figure below {quote(column.header)} is more than {FAR} times {one:g} in units of the currency."
            expected = f"bounds in units of the currency, or {column.unit} behind the column's name."
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
