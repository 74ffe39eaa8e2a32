"""`addin lite`: the worksheet functions for xlwings Lite."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from xl_aigc.cli.say import say


def lite(
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="Folder for the two files.")
    ] = Path("xlwings_lite"),
    wheel: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Address of the wheel, https://...whl.", show_default="the package index"
        ),
    ] = None,
    language: Annotated[Literal["en", "zh"], typer.Option(help="Language of the help texts.")] = "en",
) -> None:
    """Write main.py and requirements.txt to paste into xlwings Lite; formulas are then =AIGC.YOY(A1,B1) and so on."""
    from xl_aigc.hosts.xlwings_lite import write_lite

    for file in write_lite(output, language, wheel):
        say(f"Wrote {file.resolve()}")
    say("Paste each into the tab of its name in xlwings Lite, then restart it from its menu.")
