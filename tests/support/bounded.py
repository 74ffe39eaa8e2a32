"""A command in a process of its own, within a bound of time and memory."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import resource
import sys
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

SECONDS = 20
MEGABYTES = 500
"""Resident memory of a refusal, the program itself (some 150 MB) counted."""
PRELOADED = [
    "xl_aigc.cli.run",
    "xl_aigc.refreshing.refresh",
    "xl_aigc.store.opening",
    "xl_aigc.report.check_file",
]


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, what it said, seconds, megabytes at most."""

    code: int
    said: str
    seconds: float
    megabytes: float


def bounded(*arguments: object) -> Ended:
    """Run one command of the program, which must keep within the bounds."""
    start = multiprocessing.get_context("forkserver")
    start.set_forkserver_preload(PRELOADED)
    here, there = start.Pipe()
    process = start.Process(target=_run, args=([str(one) for one in arguments], there), daemon=True)
    begun = time.monotonic()
    process.start()
    there.close()
    try:
        assert here.poll(3 * SECONDS), "the command does not end"
        code, said, megabytes = here.recv()
    finally:
        process.kill()
        process.join()
    seconds = time.monotonic() - begun
    assert megabytes < MEGABYTES, f"it took {megabytes:.0f} MB: {said}"
    return Ended(code, said, seconds, megabytes)


def _run(arguments: list[str], result: Connection) -> None:
    from xl_aigc.cli.run import run  # noqa: PLC0415  imported by the fork server

    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code = run(["--debug", *arguments])
        except BaseException:  # noqa: BLE001  the test tells it
            traceback.print_exc()
            code = -1
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result.send((code, said.getvalue(), largest / (1e6 if sys.platform == "darwin" else 1e3)))
