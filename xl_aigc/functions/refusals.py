"""The last refused calls, for `AIGC_WHY`: a cell can only show an error value.

A host that knows which cell calls says so through `CALLER`; the calls of a server's users are kept apart by it too.
"""

from __future__ import annotations

from collections import OrderedDict
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.cell_errors import CellError
from xl_aigc.functions.outcomes import Outcome, errors_given, errors_in, height_of, may_show

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_RESULTS: Final = 64
"""Results with an error that are kept of one formula."""
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
        place: of the first error in a result of several cells: its row and column, and how many cells of the result show an error.
        given: whether the reason is that an argument holds the error, so that the call that gave the argument has a better one.
        of_cell: gives the reason of a row and column of the result, counted from 1; None where only that of the first error is kept.
    """

    function: str
    error: CellError
    reason: str | Callable[[], str] | None
    place: tuple[int, int, int] | None = None
    given: bool = False
    of_cell: Callable[[int, int], str] | None = None

    def sentence(self) -> str | None:
        """The reason in words."""
        return self.reason() if callable(self.reason) else self.reason

    def settled(self) -> Refusal:
        """The same with its sentence written, as another process can be sent it."""
        return replace(self, reason=self.sentence(), of_cell=None)

    def chosen(self, row: int, column: int) -> Refusal | None:
        """The refusal of one cell out of the result; None where its reason is not kept, or 0 stands for a whole row or column."""
        if self.of_cell is None or not (row and column):
            return None
        return replace(self, reason=partial(self.of_cell, row, column), place=(row, column, 1))


@dataclass
class Session:
    """The last refusals of one person: of all calls, by cell, and those that the running formulas may still be given."""

    last: Refusal | None = None
    by_address: OrderedDict[str, Refusal] = field(default_factory=OrderedDict)
    given: OrderedDict[str, list[tuple[Outcome, Refusal]]] = field(default_factory=OrderedDict)


_sessions: Final[OrderedDict[str, Session]] = OrderedDict()
_RUNNING: Final[ContextVar[dict[CellError, Refusal] | None]] = ContextVar("running", default=None)
"""The first reason of each error value that the running call has given so far."""


def person() -> Session:
    """The last refusals of the person who calls."""
    key = CALLER.get().session
    found = _sessions.get(key)
    if found is None:
        found = _sessions[key] = Session()
    while len(_sessions) > _SESSIONS:
        _sessions.popitem(last=False)
    return found


def begin_formula() -> None:
    """Drop what earlier formulas of the calling cell were refused: a host says so that computes formulas whole."""
    _results().clear()


def begin_call() -> None:
    """Begin a call, which has no reasons yet."""
    _RUNNING.set({})


def remember(
    function: str,
    error: CellError,
    reason: str | Callable[[], str] | None = None,
    *,
    given: bool = False,
    of_cell: Callable[[int, int], str] | None = None,
) -> CellError:
    """Keep the first reason of an error value that the running call gives, and return the error value."""
    running = _RUNNING.get()
    if running is None:
        _RUNNING.set(running := {})
    running.setdefault(error, Refusal(function, error, reason, given=given, of_cell=of_cell))
    return error


def came_in(error: CellError) -> str:
    """The reason of an error value that a call was given and gives on."""
    return f"{error.value} came in with an argument."


def pass_on(function: str, error: CellError) -> CellError:
    """Keep that an error value came in, unless the call has a reason of its own, and return it; a `#N/A` says that something is missing."""
    return error if error is CellError.NA else remember(function, error, came_in(error), given=True)


def end_call(function: str, result: object, arguments: Sequence[object] = ()) -> None:
    """Keep why a result holds an error: the reason of this call, else that of the call whose result came in with it.

    Args:
        function: the key of the function.
        result: a cell or rows of cells.
        arguments: as they were given.
    """
    found = errors_in(result)
    running = _RUNNING.get() or {}
    _RUNNING.set(None)
    if found is None:
        return
    own, session = running.get(found.error), person()
    taken = [taken for each in reversed(arguments) if (taken := take_given(each, found.error))]
    if taken and own and own.given:
        own = None
    refusal = own or (taken[-1] if taken else Refusal(function, found.error, None))
    if isinstance(result, list):
        refusal = replace(refusal, place=(found.row, found.column, found.errors))
    if own or not taken:
        session.last = refusal
    address = plain_address(CALLER.get().address)
    if address:
        _keep(session, address, refusal)
    _results().append((found, refusal))
    del _results()[:-_RESULTS]


def take_given(argument: object, error: CellError | None = None) -> Refusal | None:
    """The refusal of the last call of this formula, if an argument is its result; it is not found twice.

    Args:
        argument: a cell or rows of cells.
        error: the error value that is asked about; the first one for None.
    """
    results = _results()
    if not results or results[-1][0].height != height_of(argument):
        return None
    outcome, refusal = results[-1]
    if not may_show(argument, outcome) or errors_given(argument) != outcome:
        return None
    results.pop()
    return refusal if error in {None, outcome.error} else None


def results_so_far() -> int:
    """The number of results with an error that the formula may still pass on."""
    return len(_results())


def within_formula(before: int, call: Callable[[], object], chosen: tuple[int, int] | None = None) -> object:
    """Call a function in a formula: of the results with an error it sees those of its own arguments, and leaves at most its own.

    A result of one error that a function of the host's own passes on keeps its reason.

    Args:
        before: `results_so_far` before its arguments were computed.
        call: calls it.
        chosen: the row and column of the one cell that it takes out of a result, where it does so.
    """
    older, newer = _results()[:before], _results()[before:]
    _results()[:] = newer
    value = call()
    found, left = errors_in(value), list(_results())
    _results()[:] = older
    if found is None or not left:
        return value
    outcome, refusal = left[-1]
    if outcome == found or (len(left) == 1 and (outcome.error, outcome.errors) == (found.error, 1)):
        _results().append((found, refusal))
    elif chosen and len(left) == 1 and outcome.error is found.error and (own := refusal.chosen(*chosen)):
        _results().append((found, own))
    return value


def _results() -> list[tuple[Outcome, Refusal]]:
    """The results with an error that the calling cell's formula may pass on, the last one at the end."""
    given, address = person().given, plain_address(CALLER.get().address)
    while len(given) > _ADDRESSES:
        given.popitem(last=False)
    return given.setdefault(address, [])


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


def recall() -> Refusal | None:
    """The last refusal."""
    return person().last


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
