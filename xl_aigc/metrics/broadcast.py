"""Turns a function of scalars into one of scalars, sequences and NumPy arrays.

A scalar beside a sequence applies to each of its members. NumPy is used only when a caller hands an array over, so that
plain Python callers never pay for its import.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any

from xl_aigc.metrics.undefined import Undefined

if TYPE_CHECKING:
    from collections.abc import Callable


def number(value: Any, name: str) -> float | None | Undefined:
    """A scalar input as a number: None for missing (None, NaN), `NUM` for infinity.

    Raises:
        TypeError: a text or a boolean where a number is due.
    """
    if value.__class__ is float or value.__class__ is int:
        if value - value == 0:
            return value  # type: ignore[no-any-return]  # the class was just asked
        return None if value != value else Undefined.NUM  # noqa: PLR0124  NaN is what differs from itself
    if value is None or isinstance(value, Undefined):
        return value
    if isinstance(value, bool) or isinstance(value, (str, bytes)) or not hasattr(value, "__float__"):
        raise TypeError(f"{name} must be a number, not {value!r}")
    return number(float(value), name)


def finite(value: float) -> float | Undefined:
    """A result, or `NUM` where it is too large for a number."""
    return value if value - value == 0 else Undefined.NUM


def vectorised(kernel: Callable[..., Any]) -> Callable[..., Any]:
    """Let a function of numbers take missing and undefined ones, sequences and arrays.

    The kernel is called with finite numbers only. A missing input wins over an undefined one.
    """
    names = kernel.__code__.co_varnames[: kernel.__code__.co_argcount]

    def scalar(*args: Any) -> Any:
        try:
            numbers = [number(value, name) for value, name in zip(args, names)]  # noqa: B905  Python 3.10 kept fast
            if None in numbers:
                return None
            for value in numbers:
                if value.__class__ is Undefined:
                    return value
            return kernel(*numbers)
        except OverflowError:
            return Undefined.NUM

    @wraps(kernel)
    def wrapper(*args: Any) -> Any:
        for value in args:
            kind = value.__class__
            if kind is not float and kind is not int and value is not None:
                break
        else:
            return scalar(*args)
        numpy = sys.modules.get("numpy")
        if numpy is not None and any(isinstance(value, numpy.ndarray) for value in args):
            return _over_arrays(numpy, scalar, args)
        if any(_is_sequence(value) for value in args):
            return [scalar(*row) for row in zip(*_columns(args, names))]  # noqa: B905  lengths were just compared
        return scalar(*args)

    return wrapper


def _is_sequence(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes))


def _columns(args: tuple[Any, ...], names: tuple[str, ...]) -> list[Sequence[Any]]:
    """Every argument as a sequence of one length.

    Raises:
        ValueError: two sequences differ in length.
    """
    lengths = {len(value) for value in args if _is_sequence(value)}
    if len(lengths) > 1:
        raise ValueError(f"{', '.join(names)} must have equal lengths, not {sorted(lengths)}")
    length = lengths.pop()
    return [value if _is_sequence(value) else [value] * length for value in args]


def _over_arrays(numpy: Any, scalar: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """Apply a scalar function over arrays; missing and undefined results are NaN, words stay objects."""
    arrays = numpy.broadcast_arrays(*(numpy.asarray(value, dtype=float) for value in args))
    rows = [scalar(*row) for row in zip(*(array.ravel().tolist() for array in arrays))]  # noqa: B905
    words = any(isinstance(value, str) for value in rows)
    flat = (
        rows
        if words
        else [math.nan if value is None or isinstance(value, Undefined) else value for value in rows]
    )
    return numpy.array(flat, dtype=object if words else float).reshape(arrays[0].shape)
