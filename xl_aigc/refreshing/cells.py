"""A sheet of three: as last written, as it should be now, and as the person keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from xl_aigc.ooxml.edits.plan import Content, NewRow, SheetEdit
from xl_aigc.ooxml.references import Area, split_cell
from xl_aigc.refreshing.sameness import same_value
from xl_aigc.report.canonical import Shift
from xl_aigc.report.prints import BLANK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.ooxml.plan import CellValue
    from xl_aigc.refreshing.sameness import Recogniser
    from xl_aigc.report.drawn import Drawn

_NOWHERE: Final = Shift()


@dataclass
class SheetMerge:
    """New contents of a sheet.

    Attributes:
        values: new values of formulas that stay.
        contents: cells that get another content.
        rows: new rows below the last.
        forgotten: formulas whose value is no longer known.
        kept: cells of ours that the person changed, and that stay as they are.
        stays: the same cells by their addresses in the report.
    """

    values: dict[str, CellValue] = field(default_factory=dict)
    contents: dict[str, Content] = field(default_factory=dict)
    rows: dict[int, NewRow] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)
    kept: list[str] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    grown: dict[str, str] = field(default_factory=dict)

    def edit(self) -> SheetEdit:
        """Return the same as the package takes it."""
        forgotten = frozenset(self.forgotten - self.contents.keys())
        return SheetEdit(self.values, self.contents, self.rows, forgotten, self.links, self.grown)


def merge_cells(
    held: Mapping[str, BookCell],
    written: Mapping[str, bytes],
    fresh: Mapping[str, Drawn],
    look: Recogniser,
    moved: Shift = _NOWHERE,
    *,
    last: int = 0,
) -> SheetMerge:
    """Plan a sheet: the fresh content goes wherever the person's cell still holds what was last written.

    Args:
        held: the cells of the file.
        written: the prints of what was last written.
        fresh: what is to be written now, at the addresses of the report.
        look: tells cells that were written from a person's.
        moved: where the cells of the report are in the file.
        last: the last row that was written, be it a blank one; a row below it is a new one.
    """
    merge = SheetMerge()
    last = max((last, *(split_cell(name)[0] for name in written)))
    below: dict[int, dict[int, Content]] = {}
    for name in sorted(written.keys() | fresh.keys(), key=split_cell):
        drawn, column = split_cell(name)
        row = moved.row(drawn)
        if drawn > last:
            below.setdefault(row, {})[moved.column(column)] = content_of(fresh[name], look)
            continue
        at, now = moved.cell(name), fresh.get(name)
        before = len(merge.kept)
        if now is not None and now.fills is not None:
            now = replace(now, fills=at)
        merge_cell(merge, at, held.get(at), written.get(name, BLANK), now, look)
        if len(merge.kept) > before:
            merge.stays.append(name)
    bottom = moved.row(last)
    for row, contents in below.items():
        merge.rows[row] = NewRow(bottom, contents)
    if below:
        right = max(moved.column(column) for _, column in map(split_cell, written))
        before_rows = Area(bottom, 1, bottom, right)
        merge.grown[before_rows.name] = Area(bottom, 1, max(below), right).name
    return merge


def merge_cell(
    merge: SheetMerge,
    at: str,
    held: BookCell | None,
    written: bytes,
    fresh: Drawn | None,
    look: Recogniser,
) -> None:
    """Decide on one cell: the fresh content if the person's cell is still what was written, else theirs.

    Args:
        merge: what the decision is added to.
        at: the cell's address in the file.
        held: the person's cell.
        written: the print of what was last written into it.
        fresh: what is to be written now.
        look: tells cells that were written from a person's.
    """
    if not look.wrote(held, written, split_cell(at)[0]):
        if not look.shows(held, fresh):
            merge.kept.append(at)
        elif fresh is not None and fresh.formula is not None:
            merge.values[at] = fresh.value
    elif fresh is None:
        if held is not None:
            merge.contents[at] = Content()
    elif fresh.formula is None:
        stays = held is None or held.formula is None  # a formula that shows the same value goes too
        if not (stays and same_value(None if held is None else held.value, fresh.value)):
            merge.contents[at] = content_of(fresh, look)
    elif not look.shows(held, fresh):
        merge.contents[at] = content_of(fresh, look)
    elif held is None or held.kind == "blank" or not same_value(held.value, fresh.value):
        merge.values[at] = fresh.value


def content_of(drawn: Drawn, look: Recogniser) -> Content:
    """Return a cell of the report as the package takes it."""
    value = None if drawn.value == "" and drawn.formula is None else drawn.value
    return Content(value, None if drawn.formula is None else look.placed(drawn.formula), drawn.fills)
