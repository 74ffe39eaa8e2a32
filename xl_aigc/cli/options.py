"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Workbook = Annotated[Path, typer.Argument(metavar="FILE", help="The workbook; close it first.")]
ReadWorkbook = Annotated[
    Path, typer.Argument(metavar="FILE", help="The workbook, .xlsx or .xlsm. It is only read.")
]
Data = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER", help="Folder of the basket.", show_default="the store's, else the bundled one"
    ),
]
Store = Annotated[
    str | None,
    typer.Option(
        metavar="FILE|URL",
        help="The store: a file, or a URL such as postgresql://USER@HOST/DATABASE.",
        show_default="XL_AIGC_STORE, or a file in your data folder",
    ),
]
Basket = Annotated[
    str | None,
    typer.Option(metavar="KEY", help="Basket of the store.", show_default="the one it knew first"),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Only what was known on this day, such as 2024-09-12."),
]
Period = Annotated[
    str | None,
    typer.Option(metavar="PERIOD", help="Period to show, such as 2024H1.", show_default="the basket's"),
]
Compare = Annotated[
    str | None,
    typer.Option(metavar="PERIOD", help="Period to compare with.", show_default="the same a year before"),
]
Replace = Annotated[
    bool,
    typer.Option(
        "--replace",
        help="Also replace a file that you changed or that no command wrote; it is kept as NAME.1.",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")]
OpenIt = Annotated[bool, typer.Option("--open", help="Open it in the program of its kind.")]
