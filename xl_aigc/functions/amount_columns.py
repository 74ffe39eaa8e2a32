"""The columns of a range of amounts: those whose header says that they hold no money, or money in another unit."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from xl_aigc.data.item import ITEMS
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.functions.amounts import in_unit
from xl_aigc.functions.basket_measures import known_measure
from xl_aigc.functions.cells import is_word, number_or_text
from xl_aigc.functions.columns import PERCENT, read_column, split_unit
from xl_aigc.functions.reader import facts
from xl_aigc.functions.shapes import Rows
from xl_aigc.functions.vocabulary import heading_keys, money_headings


class Kept(float):
    """A number that is no amount of money: a ratio, a count, a code."""


class _Head(NamedTuple):
    """A header of a column: its text as it is shown, whether money is below it, and the factor of its unit."""

    text: object
    is_money: bool = True
    factor: float = 1.0


def read_amounts(rectangle: Rows) -> Rows:
    """The cells of a range for a function that changes the unit of money.

    Below a header, numbers that are no money are `Kept`, and money in a unit is in units of the currency; the header is then without its unit.

    Example:
        >>> read_amounts([["Revenue (m)", "Net margin"], [250.0, 0.1]])[1]
        [250000000.0, 0.1]
        >>> [type(value).__name__ for value in read_amounts([["Revenue", "Net margin"], [250.0, 0.1]])[1]]
        ['float', 'Kept']
    """
    if len(rectangle) == 1 or not any(map(is_word, rectangle[0])):
        return [[number_or_text(value) for value in row] for row in rectangle]
    heads = [_head(str(value)) if is_word(value) else _Head(number_or_text(value)) for value in rectangle[0]]
    return [[head.text for head in heads], *(_below(row, heads) for row in rectangle[1:])]


def _below(row: Sequence[object], heads: Sequence[_Head]) -> list[object]:
    return [
        _amount(value, head) if head.is_money else _kept(value)
        for value, head in zip(row, heads, strict=True)
    ]


def _amount(value: object, head: _Head) -> object:
    read = number_or_text(value)
    return in_unit(read, 1 / head.factor) if isinstance(read, float) else read


def _kept(value: object) -> object:
    """A cell that is no amount; a text stays one, also where it has digits alone, as a code has."""
    read = number_or_text(value)
    if not isinstance(read, float):
        return read
    return value if isinstance(value, str) else Kept(read)


def _head(text: str) -> _Head:
    """A header, whatever its language."""
    bare, unit, factor = split_unit(text)
    column = read_column(text)
    if unit == PERCENT or (column.is_item and column.item not in ITEMS):
        return _Head(text, is_money=False)
    if column.is_item or unit:
        return _Head(bare.strip() if unit else text, factor=factor)
    key = heading_keys().get(column.key)
    if key:
        return _Head(text, key in money_headings())
    measure = known_measure(text, facts())
    return _Head(text, measure.is_money if measure else not _says_no_money(text))


def _says_no_money(text: str) -> bool:
    """Return whether a header that nobody knows has a word of what is no money."""
    plain = text.strip().casefold()
    at = {"start": plain.startswith, "end": plain.endswith, "any": plain.__contains__}
    return any(at[place](word) for word, place in _no_money())


@cache
def _no_money() -> list[tuple[str, str]]:
    """Words of headers of what is no money, and where they stand in them."""
    return [(row["word"], row["place"]) for row in bundled_table(Path(__file__).with_name("no_money.csv"))]
