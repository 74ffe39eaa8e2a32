"""Cell references: `C7`, `A1:C7`, `'Sheet 1'!$A$1:$C$7`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ROW: Final = 1_048_576
MAX_COLUMN: Final = 16_384

_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_QUALIFIED: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!:,()\s]+))!(.+)", re.DOTALL)


@lru_cache(maxsize=512)
def column_letters(column: int) -> str:
    """Letters of a column's number, from 1.

    Example:
        >>> column_letters(1), column_letters(28), column_letters(16384)
        ('A', 'AB', 'XFD')
    """
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


@lru_cache(maxsize=512)
def column_number(letters: str) -> int:
    """Number of a column, from 1.

    Example:
        >>> column_number("A"), column_number("AB")
        (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def cell_name(row: int, column: int) -> str:
    """Name of a cell.

    Example:
        >>> cell_name(7, 3)
        'C7'
    """
    return f"{column_letters(column)}{row}"


def split_cell(name: str) -> tuple[int, int]:
    """Row and column, from 1, of a cell's name.

    Raises:
        WorkbookError: it names no cell.

    Example:
        >>> split_cell("$C$7")
        (7, 3)
    """
    match = _CELL.fullmatch(name)
    row, column = (int(match[2]), column_number(match[1])) if match else (0, 0)
    if not (0 < row <= MAX_ROW and 0 < column <= MAX_COLUMN):
        raise WorkbookError(f"{name[:40]!r} names no cell.", expected="a name such as C7.")
    return row, column


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, text: str) -> Area:
        """Area of a range such as `A1:C7`, or of a cell.

        Raises:
            WorkbookError: it is neither.

        Example:
            >>> Area.parse("$C$7:A1").name
            'A1:C7'
        """
        first, _, last = text.partition(":")
        (row, column), (other_row, other_column) = split_cell(first), split_cell(last or first)
        return cls(
            min(row, other_row), min(column, other_column), max(row, other_row), max(column, other_column)
        )

    @property
    def name(self) -> str:
        """Return the range in words that a sheet uses."""
        first, last = cell_name(self.top, self.left), cell_name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    @property
    def columns(self) -> range:
        """Return the numbers of its columns."""
        return range(self.left, self.right + 1)

    @property
    def size(self) -> int:
        """Return the number of its cells."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def cells(self) -> Iterator[tuple[int, int]]:
        """Row and column of every cell, row by row."""
        for row in range(self.top, self.bottom + 1):
            for column in self.columns:
                yield row, column

    def joined(self, other: Area) -> Area:
        """Return the smallest area that holds both.

        Example:
            >>> Area.parse("B2").joined(Area.parse("A4:A9")).name
            'A2:B9'
        """
        return Area(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )


def qualified(sheet: str, area: str) -> str:
    """Put the name of its sheet before a range, always quoted.

    Example:
        >>> qualified("It's one", "$A$1:$B$2")
        "'It''s one'!$A$1:$B$2"
    """
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{area}"


def split_sheet(reference: str) -> tuple[str, Area]:
    """Name of the sheet, and area, of a qualified range.

    Raises:
        WorkbookError: it is no single range on one sheet.

    Example:
        >>> split_sheet("'It''s one'!$A$1:$B$2")[0]
        "It's one"
    """
    match = _QUALIFIED.fullmatch(reference)
    if not match:
        raise WorkbookError(
            f"{reference[:80]!r} is no range on a sheet.", expected="one such as 'Sheet 1'!$A$1:$A$9."
        )
    return (match[1] or match[2]).replace("''", "'"), Area.parse(match[3])
