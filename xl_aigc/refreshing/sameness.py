"""Does a cell still hold what was last written into it?"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.report.canonical import Body, Shift, with_columns, with_places
from xl_aigc.report.prints import BLANK, is_written, print_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.ooxml.plan import CellValue
    from xl_aigc.report.canonical import Keys
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


@dataclass(frozen=True)
class Recogniser:
    """Tells cells that were written from those that a person changed, on a sheet of a workbook.

    Attributes:
        keys: the keys behind the names that the workbook shows.
        sheet: the name of the sheet.
        bodies: our table of each sheet, by title.
        back: by the title of a sheet whose cells a person moved, where each of them was.
        forward: the same the other way round.
    """

    keys: Keys
    sheet: str = ""
    bodies: Mapping[str, Body] = field(default_factory=dict)
    back: Mapping[str, Shift] = field(default_factory=dict)
    forward: Mapping[str, Shift] = field(default_factory=dict)

    def wrote(self, held: BookCell | None, written: bytes, row: int = 0) -> bool:
        """Return whether a cell still holds what was written into it.

        The value beside a formula does not matter: a spreadsheet program computes it anew.

        Args:
            held: the cell of the file; None where it is empty.
            written: the print of what was last written.
            row: the row that the cell stands in.
        """
        was = self._as_written(held)
        if is_written(was, written, self.keys):
            return True
        if held is None or not held.formula:
            return False
        named = with_columns(held.formula, (self.sheet, row), self.bodies)
        return named != held.formula and is_written(
            self._as_written(replace(held, formula=named)), written, self.keys
        )

    def shows(self, held: BookCell | None, fresh: Drawn | None) -> bool:
        """Return whether a cell holds what is to be written now.

        Args:
            held: the cell of the file; None where it is empty.
            fresh: what is to be written; None for nothing.
        """
        now = BLANK if fresh is None else print_of(fresh.value, fresh.formula, self.keys)
        same = is_written(self._as_written(held), now, self.keys)
        return same and (held.fills if held else None) == (fresh.fills if fresh else None)

    def was(self, formula: str) -> str:
        """Return a formula of the file whose references name the cells where they were written."""
        return with_places(formula, self.sheet, self.back) if self.back else formula

    def placed(self, formula: str) -> str:
        """Return a formula of ours whose references name the cells where the person has moved them."""
        return with_places(formula, self.sheet, self.forward) if self.forward else formula

    def _as_written(self, held: BookCell | None) -> BookCell | None:
        if held is None or held.formula is None or not self.back:
            return held
        return replace(held, formula=self.was(held.formula))
