"""A connection to the store for reading: Python's own sqlite3, or psycopg for one in PostgreSQL; the same SQL for both."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Protocol

from xl_aigc.addresses import without_secrets
from xl_aigc.errors import StoreError
from xl_aigc.files.regular import regular_file
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.location import Location, sqlite_uri, store_to_read
from xl_aigc.store.versions import SCHEMA

if TYPE_CHECKING:
    import psycopg

WAIT_SECONDS: Final = 5

Rows = list[tuple[Any, ...]]


class StoreConnection(Protocol):
    """A connection that reads the store. It stays open, since a spreadsheet asks again and again."""

    check_seconds: float
    """Seconds before the store is checked for a new vintage."""

    def rows(self, sql: str, values: Sequence[object] = ()) -> Rows:
        """The rows of a query, whose values are marked by `?`.

        Raises:
            ArgumentError: the store can't be read.
        """

    def replaced(self) -> bool:
        """Return whether another store has taken the place of this one."""

    def close(self) -> None:
        """Close the connection."""


class FileConnection:
    """A connection to a store in a file of SQLite."""

    check_seconds = 0.2

    def __init__(self, file: Path) -> None:
        import sqlite3  # noqa: PLC0415  Pyodide may be without it, and has no store either

        self._file = file
        self._error = sqlite3.Error
        self._lock = Lock()
        self._identity = _identity(file)
        try:
            self._connection = sqlite3.connect(
                sqlite_uri(file, "ro"),
                uri=True,
                timeout=WAIT_SECONDS,
                isolation_level=None,
                check_same_thread=False,
            )
        except sqlite3.Error as error:
            raise _unreadable(str(file), error) from error

    def rows(self, sql: str, values: Sequence[object] = ()) -> Rows:
        """Run a query; calls from several threads wait for one another."""
        try:
            with self._lock:
                return self._connection.execute(sql, values).fetchall()
        except self._error as error:
            raise _unreadable(str(self._file), error) from error

    def replaced(self) -> bool:
        """Return whether the file is another one now."""
        return _identity(self._file) != self._identity

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


class ServerConnection:
    """A connection to a store in PostgreSQL."""

    check_seconds = 1.0

    def __init__(self, location: Location) -> None:
        self._location = location
        try:
            import psycopg  # noqa: PLC0415  only who has such a store needs it
        except ImportError as error:
            raise ArgumentError(
                f"The store {location} needs a driver that is not installed.",
                expected="psycopg; run: pip install 'xl-aigc[postgres]'.",
            ) from error
        self._error, self._lock = psycopg.Error, Lock()
        try:
            self._connection = self._connect()
        except psycopg.Error as error:
            raise self._explained(error) from error

    def _connect(self) -> "psycopg.Connection":
        import psycopg  # noqa: PLC0415  as above

        return psycopg.connect(self._location.url or "", autocommit=True, connect_timeout=WAIT_SECONDS)

    def rows(self, sql: str, values: Sequence[object] = ()) -> Rows:
        """Run a query; where the server has ended the connection, ask once more by a new one."""
        asked = sql.replace("?", "%s").encode()
        try:
            return self._connection.execute(asked, values).fetchall()
        except self._error as error:
            if not self._connection.closed:
                raise self._explained(error) from error
        try:
            with self._lock:  # calls of several threads were cut off at once
                if self._connection.closed:
                    self._connection = self._connect()
            return self._connection.execute(asked, values).fetchall()
        except self._error as error:
            raise self._explained(error) from error

    def replaced(self) -> bool:
        """Return whether the connection is lost, so that a new one is due."""
        return self._connection.closed

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _explained(self, error: Exception) -> ArgumentError:
        said = without_secrets(str(error), self._location.url or "")
        return _unreadable(str(self._location), said)


def connect() -> StoreConnection | None:
    """A connection to the store of this user, None where there is none.

    Raises:
        ArgumentError: there is one, and it can't be read: damaged, of another schema, out of reach; or the one that is named is not there.
    """
    try:
        location = store_to_read()
        if location is None:
            return None
        if location.file is None:
            return _checked(ServerConnection(location), str(location))
        regular_file(location.file, None, StoreError)
    except StoreError as error:
        raise ArgumentError(str(error)) from error
    return _checked(FileConnection(location.file), str(location))


def _checked(connection: StoreConnection, shown: str) -> StoreConnection:
    try:
        found = connection.rows("SELECT version FROM xl_aigc_store")
    except ArgumentError:
        connection.close()
        raise
    version = found[0][0] if found else None
    if version != SCHEMA:
        connection.close()
        raise ArgumentError(
            f"The store {shown} is of schema {version}.",
            expected=f"schema {SCHEMA}; update xl_aigc, or run `xl-aigc store info` to update the store.",
        )
    return connection


def _unreadable(shown: str, error: object) -> ArgumentError:
    said = " ".join(str(error).split())
    return ArgumentError(
        f"The store {shown} can't be read ({said}).", expected="a store; run `xl-aigc store verify`."
    )


def _identity(file: Path) -> tuple[int, int]:
    """Return the identity of a file, which another file of the same name does not have."""
    try:
        status = file.stat()
    except OSError:
        return (0, 0)
    return status.st_dev, status.st_ino
