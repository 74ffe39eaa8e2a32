"""The errors of a result, by which a function knows the result that it is given."""

from __future__ import annotations

from typing import Final, NamedTuple, cast

from xl_aigc.cell_errors import CellError, has_error_of_com
from xl_aigc.functions.cells import ArgumentError, cell
from xl_aigc.functions.shapes import flat, rows

_NO_ERRORS: Final = frozenset((float, type(None), bool))
_SENT: Final = (str, int, float)
"""The kinds of values as which error values come from a host, beside those of our own."""


class Outcome(NamedTuple):
    """The errors of a result, by which a function knows the result that it is given.

    Attributes:
        error: the first error, row after row.
        height: the rows of the result.
        row: the row of the first error, from 1.
        column: its column.
        errors: the cells with an error.
    """

    error: CellError
    height: int
    row: int
    column: int
    errors: int


def errors_in(result: object) -> Outcome | None:
    """The errors of a cell or of rows of cells, None where there are none."""
    lines = result if isinstance(result, list) else [[result]]
    kinds = list(map(type, flat(lines)))
    if CellError not in kinds:
        return None
    row, column = divmod(kinds.index(CellError), len(lines[0]))
    return Outcome(
        cast("CellError", lines[row][column]), len(lines), row + 1, column + 1, kinds.count(CellError)
    )


def errors_given(argument: object) -> Outcome | None:
    """The errors of an argument, which a host may send as texts or whole numbers; None where it is no rectangle of such cells."""
    try:
        held = rows(argument)
    except ArgumentError:
        return None
    cells = flat(held)
    if _NO_ERRORS.issuperset(set(map(type, cells))) and not has_error_of_com(cells):
        return None
    return errors_in([[cell(one) if isinstance(one, _SENT) else one for one in row] for row in held])


def may_show(argument: object, outcome: Outcome) -> bool:
    """Return whether an argument holds the error of a result in its place, which is soon seen."""
    row = argument[outcome.row - 1] if isinstance(argument, (list, tuple)) else argument
    cells = row if isinstance(row, (list, tuple)) else [row]
    is_array = hasattr(row, "tolist")  # of a library, which is read as a whole
    return is_array or (outcome.column <= len(cells) and cell(cells[outcome.column - 1]) is outcome.error)


def height_of(argument: object) -> int:
    """The rows of an argument."""
    return len(argument) if isinstance(argument, (list, tuple)) else 1
