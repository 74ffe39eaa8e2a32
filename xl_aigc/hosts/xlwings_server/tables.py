"""Large tables, computed in a process of their own: nobody waits for them, nor for their bodies to be read as JSON."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.functions.refusals import CALLER, Caller, forget_cell, note_cell, person, recall_cell
from xl_aigc.functions.refusals import Refusal as Reason
from xl_aigc.hosts.xlwings_server.computing import computed
from xl_aigc.hosts.xlwings_server.limits import LIGHT_BYTES, TABLES_WAITING
from xl_aigc.hosts.xlwings_server.payload import Refusal, check_call, count_cells, read_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.hosts.xlwings_server.note import Note

_NAME: Final = re.compile(rb'"func_name" ?: ?"(\w{1,64})"')
_HEAD: Final = 200
"""Bytes of a body in which Excel's side names the function."""
_GIVES_WAY: Final = 5
_MANY: Final = Refusal(503, "Too many large tables are being computed. Recalculate in a minute.")
_LOST: Final = Refusal(503, "The process that computes large tables was lost. Recalculate.")


class Answer(NamedTuple):
    """The outcome of a call with a large table.

    Attributes:
        outcome: the answer's body, or why there is none.
        function: the function that was called.
        cells: the cells of its arguments.
        caller: the cell that called.
        reason: why it shows an error, None where it does not.
    """

    outcome: bytes | Refusal
    function: str = ""
    cells: int = 0
    caller: Caller | None = None
    reason: Reason | None = None


class Tables:
    """A process that computes large calls one after the other; it starts with the first.

    Args:
        functions: how many arguments each of our functions takes.
    """

    def __init__(self, functions: Mapping[str, int | None]) -> None:
        self._functions = dict(functions)
        self._pool: ProcessPoolExecutor | None = None
        self._waiting = 0

    def takes(self, body: bytes) -> bool:
        """Tell whether a body is large and names one of our functions, without reading it."""
        if len(body) <= LIGHT_BYTES:
            return False
        named = _NAME.search(body[:_HEAD])
        return named is not None and named[1].decode() in self._functions

    async def answer(self, body: bytes, note: Note) -> bytes | Refusal:
        """Compute a call, and keep the reason of its error for `AIGC_WHY`, as if it had been computed here."""
        if self._waiting >= TABLES_WAITING:
            return _MANY
        self._waiting += 1
        try:
            found = await asyncio.get_running_loop().run_in_executor(
                self._started(), compute, body, self._functions
            )
        except BrokenProcessPool:
            self.close()
            return _LOST
        finally:
            self._waiting -= 1
        note.function, note.calls, note.cells = found.function, 1, found.cells
        if found.caller is not None:
            CALLER.set(found.caller)
            forget_cell()
        if found.reason is not None:
            person().last = found.reason
            note_cell(CALLER.get().address, found.reason)
        return found.outcome

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # A forked process would hold the port that this one listens at.
            self._pool = ProcessPoolExecutor(1, get_context("spawn"), initializer=_begin)
        return self._pool

    def close(self) -> None:
        """End the process, once it has finished what is under way."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _begin() -> None:
    """Make this process give way to light calls, and end with the server: who stops a service signals all its processes."""
    if hasattr(os, "nice"):
        os.nice(_GIVES_WAY)
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)
    Thread(target=_end_with_server, daemon=True).start()


def _end_with_server() -> None:
    server = parent_process()
    if server is not None:
        server.join()
        os._exit(1)


def compute(body: bytes, functions: Mapping[str, int | None]) -> Answer:
    """Compute a call in this process.

    Args:
        body: of the request, unread.
        functions: how many arguments each of our functions takes.
    """
    call = read_object(body)
    if isinstance(call, Refusal):
        return Answer(call)
    refusal = check_call(call, functions)
    if refusal is not None:
        return Answer(refusal)
    name, cells = str(call["func_name"]), count_cells(call)
    result = computed(call)
    caller = CALLER.get()
    reason = recall_cell(caller.address)
    return Answer(
        json.dumps({"result": result}, ensure_ascii=False).encode(),
        name,
        cells,
        caller,
        reason and replace(reason, reason=reason.sentence()),
    )
