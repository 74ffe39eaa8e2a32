"""Rows and columns of a table, chosen and shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xl_aigc.functions.amounts import in_unit
from xl_aigc.functions.basket_measures import known_measure
from xl_aigc.functions.cells import ArgumentError, Grid, Result, result, text
from xl_aigc.functions.columns import split_unit
from xl_aigc.functions.reader import facts
from xl_aigc.functions.shapes import Rows, check_growth, each_cell, first_error
from xl_aigc.functions.table_limits import sorts_of
from xl_aigc.functions.tables import WORD_COLUMNS, Table
from xl_aigc.functions.vocabulary import headings, spoken_word, word_in
from xl_aigc.labels import with_unit

_BETWEEN: Final = re.compile(r"[,，、;；]")
"""The signs between the headers of a list in one cell."""


def named_columns(columns: Rows | None) -> list[str]:
    """The headers that a person listed, in a range or in one cell with commas between; empty for none.

    Raises:
        ArgumentError: an error value among them.
    """
    if columns is None:
        return []
    read = each_cell(columns, text)
    error = first_error(read)
    if error is not None:
        raise ArgumentError("An error value stands in the list of columns.", expected="headers.", error=error)
    listed = [name for name in read if isinstance(name, str)]
    if len(listed) == 1:
        listed = _BETWEEN.split(listed[0])
    return [name.strip() for name in listed if name.strip()]


def heading(key: str, spoken: str) -> str:
    """The header of a column in a language; `revenue_prior` is the revenue of the prior period."""
    base = key.removesuffix("_prior")
    word = spoken_word(base, spoken)
    return headings(spoken)["prior"].format(word) if base != key else word


def shown(table: Table, places: Sequence[int], columns: Rows | None, spoken: str | None) -> Grid:
    """A header and some rows of a table.

    Args:
        table: the table.
        places: the rows, in the order wanted.
        columns: the headers wanted; all where None.
        spoken: a language for headers, layers and archetypes; as they stand in the table where None.

    Raises:
        ArgumentError: no such column, or columns named so often that they give too many cells.
    """
    asked = [_asked(table, name) for name in named_columns(columns)] or [
        _Asked(place) for place, column in enumerate(table.columns) if column.key
    ]
    check_growth(len(places) + 1, len(asked), len(table.columns) * (len(table.rows) + 1))
    header = [_header(table, one, spoken) for one in asked]
    held = [_cells(table, one, spoken) for one in asked]
    return [list(header), *([column[place] for column in held] for place in places)]


@dataclass(frozen=True)
class _Asked:
    """A column that is asked for: its place, and the unit that it is asked in where it is in another one."""

    place: int
    name: str = ""
    unit: str = ""
    factor: float = 1.0


def _asked(table: Table, name: str) -> _Asked:
    """A column by its header, which may name a unit."""
    key = table.find(name)
    place, (unit, factor) = table.place(key), table.unit_asked(name, key)
    is_other = unit and factor != table.columns[place].factor
    return _Asked(place, name, unit, factor) if is_other else _Asked(place)


def _header(table: Table, asked: _Asked, spoken: str | None) -> str:
    """A column's header, in a language where one is asked for, with the unit that its numbers are in."""
    column = table.columns[asked.place]
    if spoken is None:
        return asked.name or column.header
    unit = asked.unit or column.unit
    if not (column.is_item or column.labels):
        return with_unit(split_unit(column.header)[0].strip(), unit, spoken) if asked.unit else column.header
    if column.is_item:
        title = heading(column.key, spoken)
    else:
        measure = known_measure(column.key, facts())
        title = measure.labels[spoken] if measure else spoken_word(column.header, spoken)
    return with_unit(title, unit, spoken) if unit else title


def _cells(table: Table, asked: _Asked, spoken: str | None) -> list[Result]:
    """A column's cells as they are shown."""
    key = table.columns[asked.place].key
    if spoken and key in WORD_COLUMNS:
        sorts = sorts_of(table)
        return [
            result(word_in(each, spoken, sorts) if isinstance(each, str) else each)
            for each in table.texts(key)
        ]
    if table.columns[asked.place].labels and not asked.unit:
        return [
            result(word_in(each, spoken or "en") if isinstance(each, str) else each)
            for each in table.cells(asked.place)
        ]
    if asked.unit:
        return [result(in_unit(each, asked.factor)) for each in table.numbers(key)]
    return [result(value) for value in table.cells(asked.place)]
