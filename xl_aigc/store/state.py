"""The versioned tables read through SQLAlchemy's connection."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from xl_aigc.store import versions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from xl_aigc.store.versions import Ask, Known, Row, State, Versioned


def asking(connection: Connection) -> Ask:
    """Return a function that runs a query over a connection."""

    def ask(sql: str, values: Sequence[object]) -> list[Row]:
        mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        found = connection.exec_driver_sql(sql.replace("?", mark), tuple(values))
        # Plain tuples as the driver gives them: making each a row of SQLAlchemy takes half as long again as reading it.
        return cast("Any", found).cursor.fetchall()  # type: ignore[no-any-return]

    return ask


def read_state(connection: Connection, table: Versioned, known: Known, **only: Collection[str]) -> State:
    """Read the state of a table; arguments as for `versions.rows`."""
    return versions.state(asking(connection), table, known, **only)


def changed(before: Mapping[Row, Row], after: Mapping[Row, Row]) -> State:
    """Select the rows whose content is new or differs from before."""
    return {key: content for key, content in after.items() if before.get(key) != content}


@contextmanager
def bulk() -> Iterator[None]:
    """Make many objects without Python looking for circles among them again and again; rows and figures have none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
