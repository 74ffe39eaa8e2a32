"""`eval`: the value of a cell formula, without any spreadsheet program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from xl_aigc.cli.say import say

if TYPE_CHECKING:
    from xl_aigc.functions import Result


def evaluate(
    formula: Annotated[str, typer.Argument(help="The formula, in single quotes: '=AIGC_YOY(120,100)'.")],
) -> None:
    """Evaluate a cell formula with AIGC functions, and print what the cells show: rows by line, columns by tab."""
    from xl_aigc.hosts import headless  # noqa: PLC0415  help must not wait for the functions

    value = headless.evaluate(formula)
    rows = value if isinstance(value, list) else [[value]]
    for row in rows:
        say("\t".join(_shown(cell) for cell in row))


def _shown(cell: Result) -> str:
    """A cell as a spreadsheet shows it."""
    from xl_aigc.cell_errors import CellError  # noqa: PLC0415

    if isinstance(cell, CellError):
        return str(cell.value)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)
