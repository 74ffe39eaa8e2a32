"""`eval`: the value of a cell formula, without any spreadsheet program; or the definition of a measure."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  typer reads it when the program runs
from typing import TYPE_CHECKING, Annotated

import typer

from xl_aigc.cli.say import say
from xl_aigc.errors import DataError

if TYPE_CHECKING:
    from xl_aigc.functions import Result


def evaluate(
    formula: Annotated[
        str,
        typer.Argument(
            help="The formula, in single quotes: '=AIGC_YOY(120,100)'; with --explain also the key of a measure."
        ),
    ],
    *,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Print the definition of a measure in place of a value (expression, source, formula), or of the "
            "functions in the formula.",
        ),
    ] = False,
    data: Annotated[
        Path | None,
        typer.Option(
            help="With --explain: folder of the basket whose own measures count too.",
            show_default="the bundled basket",
        ),
    ] = None,
) -> None:
    """Evaluate a cell formula with AIGC functions, and print what the cells show: rows by line, columns by tab."""
    if explain:
        from xl_aigc.cli.explain import explained  # noqa: PLC0415  as below

        say(explained(formula, data))
        return
    if data is not None:
        raise DataError("--data needs --explain.", remedy="Add --explain, or leave --data out.")
    from xl_aigc.hosts import headless  # noqa: PLC0415  help must not wait for the functions

    value = headless.evaluate(formula)
    rows = value if isinstance(value, list) else [[value]]
    for row in rows:
        say("\t".join(_shown(cell) for cell in row))
    if not isinstance(value, list):
        _say_why(value)


def _say_why(value: Result) -> None:
    """Say on the error stream why the one value is an error, if it is one."""
    from xl_aigc.cell_errors import CellError  # noqa: PLC0415  as above
    from xl_aigc.functions import CATALOGUE  # noqa: PLC0415

    if isinstance(value, CellError):
        say(str(CATALOGUE["WHY"].call(value)), err=True)


def _shown(cell: Result) -> str:
    """Return a cell as a spreadsheet shows it."""
    from xl_aigc.cell_errors import CellError  # noqa: PLC0415

    if isinstance(cell, CellError):
        return str(cell.value)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)
