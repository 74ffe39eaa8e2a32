"""Values as the type and the text of a `<c>` element."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.escape import cell_text

if TYPE_CHECKING:
    from xl_aigc.ooxml.plan import CellValue
    from xl_aigc.ooxml.strings import SharedStrings

_LONGEST_SHARED: Final = 4000
"""A longer text stands in its cell alone: among the shared ones, the record's would stay after a refresh."""


def number_text(value: float) -> str:
    """Return a number in the shortest form that reads back as the same number.

    Raises:
        WorkbookError: it is NaN or infinite, which no cell can hold.

    Example:
        >>> number_text(0.1), number_text(3), number_text(1e22)
        ('0.1', '3', '1e+22')
    """
    if isinstance(value, int):
        return int.__repr__(value)
    if not isfinite(value):
        raise WorkbookError(
            f"{value!r} is no number that a cell can hold.",
            expected="a finite number, a text, an error value or an empty cell.",
        )
    return float.__repr__(value)


def cached(value: object) -> tuple[str, str]:
    """Type attribute and text of a formula's value, or of a cell that a dynamic array fills.

    Args:
        value: a `CellValue`; anything else is refused.

    Raises:
        WorkbookError: the value is none that a cell can hold.

    Example:
        >>> cached(1.5), cached("n.a."), cached(True), cached(CellError("#N/A"))
        (('', '1.5'), (' t="str"', 'n.a.'), (' t="b"', '1'), (' t="e"', '#N/A'))
    """
    if isinstance(value, str):
        return ' t="str"', cell_text(value)
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, (float, int)):
        return "", number_text(value)
    if isinstance(value, CellError):
        return ' t="e"', value.value
    raise WorkbookError(
        f"A value of type {type(value).__name__} fits in no cell.",
        expected="float, int, str, bool or CellError.",
    )


def plain(value: CellValue, strings: SharedStrings) -> tuple[str, str]:
    """Type attribute and text of a value without a formula.

    Raises:
        WorkbookError: the value is none that a cell can hold.
    """
    if isinstance(value, str) and len(value) <= _LONGEST_SHARED:
        return ' t="s"', str(strings.index(value))
    return cached(value)
