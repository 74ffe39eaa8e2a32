"""Our functions, computed without xlwings' conversion, which takes three times what a figure does; the results are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.office_js import answer, python_name
from xl_aigc.hosts.xlwings_server.hover import ERROR_TYPES, enter_call, explains, with_reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.functions import Cell

_KEYS: Final = {python_name(each): each.key for each in CATALOGUE.values()}


def computed(call: Mapping[str, Any]) -> list[list[Any]]:
    """Compute a call that was checked.

    Args:
        call: its body.

    Returns:
        Rows of cells as Excel's side takes them.
    """
    enter_call(call)
    given = [_given(each) for each in call["args"]]
    outcome = with_reason(lambda: answer(_KEYS[call["func_name"]], *given))
    rows: list[list[Any]] = outcome if isinstance(outcome, list) else [[outcome]]
    return [[_shown(value) for value in row] for row in rows] if explains() else rows


def _given(argument: Any) -> Cell | list[list[Cell]]:
    """Return an argument: one cell as its value, several as rows, None where it is left out or blank."""
    if not isinstance(argument, list):
        return _cell(argument)
    if len(argument) == len(argument[0]) == 1:
        return _cell(argument[0][0])
    return [[_cell(value) for value in row] for row in argument]


def _cell(value: Any) -> Cell:
    """Return the plain value of a cell, the text of an error value, None for a blank text."""
    if isinstance(value, dict):
        value = value["basicValue"]
    return None if value == "" else value


def _shown(value: Any) -> Any:
    """Return a cell of a result, the text of an error value as Excel's object for it."""
    if isinstance(value, str) and value in ERROR_TYPES:
        return {"type": "Error", "errorType": ERROR_TYPES[value]}
    return value
