"""The error values of a spreadsheet: what a cell shows in place of a result, and the numbers that Excel has for them."""

import enum
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final


class CellError(enum.Enum):
    """An error value of a spreadsheet; its value is the text that a cell shows.

    Example:
        >>> CellError.NA.value, CellError("#N/A") is CellError.NA
        ('#N/A', True)
    """

    NULL = "#NULL!"
    DIV0 = "#DIV/0!"
    VALUE = "#VALUE!"
    REF = "#REF!"
    NAME = "#NAME?"
    NUM = "#NUM!"
    NA = "#N/A"
    GETTING_DATA = "#GETTING_DATA"
    SPILL = "#SPILL!"
    CONNECT = "#CONNECT!"
    BLOCKED = "#BLOCKED!"
    UNKNOWN = "#UNKNOWN!"
    FIELD = "#FIELD!"
    CALC = "#CALC!"
    BUSY = "#BUSY!"
    EXTERNAL = "#EXTERNAL!"
    PYTHON = "#PYTHON!"
    TIMEOUT = "#TIMEOUT!"


EXCEL_CODES: Final[Mapping[CellError, int]] = MappingProxyType(
    {
        CellError.NULL: 2000,
        CellError.DIV0: 2007,
        CellError.VALUE: 2015,
        CellError.REF: 2023,
        CellError.NAME: 2029,
        CellError.NUM: 2036,
        CellError.NA: 2042,
        CellError.GETTING_DATA: 2043,
        CellError.SPILL: 2045,
        CellError.CONNECT: 2046,
        CellError.BLOCKED: 2047,
        CellError.UNKNOWN: 2048,
        CellError.FIELD: 2049,
        CellError.CALC: 2050,
        CellError.BUSY: 2051,
    }
)
"""Excel's numbers of error values (`XlCVError`), the arguments of VBA's `CVErr`; the newest errors have none that is published."""
_COM: Final = -2146828288
"""The HRESULT 0x800A0000: COM passes an error value as this and Excel's number."""
LOWEST_COM, HIGHEST_COM = _COM + 2000, _COM + 2255
"""The whole numbers that error values arrive as; newer versions of Excel may use those that have no name here."""
ERRORS_OF_COM: Final = frozenset(range(LOWEST_COM, HIGHEST_COM + 1))


def has_error_of_com(numbers: Sequence[object]) -> bool:
    """Return whether some floats and blanks hold a number by which COM passes an error; most columns hold none so low, which is soon seen."""
    known: Sequence[Any] = [number for number in numbers if number] if None in numbers else numbers
    soon = min(known, default=0.0) > HIGHEST_COM  # false of a NaN too
    return not soon and not ERRORS_OF_COM.isdisjoint(known)


_BY_COM: Final = {_COM + code: error for error, code in EXCEL_CODES.items()}


def error_of_com(value: float) -> CellError | None:
    """Return the error value that COM passes as a whole number; None for any other number.

    Example:
        >>> error_of_com(-2146826246), error_of_com(-2146826243.0), error_of_com(-2146826200), error_of_com(-5)
        (<CellError.NA: '#N/A'>, <CellError.SPILL: '#SPILL!'>, <CellError.VALUE: '#VALUE!'>, None)
    """
    if not LOWEST_COM <= value <= HIGHEST_COM or value != int(value):
        return None
    return _BY_COM.get(int(value), CellError.VALUE)
