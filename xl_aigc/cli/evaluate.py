"""`eval`: the value of a cell formula, without any spreadsheet program; or the definition of a measure."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_aigc.cli.as_json import as_json as json_of
from xl_aigc.cli.options import AsJson, Store
from xl_aigc.cli.say import say, spoken
from xl_aigc.errors import DataError
from xl_aigc.location import STORE_VARIABLE, store_to_read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.functions import Grid, Result

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
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Evaluate a cell formula with AIGC functions, and print what the cells show: rows by line, columns by tab."""
    if explain and store is not None:
        raise DataError("--store does not go with --explain.", remedy="Leave one of them out.")
    if explain:
        from xl_aigc.cli.explain import explained

        say(explained(formula, data, spoken()), as_it_is=True)
        return
    if data is not None:
        raise DataError("--data needs --explain.", remedy="Add --explain, or leave --data out.")
    from xl_aigc.hosts import headless

    with _reading(store):
        _say(headless.evaluate(formula), as_json=as_json)


@contextmanager
def _reading(store: str | None) -> Iterator[None]:
    """Let the functions read a store, if one is named, and close theirs afterwards."""
    from xl_aigc.functions.store_in_use import drop_store

    before = os.environ.get(STORE_VARIABLE)
    if store is not None:
        from xl_aigc.store.opening import open_store

        open_store(store, create=False)
        os.environ[STORE_VARIABLE] = store
    else:
        store_to_read()
    try:
        yield
    finally:
        drop_store()
        if store is not None and before is None:
            del os.environ[STORE_VARIABLE]
        elif before is not None:
            os.environ[STORE_VARIABLE] = before


def _say(value: Result | Grid, *, as_json: bool) -> None:
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
