"""Turn a rule for one company into a function over scalars, sequences, NumPy arrays and pandas Series.

A kernel is written for finite floats only: here its inputs are read and its result is settled. NumPy is not imported
here: an array can only come from a program that has imported it.
"""

from __future__ import annotations

import sys
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar, cast, overload

from xl_aigc.metrics.reading import all_finite, is_array, is_column, read_column, read_number
from xl_aigc.metrics.series import as_series, shared_index
from xl_aigc.metrics.undefined import Number, Undefined

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
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
