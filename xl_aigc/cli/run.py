"""From arguments to an exit code: what goes wrong is one paragraph on the error stream."""

from __future__ import annotations

import io
import re
import sys
import traceback
from enum import IntEnum
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import typer

from xl_aigc.cli.app import app
from xl_aigc.cli.language import LANG, hinted, language_of
from xl_aigc.cli.say import QUIET, VERBOSE, as_asked, say
from xl_aigc.errors import AigcError
from xl_aigc.outside import code_point

if TYPE_CHECKING:
    from collections.abc import Sequence


_OBEYED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that a terminal obeys. Halves of characters are taken: they are how Python reads file names of another encoding."""
_USAGE: Final[Any] = typer.BadParameter.__mro__[1]
"""The errors of wrong arguments, for which typer has no public name."""
_FIGURES: Final = "Figures are named by --data FOLDER; of a table, `xl-aigc data new FOLDER --from FILE` makes such a folder."
_OWN: Final = QUIET | VERBOSE | {"--debug"}
"""Options of the program itself, which may stand anywhere before `--`."""


class Exit(IntEnum):
    """Meaning of the exit codes."""

    FINE = 0
    FOUND = 1
    """Something was found, or what was asked for can't be done."""
    USAGE = 2
    UNEXPECTED = 70
    """A fault of the program itself, as BSD's `sysexits.h` numbers it."""
    INTERRUPTED = 130


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: what follows the program's name; None for those that it was started with.

    Returns:
        The exit code, one of `Exit`.

    Example:
        >>> int(run(["build", "--language", "fr"]))
        2
    """
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or pipe may know no Chinese: a question mark is better than a failed command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    own, rest = _parted(given)
    # Who asks for JSON is a program, which knows the messages in English.
    with as_asked(own, "en" if "--json" in rest else language_of(own)):
        for place, argument in enumerate(given, start=1):
            control = _OBEYED.search(argument)
            if control is not None:  # typer would repeat it as it is
                say(f"Argument {place} holds the character {code_point(control[0])}: delete it.", err=True)
                return Exit.USAGE
        code = _exit_code([*own, *rest], debug="--debug" in own)
        if code == Exit.INTERRUPTED:
            say("Interrupted. Nothing is half-written: run the same command again.", err=True)
    return code


def _parted(given: list[str]) -> tuple[list[str], list[str]]:
    """Part the options of the program itself, which stand in front of its commands, from all else."""
    end = given.index("--") if "--" in given else len(given)
    own, rest = list[str](), list[str]()
    left = iter(given[:end])
    for one in left:
        if one == LANG:
            value = list(islice(left, 1))
            if not value:
                return [LANG], []  # typer says that the value is missing
            own += [one, *value]
        else:
            (own if one in _OWN or one.startswith(f"{LANG}=") else rest).append(one)
    return own, [*rest, *given[end:]]


def _exit_code(given: list[str], *, debug: bool) -> int:
    try:
        code = app(given, prog_name="xl-aigc", standalone_mode=False)
    except SystemExit as leaving:
        code = leaving.code
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001  the last net: a person gets a sentence, and the traceback on request
        text, failed = _sentence(error)
        if debug and failed != Exit.USAGE:
            say(traceback.format_exc(), err=True, as_it_is=True)
        say(text, err=True)
        return failed
    return code if isinstance(code, int) else Exit.FINE


def _sentence(error: Exception) -> tuple[str, Exit]:
    """Return what to tell of an error, and the exit code."""
    if isinstance(error, _USAGE):
        told = io.StringIO()
        error.show(told)
        # Typer reads choices with a library that says so of what it refuses.
        text = hinted(told.getvalue().rstrip("\n").replace(" Value error, ", " "))
        if text.startswith("Usage: xl-aigc build") and "extra argument" in text:
            return f"{text}\n{_FIGURES}", Exit.USAGE
        return text, Exit.USAGE
    if isinstance(error, AigcError):
        return str(error), Exit.FOUND
    if isinstance(error, OSError):  # a name that no file can have, a disk that fails: no fault of the program
        named = "" if error.filename is None else f"{error.filename}: "
        return f"{named}the system refuses it: {error.strerror or error}.", Exit.FOUND
    return (
        (
            f"An unexpected error happened: {type(error).__name__}: {error}. This is a fault of the program. "
            "Run the same command again with --debug and report what it prints."
        ),
        Exit.UNEXPECTED,
    )
