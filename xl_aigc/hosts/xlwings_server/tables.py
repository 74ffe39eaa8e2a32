"""Large tables, by themselves or in a batch, computed in a process of their own: nobody waits for them, nor for their bodies to be read as JSON."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.functions.refusals import CALLER, Caller, forget_cell, note_cell, person, recall_cell
from xl_aigc.functions.refusals import Refusal as Reason
from xl_aigc.hosts.xlwings_server.batch import answer_batch, read_batch
from xl_aigc.hosts.xlwings_server.computing import computed
from xl_aigc.hosts.xlwings_server.hover import caller_of
from xl_aigc.hosts.xlwings_server.limits import BATCH_BYTES, LIGHT_BYTES, TABLES_WAITING
from xl_aigc.hosts.xlwings_server.note import Note
from xl_aigc.hosts.xlwings_server.payload import Refusal, check_call, count_cells, read_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Work = Callable[[bytes, Mapping[str, int | None]], "Answer"]

_NAMED: Final = re.compile(rb'"func_name" ?:')
"""Text of a cell is no such key: a quotation mark in it is written with a backslash."""
_NAME: Final = re.compile(rb'"func_name" ?: ?"(\w{1,64})"')
_HEAD: Final = 200
"""Bytes of a body in which Excel's side names the function."""
_GIVES_WAY: Final = 5
_MANY: Final = Refusal(503, "Too many large tables are being computed. Recalculate in a minute.", 60)
_LOST: Final = Refusal(503, "The process that computes large tables was lost. Recalculate.")


class Answer(NamedTuple):
    """The outcome of a body with a large table.

    Attributes:
        outcome: the answer's body, or why there is none.
        note: what was asked for.
        reasons: every cell that called, and why it shows an error, None where it does not.
    """

    outcome: bytes | Refusal
    note: Note = Note()
    reasons: tuple[tuple[Caller, Reason | None], ...] = ()


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

    def takes_batch(self, body: bytes) -> bool:
        """Tell whether one of the calls of a body is large, without reading it; a body that is too large is refused at once."""
        return LIGHT_BYTES < len(body) <= BATCH_BYTES and max(map(len, _NAMED.split(body))) > LIGHT_BYTES

    async def answer(self, body: bytes, note: Note) -> bytes | Refusal:
        """Compute a call, and keep the reason of its error for `AIGC_WHY`, as if it had been computed here."""
        return await self._answer(compute, body, note)

    async def answer_batch(self, body: bytes, note: Note) -> bytes | Refusal:
        """Compute the calls of a batch, and keep the reasons of their errors too."""
        return await self._answer(compute_batch, body, note)

    async def _answer(self, work: Work, body: bytes, note: Note) -> bytes | Refusal:
        if self._waiting >= TABLES_WAITING:
            return _MANY
        self._waiting += 1
        try:
            found = await asyncio.get_running_loop().run_in_executor(
                self._started(), work, body, self._functions
            )
        except BrokenProcessPool:
            self.close()
            return _LOST
        finally:
            self._waiting -= 1
        note.function, note.calls, note.cells = found.note.function, found.note.calls, found.note.cells
        for caller, reason in found.reasons:
            CALLER.set(caller)
            forget_cell()
            if reason is not None:
                person().last = reason
                note_cell(caller.address, reason)
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
    note = Note(function=str(call["func_name"]), calls=1, cells=count_cells(call))
    result = computed(call)
    return Answer(
        json.dumps({"result": result}, ensure_ascii=False).encode(), note, (_reason(caller_of(call)),)
    )


def compute_batch(body: bytes, functions: Mapping[str, int | None]) -> Answer:
    """Compute the calls of a batch in this process; arguments as of `compute`."""
    calls, note = read_batch(body), Note()
    if isinstance(calls, Refusal):
        return Answer(calls)
    outcome = asyncio.run(answer_batch(calls, functions, note))
    callers = dict.fromkeys(caller_of(call) for call in calls if check_call(call, functions) is None)
    return Answer(outcome, note, tuple(map(_reason, callers)))


def _reason(caller: Caller) -> tuple[Caller, Reason | None]:
    """Return why a cell shows an error, in words that another process can be told."""
    CALLER.set(caller)
    found = recall_cell(caller.address)
    return caller, found and found.settled()
