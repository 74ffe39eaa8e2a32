"""Ranges: reading them into rectangles, stretching them over one another, cutting them into columns."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar, cast

from xl_aigc.cell_errors import CellError
from xl_aigc.functions.cells import ArgumentError, Grid, Result, cell, result

Read = TypeVar("Read")
Rows = list[Sequence[object]]
"""A range as it came in: rows of equal length, cells not yet read."""
MOST_CELLS: Final = 250_000
"""Cells of a result that is larger than every range it was computed from; 5,500 companies in 40 periods are 220,000."""
WHOLE_COLUMN: Final = 1_048_576
"""Rows of a sheet in Excel and Calc."""
_ROWS_AT_ONCE: Final = 4096
"""Blank rows that are compared in one step."""
_SCALARS: Final = frozenset({float, int, str, bool})


def is_range(argument: object) -> bool:
    """Return whether an argument is a range (a sequence, or an array of a library that can turn into one)."""
    if argument is None or type(argument) in _SCALARS:
        return False
    return isinstance(argument, (list, tuple)) or hasattr(argument, "tolist")


def rows(argument: object) -> Rows:
    """An argument as a rectangle: a scalar is one cell, a flat sequence is a column.

    Raises:
        ArgumentError: an empty sequence, or rows of different lengths.

    Example:
        >>> rows([1, 2]), rows(((1, 2), (3, 4))), rows(5)
        ([[1], [2]], [(1, 2), (3, 4)], [[5]])
    """
    if not is_range(argument):
        return [[argument]]
    if not isinstance(argument, (list, tuple)):
        return rows(argument.tolist())  # type: ignore[attr-defined]  # is_range has just asked for it
    if not argument:
        raise ArgumentError("An empty range was given.", expected="at least one cell.")
    if not isinstance(argument[0], (list, tuple)):
        if any(isinstance(each, (list, tuple)) for each in argument):
            raise ArgumentError("A range mixes cells and rows.", expected="rows of equal length.")
        return [[each] for each in argument]
    if not all(issubclass(kind, (list, tuple)) for kind in set(map(type, argument))):
        raise ArgumentError("A range mixes cells and rows.", expected="rows of equal length.")
    if set(map(len, argument)) != {len(argument[0])} or not argument[0]:
        raise ArgumentError("A range is not a rectangle.", expected="rows of equal length.")
    return list(argument)


def used_rows(arguments: Sequence[object]) -> list[object]:
    """Arguments with their whole columns cut to the rows that one of them uses.

    Excel hands over all of `A:M`, a million rows of which a table uses the first few. Columns that stand beside one another stay of one
    height; a range that is no whole column stays as it is.

    Raises:
        ArgumentError: a whole column that is no rectangle.
    """
    whole = [_height(each) >= WHOLE_COLUMN for each in arguments]
    if not any(whole):
        return list(arguments)
    cut = [rows(each) if is_whole else each for each, is_whole in zip(arguments, whole, strict=True)]
    columns = [each for each, is_whole in zip(cut, whole, strict=True) if is_whole]
    last = max(map(_last_used, columns))  # type: ignore[arg-type]  # rows, as just read
    return [each[:last] if is_whole else each for each, is_whole in zip(cut, whole, strict=True)]  # type: ignore[index]


def _height(argument: object) -> int:
    """The rows of an argument, 1 for a cell."""
    if isinstance(argument, (list, tuple)):
        return len(argument)
    shape = getattr(argument, "shape", ())
    return int(shape[0]) if isinstance(shape, tuple) and shape else 1


def _last_used(rectangle: Rows) -> int:
    """The number of rows down to the last one that holds something; 1 where none does."""
    last, bottom = len(rectangle), rectangle[-1]
    if any(cell(value) is not None for value in bottom):
        return last
    blank = [bottom] * _ROWS_AT_ONCE
    while last > _ROWS_AT_ONCE and rectangle[last - _ROWS_AT_ONCE : last] == blank:
        last -= _ROWS_AT_ONCE
    used = (at for at in range(last, 1, -1) if any(cell(value) is not None for value in rectangle[at - 1]))
    return next(used, 1)


def only_cell(argument: object) -> object:
    """The one cell of a scalar argument or a range of one cell.

    Raises:
        ArgumentError: a range of several cells.
    """
    if not is_range(argument):
        return argument
    rectangle = rows(argument)
    if len(rectangle) == 1 and len(rectangle[0]) == 1:
        return rectangle[0][0]
    raise ArgumentError("An option was given a range of several cells.", expected="one cell.")


def common_shape(rectangles: Sequence[Rows]) -> tuple[int, int]:
    """The rows and columns that ranges stretch to: a single row or column repeats, as in Excel.

    Raises:
        ArgumentError: two ranges that fit neither way, or a row over a column that give too many cells.

    Example:
        >>> common_shape([[[1], [2], [3]], [[10, 20]]])
        (3, 2)
    """
    height = max(len(each) for each in rectangles)
    width = max(len(each[0]) for each in rectangles)
    if any(len(each) not in (1, height) or len(each[0]) not in (1, width) for each in rectangles):
        shapes = ", ".join(f"{len(each)} x {len(each[0])}" for each in rectangles)
        raise ArgumentError(
            f"Ranges of {shapes} cells do not fit together.", expected="equal shapes, or one row or column."
        )
    check_growth(height, width, max(len(each) * len(each[0]) for each in rectangles))
    return height, width


def check_growth(height: int, width: int, given: int) -> None:
    """Refuse a result of more than `MOST_CELLS`, unless as many cells were given.

    A short call could otherwise ask for the product of a long row and a long column, and take all memory.

    Raises:
        ArgumentError: too many cells.

    Example:
        >>> check_growth(1_000_000, 3, given=3_000_000)
    """
    if height * width > max(MOST_CELLS, given):
        raise ArgumentError(
            f"The result would have {height:,} x {width:,} cells.",
            expected=f"at most {MOST_CELLS:,}, or as many as the range given.",
        )


def flat(rectangle: Rows) -> list[object]:
    """All cells of a range, row after row."""
    if len(rectangle[0]) == 1:
        return [row[0] for row in rectangle]
    return [value for row in rectangle for value in row]


def stretched(rectangle: Rows, height: int, width: int) -> list[object]:
    """All cells of a range stretched to a shape, row after row."""
    if width == 1:
        column = [row[0] for row in rectangle]
        return column if len(column) == height else column * height
    wide = [list(row) if len(row) == width else [row[0]] * width for row in rectangle]
    tall = wide if len(wide) == height else wide * height
    return [value for row in tall for value in row]


def folded(values: Sequence[Result], width: int) -> Grid:
    """Cells in a row as rows of a width; the inverse of `stretched`."""
    if width == 1:
        return [[value] for value in values]
    return [list(values[start : start + width]) for start in range(0, len(values), width)]


def finished(outcome: object) -> Result | Grid:
    """Turn a computed value into a rectangle of results, or into one result.

    Raises:
        FunctionError: something no cell can hold.
        ArgumentError: rows of different lengths.
    """
    if not isinstance(outcome, (list, tuple)):
        return result(outcome)
    grid: Grid = [[result(value) for value in row] for row in rows(outcome)]
    return grid[0][0] if len(grid) == 1 and len(grid[0]) == 1 else grid


def each_cell(rectangle: Rows, read: Callable[[object], Read]) -> list[Read]:
    """All cells of a range, row after row, each read by one of the readers of `cells`."""
    return [read(value) for row in rectangle for value in row]


def first_error(values: Sequence[object]) -> CellError | None:
    """The first error value that is not `#N/A`; `#N/A` is how a cell says missing, so it does not spoil a range."""
    for value in values:
        if isinstance(value, CellError) and value is not CellError.NA:
            return value
    return None


def known(values: Sequence[object]) -> list[float | None]:
    """Numbers of a range with `#N/A` read as missing; the other errors must be dealt with before."""
    if CellError not in set(map(type, values)):
        return cast("list[float | None]", list(values))
    return cast("list[float | None]", [None if isinstance(value, CellError) else value for value in values])
