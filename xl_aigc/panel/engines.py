"""Engines that compute a panel, and where each has the figures: a table of `ticker`, `item`, `period` and `value`."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import ibis
import pyarrow as pa

from xl_aigc.addresses import EXPECTED, is_unclear, without_secrets
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from xl_aigc.data.model import Facts
    from xl_aigc.store.store import Store

MEMORY: Final = "1GB"
"""The most that DuckDB holds in memory; the rest goes to files beside its database."""
_COLUMNS: Final = pa.schema([
    ("ticker", pa.string()), ("item", pa.string()), ("period", pa.string()), ("value", pa.float64()),
])  # fmt: skip


@contextmanager
def duckdb() -> Iterator[Any]:
    """DuckDB in this process, with a database that is gone afterwards."""
    with TemporaryDirectory(prefix="xl_aigc_", ignore_cleanup_errors=True) as folder:
        engine = ibis.duckdb.connect(
            Path(folder) / "panel.duckdb", memory_limit=MEMORY, temp_directory=folder
        )
        try:
            yield engine
        finally:
            engine.disconnect()


def connected(url: str) -> Any:
    """Connect to an engine by its URL, such as `trino://USER@HOST/CATALOG/SCHEMA`.

    Raises:
        DataError: its address can't be read, its driver is not installed, or it can't be reached.
    """
    if is_unclear(url):
        raise _unread()
    try:
        engine = ibis.connect(url)
        if engine.name == "postgres":
            # It would compile every expression to machine code first: 16 seconds for what takes 2 ms otherwise.
            engine.con.execute("SET jit = off")
    except ImportError:
        kind = url.partition("://")[0].replace("postgresql", "postgres")
        raise DataError(
            f"The driver of the engine {kind} is not installed.",
            Place("engine"),
            remedy=f"Run: pip install 'ibis-framework[{kind}]'",
        ) from None
    except (AttributeError, TypeError, ValueError):  # ibis knows no such engine or option, or it is no URL
        raise _unread() from None
    except Exception as error:  # noqa: BLE001  each driver has errors of its own
        said = without_secrets(" ".join(str(error).split()), url)
        raise DataError(
            f"The engine can't be reached: {said or type(error).__name__}.",
            Place("engine"),
            remedy="Check that it runs, its address, the user and the password.",
        ) from None
    return engine


def _unread() -> DataError:
    return DataError(
        "The address of the engine can't be read; it is not shown, as it may hold a password.",
        Place("engine"),
        expected=f"duckdb://, pyspark://, trino://USER@HOST/CATALOG/SCHEMA, bigquery://PROJECT/DATASET or {EXPECTED}",
    )


def named(engine: Any, table: str) -> Any:
    """Return a table of an engine that holds figures.

    Raises:
        DataError: the engine has no such table, or it lacks a column.
    """
    *database, name = table.split(".")
    try:
        found = engine.table(name, database=".".join(database) or None)
    except Exception:  # noqa: BLE001  each engine has errors of its own
        raise DataError(f"The engine has no table {table!r}.", Place("figures")) from None
    missing = [one for one in _COLUMNS.names if one not in found.columns]
    if missing:
        raise DataError(
            f"The table {table!r} has no column {missing[0]!r}.",
            Place("figures"),
            expected=f"{', '.join(_COLUMNS.names)}: each figure once, values in units of the currency.",
        )
    return found


def of_facts(facts: Facts, items: Iterable[str]) -> Any:
    """Return the figures of a basket in memory, of some items only."""
    due = set(items)
    used = [one for one in facts.figures if one.item in due]
    columns = (
        [one.ticker for one in used],
        [one.item for one in used],
        [str(one.period) for one in used],
        [float(one.value) for one in used],
    )
    return ibis.memtable(pa.table(dict(zip(_COLUMNS.names, columns, strict=True)), schema=_COLUMNS))


def of_file(engine: Any, store: Store, items: Iterable[str], as_of: dt.date | None) -> Any:
    """Copy the figures of a store in a file into DuckDB, item by item, so that few are in memory at once."""
    engine.con.execute("CREATE TABLE figure (ticker TEXT, item TEXT, period TEXT, value DOUBLE)")
    for item, periods, tickers, values in store.columns(items, as_of=as_of):
        columns = (tickers, [item] * len(tickers), periods, values)
        engine.con.register(
            "batch", pa.table(dict(zip(_COLUMNS.names, columns, strict=True)), schema=_COLUMNS)
        )
        engine.con.execute("INSERT INTO figure SELECT * FROM batch")
    return engine.table("figure")


def of_database(engine: Any, store: Store, items: Iterable[str], as_of: dt.date | None) -> Any:
    """Return the figures of a store in PostgreSQL, where they are: the newest row of each key, unless it withdraws the figure."""
    said, vintages = engine.table("figure"), engine.table("vintage")
    counting = vintages.filter(vintages.id <= store.vintages()[-1].id)
    if as_of is not None:
        counting = counting.filter(counting.as_of <= as_of.isoformat())
    said = said.filter(said.item.isin(list(items))).semi_join(counting, said.vintage == counting.id)
    newest = ibis.window(group_by=[said.item, said.period, said.ticker], order_by=ibis.desc(said.vintage))
    said = said.mutate(age=ibis.row_number().over(newest))
    return said.filter(said.age == 0, said.value.notnull()).select(*_COLUMNS.names)
