"""Survey of a sheet before the first byte is written: shared formulas, arrays, rows to take styles from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.edits.growth import overlap
from xl_aigc.ooxml.edits.rows import Row, SheetRows, cell_start, take_apart
from xl_aigc.ooxml.references import Area, cell_name, split_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.ooxml.edits.cells import Cells, Formula
    from xl_aigc.ooxml.edits.plan import SheetEdit

Point = tuple[int, int]
Filled = dict[int, set[int]]
"""Numbers of the columns whose cells get another content, by row."""


@dataclass(slots=True)
class Survey:
    """Survey of a sheet.

    Attributes:
        masters: by the number of a group that shares a formula: the cell that holds it, and its text.
        arrays: ranges that array formulas fill, by the cell that holds the formula.
        rows: the rows whose styles are taken, by number.
        formulas_lost: whether a cell loses its formula.
    """

    masters: dict[str, tuple[Point, str]] = field(default_factory=dict)
    arrays: dict[Point, Area] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)
    formulas_lost: bool = False

    def split_groups(self, contents: Filled) -> set[str]:
        """Return the groups whose first cell gets another content: the others need formulas of their own."""
        masters = self.masters.items()
        return {number for number, ((row, column), _) in masters if column in contents.get(row, ())}


def survey(sheet: SheetRows, edit: SheetEdit, contents: Filled, cells: Cells) -> Survey:
    """Read a sheet once.

    Args:
        sheet: its rows.
        edit: what will change.
        contents: the cells of existing rows that get another content.
        cells: reads its cells.
    """
    found = Survey()
    wanted = {new.like for new in edit.rows.values()}
    wanted |= {split_cell(each.style_of)[0] for each in edit.contents.values() if each.style_of}
    start, formula = cell_start(sheet.prefix), f"<{sheet.prefix}f".encode()
    for number, content in sheet:
        grouped = b"shared" in content or b"array" in content
        touched = number in contents and formula in content
        if not (grouped or touched or number in wanted):
            continue
        row = take_apart(number, content, cells, start)
        if number in wanted:
            found.rows[number] = row
        if grouped:
            _note_groups(found, row, cells)
        if touched:
            lost = (row.cells.get(column) for column in contents[number])
            found.formulas_lost |= any(cell is not None and formula in cell for cell in lost)
    return found


def _note_groups(found: Survey, row: Row, cells: Cells) -> None:
    for column, cell in row.cells.items():
        formula = cells.formula(cell) if b"shared" in cell or b"array" in cell else None
        if formula is None:
            continue
        if formula.group is not None and formula.text:
            found.masters[formula.group] = ((row.number, column), formula.text)
        if formula.kind == "array" and formula.ref is not None:
            found.arrays[row.number, column] = formula.ref


def text_of(formula: Formula, here: Point, found: Survey, place: Place) -> tuple[str, Point]:
    """Return the text of a formula, and the cell that its relative references are counted from.

    Raises:
        WorkbookError: it belongs to a group that is not there.
    """
    if formula.text or formula.group is None:
        return formula.text, here
    if formula.group not in found.masters:
        raise WorkbookError(
            f"The formula shares that of a cell which is not there (group {formula.group}).",
            Place(place.file, sheet=place.sheet, cell=cell_name(*here)),
            remedy="Open the workbook in Excel, save it, and try again.",
        )
    cell, text = found.masters[formula.group]
    return text, cell


def settled_arrays(found: Survey, edit: SheetEdit, contents: Filled, place: Place) -> list[Area]:
    """Return the ranges that array formulas fill once the contents are in.

    Raises:
        WorkbookError: a content goes into the middle of such a range.
    """
    kept = [area for (row, column), area in found.arrays.items() if column not in contents.get(row, ())]
    every = [*edit.contents.values(), *(each for row in edit.rows.values() for each in row.contents.values())]
    new = [Area.parse(each.fills) for each in every if each.fills]
    for row, columns in contents.items() if kept else ():
        for column in columns:
            _check_outside(kept, Area(row, column, row, column), place)
    return kept + new


def _check_outside(arrays: Sequence[Area], cell: Area, place: Place) -> None:
    area = next((area for area in arrays if overlap(area, cell)), None)
    if area is not None:
        raise WorkbookError(
            f"The cell is filled by the array formula of {area.name}.",
            Place(place.file, sheet=place.sheet, cell=cell.name),
            remedy="Give the first cell of that range another content too.",
        )
