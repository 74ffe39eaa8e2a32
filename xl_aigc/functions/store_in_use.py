"""The store that the cells of this process read: opened once, and polled for a new vintage."""

import os
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Final

from xl_aigc.functions.cells import ArgumentError
from xl_aigc.location import STORE_VARIABLE

if TYPE_CHECKING:
    from xl_aigc.functions.store_connection import StoreConnection
    from xl_aigc.functions.store_facts import StoreFacts

_LOOK_AGAIN_SECONDS: Final = 1.0
"""Seconds before a missing or unreadable store is checked again."""


class _InUse:
    """The state of the store when it was last checked."""

    def __init__(self) -> None:
        self.named: str | None = None
        self.until = 0.0
        self.newest = 0
        self.connection: StoreConnection | None = None
        self.facts: StoreFacts | None = None
        self.refusal: ArgumentError | None = None

    def look(self, named: str | None, now: float) -> None:
        """Check whether there is a store, and read its newest vintage."""
        if self.connection is not None and (named != self.named or self.connection.replaced()):
            self.close()
        self.named, self.refusal = named, None
        try:
            self._look()
        except ArgumentError as refusal:
            self.close()
            self.refusal = refusal
        self.until = now + (self.connection.check_seconds if self.connection else _LOOK_AGAIN_SECONDS)

    def _look(self) -> None:
        from xl_aigc.functions.store_connection import connect  # noqa: PLC0415  most cells look nothing up
        from xl_aigc.functions.store_facts import StoreFacts  # noqa: PLC0415  as above

        if self.connection is None:
            self.connection = connect()
        if self.connection is None:
            self.facts = None
            return
        newest = self.connection.rows("SELECT max(id) FROM vintage")[0][0] or 0
        if self.facts is None or newest != self.newest:
            self.facts, self.newest = StoreFacts(self.connection, newest), newest

    def close(self) -> None:
        """Close the connection to the store."""
        if self.connection is not None:
            self.connection.close()
        self.connection, self.facts, self.until = None, None, 0.0


_in_use: Final = _InUse()
_one_at_a_time: Final = Lock()
"""A server calls from several threads."""


def store_facts() -> "StoreFacts | None":
    """The facts of the store of this user, None where there is none.

    Raises:
        ArgumentError: there is one, and it can't be read.
    """
    named, now = os.environ.get(STORE_VARIABLE), monotonic()
    if now >= _in_use.until or named != _in_use.named:
        with _one_at_a_time:
            _in_use.look(named, now)
    if _in_use.refusal is not None:
        raise _in_use.refusal
    return _in_use.facts


def newest_vintage() -> int:
    """The id of the newest vintage of the store, 0 where there is none.

    Raises:
        ArgumentError: as by `store_facts`.
    """
    return _in_use.newest if store_facts() is not None else 0


def is_readable() -> bool:
    """Return whether figures can be read: of the store of this user, or the bundled ones where there is none."""
    try:
        if store_facts() is not None and _in_use.connection is not None:
            _in_use.connection.rows(
                "SELECT ticker FROM figure LIMIT 1"
            )  # a reader may have rights to some tables
    except ArgumentError:
        return False
    return True


def drop_store() -> None:
    """Check the store again at the next call."""
    _in_use.close()
