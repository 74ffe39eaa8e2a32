"""Comparing what a function gave with what is expected, cell by cell."""

from __future__ import annotations

import math

from xl_aigc.functions import CellError

TOLERANCE = 1e-9


def is_rectangle(outcome) -> bool:
    """Whether an outcome is one cell, or rows of equal length."""
    if not isinstance(outcome, list):
        return True
    return bool(outcome) and all(isinstance(row, list) and len(row) == len(outcome[0]) > 0 for row in outcome)


def cells_of(outcome) -> list:
    """All cells of an outcome."""
    return [cell for row in outcome for cell in row] if isinstance(outcome, list) else [outcome]


def is_cell(value) -> bool:
    """Whether a value is what a cell may hold: exactly these types, and no NaN or infinity."""
    if type(value) is float:
        return math.isfinite(value)
    return type(value) in {int, str, bool} or isinstance(value, CellError)


def same(got, expected) -> bool:
    """Whether two cells agree: numbers to 1e-9 relative, booleans never with numbers, the rest exactly."""
    if isinstance(got, bool) or isinstance(expected, bool):
        return got is expected
    if isinstance(got, (int, float)) and isinstance(expected, (int, float)):
        return math.isclose(got, expected, rel_tol=TOLERANCE, abs_tol=1e-12)
    return type(got) is type(expected) and got == expected


def agree(got, expected) -> bool:
    """Whether two outcomes have one shape and agree in every cell."""
    if not isinstance(got, list) or not isinstance(expected, list):
        return same(got, expected)
    if len(got) != len(expected) or len(got[0]) != len(expected[0]):
        return False
    return all(map(same, cells_of(got), cells_of(expected)))
