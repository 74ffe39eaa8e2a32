"""Recording: the rows of a plan become a new vintage."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final, cast

from sqlalchemy import Connection, insert
from sqlalchemy.exc import DBAPIError

from xl_aigc.addresses import shown_address
from xl_aigc.outside import printable
from xl_aigc.store.figures import figure_rows
from xl_aigc.store.schema import SET_ASIDE, VINTAGE
from xl_aigc.store.versions import FIGURE
from xl_aigc.store.vintage import Vintage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from xl_aigc.data.batch import Batch, SetAside
    from xl_aigc.store.changes import Changes
    from xl_aigc.store.plan import Plan
    from xl_aigc.store.versions import Row, Versioned

    Progress = Callable[[int, int], None]
    """Told how many rows are written, of how many."""

CHUNK: Final = 20_000
"""Rows that are handed to the database at once; between two of them a person sees progress and may interrupt."""


def silent(_done: int, _of: int) -> None:
    """Progress that nobody watches."""


def write(
    connection: Connection, batch: Batch, plan: Plan, id_: int, recorded: dt.datetime, progress: Progress
) -> Vintage:
    """Add a vintage and its rows, in the transaction of the caller."""
    vintage = _vintage(batch, plan.changes, id_, recorded)
    texts = {"recorded": recorded.isoformat(), "as_of": batch.as_of.isoformat()}
    connection.execute(insert(VINTAGE).values(asdict(vintage) | texts))
    if batch.set_aside:
        rows = [_set_aside_row(id_, number, row) for number, row in enumerate(batch.set_aside, 1)]
        connection.execute(insert(SET_ASIDE), rows)
    figures = vintage.added + vintage.restated + vintage.resourced + vintage.withdrawn
    total, done = sum(map(len, plan.rows.values())) + figures, 0
    progress(done, total)
    for table, rows_of_table in _rows(plan, id_):
        for start in range(0, len(rows_of_table), CHUNK):
            _insert(connection, table, rows_of_table[start : start + CHUNK])
            done += len(rows_of_table[start : start + CHUNK])
            progress(done, total)
    if figures > CHUNK and connection.dialect.name == "postgresql":
        # Until it has counted new rows itself, a minute later, its planner joins them one by one: a panel took 15 times as long.
        connection.exec_driver_sql(f"ANALYZE {FIGURE.name}")
    return vintage


def _vintage(batch: Batch, changes: Changes, id_: int, recorded: dt.datetime) -> Vintage:
    return Vintage(
        id=id_,
        recorded=recorded,
        as_of=batch.as_of,
        source=batch.source,
        origin=shown_address(batch.origin),
        added=len(changes.added),
        restated=len(changes.restated),
        resourced=len(changes.resourced),
        withdrawn=len(changes.withdrawn),
        unchanged=changes.unchanged,
        set_aside=len(batch.set_aside),
    )


def _rows(plan: Plan, vintage: int) -> Iterator[tuple[Versioned, list[Row]]]:
    """The rows of each table in the order of their key, so that SQLite's tree grows at its end; figures last, item by item."""
    for table, state in plan.rows.items():
        yield table, [(*key, vintage, *state[key]) for key in sorted(state)]
    for rows in figure_rows(plan.changes, vintage):
        yield FIGURE, rows


def _insert(connection: Connection, table: Versioned, rows: Sequence[Row]) -> None:
    """Hand plain tuples to the driver: rows as mappings would take twice as long as the writing itself."""
    names = (*table.key, "vintage", *table.content)
    if connection.dialect.name == "postgresql":
        _copy(connection, f"COPY {table.name} ({', '.join(names)}) FROM STDIN", rows)
        return
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608  names of the schema
    connection.exec_driver_sql(statement, list(rows))


def _copy(connection: Connection, statement: str, rows: Sequence[Row]) -> None:
    """Copy rows by the driver's own connection, in the transaction of the caller; its errors become those of SQLAlchemy."""
    driver = cast("Any", connection.connection.driver_connection)
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(statement, None, error) from error


def _set_aside_row(vintage: int, number: int, row: SetAside) -> dict[str, Any]:
    place = row.place
    return {
        "vintage": vintage,
        "number": number,
        "reason": row.reason,
        "message": row.message,
        "ticker": row.ticker,
        "item": row.item,
        "period": row.period,
        "value": row.value,
        "file": None if place.file is None else printable(str(place.file)),
        "line": place.line,
        "key": place.key,
        "sheet": place.sheet,
        "cell": place.cell,
    }
