"""Progress while a command works: moving on a terminal, now and then a line elsewhere."""

from __future__ import annotations

from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from xl_aigc.cli.say import QUIET, VERBOSE, asked_for, in_language, say
from xl_aigc.outside import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Teller = Callable[[str, int, int | None], None]
    """Takes what is being done, how much of it is done, and of how much (None: nobody knows)."""

PAUSE: Final = 60.0
"""Seconds between two lines about long work where nobody watches, so that a log stays short."""


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """A line that names the step at work, and goes when the work is done."""
    console = _terminal()
    if console is None:
        tell = _in_lines()
        yield lambda step: tell(step, 0, None)
        return
    with console.status("") as status:
        yield lambda step: status.update(printable(in_language(step)))


@contextmanager
def counted() -> Iterator[Teller]:
    """A bar for each step of long work."""
    console = _terminal()
    if console is None:
        yield _in_lines()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
    )
    with Progress(*columns, TimeElapsedColumn(), console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                for task in tasks.values():
                    bars.stop_task(task)
                tasks[what] = bars.add_task(printable(in_language(what)), total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield tell


def _terminal() -> Console | None:
    """Return the terminal where progress may move, None where lines are told or nothing."""
    console = Console(stderr=True, highlight=False, markup=False)
    still = asked_for(VERBOSE) or asked_for(QUIET) or not console.is_terminal
    return None if still else console


def _in_lines() -> Teller:
    """Return what tells of work in lines on the error stream: each step where asked for, else one a minute."""
    started = told = monotonic()
    last = ""

    def tell(what: str, done: int, total: int | None) -> None:
        nonlocal told, last
        now = monotonic()
        due = (asked_for(VERBOSE) and what != last) or now - told >= PAUSE
        if due and not asked_for(QUIET):
            of = "" if total is None else f" / {total:,}"
            say(f"{now - started:6.1f} s  {what}{f'  {done:,}{of}' if done else ''}", err=True)
            told, last = now, what

    return tell
