"""Formulas of one row turned into formulas of a whole column, which one dynamic array fills.

Over a column `COUNT`, `AND` and `OR` would give one number for all rows, so each becomes a sum or a product that is taken
row by row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CALL: Final = re.compile(r'"(?:[^"]|"")*"|\b(COUNT|AND|OR)\(')
_SIGN: Final = re.compile(r'"(?:[^"]|"")*"|[(),]')

_ROW_BY_ROW: Final[Mapping[str, Callable[[list[str]], str]]] = {
    "COUNT": lambda parts: "(" + "+".join(f"ISNUMBER({part})" for part in parts) + ")",
    "AND": lambda parts: "(" + "*".join(f"({part})" for part in parts) + ")",
    "OR": lambda parts: "((" + "+".join(f"({part})" for part in parts) + ")>0)",
}


def spilled(native: str) -> str:
    """A formula over whole columns in place of the same formula over one row.

    Args:
        native: a formula in the keys of the project.

    Example:
        >>> spilled('IF(COUNT([a],[b])<2,"n.a.",IF(OR([a]>1,[b]>1),1,0))')
        'IF((ISNUMBER([a])+ISNUMBER([b]))<2,"n.a.",IF(((([a]>1)+([b]>1))>0),1,0))'
    """
    done, rest = "", native
    while found := next((each for each in _CALL.finditer(rest) if each[1]), None):
        parts, end = _arguments(rest, found.end())
        done += rest[: found.start()] + _ROW_BY_ROW[found[1]]([spilled(part) for part in parts])
        rest = rest[end:]
    return done + rest


def _arguments(text: str, start: int) -> tuple[list[str], int]:
    """The arguments of a call, and where its bracket has closed."""
    parts, depth, begun = [], 0, start
    for sign in _SIGN.finditer(text, start):
        if sign[0] == "(":
            depth += 1
        elif sign[0] == "," and depth == 0:
            parts.append(text[begun : sign.start()])
            begun = sign.end()
        elif sign[0] == ")" and depth == 0:
            return [*parts, text[begun : sign.start()]], sign.end()
        elif sign[0] == ")":
            depth -= 1
    msg = f"a bracket does not close in {text!r}"
    raise ValueError(msg)
