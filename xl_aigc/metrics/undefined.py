"""The results of a calculation that gives no number."""

from __future__ import annotations

import enum


class Undefined(enum.Enum):
    """A result that does not exist, though nothing is missing; the value is the text that a cell shows.

    Example:
        >>> Undefined("#DIV/0!")
        <Undefined.DIV0: '#DIV/0!'>
    """

    DIV0 = "#DIV/0!"
    NUM = "#NUM!"


Number = float | None | Undefined
"""A number, a missing number (None) or an undefined one."""
