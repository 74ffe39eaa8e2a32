"""Turn a rule for one company into a function over scalars, sequences, NumPy arrays and pandas Series.

A kernel is written for finite floats only: here its inputs are read and its result is settled. NumPy is not imported
here: an array can only come from a program that has imported it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial, wraps
from math import isfinite
from numbers import Real
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar, cast, overload

from xl_aigc.metrics.series import as_series, shared_index
from xl_aigc.metrics.undefined import Number, Undefined

if TYPE_CHECKING:
    from types import ModuleType

    import pandas as pd
    from numpy.typing import NDArray

    ArrayKernel = Callable[..., NDArray[Any]]
    """Takes NumPy itself, then float64 arrays with NaN for what is not known; gives numbers, or places in the words."""

Result = TypeVar("Result")
_SCALARS: Final = frozenset({float, int, type(None), bool, str, Undefined})


class Broadcast(Protocol[Result]):
    """A function that returns one result for scalars, a list for sequences, an array for arrays, a Series for Series."""

    __name__: str
    sweep: Callable[..., list[Any] | None]
    """The rule over columns that hold nothing but finite floats and None; None where a row of them needs care."""

    # A sequence or an array anywhere decides the result, so the cases do overlap: the first that fits is meant.
    @overload
    def __call__(self, *args: Number, **named: Number) -> Result: ...  # type: ignore[overload-overlap]
    @overload
    def __call__(  # type: ignore[overload-overlap]
        self, *args: Number | Sequence[Number], **named: Number | Sequence[Number]
    ) -> list[Result]: ...
    @overload
    def __call__(  # type: ignore[overload-overlap]
        self, *args: Number | pd.Series[Any], **named: Number | pd.Series[Any]
    ) -> pd.Series[Any]: ...
    @overload
    def __call__(
        self,
        *args: Number | Sequence[Number] | NDArray[Any],
        **named: Number | Sequence[Number] | NDArray[Any],
    ) -> NDArray[Any]: ...


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


def elementwise(
    *, arrays: ArrayKernel | None = None, words: Sequence[str] | None = None
) -> Callable[[Callable[..., Result]], Broadcast[Result]]:
    """Make a rule for finite floats a function over scalars, sequences and arrays.

    The rule may divide by zero (the result is `DIV0`) and may overflow (`NUM`). A missing input gives a missing result
    and wins over an undefined one; a word is missing for an undefined input too.

    Args:
        arrays: the same rule over arrays; without it the rule itself is plain arithmetic and serves for both.
        words: the words that the rule gives; `arrays` then gives their places.

    Returns:
        A decorator. The function it makes takes scalars, sequences of equal length with scalars beside them, or arrays.

    Example:
        >>> @elementwise()
        ... def half(value):
        ...     return value / 2
        >>> half(3), half([3.0, None])
        (1.5, [1.5, None])
    """

    def decorate(kernel: Callable[..., Result]) -> Broadcast[Result]:
        names = kernel.__code__.co_varnames[: kernel.__code__.co_argcount]

        @wraps(kernel)
        def call(*args: object, **named: object) -> object:
            if named:
                args = _bind(kernel.__name__, names, args, named)
            for value in args:
                if type(value) is not float or value - value != 0.0:
                    break
            else:
                return _settle(kernel, args)
            if len(args) != len(names):
                raise TypeError(f"{kernel.__name__}() takes {', '.join(names)}, not {len(args)} arguments.")
            if not _SCALARS.issuperset(map(type, args)):
                if any(map(is_array, args)):
                    columns = dict(zip(names, args, strict=True))
                    index = shared_index(kernel.__name__, columns)
                    found = _over_arrays(kernel, arrays, words, columns)
                    return found if index is None else as_series(found, index, kernel.__name__, found.dtype)
                if any(map(is_column, args)):
                    return _over_sequences(kernel, names, args, words=words is not None)
            row = tuple(map(read_number, args, names))
            return _one(kernel, row, words=words is not None)

        made = cast("Broadcast[Result]", call)
        made.sweep = partial(_swept, kernel)
        return made

    return decorate


def _bind(
    function: str, names: Sequence[str], args: tuple[object, ...], named: dict[str, object]
) -> tuple[object, ...]:
    """Positional and named arguments in the order of the names."""
    rest = names[len(args) :]
    if set(rest) != set(named):
        raise TypeError(f"{function}() takes {', '.join(names)}; got {len(args)} and {', '.join(named)}.")
    return (*args, *(named[name] for name in rest))


def _settle(kernel: Callable[..., object], row: tuple[object, ...]) -> object:
    """Apply a rule to finite floats."""
    try:
        result = kernel(*row)
    except ZeroDivisionError:
        return Undefined.DIV0
    except OverflowError:
        return Undefined.NUM
    return Undefined.NUM if type(result) is float and result - result != 0.0 else result


def _one(kernel: Callable[..., object], row: tuple[object, ...], *, words: bool) -> object:
    """Apply a rule to inputs of which some may be missing or undefined."""
    for value in row:
        if type(value) is not float:
            return None if words or None in row else next(v for v in row if isinstance(v, Undefined))
    return _settle(kernel, row)


def _over_sequences(
    kernel: Callable[..., object], names: Sequence[str], args: Sequence[object], *, words: bool
) -> list[object]:
    """The rule row by row."""
    sizes = {
        name: len(cast("Sequence[object]", arg))
        for name, arg in zip(names, args, strict=True)
        if is_column(arg)
    }
    if len(set(sizes.values())) > 1:
        lengths = ", ".join(f"{name} {size}" for name, size in sizes.items())
        raise ValueError(f"{kernel.__name__}() needs columns of equal length, not {lengths}.")
    columns = [
        read_column(arg, name) if name in sizes else [read_number(arg, name)] * next(iter(sizes.values()))
        for name, arg in zip(names, args, strict=True)
    ]
    plain = set().union(*(map(type, column) for column in columns)) <= {float, type(None)}
    swept = _swept(kernel, *columns) if plain else None
    return swept or [_one(kernel, row, words=words) for row in zip(*columns, strict=True)]


def _swept(kernel: Callable[..., object], *columns: Sequence[object]) -> list[Any] | None:
    """Apply a rule to whole columns in one sweep; None where a row needs more care: a division by zero, a huge number."""
    try:
        if any(None in column for column in columns):
            found = [None if None in row else kernel(*row) for row in zip(*columns, strict=True)]
        else:
            found = list(map(kernel, *columns))
    except ArithmeticError:
        return None
    floats: list[Any] = (
        found if set(map(type, found)) == {float} else [one for one in found if type(one) is float]
    )
    return found if all_finite(floats) else None


def all_finite(floats: Sequence[float]) -> bool:
    """Return whether floats are finite; their sum mostly tells at once."""
    total = sum(floats)
    return total - total == 0.0 or all(map(isfinite, floats))


def _over_arrays(
    kernel: Callable[..., object],
    arrays: ArrayKernel | None,
    words: Sequence[str] | None,
    args: dict[str, object],
) -> NDArray[Any]:
    """The rule over whole arrays; missing and undefined results are NaN, or None among words."""
    numpy = sys.modules["numpy"]
    floats = [_floats(numpy, arg, name) for name, arg in args.items()]
    with numpy.errstate(all="ignore"):
        result = kernel(*floats) if arrays is None else arrays(numpy, *floats)
    if words is None:
        return cast("NDArray[Any]", numpy.where(numpy.isfinite(result), result, numpy.nan))
    known = sum(numpy.isnan(values) for values in floats) == 0
    lookup = numpy.array([*words, None], dtype=object)
    return cast("NDArray[Any]", lookup[numpy.where(known, result, len(words))])


def _floats(numpy: ModuleType, values: object, name: str) -> NDArray[Any]:
    """An argument as float64, with NaN for what is missing or undefined."""
    if not is_array(values):
        shape = (len(cast("Sequence[object]", values)),) if is_column(values) else ()
        return _known_floats(numpy, values, name).reshape(shape)
    array = numpy.ma.asanyarray(values)
    if array.dtype.kind not in "iuf":
        return _known_floats(numpy, array.ravel(), name).reshape(array.shape)
    floats = numpy.ma.filled(array.astype(numpy.float64), numpy.nan)
    return cast("NDArray[Any]", numpy.where(numpy.isfinite(floats), floats, numpy.nan))


def _known_floats(numpy: ModuleType, values: object, name: str) -> NDArray[Any]:
    known = [value if type(value) is float else numpy.nan for value in read_column(values, name)]
    return cast("NDArray[Any]", numpy.array(known, dtype=numpy.float64))
