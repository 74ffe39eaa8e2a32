"""Opening a store: made where there is none, brought up to the schema of this program where it is older."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, func, inspect, select

from xl_aigc.arguments import checked
from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.errors import Place, StoreError
from xl_aigc.files.regular import regular_file
from xl_aigc.location import Location, locate, store_to_read
from xl_aigc.store import schema
from xl_aigc.store.database import WAIT_SECONDS, Database
from xl_aigc.store.plan import plan
from xl_aigc.store.store import Store
from xl_aigc.store.versions import Known
from xl_aigc.store.writing import silent, write

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLES: Final = tuple(schema.METADATA.tables)


@checked
def open_store(where: str | Path | None = None, *, create: bool = True, wait: float = WAIT_SECONDS) -> Store:
    """The store at a place.

    Args:
        where: a path, or a URL of PostgreSQL; None for what `XL_AIGC_STORE` says, else the user's data folder.
        create: whether to make one where there is none; the bundled facts are its first vintage.
        wait: seconds that a writer waits for another one.

    Raises:
        StoreError: there is none and none may be made, or what is there is no store, damaged, of a newer schema, or can't be
            reached.
    """
    location = locate(where)
    database = Database(location, wait=wait)
    if _version_there(database) is None and not create:
        raise _missing(location)
    return _current(database)


def _current(database: Database) -> Store:
    """The store in a database, with the tables of this program."""
    version = _version_there(database)
    if (version or 0) < schema.VERSION:
        _make(database)
    return Store(database, made=version is None)


@contextmanager
def opened_store(
    where: str | Path | None = None, *, trial: bool = False, create: bool = True
) -> Iterator[Store]:
    """The store at a place; for a trial, a copy of it that is gone afterwards.

    A store that is made here goes again if what follows fails before it has recorded anything. A store in PostgreSQL is
    not copied: whoever tries something there takes it back (`Database.trying`).

    Args:
        where: as of `open_store`.
        trial: leave the place as it is, also where there is no store yet.
        create: make a store where there is none. Otherwise the bundled facts serve, unless a store is named.

    Raises:
        StoreError: as of `open_store`; a store is named and not there, and none may be made; or a trial needs a store in
            PostgreSQL to be made or upgraded.
    """
    if not create and (where is not None or store_to_read() is not None):
        open_store(where, create=False)
    elif not create:
        trial = True
    if not trial:
        with _withdrawn_on_failure(where) as opened:
            yield opened
        return
    location = locate(where)
    if location.url is not None:
        _check_current(location)
        yield Store(Database(location))
        return
    with TemporaryDirectory(prefix="xl_aigc_", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "store.sqlite"
        if _version_there(Database(location)) is not None:
            Database(location).copy(copy)
        yield _current(Database(Location(file=copy), named=location))


@contextmanager
def _withdrawn_on_failure(where: str | Path | None) -> Iterator[Store]:
    """The store at a place; one that was not there before is removed if what follows fails."""
    opened = open_store(where)
    try:
        yield opened
    except BaseException:
        if opened.made:
            _withdraw(opened)
        raise


def _withdraw(store: Store) -> None:
    """Remove a store that holds the bundled facts alone. Its tables go first, so that another program that waits for its turn fails, and does not write into a file that is gone."""
    with store.database.writing() as connection:
        if connection.scalar(select(func.count()).select_from(schema.VINTAGE)) != 1:
            return
        schema.METADATA.drop_all(connection)
    file = store.database.location.file
    for ending in ("", "-wal", "-shm") if file is not None else ():
        with suppress(OSError):  # on Windows another program may have it open; what stays is empty
            Path(f"{file}{ending}").unlink()


def _check_current(location: Location) -> None:
    version = _version_there(Database(location))
    if version != schema.VERSION:
        what = "empty" if version is None else f"of schema {version}"
        raise StoreError(
            f"The store is {what}, and a dry run may not change it.",
            Place(str(location)),
            remedy="Run `xl-aigc refresh --source reference` once, which brings it up to date.",
        )


def _version_there(database: Database) -> int | None:
    if not database.location.exists:
        return None
    if database.location.file is not None:
        regular_file(database.location.file, None, StoreError)
    with database.reading() as connection:
        return _version(connection, database.named)


def _missing(location: Location) -> StoreError:
    return StoreError(
        "There is no store here.",
        Place(str(location)),
        remedy="Make one with `xl-aigc refresh`, or name another place with --store.",
    )


def _make_folder(location: Location) -> None:
    folder = location.file.parent if location.file else None
    try:
        if folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if location.file is not None and not location.file.exists():
            location.file.touch(mode=0o600)  # the files that SQLite puts beside it take its mode
    except OSError as error:
        raise StoreError(
            f"The store can't be made: {error.strerror or error}.",
            Place(location.file),
            remedy="Name another place with --store.",
        ) from error


def _version(connection: Connection, location: Location) -> int | None:
    """The version of the schema, None for an empty database.

    Raises:
        StoreError: the database is no store, or newer than this program.
    """
    version = schema.version_of(connection)
    if version is None:
        # A team's database may hold more than the store; a file is a store or something else.
        there = set(inspect(connection).get_table_names())
        theirs = sorted(there if location.url is None else there & {*_TABLES})
        if theirs:
            raise StoreError(
                f"The database is no store, and has a table {theirs[0]!r} of its own.",
                Place(str(location)),
                remedy="Name another place with --store.",
            )
    elif version > schema.VERSION:
        raise StoreError(
            f"The store is of schema {version}, this program knows {schema.VERSION}.",
            Place(str(location)),
            remedy="Update this program: pip install --upgrade xl-aigc",
        )
    return version


def _make(database: Database) -> None:
    """Make the tables or bring them up to date; another process may have done so meanwhile."""
    if database.is_file:
        _make_folder(database.location)
        database.write_ahead()
    with database.writing() as connection:
        version = _version(connection, database.named)
        if version is None:
            schema.create_tables(connection)
            _record_bundled(connection)
        elif version < schema.VERSION:
            schema.upgrade_tables(connection, version)


def _record_bundled(connection: Connection) -> None:
    """The first vintage. Its time is that of the facts, so that a new store is the same wherever it is made."""
    batch = bundled_batch()
    recorded = dt.datetime.combine(batch.as_of, dt.time(), dt.UTC)
    write(connection, batch, plan(connection, batch, Known(0)), 1, recorded, silent)
