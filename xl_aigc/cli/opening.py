"""A file opened in the program that the person opens its kind with."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import typer

from xl_aigc.cli.say import say

if TYPE_CHECKING:
    from pathlib import Path

DESKTOPS = ("DISPLAY", "WAYLAND_DISPLAY")
"""Variables by which a Linux desktop is known; without one the opener tries browsers of the terminal, and prints all that it tried."""


def open_file(path: Path) -> None:
    """Open a file; where no program takes it, say so and go on."""
    desktop = not sys.platform.startswith("linux") or any(map(os.environ.get, DESKTOPS))
    if not desktop or typer.launch(str(path.resolve())) != 0:
        say(f"No program opened {path}: open it yourself.", err=True)
