"""The names in the text of a formula: what it calls, and what it mentions."""

from __future__ import annotations

import re
from typing import Final

_PIECE: Final = re.compile(
    r'"(?:[^"]|"")*"'  # a text
    r"|\[(?:'.|[^\[\]'])*\]"  # a column of a table, or a workbook
    r"|'(?:[^']|'')*+'(?=!)"  # a sheet
    r"|(?P<name>(?:[^\W\d]|\\)[\w.\\?]*)(?P<call>\s*\()?"
)


def called(formula: str) -> frozenset[str]:
    """The functions that a formula calls, in capitals.

    Args:
        formula: its text, with or without `=`.

    Example:
        >>> sorted(called('IF(A1="SUM(", Data[MAX(], my.fn (2))'))
        ['IF', 'MY.FN']
    """
    return frozenset(piece["name"].upper() for piece in _PIECE.finditer(formula) if piece["call"])


def mentioned(formula: str) -> frozenset[str]:
    """The names that a formula mentions and does not call, in capitals; the letters of cells are among them.

    Example:
        >>> sorted(mentioned("SUM(growth)+'a growth'!A1"))
        ['A1', 'GROWTH']
    """
    return frozenset(
        piece["name"].upper() for piece in _PIECE.finditer(formula) if piece["name"] and not piece["call"]
    )
