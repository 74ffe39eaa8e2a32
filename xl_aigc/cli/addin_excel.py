"""`addin excel`: the worksheet functions for Excel on Windows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from xl_aigc.cli.say import say


def excel(
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help="Folder for the add-in, the macro workbook and the module.",
        ),
    ] = Path("xl_aigc_excel"),
    install: Annotated[
        bool, typer.Option("--install", help="Put the add-in where Excel lists yours too.")
    ] = False,
    language: Annotated[Literal["en", "zh"], typer.Option(help="Language of the help texts.")] = "en",
) -> None:
    """Write the add-in for Excel on Windows, a macro workbook that travels, and the VBA module; formulas are =AIGC_YOY(A1,B1)."""
    from xl_aigc.hosts.excel.addin import (
        ADDIN,
        BOOK,
        MODULE_FILE,
        addin_excel,
    )

    steps = addin_excel(output, language, install=install)
    for name in (ADDIN, BOOK, MODULE_FILE):
        say(f"Wrote {(output / name).resolve()}")
    for number, step in enumerate(steps, start=1):
        say(f"{number}. {step}")
