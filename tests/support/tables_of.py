"""What the two tables of a workbook show, by company and column."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import cell_name
from xl_aigc.refreshing.found import FoundBook, find

if TYPE_CHECKING:
    from pathlib import Path


Shown = dict[tuple[str, str], object]


def shown(path: Path, name: str) -> Shown:
    """What a table shows, but for the numbers of its rows; an empty cell and an empty text are one."""
    with Book(path) as book:
        return _shown(find(book), name)


def both_shown(path: Path) -> dict[str, Shown]:
    """What both tables show, by name."""
    with Book(path) as book:
        found = find(book)
        return {name: _shown(found, name) for name in found.tables}


def _shown(found: FoundBook, name: str) -> Shown:
    table = found.tables[name]
    held = found.cells(table.sheet)
    return {
        (ticker, key): getattr(held.get(cell_name(row, column)), "value", "")
        for ticker, row in table.rows.items()
        for key, column in table.columns.items()
        if key != "row"
    }


def same(one: object, other: object) -> bool:
    """Whether two values are one, numbers to nine digits."""
    numbers = isinstance(one, float) and isinstance(other, float)
    return math.isclose(one, other, rel_tol=1e-9) if numbers else one == other


def differences(one: Shown, other: Shown) -> list[tuple[str, str]]:
    """The cells that only one has, or that show different values."""
    return [at for at in one.keys() | other.keys() if not same(one.get(at), other.get(at))]
