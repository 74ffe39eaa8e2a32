"""A sheet of three: as last written, as it should be now, and as the person keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from xl_aigc.ooxml.edits.plan import Content, NewRow, SheetEdit
from xl_aigc.ooxml.references import Area, cell_name, split_cell
from xl_aigc.refreshing.canonical import canonical, without_rows
from xl_aigc.refreshing.sameness import same_cell, same_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.ooxml.plan import CellValue
    from xl_aigc.report.drawn import Drawn

_MOST_FOREIGN: Final = 0.1
"""Above this share of cells that are not where they were written, rows that a person inserted are looked for."""


@dataclass
class SheetMerge:
    """New contents of a sheet.

    Attributes:
        values: new values of formulas that stay.
        contents: cells that get another content.
        rows: new rows below the last.
        forgotten: formulas whose value is no longer known.
        kept: cells of ours that the person changed, and that stay as they are.
    """

    values: dict[str, CellValue] = field(default_factory=dict)
    contents: dict[str, Content] = field(default_factory=dict)
    rows: dict[int, NewRow] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)
    kept: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    grown: dict[str, str] = field(default_factory=dict)

    def edit(self) -> SheetEdit:
        """Return the same as the package takes it."""
        return SheetEdit(
            self.values, self.contents, self.rows, frozenset(self.forgotten), self.links, self.grown
        )


def merge_cells(
    held: Mapping[str, BookCell], written: Mapping[str, Drawn], fresh: Mapping[str, Drawn]
) -> SheetMerge:
    """Plan a sheet: the fresh content goes wherever the person's cell still holds what was last written.

    Args:
        held: the cells of the file.
        written: what was last written.
        fresh: what is to be written now, at the same addresses.
    """
    merge = SheetMerge()
    moved = _moved_rows(held, written)
    last = max((split_cell(name)[0] for name in written), default=0)
    shift = moved.get(last, last) - last
    below: dict[int, dict[int, Content]] = {}
    for name in sorted(written.keys() | fresh.keys(), key=split_cell):
        row, column = split_cell(name)
        if row > last:
            below.setdefault(row + shift, {})[column] = _content(fresh[name])
            continue
        at = cell_name(moved[row], column) if row in moved else name
        merge_cell(
            merge, at, held.get(at), written.get(name), fresh.get(name), moved=moved.get(row, row) != row
        )
    for row, contents in below.items():
        merge.rows[row] = NewRow(last + shift, contents)
    if below:
        right = max(column for _, column in map(split_cell, written))
        before = Area(last + shift, 1, last + shift, right)
        merge.grown[before.name] = Area(before.top, 1, max(below), right).name
    return merge


def merge_cell(
    merge: SheetMerge,
    at: str,
    held: BookCell | None,
    written: Drawn | None,
    fresh: Drawn | None,
    *,
    moved: bool = False,
) -> None:
    """Decide on one cell: the fresh content if the person's cell is still what was written, else theirs.

    Args:
        merge: what the decision is added to.
        at: the cell's address in the file.
        held: the person's cell.
        written: what was last written into it.
        fresh: what is to be written now.
        moved: rows were inserted or deleted above, so that references name other rows.
    """
    if not same_cell(held, written, rows_moved=moved):
        if not same_cell(held, fresh, rows_moved=moved):
            merge.kept.append(at)
        elif fresh is not None and fresh.formula is not None:
            merge.values[at] = fresh.value
    elif fresh is None:
        if held is not None:
            merge.contents[at] = Content()
    elif fresh.formula is None:
        stays = held is None or held.formula is None  # a formula that shows the same value goes too
        if not (stays and same_value(None if held is None else held.value, fresh.value)):
            merge.contents[at] = _content(fresh)
    else:
        _merge_formula(merge, at, held, written, fresh, moved=moved)


def _merge_formula(
    merge: SheetMerge,
    at: str,
    held: BookCell | None,
    written: Drawn | None,
    fresh: Drawn,
    *,
    moved: bool,
) -> None:
    """A formula of ours: its new value, and its new text where that is another."""
    if written is not None and (written.formula, written.fills) == (fresh.formula, fresh.fills):
        if held is None or not same_value(held.value, fresh.value):
            merge.values[at] = fresh.value
    elif moved:
        merge.forgotten.add(at)  # the new text would name rows of before
    else:
        merge.contents[at] = _content(fresh)


def _content(drawn: Drawn) -> Content:
    value = None if drawn.value == "" and drawn.formula is None else drawn.value
    return Content(value, drawn.formula, drawn.fills)


def _moved_rows(held: Mapping[str, BookCell], written: Mapping[str, Drawn]) -> dict[int, int]:
    """Find the present row of each row of the report, after a person inserted or deleted rows."""
    rows = {row: row for row, _ in map(split_cell, written)}
    foreign = sum(not same_cell(held.get(name), drawn) for name, drawn in written.items())
    if foreign <= _MOST_FOREIGN * len(written):
        return rows
    ours, theirs = _signatures_written(written), _signatures_held(held)
    matcher = SequenceMatcher(None, list(ours.values()), list(theirs.values()), autojunk=False)
    numbers = list(ours), list(theirs)
    return {
        numbers[0][block.a + n]: numbers[1][block.b + n]
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    }


def _signatures_written(cells: Mapping[str, Drawn]) -> dict[int, tuple[str, ...]]:
    """Return the content of each row without its number."""
    return _signatures({name: (cell.formula, cell.value) for name, cell in cells.items()})


def _signatures_held(cells: Mapping[str, BookCell]) -> dict[int, tuple[str, ...]]:
    return _signatures({name: (cell.formula, cell.value) for name, cell in cells.items()})


def _signatures(cells: Mapping[str, tuple[str | None, object]]) -> dict[int, tuple[str, ...]]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for name, (formula, value) in cells.items():
        row, column = split_cell(name)
        if formula is not None or value != "":
            says = str(value) if formula is None else without_rows(canonical(formula))
            rows.setdefault(row, []).append((column, says))
    return {row: tuple(says for _, says in sorted(rows[row])) for row in sorted(rows)}
