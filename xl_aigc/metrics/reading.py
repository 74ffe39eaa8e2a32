"""Inputs of the metrics: numbers and columns as finite floats, None for missing, and `Undefined`.

NumPy is not imported here: an array can only come from a program that has imported it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from math import isfinite
from numbers import Real
from typing import cast

from xl_aigc.metrics.undefined import Number, Undefined


def read_number(value: object, name: str) -> Number:
    """One input as a finite float, None (missing) or `Undefined`.

    Args:
        value: a number; None or NaN for a missing one; infinity is undefined.
        name: the argument's name, for the error.

    Raises:
        TypeError: a text, a boolean, or anything else that is no number.

    Example:
        >>> read_number(3, "revenue"), read_number(float("nan"), "revenue")
        (3.0, None)
    """
    if value is None or isinstance(value, Undefined):
        return value
    if isinstance(value, bool) or not isinstance(value, (float, int, Real)):  # Real is slow: asked last
        raise TypeError(f"{name} must be a number, not the {type(value).__name__} {value!r:.60}.")
    try:
        number = float(value)
    except OverflowError:
        return Undefined.NUM
    if number - number == 0.0:  # False for NaN and for infinity
        return number
    return None if number != number else Undefined.NUM  # noqa: PLR0124  only NaN differs from itself


def is_column(value: object) -> bool:
    """Return whether an argument is many values: a sequence that is not a text, or an array.

    Example:
        >>> is_column((1.0, None)), is_column("text"), is_column(1.0)
        (True, False, False)
    """
    if isinstance(value, Sequence):
        return not isinstance(value, (str, bytes, bytearray))
    return is_array(value)


def is_array(value: object) -> bool:
    """Return whether a value is a NumPy array or turns itself into one, as a pandas column does."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and hasattr(value, "__array__") and not isinstance(value, (numpy.generic, type))


class ReadColumn(list[Number]):
    """A column as `read_column` gives it, so that it is not read once more."""


def read_column(values: object, name: str) -> ReadColumn:
    """Many inputs as finite floats, None and `Undefined`.

    Args:
        values: a sequence or a one-dimensional array; a lone number is a column of one.
        name: the argument's name, for the error.

    Raises:
        TypeError: a text, a boolean, or anything else that is no number.

    Example:
        >>> read_column([1, None, float("inf")], "revenue")
        [1.0, None, <Undefined.NUM: '#NUM!'>]
    """
    if type(values) is ReadColumn:
        return values
    if not is_column(values):
        return ReadColumn([read_number(values, name)])
    cells = _cells(values, name) if is_array(values) else cast("Sequence[object]", values)
    kinds = set(map(type, cells))
    if kinds <= {float, type(None)}:
        known = cast("Sequence[float]", cells if kinds == {float} else [*filter(None, cells)])
        if all_finite(known):
            return ReadColumn(cells)  # type: ignore[arg-type]  # floats and None, as just asked
    try:
        return ReadColumn(
            cell if type(cell) is float and cell - cell == 0.0 else read_number(cell, name) for cell in cells
        )
    except TypeError:
        return ReadColumn(read_number(cell, f"{name} in row {row}") for row, cell in enumerate(cells, 1))


def _cells(values: object, name: str) -> list[object]:
    """The elements of an array as Python objects, None where it is masked."""
    array = sys.modules["numpy"].ma.asanyarray(values)
    if array.dtype.kind in "mM":  # NumPy turns these into whole numbers
        raise TypeError(f"{name} must be numbers, not an array of {array.dtype}.")
    return cast("list[object]", array.reshape(-1).tolist() if array.ndim == 0 else array.tolist())


def all_finite(floats: Sequence[float]) -> bool:
    """Return whether floats are finite; their sum mostly tells at once."""
    total = sum(floats)
    return total - total == 0.0 or all(map(isfinite, floats))
