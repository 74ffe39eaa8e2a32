"""Texts and examples of the functions, out of two tables.

`texts.csv` has a row for a function and for each of its arguments, in English and Chinese. A row without a function speaks of
every argument of that name. `examples.csv` has documented calls with their results in JSON.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from xl_aigc.cell_errors import CellError
from xl_aigc.errors import FunctionError, Place
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.functions.cells import Grid, Result

_FOLDER: Final = Path(__file__).parent
_ERRORS: Final = {each.value: each for each in CellError}


class Text(NamedTuple):
    """A text in both languages of the help."""

    en: str
    zh: str


@dataclass(frozen=True)
class Example:
    """A documented call and its result: one value, or rows of them."""

    formula: str
    result: Result | Grid


def _result(written: Result | Grid) -> Result | Grid:
    """A result as it was written, error values read from their texts."""
    if isinstance(written, list):
        return [[_ERRORS.get(str(each), each) for each in row] for row in written]
    return _ERRORS.get(str(written), written)


TEXTS: Final = {
    (row["function"], row["argument"]): Text(row["en"], row["zh"])
    for row in bundled_table(_FOLDER / "texts.csv")
}
"""By function and argument; no argument for the function itself, no function for every function."""
EXAMPLES: Final[dict[str, tuple[Example, ...]]] = {}
for _row in bundled_table(_FOLDER / "examples.csv"):
    _example = Example(_row["formula"], _result(json.loads(_row["result"])))
    EXAMPLES[_row["function"]] = (*EXAMPLES.get(_row["function"], ()), _example)


def described(function: str, argument: str = "") -> Text:
    """The texts of a function, or of one of its arguments.

    Raises:
        FunctionError: there is none.

    Example:
        >>> described("YOY", "current").en
        'Figure of this period'
    """
    found = TEXTS.get((function, argument)) or TEXTS.get(("", argument))
    if found is None:
        place = Place(key=f"{function}({argument})" if argument else function)
        raise FunctionError("There is no text of it.", place, remedy="Add a row to functions/texts.csv.")
    return found
