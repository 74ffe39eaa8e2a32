"""Many calls in one request: all that Excel makes in one moment, answered from one state of the figures."""

from __future__ import annotations

import asyncio
import json
import logging
from importlib.resources import files
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.store_in_use import newest_vintage
from xl_aigc.hosts.xlwings_server.computing import computed
from xl_aigc.hosts.xlwings_server.limits import BATCH_BYTES, BATCH_CALLS, SLICE_SECONDS
from xl_aigc.hosts.xlwings_server.payload import Refusal, check_call, count_cells, read_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xl_aigc.hosts.xlwings_server.note import Note

_FAILED: Final = Refusal(500, "An error occurred; the server's log has more.")
_logger: Final = logging.getLogger(__name__)

Call = dict[str, Any]


def vintage() -> int | None:
    """Return the number of the state of the figures, which grows with each refresh; None while the store can't be read."""
    try:
        return newest_vintage()
    except ArgumentError:
        return None


def script(functions: Iterable[str]) -> str:
    """Return the script of Excel's side that gathers the calls of these functions."""
    text = (files(__package__) / "aigc_batch.js").read_text(encoding="utf-8")
    return text.replace("placeholder_functions", ",".join(sorted(functions)))


def read_batch(body: bytes) -> list[Call] | Refusal:
    """Return the calls of a body, each as it would come by itself; not checked yet."""
    if len(body) > BATCH_BYTES:
        return Refusal(413, f"A batch has at most {BATCH_BYTES:,} bytes.")
    found = read_object(body)
    if isinstance(found, Refusal):
        return found
    calls = found.pop("calls", None)
    if not isinstance(calls, list) or not all(isinstance(each, dict) for each in calls):
        return Refusal(422, "'calls' is missing or no list of objects.")
    if len(calls) > BATCH_CALLS:
        return Refusal(422, f"There are {len(calls):,} calls; a batch has at most {BATCH_CALLS:,}.")
    return [{**found, **each} for each in calls]


async def batch_body(body: bytes, functions: Mapping[str, int | None], note: Note) -> bytes | Refusal:
    """Compute the calls of a body; return the body of the answer.

    Args:
        body: of the request.
        functions: how many arguments each of our functions takes.
        note: takes what is asked for.
    """
    whole = read_batch(body)
    return whole if isinstance(whole, Refusal) else await answer_batch(whole, functions, note)


async def answer_batch(calls: Sequence[Call], functions: Mapping[str, int | None], note: Note) -> bytes:
    """Compute calls.

    Returns:
        The body of an answer: the vintage, and in the order of the calls a result, or a status with the reason of an error.
    """
    refusals = [check_call(each, functions) for each in calls]
    due = [each for each, refusal in zip(calls, refusals, strict=True) if refusal is None]
    note.function, note.calls, note.cells = "batch", len(calls), sum(map(count_cells, due))
    newest, outcomes = await _of_one_vintage(due)
    rest = iter(outcomes)
    told = {"vintage": newest, "results": [_told(refusal or next(rest)) for refusal in refusals]}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


async def _of_one_vintage(calls: Sequence[Call]) -> tuple[int | None, list[object]]:
    """Compute calls, all of them anew where a refresh came in between."""
    while True:
        before = vintage()
        outcomes = await _outcomes(calls)
        if vintage() == before:
            return before, outcomes


async def _outcomes(calls: Sequence[Call]) -> list[object]:
    """Compute calls, and let other requests have a turn in between."""
    found: list[object] = []
    since = monotonic()
    for call in calls:
        if monotonic() - since > SLICE_SECONDS:
            await asyncio.sleep(0)
            since = monotonic()
        try:
            found.append(computed(call))
        except Exception:  # one call must not take the others along
            _logger.exception("%s failed", call["func_name"])
            found.append(_FAILED)
    return found


def _told(outcome: object) -> dict[str, object]:
    if isinstance(outcome, Refusal):
        return {"status": outcome.status, "error": outcome.reason}
    return {"result": outcome}
