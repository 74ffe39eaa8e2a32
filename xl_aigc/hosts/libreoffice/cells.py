"""Conversion of results so that Calc shows each as the number, text or error value that it is.

Runs inside LibreOffice, on its own Python: standard library and Python 3.10 only. Arguments need no such care: ranges come as
tuples of rows, blanks in them as empty texts, dates as serial numbers, and Calc itself stops a call that holds an error.
"""

import struct
from collections.abc import Callable
from typing import Final

from xl_aigc.cell_errors import CellError
from xl_aigc.functions.cells import Grid, Result
from xl_aigc.functions.log import log_refusal
from xl_aigc.hosts.libreoffice.reasons import reason_at

Block = tuple[tuple[float | str, ...], ...]
"""Rows as Calc takes them back; an error is a float, see `ERRORS`."""

ERROR_CODES: Final = dict.fromkeys(CellError, 519) | {
    CellError.NUM: 503,
    CellError.NULL: 521,
    CellError.REF: 524,
    CellError.NAME: 525,
    CellError.DIV0: 532,
    CellError.NA: 32767,
}
"""Calc's numbers of error values, those that a cell's `getError` gives. It has none for Excel's newer ones: they show #VALUE!."""
ONE_CELL: Final = frozenset({"STATUS", "SOURCE", "NAME", "CLAIM"})
"""Functions of texts, which in Calc take one cell for each argument and give one.

Calc 7.4 never finds a text that came in an array equal to another (`=A1="x"`, COUNTIF and VLOOKUP all fail, without an error),
and a function is declared to give either one value or an array. A silent miscount in a column of statuses would be worse.
"""
OF_DOCUMENT: Final = frozenset({"WHY"})
"""Functions to which Calc hands the document, before the arguments."""
_QUIET_NAN: Final = 0x7FF8 << 48


def _error_as_float(code: int) -> float:
    """Return an error as Calc holds it: a NaN whose lowest bits are the error's number."""
    (value,) = struct.unpack("<d", struct.pack("<Q", _QUIET_NAN | code))
    return float(value)


ERRORS: Final = {error: _error_as_float(code) for error, code in ERROR_CODES.items()}


def given_back(result: Result) -> float | str:
    """Return one result as Calc takes it.

    Whole numbers and booleans go as floats: Calc 7.4 reads a number beyond 32 bits as nothing, and FALSE in an array as TRUE.

    Example:
        >>> given_back(5 * 10**9), given_back(False), given_back("n.a."), given_back(CellError.NA)
        (5000000000.0, 0.0, 'n.a.', nan)
    """
    if isinstance(result, CellError):
        return ERRORS[result]
    return result if isinstance(result, str) else float(result)


def block(found: Result | Grid) -> Block:
    """Convert a result to rows of cells; a single value is a block of one cell.

    Calc 7.4 takes an array only from a function that is declared to give one; so those that may give several cells always do.

    Example:
        >>> block(0.2), block([[1, "x"], [2, "y"]])
        (((0.2,),), ((1.0, 'x'), (2.0, 'y')))
    """
    if isinstance(found, list):
        return tuple([tuple([given_back(value) for value in row]) for row in found])
    return ((given_back(found),),)


def method(key: str, call: Callable[..., Result | Grid]) -> Callable[..., Block | float | str]:
    """Return a method of the add-in from a function of the catalogue.

    Args:
        key: the function's key; those in `ONE_CELL` give one value, the others rows of cells.
        call: its `call`, which never raises.
    """
    if key in OF_DOCUMENT:
        return _of_document(call)
    return _one_cell(key, call) if key in ONE_CELL else _cells(call)


def _cells(call: Callable[..., Result | Grid]) -> Callable[..., Block]:
    def called(_: object, *given: object) -> Block:
        # Calc gives None for each argument left out. Without those at the end, numbers alone take the function's fast way.
        while given and given[-1] is None:
            given = given[:-1]
        found = call(*given)
        return ((found,),) if type(found) is float else block(found)

    return called


def _one_cell(key: str, call: Callable[..., Result | Grid]) -> Callable[..., float | str]:
    def called(_: object, *given: object) -> float | str:
        found = call(*given)
        if isinstance(found, list):
            log_refusal(key, f"in Calc AIGC.{key} takes one cell for each argument: fill the formula down.")
            return ERRORS[CellError.VALUE]
        return given_back(found)

    return called


def _of_document(call: Callable[..., Result | Grid]) -> Callable[..., Block]:
    def called(_: object, document: object = None, *given: object) -> Block:
        text = given[0] if given and isinstance(given[0], str) else ""
        reason = reason_at(document, text)
        return block(reason or call(*(each for each in given if each is not None)))

    return called
