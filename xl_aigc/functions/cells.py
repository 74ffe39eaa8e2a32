"""Values of cells: reading a value that comes in, and writing a result.

A cell is a number, a text, a boolean, nothing, or an error value. Results are the same without nothing: a missing
result is `#N/A`, an undefined one `#DIV/0!` or `#NUM!`, and NaN, infinity or a Python object never reaches a cell.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Final, cast

from xl_aigc.cell_errors import ERRORS_OF_COM, HIGHEST_COM, CellError, error_of_com
from xl_aigc.data.missing import is_missing, is_missing_number
from xl_aigc.data.numerals import number_in_text
from xl_aigc.errors import FunctionError
from xl_aigc.metrics import Undefined
from xl_aigc.metrics.reading import all_finite

Cell = float | int | str | bool | CellError | None
"""A value of a cell before a calculation."""
Result = float | int | str | bool | CellError
"""A value that a function may write into one cell."""
Grid = list[list[Result]]
"""A spilled result: a rectangle, row by row."""

LONGEST: Final = 32_767
"""Characters that a cell of Excel holds; a longer text of another program is `#VALUE!`."""
LARGEST: Final = 1.7976931348623157e308
_ERRORS: Final = {error.value: error for error in CellError}
_UNDEFINED: Final = {Undefined.DIV0: CellError.DIV0, Undefined.NUM: CellError.NUM}
_EXACT: Final = 2**53
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001  a serial number of a spreadsheet has no time zone


class ArgumentError(FunctionError):
    """An argument that a function can't take: the cell shows `error`, the log file has the sentence.

    `given` is true where the reason is an error value within an argument.
    """

    def __init__(
        self,
        problem: str,
        *,
        expected: str | None = None,
        error: CellError = CellError.VALUE,
        given: bool = False,
    ) -> None:
        super().__init__(problem, expected=expected)
        self.error = error
        self.given = given


class NoResultError(ArgumentError):
    """No fault, but no result: a figure that is not known, or a number that is not defined for the figures given.

    The log leaves it out; the sentence is written when someone asks why.

    Args:
        sentence: writes it.
        error: what the cell shows.
    """

    def __init__(self, sentence: Callable[[], str], error: CellError = CellError.NA) -> None:
        super().__init__("There is no result.", error=error)
        self.sentence = sentence


def serial(day: date) -> float | int:
    """The serial number of a date or a time, days since 1899-12-30, as a cell holds it.

    Example:
        >>> serial(date(2024, 9, 12))
        45547
    """
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001  as above
    days = (moment.replace(tzinfo=None) - _EPOCH) / timedelta(days=1)
    return int(days) if days.is_integer() else days


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
    if value is None or isinstance(value, (bool, CellError)):
        return value
    if isinstance(value, (int, float)):
        if value <= HIGHEST_COM and (error := error_of_com(value)):
            return error
        return value if isinstance(value, int) else _finite(value)
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

    Booleans count as 1 and 0, and texts as the numbers that a formula of Excel takes them for. Another text is `#VALUE!`.

    Example:
        >>> number(True), number("1,234"), number("12%"), number("不适用"), number("twelve")
        (1.0, 1234.0, 0.12, None, <CellError.VALUE: '#VALUE!'>)
    """
    if type(value) is float and value > HIGHEST_COM:
        return _finite(value)
    found = cell(value)
    if isinstance(found, str):
        written = number_in_text(found)
        unread = None if is_missing_number(found) else CellError.VALUE
        return unread if written is None else written
    return _float(found) if isinstance(found, int) else found


def are_plain(values: Sequence[object]) -> bool:
    """Return whether cells are finite floats and blanks, none of them an error of COM, so that each is read as it is."""
    kinds = set(map(type, values))
    if not kinds <= {float, type(None)}:
        return False
    held = cast("Sequence[float]", values if kinds == {float} else [*filter(None, values)])
    soon = min(held, default=0.0) > HIGHEST_COM
    return all_finite(held) and (soon or ERRORS_OF_COM.isdisjoint(held))


def _float(whole: int) -> float | CellError:
    """A whole number as the float that a cell would hold."""
    return float(whole) if -LARGEST <= whole <= LARGEST else CellError.NUM


def is_word(value: object) -> bool:
    """Return whether a cell holds a text that is neither a number nor a mark for a missing one.

    Example:
        >>> is_word("Revenue"), is_word("1,234"), is_word("n.a."), is_word(5.0)
        (True, False, False, False)
    """
    found = cell(value) if isinstance(value, str) else None
    return isinstance(found, str) and number_in_text(found) is None and not is_missing_number(found)


def says_percent(value: object) -> bool:
    """Return whether a cell is a text with a percent sign behind it.

    Example:
        >>> says_percent("12%"), says_percent(" 12％ "), says_percent(0.12)
        (True, True, False)
    """
    return isinstance(value, str) and value.rstrip().endswith(("%", "％"))


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


def number_or_text(value: object) -> float | str | CellError | None:
    """A cell that may hold a number or a text, which stays a text.

    Example:
        >>> number_or_text("1,234"), number_or_text("Revenue")
        (1234.0, 'Revenue')
    """
    return text(value) if is_word(value) else number(value)


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
    raise FunctionError(f"A function gave {type(value).__name__}, which no cell can hold.")
