"""The table of a call: the one that is given or the default basket, with the measures that are asked of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import normalised
from xl_aigc.functions.basket import COLUMNS, basket_column, basket_rows
from xl_aigc.functions.basket_measures import known_measure, measure_and_basket, table_measure
from xl_aigc.functions.cells import ArgumentError, Cell, are_plain, cell, text
from xl_aigc.functions.columns import NO_ITEM, Column, bare_name, split_unit
from xl_aigc.functions.companies import ticker_in_table
from xl_aigc.functions.measures_file import BasketMeasure
from xl_aigc.functions.quantities import Quantity, checked_unit
from xl_aigc.functions.reader import FactsReader, facts
from xl_aigc.functions.table_limits import basket_of
from xl_aigc.functions.tables import NAMES, UNDEFINED, Table, read_table


def table_or_basket(table: Table | None, *asked: str, spoken: str | None = None) -> Table:
    """The given table; where none is given the default basket at the newest period.

    A measure that the table does not hold is computed of its columns.

    Args:
        table: the table.
        asked: headers of columns that are asked for, beside the usual ones of the basket.
        spoken: the language of the basket's headers and names; keys for headers and English names for None.

    Raises:
        ArgumentError: a measure needs a column that the table does not have, or a ticker stands in several rows.
    """
    names = [name for name in dict.fromkeys(asked) if name]
    reader = facts()
    held = _basket(names, reader, spoken) if table is None else _one_row_a_company(table, reader)
    home = basket_of(held, reader) if names else None
    for name in names:
        is_held = _holds(held, name)
        if is_held and not _has_undefined(held, name):
            continue
        bare, unit, _ = split_unit(name)
        if found := measure_and_basket(bare, reader, home):
            checked_unit(Quantity(found[0].key, *found, unit), name)
            held = _with_measure(held, *found, name, compute=not is_held)
    return held


def _one_row_a_company(table: Table, reader: FactsReader) -> Table:
    """A table in which no ticker stands twice, and without tickers no name, as it does where rows are of several periods.

    Raises:
        ArgumentError: one does; a company would count twice.
    """
    named = [place for place, column in enumerate(table.columns) if column.key in NAMES]
    coded = [place for place in named if table.columns[place].key == "ticker"][:1]
    cells = ([_company(value, reader) for value in table.cells(place)] for place in coded or named)
    found = list(zip(*cells, strict=True))
    told = [one for one, is_company in zip(found, table.companies, strict=False) if is_company and any(one)]
    if len(set(told)) == len(told):
        return table
    twice = next(one for one, count in Counter(told).items() if count > 1)
    lines = [line for one, line in zip(found, table.lines, strict=True) if one == twice]
    shown = " and ".join(map(str, lines[:2])) + (" and others" if len(lines) > 2 else "")
    who = quote(next(filter(None, twice)))
    raise ArgumentError(
        f"Ticker {who} stands in rows {shown} of the table."
        if coded
        else f"Company {who} stands in rows {shown} of the table.",
        expected="one row a company. Where rows are of several periods, filter the table to one.",
    )


def _company(value: Cell, reader: FactsReader) -> str:
    """The text that tells a company from others: its ticker as the store writes it, or its name as it is."""
    match value if isinstance(value, str) else text(value):
        case str() as said:
            return ticker_in_table(said, reader)
    return ""


def _basket(names: Sequence[str], reader: FactsReader, spoken: str | None) -> Table:
    """The default basket with the columns that are asked for, as far as it has them."""
    found = {name: column for name in names if (column := _column(name, reader)) is not None}
    keys = (column if isinstance(column, str) else column.key for column in found.values())
    held = read_table(basket_rows(None, tuple(dict.fromkeys((*COLUMNS, *keys))), spoken=spoken))
    for name, column in found.items():
        if isinstance(column, Quantity) and column.measure:
            held = _with_measure(held, column.measure, reader.baskets[0], name)
    return held


def _column(name: str, reader: FactsReader) -> str | Quantity | None:
    try:
        return basket_column(name, reader)
    except ArgumentError:
        return None


def _holds(table: Table, name: str) -> bool:
    try:
        table.find(name)
    except ArgumentError:
        return False
    return True


def _has_undefined(table: Table, name: str) -> bool:
    """Return whether a column holds an error value of a number that is not defined, which in a measure is one that is not known."""
    cells = table.cells(table.place(table.find(name)))
    return not are_plain(cells) and any(cell(value) in UNDEFINED for value in cells)


def _place_of(table: Table, measure: BasketMeasure, basket: str, column: Column) -> int | None:
    """The place of the column that holds a measure by one of its names, beside which may be a unit and a period."""
    exact = [at for at, one in enumerate(table.columns) if one.key in column.names]
    if exact:
        return exact[0]
    own = [(at, bare_name(one.header)) for at, one in enumerate(table.columns) if not one.is_item]
    named = ((at, known_measure(name, facts(), basket)) for at, name in own)
    found = [at for at, known in named if known and known.key == measure.key]
    return found[0] if len(found) == 1 else None


def _with_measure(
    table: Table, measure: BasketMeasure, basket: str, name: str, *, compute: bool = True
) -> Table:
    """A table whose column of a measure is known by all its names; the column is computed where there is none, if that is asked for."""
    bare = split_unit(name)[0]
    column = Column(bare, normalised(measure.key), NO_ITEM, labels=measure.labels)
    place = _place_of(table, measure, basket, column)
    if place is None and not compute:
        return table
    if place is None:
        values = table_measure(table.of_companies(), facts(), measure.key, basket)
        return table.with_measure(column, values)
    columns = list(table.columns)
    asked = (*columns[place].asked, bare)
    columns[place] = replace(columns[place], key=column.key, labels=measure.labels, asked=asked)
    return Table(tuple(columns), table.rows, table.lines)
