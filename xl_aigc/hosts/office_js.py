"""Shared parts of xlwings Server and xlwings Lite: both pass calls from Excel's Office.js runtime and results back.

Standard library only, since xlwings Lite runs it in Pyodide.
"""

from __future__ import annotations

import keyword
from typing import Final, Literal

from xl_aigc.cell_errors import CellError
from xl_aigc.functions import CATALOGUE, Argument, Cell, Function, Result
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.refusals import recall
from xl_aigc.functions.why import sentence

Language = Literal["en", "zh"]
Answer = float | int | str | bool

NAMESPACE: Final = "AIGC"
"""Namespace in a formula, before the point: `AIGC.YOY`."""

OPTIONS: Final = {"ndim": 2, "err_to_str": True}
"""Options with which xlwings reads an argument: always as rows, or a row of cells would look like a column; and an error
value as its text, or it would arrive as a blank."""


_TURNED: Final = frozenset(
    {
        CellError.NULL,
        CellError.DIV0,
        CellError.VALUE,
        CellError.REF,
        CellError.NAME,
        CellError.NUM,
        CellError.NA,
    }
)
"""The error values whose texts xlwings turns into true errors; any other would stand in the cell as a text."""


def python_name(function: Function) -> str:
    """Return the Python name of a function, which is its identifier in Office.js too.

    xlwings declares a JavaScript function of this name at the top level, where the plain `top` or `name` would clash
    with what a browser window holds.

    Example:
        >>> python_name(CATALOGUE["TOP"])
        'aigc_top'
    """
    return f"aigc_{function.key.lower()}"


def takes(function: Function) -> list[tuple[Argument, bool]]:
    """Return the arguments of a function, and whether each may be left out as Python and Office.js see it.

    What follows an optional argument must be optional too; the function itself answers `#N/A` where a due one is missing.

    Example:
        >>> [(argument.name, optional) for argument, optional in takes(CATALOGUE["MEMBERS"])]
        [('table', True), ('rule', True), ('cohort', True), ('columns', True)]
    """
    optional = False
    taken = []
    for argument in function.arguments:
        optional = optional or argument.optional
        taken.append((argument, optional))
    return taken


def parameter_name(argument: Argument) -> str:
    """Return the Python name of an argument, which Excel shows too."""
    return f"{argument.name}_" if keyword.iskeyword(argument.name) else argument.name


def described(argument: Argument, language: Language) -> str:
    """Return the help text of an argument."""
    return argument.en if language == "en" else argument.zh


def answer(key: str, *given: Cell | list[list[Cell]]) -> Answer | list[list[Answer]]:
    """Call a function of the catalogue as Office.js hosts do; error values go out as their texts.

    Args:
        key: the function, such as `YOY`.
        given: its arguments as xlwings hands them over, None for those left out.

    Returns:
        One cell or rows of cells. xlwings turns the text of an error value into a true one.

    Example:
        >>> answer("YOY", [[120], [5]], [[100]])
        [[0.2], [-0.95]]
        >>> answer("YOY", 120, "#REF!")
        '#REF!'
    """
    found = CATALOGUE[key].call(*given)
    if isinstance(found, list):
        return [[_shown(value) for value in row] for row in found]
    return _shown(found)


def answer_or_reason(key: str, *given: Cell | list[list[Cell]]) -> Answer | list[list[Answer]]:
    """Call a function as `answer` does; a single `#VALUE!` with a reason is raised as an error.

    xlwings Lite shows an error of Python as `#VALUE!` with the message as hover text. It has no way to give hover text to
    another error value, which goes out as by `answer`.

    Raises:
        ArgumentError: the call was refused, and the message says why.

    Example:
        >>> answer_or_reason("YOY", 120, 0)
        '#DIV/0!'
    """
    before = recall()
    found = answer(key, *given)
    refusal = recall()
    if found != CellError.VALUE.value or refusal is None or refusal is before or refusal.reason is None:
        return found
    raise ArgumentError(sentence(refusal))


def _shown(value: Result) -> Answer:
    if not isinstance(value, CellError):
        return value
    return value.value if value in _TURNED else CellError.VALUE.value
