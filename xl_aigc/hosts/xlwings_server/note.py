"""Notes on a request: who asks for what, written by the layers that find it out, read by the quota, the access log and the metrics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_KEY: Final = "xl_aigc.note"


@dataclass
class Note:
    """A note on one request.

    Attributes:
        person: who is logged in; empty without a login, and where all share one token.
        address: the address of the person's machine.
        function: the worksheet function that is called, `batch` for many.
        calls: the number of calls of functions.
        cells: the cells of their arguments, at least one a call.
    """

    person: str = ""
    address: str = ""
    function: str = ""
    calls: int = 0
    cells: int = 0


def note_of(scope: MutableMapping[str, Any]) -> Note:
    """Return the note on a request, by its scope in the form of ASGI; a new one at the first time."""
    if _KEY not in scope:
        client = scope.get("client") or ("",)
        scope[_KEY] = Note(address=str(client[0]))
    note: Note = scope[_KEY]
    return note
