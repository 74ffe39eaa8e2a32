"""The one way to the terminal: no text that came from outside is obeyed by it."""

from __future__ import annotations

import typer

from xl_aigc.outside import printable


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text of one or several lines with its other control characters spelled out.

    Args:
        text: the text.
        err: print it on the error stream.
        nl: end it with a line feed.
    """
    typer.echo(printable(text, kept="\n\t"), err=err, nl=nl)
