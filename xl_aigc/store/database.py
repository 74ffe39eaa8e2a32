"""The database of a store: connections, one writer at a time, and errors in words that a person can act on."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from xl_aigc.addresses import without_secrets
from xl_aigc.errors import Place, StoreError
from xl_aigc.location import Location, sqlite_uri

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.engine.interfaces import DBAPIConnection


WAIT_SECONDS: Final = 30.0
"""Seconds that a writer waits for another writer."""
_TURN: Final = 7304982
"""The number of the lock that writers of a store in PostgreSQL take; any number that no other program is likely to use."""


class _Trouble(NamedTuple):
    """A message of a database, its meaning, and the remedy."""

    says: str
    means: str
    do: str


_TROUBLES: Final = (
    _Trouble(
        "is locked",
        "Another program is writing to the store, and did not end in time.",
        "Nothing was changed. Let it end and try again.",
    ),
    _Trouble(
        "lock timeout",
        "Another program is writing to the store, and did not end in time.",
        "Nothing was changed. Let it end and try again.",
    ),
    _Trouble("disk is full", "The disk is full.", "Nothing was changed. Free some space and try again."),
    _Trouble("No space left", "The disk is full.", "Nothing was changed. Free some space and try again."),
    _Trouble("disk I/O error", "The disk can't be read or written.", "Check the disk and its free space."),
    _Trouble(
        "readonly database",
        "The store may not be written to.",
        "Allow writing to the file and its folder, or name another place with --store.",
    ),
    _Trouble(
        "unable to open database",
        "The store can't be opened.",
        "Check that the folder is there and may be read and written.",
    ),
    _Trouble(
        "not a database",
        "The file is not a store.",
        "Name another place with --store; the file was left as it is.",
    ),
    _Trouble(
        "malformed",
        "The store is damaged.",
        "Put back a copy of the file from a backup; `xl-aigc store verify` says more.",
    ),
    _Trouble("permission denied", "The database does not permit it.", "Ask for the right to do so."),
    _Trouble(
        "password authentication failed",
        "The database does not take the user or the password.",
        "Correct the URL of the store.",
    ),
    _Trouble("does not exist", "The database does not have it.", "Correct the URL of the store."),
    *(
        _Trouble(
            lost,
            "The connection to the database was lost.",
            "Nothing was changed. Check that the server runs, and run the same command again.",
        )
        for lost in (
            "server closed the connection",
            "terminating connection",
            "connection is lost",
            "SSL SYSCALL",
        )
    ),
    _Trouble(
        "connection failed",
        "The database server can't be reached.",
        "Check that it runs, and the host and port in the URL.",
    ),
)


class Database:
    """A database, opened anew for each reading and writing; no connection is kept between them.

    Args:
        location: where it is.
        named: the place by which messages name it, where it is a copy of that one; None for its own.
        wait: seconds that a writer waits for another one.

    Raises:
        StoreError: the driver for the database is not installed.
    """

    def __init__(
        self, location: Location, *, named: Location | None = None, wait: float = WAIT_SECONDS
    ) -> None:
        self.location, self.named = location, named or location
        self._wait = wait
        if location.file is None:
            self._reader = self._writer = _postgres(location)
        else:
            self._reader, self._writer = (_sqlite(location.file, wait, mode) for mode in ("rw", "rwc"))

    @property
    def is_file(self) -> bool:
        """Return whether it is a file of SQLite."""
        return self.location.url is None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the store as it is when it first reads, whatever is written meanwhile.

        Raises:
            StoreError: the database can't be read.
        """
        with self._explaining(), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one connection that writes; all it does is done at the end, or nothing of it.

        Raises:
            StoreError: another program writes for too long, or the database can't be written.
        """
        with self._explaining(), self._writer.connect() as connection:
            # A writer sees what the one before it committed, since it takes its turn only inside its transaction.
            options = {"begin": "BEGIN IMMEDIATE"} if self.is_file else {"isolation_level": "READ COMMITTED"}
            connection = connection.execution_options(**options)  # noqa: PLW2901  the same, with its options
            with connection.begin():
                if not self.is_file:
                    self._take_turn(connection)
                yield connection

    @contextmanager
    def trying(self) -> Iterator[Connection]:
        """A connection that writes, and of whose writing nothing stays.

        Raises:
            StoreError: as of `writing`.
        """
        with self.writing() as connection:
            yield connection
            connection.rollback()

    def copy(self, target: Path) -> None:
        """Copy a file of SQLite as it is now, whoever writes to it meanwhile.

        Raises:
            StoreError: the database can't be read.
        """
        with self.reading() as connection, closing(sqlite3.connect(target)) as copied:
            source = connection.connection.driver_connection
            if isinstance(source, sqlite3.Connection):
                source.backup(copied)

    def _take_turn(self, connection: Connection) -> None:
        """Wait for any other writer of a store in PostgreSQL; the turn ends with the transaction."""
        connection.execute(text(f"SET LOCAL lock_timeout = {round(self._wait * 1000)}"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_TURN})"))

    def write_ahead(self) -> None:
        """Set a file to keep what is being written beside it, so that readers go on reading; it stays so."""
        with self._explaining(), self._writer.connect() as connection:
            connection.execution_options(begin="").exec_driver_sql("PRAGMA journal_mode=WAL")

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._trouble(error) from None

    def _trouble(self, error: DBAPIError) -> StoreError:
        said = without_secrets(" ".join(str(error.orig).split()), self.location.url or "")
        known = next((each for each in _TROUBLES if each.says in said), None)
        if known is None:
            return StoreError(f"The database says: {said}.", Place(str(self.named)))
        return StoreError(f"{known.means} ({said})", Place(str(self.named)), remedy=known.do)


def _sqlite(file: Path, wait: float, mode: str) -> Engine:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(sqlite_uri(file, mode), uri=True, timeout=wait)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", _begin)
    return engine


def _leave_transactions_to_us(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Python's sqlite3 begins a transaction only before it writes: a reader would see two states in two queries."""
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get("begin", "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)


def _postgres(location: Location) -> Engine:
    try:
        url = make_url(location.url or "").set(drivername="postgresql+psycopg")
        return create_engine(url, poolclass=NullPool, isolation_level="REPEATABLE READ")
    except ModuleNotFoundError:
        raise StoreError(
            "The driver for PostgreSQL is not installed.",
            Place(str(location)),
            remedy="Run: pip install 'xl-aigc[postgres]'",
        ) from None
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise StoreError(
            "The URL can't be read.",
            Place(str(location)),
            expected="postgresql://USER:PASSWORD@HOST:PORT/DATABASE.",
        ) from None
