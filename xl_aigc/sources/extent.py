"""The extent of a sheet: how many cells it has and which range they span, within bounds; and marks of its cells.

Bounds: 2,000,000 cells in a range of 5,000,000 and 5,000 columns. The reader reserves the whole range that the cells of a
sheet span, so that one cell in the last corner would cost gigabytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import DataError
from xl_aigc.sources.number_formats import NumberFormat

if TYPE_CHECKING:
    from xl_aigc.errors import Place

MAX_CELLS: Final = 2_000_000
MAX_AREA: Final = 5_000_000
MAX_COLUMNS: Final = 5_000
ERROR: Final = "#ERROR!"
"""The text in place of a cell with an error value, which the reader would give as an empty one."""
NOT_COMPUTED: Final = "="
"""The text in place of a formula whose value is not in the file."""
RAISED: Final = "¹"
"""The mark of a text of which some characters are raised or lowered, as that of a note behind a number is."""

Marks = dict[tuple[int, int], str | NumberFormat]
"""Texts in place of cells without a value, and formats that say more than their numbers, by row and column from 1."""


@dataclass(slots=True)
class _Span:
    first: int | None = None
    last: int = 0

    def widen(self, first: int, last: int) -> int:
        """Take in more places; the extent that follows."""
        self.first = first if self.first is None else min(self.first, first)
        self.last = max(self.last, last)
        return self.last - self.first + 1


@dataclass(slots=True)
class Extent:
    """Counts the cells of one sheet and the range that they span, and notes marks of its cells."""

    place: Place
    marks: Marks = field(default_factory=dict)
    _cells: int = 0
    _rows: _Span = field(default_factory=_Span)
    _columns: _Span = field(default_factory=_Span)

    def cell(self, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        """Take in a cell, or a block of equal ones.

        Raises:
            DataError: the sheet is beyond the bounds.
        """
        self._cells += rows * columns
        width = self._columns.widen(column, column + columns - 1)
        height = self._rows.widen(row, row + rows - 1)
        if self._cells > MAX_CELLS or width > MAX_COLUMNS or width * height > MAX_AREA:
            raise absurd(
                self.place,
                f"It has {self._cells:,} cells or more in {height:,} rows and {width:,} columns.",
                f"{MAX_CELLS:,} cells in a range of {MAX_AREA:,} and {MAX_COLUMNS:,} columns",
            )


def absurd(place: Place, problem: str, bound: str) -> DataError:
    """Return the refusal of a file that is beyond a bound, or that no program would write."""
    return DataError(
        problem,
        place,
        expected=f"at most {bound}." if bound[0].isdigit() else f"{bound}.",
        remedy="Do not open it unless you know where it is from; else export fewer periods at a time.",
    )
