"""Place of a table on its sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter, quote_sheetname

if TYPE_CHECKING:
    from collections.abc import Sequence


def row_area(row: int, places: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """Return the address of cells side by side, and that of the first of them.

    Args:
        row: their row.
        places: first column and width of each.

    Example:
        >>> row_area(7, [(2, 2), (4, 1)])
        ('B7:D7', 'B7')
    """
    (first, _), (last, span) = places[0], places[-1]
    start = f"{get_column_letter(first)}{row}"
    return f"{start}:{get_column_letter(last + span - 1)}{row}", start


@dataclass(frozen=True, slots=True)
class Placed:
    """Place of a table, for charts and formulas that read it.

    Attributes:
        sheet: title of the sheet.
        first: first row of its body.
        last: last row of its body (without totals).
        columns: column number of each field.
        heading: row of its headings.
    """

    sheet: str
    first: int
    last: int
    columns: dict[str, int]
    heading: int

    def used(self, count: int) -> Placed:
        """Return the first rows of the body, without the spare ones."""
        return replace(self, last=self.first + count - 1)

    def range(self, key: str, *, last: int | None = None) -> str:
        """Return the body of a column as an absolute reference with its sheet."""
        letter = get_column_letter(self.columns[key])
        return f"{quote_sheetname(self.sheet)}!${letter}${self.first}:${letter}${last or self.last}"

    def table(self, left: str, right: str) -> str:
        """Return the columns from one to another with their headings as an absolute reference with its sheet."""
        letters = [get_column_letter(self.columns[key]) for key in (left, right)]
        return f"{quote_sheetname(self.sheet)}!${letters[0]}${self.heading}:${letters[1]}${self.last}"
