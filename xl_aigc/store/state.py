"""What a versioned table says at a vintage: of the rows of each key, the newest that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Connection, Table

    from xl_aigc.store.vintage import Known

Row = tuple[Any, ...]
State = dict[Row, Row]
"""Content by key, as columns of the table; what is no longer so is not there."""


def read_state(connection: Connection, table: Table, known: Known, *only: ColumnElement[bool]) -> State:
    """The state of a table.

    Args:
        connection: to the store.
        table: a versioned one.
        known: the vintages that count.
        only: conditions on the keys.
    """
    key, content = columns_of(table)
    # In the order of the key, which is the order on disk; within a key the newest row comes last and stays.
    order = [*(table.c[name] for name in key), table.c.vintage]
    wanted = [table.c[name] for name in (*key, *content)]
    found = connection.execute(select(*wanted).where(known.condition(table), *only).order_by(*order))
    # Plain tuples as the driver gives them: making each a row of SQLAlchemy takes half as long again as reading it.
    rows: list[Row] = cast("Any", found).cursor.fetchall()
    width = len(key)
    latest = {row[:width]: row[width:] for row in rows}
    return {each: said for each, said in latest.items() if said[0] is not None}


def columns_of(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of a versioned table's columns: those of its key without the vintage, and those of its content."""
    key = tuple(column.name for column in table.primary_key if column.name != "vintage")
    return key, tuple(column.name for column in table.columns if not column.primary_key)


def changed(before: Mapping[Row, Row], after: Mapping[Row, Row]) -> State:
    """What says something else after than before, or was not there."""
    return {key: content for key, content in after.items() if before.get(key) != content}
