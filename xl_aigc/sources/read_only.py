"""Connections to a database that can only read.

SQLite is opened read-only and every action of a query but reading is refused, since `ATTACH` and `VACUUM INTO` would write
other files and `PRAGMA journal_mode` the file itself. Servers are asked for read-only transactions; one statement alone is
passed on, for a second one could end the transaction and begin another.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote as quoted_path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import NoSuchModuleError
from sqlalchemy.pool import NullPool

from xl_aigc.errors import DataError, Place
from xl_aigc.files.regular import regular_file

if TYPE_CHECKING:
    from sqlalchemy.engine import URL
    from sqlalchemy.engine.interfaces import DBAPIConnection

LONGEST_WAIT: Final = 60
"""Seconds that PostgreSQL may take for the first rows, and for the next ones each time."""
MOST_STEPS: Final = 500_000_000
"""Instructions of SQLite's machine for a query, less than a minute of computing; a row of ten columns takes some 25."""
LONGEST_CELL: Final = 1_000_000
"""Bytes of a text or a row in SQLite."""
_STEPS: Final = 1_000_000
"""Instructions between two looks at whether a query goes on for too long."""
_COMMANDS: Final = {
    "postgresql": (
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
        f"SET statement_timeout = '{LONGEST_WAIT}s'",
    ),
    "mysql": ("SET SESSION TRANSACTION READ ONLY",),
    "mariadb": ("SET SESSION TRANSACTION READ ONLY",),
}
"""Options for a server on connecting, so that no query can write; any other must rely on the rights of the account."""
_READING: Final = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)
_SQLITE_DRIVERS: Final = ("sqlite", "sqlite+pysqlite")
_WRITE_VERSION: Final = 18
"""Offset in the header of an SQLite file of the format for writing: 2 is with a log beside it."""
_WITH_LOG: Final = 2


def one_statement(query: str, origin: str) -> str:
    """The text of a query, without the semicolon that ends it.

    Raises:
        DataError: it holds another semicolon.

    Example:
        >>> one_statement("SELECT 1; ", "db")
        'SELECT 1'
    """
    statement = query.strip().rstrip(";").rstrip()
    if ";" in statement:
        raise DataError(
            "The query holds a semicolon, as between two statements.",
            Place(origin),
            expected="one SELECT.",
            remedy="Write a semicolon inside a text as a function such as chr(59), or make a view.",
        )
    return statement


def read_only_engine(url: URL, origin: str) -> Engine:
    """Create an engine that connects to a database read-only.

    Args:
        url: its address.
        origin: the address without its password, for messages.

    Raises:
        DataError: it is no file, or its driver is not installed.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, origin)
    if url.get_backend_name() == "postgres":
        raise DataError(f"{url.drivername} names no database.", Place(origin), remedy="Write postgresql://.")
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    try:
        engine = create_engine(url)
    except (NoSuchModuleError, ImportError) as error:
        raise DataError(
            f"The driver is not installed: {error}.",
            Place(origin),
            remedy='Install it: python -m pip install "xl-aigc[postgres]" for PostgreSQL.',
        ) from None
    commands = _COMMANDS.get(engine.dialect.name, ())
    if commands:

        @event.listens_for(engine, "connect")
        def only_read(connection: DBAPIConnection, _: object) -> None:
            cursor = connection.cursor()
            for command in commands:
                cursor.execute(command)
            cursor.close()
            connection.commit()

    return engine


def _sqlite(url: URL, origin: str) -> Engine:
    if url.drivername not in _SQLITE_DRIVERS:
        raise DataError(f"{url.drivername} is not read.", Place(origin), expected="sqlite:///FILE.")
    if not url.database:
        raise DataError("No file is named.", Place(origin), expected="sqlite:///FILE.")
    file = regular_file(Path(url.database), None)
    return create_engine("sqlite://", creator=lambda: _reader(file), poolclass=NullPool)


def _reader(file: Path) -> sqlite3.Connection:
    path = quoted_path(file.absolute().as_posix())
    options = "mode=ro&immutable=1" if _is_at_rest(file) else "mode=ro"
    connection = sqlite3.connect(f"file:{path}?{options}", uri=True)
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.set_authorizer(_only_reading)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_CELL)
    looks = iter(range(MOST_STEPS // _STEPS))
    connection.set_progress_handler(lambda: next(looks, None) is None, _STEPS)
    return connection


def _is_at_rest(file: Path) -> bool:
    """Return whether a file that is written with a log has none now: even a reader would make one beside it."""
    with file.open("rb") as opened:
        header = opened.read(_WRITE_VERSION + 1)
    with_log = len(header) > _WRITE_VERSION and header[_WRITE_VERSION] == _WITH_LOG
    return with_log and not file.with_name(f"{file.name}-wal").exists()


def _only_reading(action: int, first: str | None, second: str | None, *_: object) -> int:
    asked_by_sqlalchemy = (action, first, second) == (sqlite3.SQLITE_PRAGMA, "read_uncommitted", None)
    return sqlite3.SQLITE_OK if action in _READING or asked_by_sqlalchemy else sqlite3.SQLITE_DENY
