"""A file opened in the program that the person opens its kind with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from xl_aigc.cli.say import say

if TYPE_CHECKING:
    from pathlib import Path


def open_file(path: Path) -> None:
    """Open a file; where no program takes it, say so and go on."""
    if typer.launch(str(path.resolve())) != 0:
        say(f"No program opened {path}: open it yourself.", err=True)
