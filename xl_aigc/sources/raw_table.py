"""A table as it lies in a file, a sheet, an answer: rows of cells, and where they are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xl_aigc.errors import Place
from xl_aigc.outside import MAX_WORD, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

Cell = str | float | int | bool | Decimal | dt.date | dt.time | dt.timedelta | None


class Unclear(str):
    """A text that is one number or another, by whether its comma or point parts decimals or thousands."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows that can be read once.

    Attributes:
        rows: the number of each row, from 1, and its cells.
        file: the file, or words for what is none.
        sheet: the sheet, None for what has none.
        headed: whether the first row is the header and every other one data, as in a database.
    """

    rows: Iterable[tuple[int, Sequence[Cell]]]
    file: Path | str
    sheet: str | None = None
    headed: bool = False

    def place(self, line: int | None = None, key: str | None = None) -> Place:
        """The place of a row or a cell."""
        return Place(self.file, line, key, self.sheet)


def shown(cell: Cell) -> str:
    """A cell as text; a whole number without its point, what is missing as nothing.

    Example:
        >>> shown(300418.0), shown(None), shown(" Wind ")
        ('300418', '', 'Wind')
    """
    if isinstance(cell, str):
        return cell.strip()
    if cell is None or cell != cell:  # noqa: PLR0124  NaN is not equal to itself
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def heading_text(cell: Cell) -> str:
    r"""Read a cell of a header; a text that is not accepted is of no known name, and is shown with its column left out.

    Example:
        >>> heading_text("营业收入\x1b")
        '营业收入\\x1b'
    """
    return printable(shown(cell)[:MAX_WORD], kept="\t\r\n")
