"""Spoiled inputs of every kind, given to the program: it must answer or refuse in words, in time, and say nothing raw.

    PYTHONPATH=tests python -m support.fuzz_inputs --minutes 30 --seed 1

A case is known by its seed and number: `--only NUMBER` runs it again and shows what was said.
"""

from __future__ import annotations

import argparse
import collections
import faulthandler
import random
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from support.fuzz_commands import COMMANDS, RAW, Desk, call_server, judge, quietly

SECONDS = 30
"""Of computing for one case; a whole workbook takes four times as long, and waiting for other work ten times."""
WAITING = 10


@dataclass(frozen=True)
class Finding:
    """What went wrong in one case."""

    kind: str
    number: int
    problem: str


class Slow(BaseException):
    """A case takes too long; no `except` of the program may catch it."""


def run_case(desk: Desk, seed: int, number: int, *, show: bool = False) -> Finding | None:
    """Run one case, chosen by its number."""
    chance = random.Random(f"{seed}:{number}")
    weights = [weight for _, weight in COMMANDS.values()]
    kind = chance.choices([*COMMANDS, "server"], [*weights, 13])[0]
    limit = SECONDS * (4 if kind in {"book", "texts"} else 1)
    signal.setitimer(signal.ITIMER_PROF, limit)
    signal.setitimer(signal.ITIMER_REAL, WAITING * limit)
    faulthandler.dump_traceback_later(2 * WAITING * limit, exit=True)
    desk.log.unlink(missing_ok=True)
    try:
        if kind == "server":
            call_server(chance)
        else:
            arguments = COMMANDS[kind][0](desk, chance)
            code, said = quietly(arguments)
            if show:
                _tell(f"{arguments!r:.2000}\n{code}\n{said}")
            judge(code, said)
        logged = desk.log.read_text(encoding="utf-8") if desk.log.exists() else ""
        assert "unexpected error" not in logged, logged[-1500:]
        assert not RAW.search(logged), f"logs raw: {logged[-300:]!r}"
    except Slow:
        return Finding(kind, number, f"takes more than {limit} s")
    except BaseException as error:  # noqa: BLE001  whatever it is, it is a finding
        told = str(error) if isinstance(error, AssertionError) else traceback.format_exc()[-1500:]
        return Finding(kind, number, told)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
    return None


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _limit_time() -> None:
    signal.signal(signal.SIGALRM, _stop)
    signal.signal(signal.SIGPROF, _stop)


def _stop(*_: object) -> None:
    raise Slow


def fuzz(
    folder: Path, seed: int, *, minutes: float = 0, cases: int = 0, tell=lambda _: None
) -> list[Finding]:
    """Run cases until the time or the number is up; what went wrong."""
    _limit_time()
    desk, found, number, end = Desk(folder), [], 0, time.monotonic() + 60 * minutes
    while time.monotonic() < end or number < cases:
        finding = run_case(desk, seed, number)
        if finding is not None:
            found.append(finding)
            tell(f"{finding.kind} {finding.number}: {finding.problem}")
        number += 1
    tell(f"{number:,} cases, {len(found)} findings: {dict(collections.Counter(one.kind for one in found))}")
    return found


def main() -> None:
    """Run from the command line."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--minutes", type=float, default=0)
    asked.add_argument("--cases", type=int, default=0)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", type=int)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if given.only is not None:
            _limit_time()
            _tell(repr(run_case(Desk(Path(name)), given.seed, given.only, show=True)))
            return
        found = fuzz(
            Path(name),
            given.seed,
            minutes=given.minutes,
            cases=given.cases,
            tell=_tell,
        )
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
