"""Cells of ours that a person moved by inserting or deleting rows and columns of a sheet."""

from __future__ import annotations

from bisect import bisect
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from xl_aigc.ooxml.references import split_cell
from xl_aigc.refreshing.sameness import Recogniser
from xl_aigc.report.canonical import Shift
from xl_aigc.report.prints import is_written, print_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.report.canonical import Keys, LineMap
    from xl_aigc.report.prints import Prints

_MOST_FOREIGN: Final = 0.02
"""Above this share of cells that are not where they were written, some may be a person's and others moved."""
_ALWAYS: Final = 3
"""So many constants may be a person's in any case; they have moved if all of them are found elsewhere."""


def recognisers(found: FoundBook, written: Prints) -> dict[str, Recogniser]:
    """Return what tells cells of ours from a person's, by the name of each sheet.

    Args:
        found: the workbook as the person left it.
        written: what was last written into it.
    """
    back: dict[str, Shift] = {}
    forward: dict[str, Shift] = {}
    bodies = {table.sheet: table.body for table in found.tables.values()}
    for key, title in found.titles.items():
        body = bodies.get(title)
        skipped = range(body.top - 1, body.bottom + 1) if body else range(0)
        pairs = moved_lines(found.cells(title), written.sheets.get(key, {}), found.keys, skipped)
        if pairs:
            forward[title] = Shift(*map(line_map, pairs))
            back[title] = Shift(*(line_map({now: line for line, now in one.items()}) for one in pairs))
    return {title: Recogniser(found.keys, title, bodies, back, forward) for title in found.book.sheets}


Lines = dict[int, int]
"""The present row or column of each known one of the report."""


def moved_lines(
    held: Mapping[str, BookCell],
    written: Mapping[str, bytes],
    keys: Keys,
    skipped: Container[int] = (),
) -> tuple[Lines, Lines] | None:
    """Find the present rows and columns of those of the report; None where none moved.

    Args:
        held: the cells of a sheet.
        written: the prints of what was last written into it.
        keys: the keys behind the names that the workbook shows.
        skipped: rows of the file that hold a table.
    """
    lost = _lost(held, written, keys, Shift())
    if not lost:
        return None
    known = set(written.values())
    constants = {split_cell(at): cell.value for at, cell in held.items() if cell.formula is None}
    theirs = {
        place: one
        for place, value in constants.items()
        if place[0] not in skipped and value != "" and (one := print_of(value, None, keys)) in known
    }
    there = set(theirs.values())
    ours = {split_cell(at): one for at, one in written.items() if one in there}
    rows, columns = (_matched(_lines(ours, axis), _lines(theirs, axis)) for axis in (0, 1))
    if all(line == now for lines in (rows, columns) for line, now in lines.items()):
        return None
    left = _lost(held, written, keys, Shift(line_map(rows), line_map(columns)))
    many = lost > max(_ALWAYS, _MOST_FOREIGN * len(written))
    return (rows, columns) if left == 0 or (many and left < lost) else None


def _lost(held: Mapping[str, BookCell], written: Mapping[str, bytes], keys: Keys, moved: Shift) -> int:
    """Count the constants that are not where they would be."""
    return sum(_is_lost(held.get(moved.cell(at)), one, keys) for at, one in written.items())


def _is_lost(cell: BookCell | None, written: bytes, keys: Keys) -> bool:
    """Return whether a constant is not where it was written; formulas do not tell, since their references move."""
    return cell is None or (cell.formula is None and not is_written(cell, written, keys))


def _lines(prints: Mapping[tuple[int, int], bytes], axis: int) -> dict[int, tuple[bytes, ...]]:
    """Return the prints of each row (axis 0) or column (axis 1), in their order."""
    lines: dict[int, list[bytes]] = {}
    for place in sorted(prints, key=lambda one: (one[axis], one[1 - axis])):
        lines.setdefault(place[axis], []).append(prints[place])
    return {line: tuple(found) for line, found in lines.items()}


def _matched(ours: Mapping[int, tuple[bytes, ...]], theirs: Mapping[int, tuple[bytes, ...]]) -> Lines:
    matcher = SequenceMatcher(None, list(ours.values()), list(theirs.values()), autojunk=False)
    before, after = list(ours), list(theirs)
    return {
        before[block.a + n]: after[block.b + n]
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    }


def line_map(pairs: Lines) -> LineMap:
    """Return a map of rows or columns: those between two known ones move as the one before them does.

    Args:
        pairs: known ones, from and to.

    Example:
        >>> now = line_map({1: 1, 8: 9, 12: 14})
        >>> [now(row) for row in (1, 5, 8, 10, 13)]
        [1, 5, 9, 11, 15]
    """
    known = sorted(pairs)

    def moved(line: int) -> int:
        if line in pairs:
            return pairs[line]
        place = bisect(known, line)
        if not place:
            return line
        near = known[place - 1]
        return line + pairs[near] - near

    return moved
