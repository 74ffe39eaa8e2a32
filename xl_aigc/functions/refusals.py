"""The last refused calls, for `AIGC_WHY`: a cell can only show an error value.

A host that knows which cell calls says so through `CALLER`; the calls of a server's users are kept apart by it too.
"""

from __future__ import annotations

from collections import OrderedDict
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from xl_aigc.cell_errors import CellError

_SESSIONS: Final = 256
_ADDRESSES: Final = 4096


class Caller(NamedTuple):
    """The cell that calls, where a host knows it.

    Attributes:
        session: the session of the person.
        address: the cell's address.
        explains: the host shows the reason of an error beside the cell.
    """

    session: str = ""
    address: str = ""
    explains: bool = False


CALLER: Final[ContextVar[Caller]] = ContextVar("caller", default=Caller())  # noqa: B039  it never changes


@dataclass(frozen=True)
class Refusal:
    """A call that gave an error.

    Attributes:
        function: the key of the function; empty for a name that is none of ours.
        error: what the cell shows.
        reason: the sentence, or what writes it when it is asked for; None where the error says it all.
    """

    function: str
    error: CellError
    reason: str | Callable[[], str] | None

    def sentence(self) -> str | None:
        """The reason in words."""
        return self.reason() if callable(self.reason) else self.reason


@dataclass
class Session:
    """The last refusals of one person."""

    last: Refusal | None = None
    by_error: dict[CellError, Refusal] = field(default_factory=dict)
    by_address: OrderedDict[str, Refusal] = field(default_factory=OrderedDict)


_sessions: Final[OrderedDict[str, Session]] = OrderedDict()


def person() -> Session:
    """The last refusals of the person who calls."""
    key = CALLER.get().session
    found = _sessions.get(key)
    if found is None:
        found = _sessions[key] = Session()
    while len(_sessions) > _SESSIONS:
        _sessions.popitem(last=False)
    return found


def remember(function: str, error: CellError, reason: str | Callable[[], str] | None = None) -> CellError:
    """Keep the reason of a refused call, and return its error value."""
    session, address = person(), CALLER.get().address
    refusal = Refusal(function, error, reason)
    session.last = session.by_error[error] = refusal
    if address:
        _keep(session, address, refusal)
    return error


def forget_cell() -> None:
    """Drop what is kept of the calling cell, which is calculated anew."""
    session = _sessions.get(CALLER.get().session)
    if session is not None:
        session.by_address.pop(plain_address(CALLER.get().address), None)


def note_cell(address: str, refusal: Refusal) -> None:
    """Keep a refusal under the address of its cell, for a host that learns the address after the call."""
    _keep(person(), address, refusal)


def _keep(session: Session, address: str, refusal: Refusal) -> None:
    session.by_address[plain_address(address)] = refusal
    while len(session.by_address) > _ADDRESSES:
        session.by_address.popitem(last=False)


def recall(error: CellError | None = None) -> Refusal | None:
    """The last refusal that gave an error value; of any error for None."""
    session = person()
    return session.last if error is None else session.by_error.get(error)


def recall_cell(address: str) -> Refusal | None:
    """The last refusal in a cell, by its address; without a sheet it is that of the calling cell."""
    own = plain_address(CALLER.get().address)
    named = plain_address(address)
    sheet = own.rpartition("!")[0]
    book = sheet[: sheet.find("]") + 1]
    full = f"{sheet}!{named}" if "!" not in named else named if named.startswith("[") else f"{book}{named}"
    return person().by_address.get(full)


def plain_address(address: str) -> str:
    """An address in one spelling.

    Example:
        >>> plain_address("'[Book1]My Sheet'!$a$1")
        '[BOOK1]MY SHEET!A1'
    """
    return address.replace("$", "").replace("'", "").strip().upper()
