"""`eval`: the value of a cell formula, without any spreadsheet program; or the definition of a measure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_aigc.cli.as_json import as_json as json_of
from xl_aigc.cli.options import AsJson
from xl_aigc.cli.say import say, spoken
from xl_aigc.errors import DataError

if TYPE_CHECKING:
    from xl_aigc.functions import Result

Formula = Annotated[
    str,
    typer.Argument(
        metavar="FORMULA|MEASURE",
        help="The formula, in single quotes: '=AIGC_YOY(120,100)'; with --explain also the key of a measure.",
    ),
]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain",
        help="Print the definition of a measure in place of a value (expression, source, formula), or of the "
        "functions in the formula.",
    ),
]
OwnMeasures = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="With --explain: folder of the basket whose own measures count too.",
        show_default="the bundled basket",
    ),
]


def evaluate(
    formula: Formula,
    *,
    explain: Explain = False,
    data: OwnMeasures = None,
    as_json: AsJson = False,
) -> None:
    """Evaluate a cell formula with AIGC functions, and print what the cells show: rows by line, columns by tab."""
    if explain:
        from xl_aigc.cli.explain import explained

        say(explained(formula, data, spoken()), as_it_is=True)
        return
    if data is not None:
        raise DataError("--data needs --explain.", remedy="Add --explain, or leave --data out.")
    from xl_aigc.hosts import headless

    value = headless.evaluate(formula)
    rows = value if isinstance(value, list) else [[value]]
    if as_json:
        say(
            json_of(
                [
                    [cell if isinstance(cell, (bool, float, int)) else _shown(cell) for cell in row]
                    for row in rows
                ]
            )
        )
    else:
        say("\n".join("\t".join(map(_shown, row)) for row in rows), as_it_is=True)
    if not isinstance(value, list):
        _say_why(value)


def _say_why(value: Result) -> None:
    """Say on the error stream why the one value is an error, if it is one."""
    from xl_aigc.cell_errors import CellError
    from xl_aigc.functions import CATALOGUE

    if isinstance(value, CellError):
        say(str(CATALOGUE["WHY"].call(value)), err=True)


def _shown(cell: Result) -> str:
    """Return a cell as a spreadsheet shows it."""
    from xl_aigc.cell_errors import CellError

    if isinstance(cell, CellError):
        return str(cell.value)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)
