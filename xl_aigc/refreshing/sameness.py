"""Does a cell still hold what was last written into it?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.refreshing.canonical import canonical, without_rows

if TYPE_CHECKING:
    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.ooxml.plan import CellValue
    from xl_aigc.report.drawn import Drawn

_DIGITS: Final = 1e-14
"""Excel keeps 17 digits of a number that it did not touch, some other programs 15."""


def same_value(held: object, written: CellValue | None) -> bool:
    """Return whether two values are one: a blank is an empty text, a number is equal to 15 digits.

    Example:
        >>> same_value(0.1 + 0.2, 0.3), same_value("", None), same_value(0.0, ""), same_value("1", 1)
        (True, True, False, False)
    """
    if isinstance(written, CellError):
        return held == written.value
    if written is None or isinstance(written, str) or isinstance(held, str) or held is None:
        return _text(held) == _text(written)
    if isinstance(written, bool) or isinstance(held, bool):
        return held is written
    return isinstance(held, (int, float)) and math.isclose(held, written, rel_tol=_DIGITS)


def _text(value: object) -> object:
    """Return a text as every program gives it back: line breaks are one character."""
    if value is None:
        return ""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def same_cell(held: BookCell | None, written: Drawn | None, *, rows_moved: bool = False) -> bool:
    """Return whether a person's cell holds the formula, or the constant, that was written.

    The value beside a formula does not matter: a spreadsheet program computes it anew.

    Args:
        held: the cell of the file; None where it is empty.
        written: what was last written; None where nothing was.
        rows_moved: rows were inserted, so that references may name other rows.
    """
    if written is None or (written.formula is None and written.value == ""):
        return held is None or (held.formula is None and held.value == "")
    if held is None:
        return False
    if written.formula is None or held.formula is None:
        return written.formula is None and held.formula is None and same_value(held.value, written.value)
    if written.formula == held.formula:
        return True
    ours, theirs = canonical(written.formula), canonical(held.formula)
    return ours == theirs or (rows_moved and without_rows(ours) == without_rows(theirs))
