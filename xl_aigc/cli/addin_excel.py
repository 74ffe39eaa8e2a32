"""`addin excel`: the worksheet functions for Excel on Windows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from xl_aigc.cli.say import say


def excel(
    *,
    output: Annotated[Path, typer.Option(help="Folder for the macro workbook and the module.")] = Path(
        "xl_aigc_excel"
    ),
    language: Annotated[Literal["en", "zh"], typer.Option(help="Language of the help texts.")] = "en",
) -> None:
    """Write a macro workbook for Excel on Windows whose formulas are =AIGC_YOY(A1,B1) and so on, and its VBA module."""
    from xl_aigc.hosts.excel.addin import BOOK, MODULE_FILE, addin_excel  # noqa: PLC0415  help must not wait for it

    steps = addin_excel(output, language)
    for name in (BOOK, MODULE_FILE):
        say(f"Wrote {(output / name).resolve()}")
    for number, step in enumerate(steps, start=1):
        say(f"{number}. {step}")
