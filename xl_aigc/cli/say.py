"""The one way to the terminal: in the person's language, and no text that came from outside is obeyed by it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

import typer

from xl_aigc.outside import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from xl_aigc.cli.language import Spoken

QUIET: Final = frozenset({"--quiet", "-q"})
VERBOSE: Final = frozenset({"--verbose", "-v"})
_asked: ContextVar[Collection[str]] = ContextVar("_asked", default=())
_language: ContextVar[Spoken] = ContextVar("_language", default="en")


def say(
    text: str, *, err: bool = False, nl: bool = True, as_it_is: bool = False, language: str | None = None
) -> None:
    """Print a text of one or several lines with its other control characters spelled out.

    Args:
        text: the text.
        as_it_is: it is no message of the program, but what a cell or a file holds: no word of it is translated.
        err: print it on the error stream; only such texts are printed where the program was told to be quiet.
        nl: end it with a line feed.
        language: that of the message; None for the one that is spoken.
    """
    if err or not asked_for(QUIET):
        typer.echo(printable(text if as_it_is else in_language(text, language), kept="\n\t"), err=err, nl=nl)


def in_language(text: str, language: str | None = None) -> str:
    """Return a message in a language, else in the one that is spoken; English where there is no table of the language."""
    if (language or spoken()) != "zh":
        return text
    from xl_aigc.labels.messages import in_chinese

    return in_chinese(text)


@contextmanager
def as_asked(options: Collection[str], language: Spoken) -> Iterator[None]:
    """Print as the options of the program ask, such as `--quiet`, and in a language, while a command runs."""
    tokens = _asked.set(options), _language.set(language)
    try:
        yield
    finally:
        _asked.reset(tokens[0])
        _language.reset(tokens[1])


def spoken() -> Spoken:
    """Return the language that is spoken."""
    return _language.get()


def asked_for(option: frozenset[str]) -> bool:
    """Return whether an option, `QUIET` or `VERBOSE`, was given in any of its spellings."""
    return not option.isdisjoint(_asked.get())
