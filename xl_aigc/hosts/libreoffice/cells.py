"""What a result must be so that Calc shows it as the number, text or error value that it is.

Runs inside LibreOffice, on its own Python: standard library and Python 3.10 only. Arguments need no such care: ranges come as
tuples of rows, blanks in them as empty texts, dates as serial numbers, and Calc itself stops a call that holds an error.
"""

import struct
from collections.abc import Callable
from typing import Final

from xl_aigc.functions.cells import CellError, Grid, Result

Block = tuple[tuple[float | str, ...], ...]
"""Rows as Calc takes them back; an error is a float, see `ERRORS`."""

ERROR_CODES: Final = {
    CellError.NUM: 503,
    CellError.VALUE: 519,
    CellError.NULL: 521,
    CellError.REF: 524,
    CellError.NAME: 525,
    CellError.DIV0: 532,
    CellError.NA: 32767,
}
"""Calc's numbers of error values, those that a cell's `getError` gives."""
_QUIET_NAN: Final = 0x7FF8 << 48


def _error_as_float(code: int) -> float:
    """An error as Calc holds it: a NaN whose lowest bits are the error's number."""
    (value,) = struct.unpack("<d", struct.pack("<Q", _QUIET_NAN | code))
    return float(value)


ERRORS: Final = {error: _error_as_float(code) for error, code in ERROR_CODES.items()}


def given_back(result: Result) -> float | str:
    """One result as Calc takes it.

    Whole numbers and booleans go as floats: Calc 7.4 reads a number beyond 32 bits as nothing, and FALSE in an array as TRUE.

    Example:
        >>> given_back(5 * 10**9), given_back(False), given_back("n.a."), given_back(CellError.NA)
        (5000000000.0, 0.0, 'n.a.', nan)
    """
    if isinstance(result, CellError):
        return ERRORS[result]
    return result if isinstance(result, str) else float(result)


def block(found: Result | Grid) -> Block:
    """What a function gave as rows of cells; one value is a block of one cell.

    Calc 7.4 takes an array only from a function that is declared to give one, so every function gives one.

    Example:
        >>> block(0.2), block([[1, "x"], [2, "y"]])
        (((0.2,),), ((1.0, 'x'), (2.0, 'y')))
    """
    if isinstance(found, list):
        return tuple([tuple([given_back(value) for value in row]) for row in found])
    return ((given_back(found),),)


def method(call: Callable[..., Result | Grid]) -> Callable[..., Block]:
    """A method of the add-in from a function of the catalogue.

    Args:
        call: the function's `call`, which never raises.
    """

    def called(_: object, *given: object) -> Block:
        # Calc gives None for each argument left out. Without those at the end, numbers alone take the function's fast way.
        while given and given[-1] is None:
            given = given[:-1]
        found = call(*given)
        return ((found,),) if type(found) is float else block(found)

    return called
