"""Counts of the contents of a store."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  the date of this dataclass is read at run time by its users
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text

from xl_aigc.data.item import ITEMS
from xl_aigc.store.schema import METADATA, TABLES
from xl_aigc.store.state import asking, read_state
from xl_aigc.store.versions import COMPANY, FIGURE, SCHEMA, Known, item_rows
from xl_aigc.store.vintage import read_vintages


@dataclass(frozen=True, slots=True)
class Description:
    """The content of a store, counted.

    Attributes:
        schema: version of its tables.
        vintages: how many.
        as_of: the newest day that its figures are of.
        figures: known now.
        rows: figures with their history.
        companies: known now.
        size: bytes on disk.
    """

    schema: int
    vintages: int
    as_of: dt.date | None
    figures: int
    rows: int
    companies: int
    size: int


def describe(connection: Connection) -> Description:
    """Count what a store holds."""
    vintages = read_vintages(connection)
    now = Known(len(vintages))
    return Description(
        schema=SCHEMA,
        vintages=len(vintages),
        as_of=max((vintage.as_of for vintage in vintages), default=None),
        figures=sum(len(item_rows(asking(connection), now, item)) for item in ITEMS),
        rows=connection.execute(select(func.count()).select_from(TABLES[FIGURE])).scalar_one(),
        companies=len(read_state(connection, COMPANY, now)),
        size=_size(connection),
    )


def _size(connection: Connection) -> int:
    if connection.dialect.name == "sqlite":
        pages, size = (
            connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("page_count", "page_size")
        )
        return int(pages) * int(size)
    sizes = (func.pg_total_relation_size(name) for name in METADATA.tables)
    return sum(int(connection.execute(select(size)).scalar_one()) for size in sizes)
