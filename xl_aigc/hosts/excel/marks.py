"""Error values on their way from Python to VBA: marked texts.

COM would carry an error value, but what turns Python's values into COM's (pywin32) makes none from a value that a server
returns; xlwings itself writes None and NaN as empty texts. So an error goes as its text behind a character of Unicode's private
use area: no vendor, filing or keyboard gives that character a meaning, it passes xlwings' conversion and COM's UTF-16
untouched, and where the mark is not read (wrappers made by xlwings itself) a person still sees `#N/A`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.cell_errors import CellError

if TYPE_CHECKING:
    from xl_aigc.functions import Grid, Result

MARK: Final = "\ue000"


def marked(outcome: Result | Grid) -> object:
    r"""Convert a result for COM: errors marked, whole numbers as floats, rows kept.

    Excel's own numbers are floats, and 32-bit Excel takes no 64-bit integer from VBA.

    Example:
        >>> marked([[1, "a", True], [CellError.NA, 0.5, ""]]) == [[1.0, "a", True], ["\ue000#N/A", 0.5, ""]]
        True
    """
    if isinstance(outcome, list):
        return [[_marked_cell(value) for value in row] for row in outcome]
    return _marked_cell(outcome)


def _marked_cell(value: Result) -> float | str | bool:
    if isinstance(value, CellError):
        return MARK + value.value
    return float(value) if type(value) is int else value
