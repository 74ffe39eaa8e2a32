"""The operators of cell formulas and the few built-in functions that stand around AIGC functions in examples and reports."""

from __future__ import annotations

import operator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.functions.cells import ArgumentError, cell, flag, number, result, text
from xl_aigc.functions.shapes import common_shape, folded, rows, stretched

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ARITHMETIC: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
}
_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def spread(compute: Callable[..., object], *arguments: object) -> object:
    """Apply a function of cells over arguments that stretch to one shape."""
    rectangles = [rows(each) for each in arguments]
    try:
        height, width = common_shape(rectangles)
    except ArgumentError as misfit:
        return misfit.error
    columns = (stretched(each, height, width) for each in rectangles)
    grid = folded([result(compute(*cells)) for cells in zip(*columns, strict=True)], width)
    return grid[0][0] if height == width == 1 else grid


def apply(symbol: str, left: object, right: object) -> object:
    """Return a binary operator over cells or ranges."""
    compute = _compare if symbol in _COMPARISONS else _calculate
    return spread(partial(compute, symbol), left, right)


def _calculate(symbol: str, left: object, right: object) -> object:
    """Arithmetic of two cells; as in Excel a blank counts as 0 and the first error is the result."""
    operands = [0 if each is None or each == "" else number(each) for each in (left, right)]
    error = next((each for each in operands if isinstance(each, CellError)), None)
    if error is not None:
        return error
    if None in operands:
        return CellError.VALUE  # a mark for missing is a text to Excel's own operators
    try:
        computed = _ARITHMETIC[symbol](*operands)
    except ZeroDivisionError:
        return CellError.DIV0
    except OverflowError:
        return CellError.NUM
    return CellError.NUM if isinstance(computed, complex) else computed


def _compare(symbol: str, left: object, right: object) -> object:
    """Comparison of two cells: numbers stand before texts, texts before booleans, and case does not matter."""
    for each in (left, right):
        if isinstance(each, CellError):
            return each
    return _COMPARISONS[symbol](_order(left), _order(right))


def _order(value: object) -> tuple[int, object]:
    if isinstance(value, bool):
        return 2, value
    return (1, value.casefold()) if isinstance(value, str) else (0, value or 0)


def concatenate(left: object, right: object) -> object:
    """Return the operator `&`."""
    return spread(_joined, left, right)


def _joined(left: object, right: object) -> object:
    texts = ["" if each is None else each if isinstance(each, str) else text(each) for each in (left, right)]
    return next((each for each in texts if isinstance(each, CellError)), None) or "".join(map(str, texts))


def _iferror(value: object, otherwise: object = 0) -> object:
    return spread(lambda one, other: other if isinstance(one, CellError) else one, value, otherwise)


def _if(test: object, then: object = True, otherwise: object = False) -> object:  # noqa: FBT002  as Excel's IF takes them
    def choose(one: object, yes: object, no: object) -> object:
        chosen = flag(one)
        return chosen if isinstance(chosen, CellError) else yes if chosen else no

    return spread(choose, test, then, otherwise)


def _asking(question: Callable[[object], bool]) -> Callable[[object], object]:
    return lambda value: spread(question, value)


def _is_number(value: object) -> bool:
    return isinstance(cell(value), (int, float)) and not isinstance(value, bool)


def _sum(*arguments: object) -> object:
    """Return the numbers of all cells; texts and booleans count as nothing, the first error is the result."""
    held = [value for each in arguments for row in rows(each) for value in row]
    error = next((value for value in held if isinstance(value, CellError)), None)
    return error or result(sum(value for value in held if _is_number(value)))  # type: ignore[misc]  # numbers, as just asked


def chosen_cell(row: object = None, column: object = 1) -> tuple[int, int] | None:
    """Return the row and column that INDEX is asked for, counted from 1, 0 for all; None where they are none."""
    places = [int(place) for place in (number(row), number(column)) if isinstance(place, float)]
    return (places[0], places[1]) if len(places) > 1 and min(places) >= 0 else None


def _index(array: object, row: object, column: object = 1) -> object:
    """Return one cell of a range, counted from 1, or a whole row or column for the place 0."""
    rectangle, places = rows(array), chosen_cell(row, column)
    if places is None:
        return CellError.VALUE
    down, across = places
    if down > len(rectangle) or across > len(rectangle[0]):
        return CellError.REF
    chosen = rectangle[down - 1 : down] if down else rectangle
    cells = [[result(value) for value in (each[across - 1 : across] if across else each)] for each in chosen]
    return cells[0][0] if len(cells) == len(cells[0]) == 1 else cells


BUILTINS: Final[Mapping[str, Callable[..., object]]] = {
    "IFERROR": _iferror,
    "IF": _if,
    "ISERROR": _asking(lambda value: isinstance(value, CellError)),
    "ISNA": _asking(lambda value: value is CellError.NA),
    "ISNUMBER": _asking(_is_number),
    "ISTEXT": _asking(lambda value: isinstance(value, str)),
    "SUM": _sum,
    "INDEX": _index,
    "ROWS": lambda array: len(rows(array)),
    "COLUMNS": lambda array: len(rows(array)[0]),
}
