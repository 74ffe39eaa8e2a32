"""Rows and columns of a table, chosen and shown."""

from collections.abc import Sequence

from xl_aigc.functions.cells import ArgumentError, Grid, Result, result, text
from xl_aigc.functions.columns import Column
from xl_aigc.functions.shapes import Rows, check_growth, each_cell, first_error
from xl_aigc.functions.tables import WORD_COLUMNS, Table
from xl_aigc.functions.vocabulary import headings, spoken_word
from xl_aigc.labels import with_unit


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
        listed = listed[0].replace("，", ",").split(",")
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
    at = [table.place(table.find(name)) for name in named_columns(columns)] or [
        place for place, column in enumerate(table.columns) if column.key
    ]
    check_growth(len(places) + 1, len(at), len(table.columns) * (len(table.rows) + 1))
    header = [_header(table.columns[place], spoken) for place in at]
    held = [_cells(table, place, spoken) for place in at]
    return [list(header), *([column[place] for column in held] for place in places)]


def _header(column: Column, spoken: str | None) -> str:
    """A column's header, in a language where one is asked for; its unit stays, since its numbers do."""
    if spoken is None:
        return column.header
    if not column.is_item:
        return spoken_word(column.header, spoken)
    title = heading(column.key, spoken)
    return with_unit(title, column.unit, spoken) if column.unit else title


def _cells(table: Table, place: int, spoken: str | None) -> list[Result]:
    """A column's cells as they are shown."""
    key = table.columns[place].key
    if spoken and key in WORD_COLUMNS:
        return [
            result(spoken_word(each, spoken) if isinstance(each, str) else each) for each in table.texts(key)
        ]
    return [result(value) for value in table.cells(place)]
