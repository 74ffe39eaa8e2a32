"""The one way to the terminal: no text that came from outside is obeyed by it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

import typer

from xl_aigc.outside import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

QUIET: Final = frozenset({"--quiet", "-q"})
VERBOSE: Final = frozenset({"--verbose", "-v"})
_asked: ContextVar[Collection[str]] = ContextVar("_asked", default=())


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text of one or several lines with its other control characters spelled out.

    Args:
        text: the text.
        err: print it on the error stream; only such texts are printed where the program was told to be quiet.
        nl: end it with a line feed.
    """
    if err or not asked_for(QUIET):
        typer.echo(printable(text, kept="\n\t"), err=err, nl=nl)


@contextmanager
def as_asked(options: Collection[str]) -> Iterator[None]:
    """Print as the options of the program ask, such as `--quiet`, while a command runs."""
    token = _asked.set(options)
    try:
        yield
    finally:
        _asked.reset(token)


def asked_for(option: frozenset[str]) -> bool:
    """Return whether an option, `QUIET` or `VERBOSE`, was given in any of its spellings."""
    return not option.isdisjoint(_asked.get())
