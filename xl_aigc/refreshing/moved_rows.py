"""Rows of ours that a person moved by inserting or deleting others."""

from __future__ import annotations

from bisect import bisect
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from xl_aigc.ooxml.references import split_cell
from xl_aigc.refreshing.sameness import Recogniser
from xl_aigc.report.prints import is_written, print_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.refreshing.sameness import RowMap
    from xl_aigc.report.canonical import Keys
    from xl_aigc.report.prints import Prints

_MOST_FOREIGN: Final = 0.02
"""Above this share of cells that are not where they were written, moved rows are looked for."""
_ALWAYS: Final = 3
"""So many constants may be a person's in any case."""


def recognisers(found: FoundBook, written: Prints) -> dict[str, Recogniser]:
    """Return what tells cells of ours from a person's, by the name of each sheet.

    Args:
        found: the workbook as the person left it.
        written: what was last written into it.
    """
    back: dict[str, RowMap] = {}
    forward: dict[str, RowMap] = {}
    for key, title in found.titles.items():
        rows = moved_rows(found.cells(title), written.sheets.get(key, {}), found.keys)
        if rows:
            forward[title], back[title] = row_map(rows), row_map({now: row for row, now in rows.items()})
    bodies = {table.sheet: table.body for table in found.tables.values()}
    return {title: Recogniser(found.keys, title, bodies, back, forward) for title in found.book.sheets}


Rows = dict[int, tuple[tuple[int, bytes], ...]]
"""Column and print of the constants of each row."""


def moved_rows(held: Mapping[str, BookCell], written: Mapping[str, bytes], keys: Keys) -> dict[int, int]:
    """Find the present row of each row of the report; empty where none moved.

    Args:
        held: the cells of a sheet.
        written: the prints of what was last written into it.
        keys: the keys behind the names that the workbook shows.
    """
    lost = sum(_is_lost(held.get(at), one, keys) for at, one in written.items())
    if lost <= max(_ALWAYS, _MOST_FOREIGN * len(written)):
        return {}
    constants = {at: cell for at, cell in held.items() if cell.formula is None and cell.value != ""}
    known = set(written.values())
    ours = _rows((at, one) for at, one in written.items())
    theirs = _rows(
        (at, one) for at, cell in constants.items() if (one := print_of(cell.value, None, keys)) in known
    )
    there = {one for row in theirs.values() for _, one in row}
    kept = {row: tuple(cell for cell in cells if cell[1] in there) for row, cells in ours.items()}
    found = _matched({row: cells for row, cells in kept.items() if cells}, theirs)
    return found if any(row != now for row, now in found.items()) else {}


def _is_lost(cell: BookCell | None, written: bytes, keys: Keys) -> bool:
    """Return whether a constant is not where it was written; formulas do not tell, since their references move."""
    return cell is None or (cell.formula is None and not is_written(cell, written, keys))


def _rows(prints: Iterable[tuple[str, bytes]]) -> Rows:
    rows: dict[int, list[tuple[int, bytes]]] = {}
    for at, one in prints:
        row, column = split_cell(at)
        rows.setdefault(row, []).append((column, one))
    return {row: tuple(sorted(rows[row])) for row in sorted(rows)}


def _matched(ours: Rows, theirs: Rows) -> dict[int, int]:
    matcher = SequenceMatcher(None, list(ours.values()), list(theirs.values()), autojunk=False)
    before, after = list(ours), list(theirs)
    return {
        before[block.a + n]: after[block.b + n]
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    }


def row_map(pairs: Mapping[int, int]) -> RowMap:
    """Return a map of rows: those between two known ones move as the one above them does.

    Args:
        pairs: known rows, from and to.

    Example:
        >>> now = row_map({1: 1, 8: 9, 12: 14})
        >>> [now(row) for row in (1, 5, 8, 10, 13)]
        [1, 5, 9, 11, 15]
    """
    known = sorted(pairs)

    def moved(row: int) -> int:
        if row in pairs:
            return pairs[row]
        place = bisect(known, row)
        if not place:
            return row
        near = known[place - 1]
        return row + pairs[near] - near

    return moved
