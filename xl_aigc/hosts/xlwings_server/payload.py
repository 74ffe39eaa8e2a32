"""Validation of a call to a worksheet function before xlwings sees it.

xlwings trusts what it gets: a body without a function, or with a cell that is none, ends there in an error 500, which
Excel's side takes for a passing fault and sends again.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_SCALARS: Final = frozenset({str, int, float, bool, type(None)})
_RUNTIME: Final = re.compile(r"\d{1,3}(\.\d{1,3})?")
_TEXTS: Final = ("func_name", "client", "version", "runtime")
_TEXTS_OR_NULL: Final = ("caller_address", "date_format", "culture_info_name")
_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a body is refused, and the HTTP status that says so.

    Attributes:
        status: the status.
        reason: in words.
        wait: seconds after which the same request may be taken.
    """

    status: int
    reason: str
    wait: int | None = field(default=None, repr=False)

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers that tell a program what to do: log in, or wait."""
        told = {"www-authenticate": "Bearer"} if self.status == HTTPStatus.UNAUTHORIZED else {}
        return told if self.wait is None else {**told, "retry-after": str(self.wait)}


def read_object(body: bytes) -> dict[str, object] | Refusal:
    """Return a body as the JSON object it should be.

    Example:
        >>> read_object(b'[1]')
        Refusal(status=400, reason='The body is no JSON object.')
    """
    try:
        found = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        return Refusal(400, f"The body can't be read as JSON: {type(error).__name__}.")
    if not isinstance(found, dict):
        return Refusal(400, "The body is no JSON object.")
    if _SURROGATE.search(body) and not _can_be_written(found):
        return Refusal(400, "A text holds half a character (a lone surrogate).")
    return found


def _no_constant(name: str) -> None:
    """Python would read NaN and Infinity, which JSON does not have and no cell holds."""
    raise ValueError(name)


def _can_be_written(found: dict[str, object]) -> bool:
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def check_call(call: Mapping[str, object], functions: Mapping[str, int | None]) -> Refusal | None:
    """Why a call can't be run; None if it can.

    Args:
        call: the body.
        functions: how many arguments each function takes, None for any number.

    Example:
        >>> call = {"func_name": "f", "client": "Office.js", "version": "0.37.8", "runtime": "1.4", "args": [[[1]]]}
        >>> check_call(call, {"f": 1})
        >>> check_call(call, {"g": 1})
        Refusal(status=404, reason='There is no such function.')
    """
    for key in _TEXTS:
        if not isinstance(call.get(key), str):
            return Refusal(422, f"{key!r} is missing or no text.")
    for key in _TEXTS_OR_NULL:
        if not isinstance(call.get(key), str | None):
            return Refusal(422, f"{key!r} is no text.")
    if not _RUNTIME.fullmatch(str(call["runtime"])):
        return Refusal(422, "'runtime' is no version such as '1.4'.")
    name = str(call["func_name"])
    if name not in functions:
        return Refusal(404, "There is no such function.")
    return _check_arguments(call.get("args"), functions[name])


def count_cells(call: Mapping[str, Any]) -> int:
    """Count the cells of the arguments of a call that was checked; a call without any counts as one.

    Example:
        >>> count_cells({"args": [[[1, 2], [3, 4]], None, [["x"]]]}), count_cells({"args": []})
        (6, 1)
    """
    return max(1, sum(len(each) * len(each[0]) if _is_range(each) else 1 for each in call["args"]))


def _check_arguments(given: object, most: int | None) -> Refusal | None:
    """Why the arguments of a call can't be taken.

    One too many of several is the function's own affair (`#VALUE!`); for a function without any, xlwings has no place.
    """
    if not isinstance(given, list):
        return Refusal(422, "'args' is missing or no list.")
    if most == 0 and given:
        return Refusal(422, "The function takes no arguments.")
    for place, argument in enumerate(given, start=1):
        if not (_is_range(argument) or _is_cell(argument)) and most is not None:
            return Refusal(422, f"Argument {place} is neither a cell nor rows of cells of equal length.")
    return None


def _is_range(argument: object) -> bool:
    if not isinstance(argument, list) or not argument:
        return False
    widths = {len(row) if isinstance(row, list) else 0 for row in argument}
    if len(widths) != 1 or 0 in widths:
        return False
    return all(
        {type(cell) for cell in row} <= _SCALARS or all(_is_cell(cell) for cell in row) for row in argument
    )


def _is_cell(value: object) -> bool:
    """Return a plain value, or one that Office.js wraps to say more of it: an error value, a number with a format."""
    if type(value) in _SCALARS:
        return True
    return (
        isinstance(value, dict)
        and isinstance(value.get("type"), str)
        and type(value.get("basicValue", value)) in _SCALARS
    )
