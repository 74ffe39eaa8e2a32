"""What a cell holds: how a value that comes in is read, and how a result goes out.

A cell is a number, a text, a boolean, nothing, or an error value. Results are the same without nothing: a missing
result is `#N/A`, an undefined one `#DIV/0!` or `#NUM!`, and NaN, infinity or a Python object never reaches a cell.
"""

from datetime import date, datetime, timedelta
from typing import Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.missing import is_missing
from xl_aigc.errors import FunctionError
from xl_aigc.metrics import Undefined

Cell = float | int | str | bool | CellError | None
"""What a cell may hold before a calculation."""
Result = float | int | str | bool | CellError
"""What a function may write into one cell."""
Grid = list[list[Result]]
"""What a function spills: a rectangle, row by row."""

LONGEST: Final = 32_767
"""Characters that a cell of Excel holds; a longer text of another program is `#VALUE!`."""
LARGEST: Final = 1.7976931348623157e308
_ERRORS: Final = {error.value: error for error in CellError}
_UNDEFINED: Final = {Undefined.DIV0: CellError.DIV0, Undefined.NUM: CellError.NUM}
_EXACT: Final = 2**53
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001  a serial number of a spreadsheet has no time zone


class ArgumentError(FunctionError):
    """An argument that a function can't take: the cell shows `error`, the log file has the sentence."""

    def __init__(
        self, problem: str, *, expected: str | None = None, error: CellError = CellError.VALUE
    ) -> None:
        super().__init__(problem, expected=expected)
        self.error = error


def serial(day: date) -> float | int:
    """The serial number of a date or a time, days since 1899-12-30, as a cell holds it.

    Example:
        >>> serial(date(2024, 9, 12))
        45547
    """
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001  as above
    days = (moment.replace(tzinfo=None) - _EPOCH) / timedelta(days=1)
    return int(days) if days.is_integer() else days


def day_of_serial(days: float) -> date:
    """The date of a serial number; the inverse of `serial`.

    Raises:
        OverflowError: no date has that number.

    Example:
        >>> day_of_serial(45547.75)
        datetime.date(2024, 9, 12)
    """
    return (_EPOCH + timedelta(days=days)).date()


def cell(value: object) -> Cell:
    """Read a value from a host as a cell.

    Dates become serial numbers, a mark for missing becomes None, the text of an error becomes the error.

    Args:
        value: a number, text, boolean, date, None, `CellError`, or a number of another library.

    Example:
        >>> cell(" n.a. "), cell(date(2024, 6, 30)), cell("#N/A")
        (None, 45473, <CellError.NA: '#N/A'>)
    """
    if isinstance(value, str):
        return _of_text(value.strip())
    if isinstance(value, float):
        return _finite(value)
    if value is None or isinstance(value, (bool, int, CellError)):
        return value
    if isinstance(value, date):
        return serial(value)
    return _UNDEFINED[value] if isinstance(value, Undefined) else _foreign(value)


def _of_text(text: str) -> str | CellError | None:
    """A text as a cell: a mark for missing is None, the text of an error value is the error, as Office.js passes it."""
    if len(text) > LONGEST:
        return CellError.VALUE
    if text.startswith("#") and text in _ERRORS:
        return _ERRORS[text]
    return None if is_missing(text) else text


def _foreign(value: object) -> Cell:
    """A number of another library (Decimal, NumPy) as a float; anything else is no cell value."""
    if not hasattr(type(value), "__float__"):
        return CellError.VALUE
    return _finite(float(value))  # type: ignore[arg-type]  # it has the method, as just asked


def _finite(value: float) -> float | CellError | None:
    """A float as a cell: NaN is how other libraries say missing, and no cell holds infinity."""
    if -LARGEST <= value <= LARGEST:
        return value
    return None if value != value else CellError.NUM  # noqa: PLR0124  the test for NaN that needs no import


def number(value: object) -> float | CellError | None:
    """A cell where a number is due.

    Booleans count as 1 and 0, as in a formula. Text is `#VALUE!`, also if it looks like a number.

    Example:
        >>> number(True), number("12"), number("不适用")
        (1.0, <CellError.VALUE: '#VALUE!'>, None)
    """
    if type(value) is float:
        return _finite(value)
    if type(value) is int:
        return _float(value)
    found = cell(value)
    if isinstance(found, str):
        return CellError.VALUE
    return _float(found) if isinstance(found, int) else found


def _float(whole: int) -> float | CellError:
    """A whole number as the float that a cell would hold."""
    return float(whole) if -LARGEST <= whole <= LARGEST else CellError.NUM


def text(value: object) -> str | CellError | None:
    """A cell where a text is due; a whole number is taken by its digits (a ticker typed as a number).

    Example:
        >>> text(300418.0), text(" 归母净利润 ")
        ('300418', '归母净利润')
    """
    if type(value) is str:
        return _of_text(value.strip())
    found = cell(value)
    if found is None or isinstance(found, (str, CellError)):
        return found
    if isinstance(found, bool):
        return str(found).upper()
    if isinstance(found, float) and found.is_integer() and -_EXACT <= found <= _EXACT:
        return str(int(found))
    return str(found)


def flag(value: object) -> bool | CellError | None:
    """A cell where yes or no is due: a boolean, or a number (0 is no).

    Example:
        >>> flag(0.0), flag("perhaps")
        (False, <CellError.VALUE: '#VALUE!'>)
    """
    found = cell(value)
    if found is None or isinstance(found, CellError):
        return found
    if isinstance(found, str):
        return {"true": True, "false": False}.get(found.casefold(), CellError.VALUE)
    return bool(found)


def result(value: object) -> Result:
    """A computed value as a function may write it: missing is `#N/A`, undefined is `#DIV/0!` or `#NUM!`.

    Raises:
        FunctionError: a Python object that no cell can hold.

    Example:
        >>> result(None), result(Undefined.DIV0), result(float("inf"))
        (<CellError.NA: '#N/A'>, <CellError.DIV0: '#DIV/0!'>, <CellError.NUM: '#NUM!'>)
    """
    if isinstance(value, float):
        number = _finite(float(value))
        return CellError.NA if number is None else number
    if value is None:
        return CellError.NA
    if isinstance(value, (str, bool, CellError)):
        return value
    if isinstance(value, int):
        return value if -_EXACT <= value <= _EXACT else _float(value)
    if isinstance(value, Undefined):
        return _UNDEFINED[value]
    raise FunctionError(f"a function gave {type(value).__name__}, which no cell can hold.")
