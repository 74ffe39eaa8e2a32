"""A sheet's part with its changes, written row by row; a row without a change is copied as it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.edits.cells import Cells
from xl_aigc.ooxml.edits.new_rows import NewRows
from xl_aigc.ooxml.edits.new_tables import tabled_tail
from xl_aigc.ooxml.edits.plan import Content, SheetEdit
from xl_aigc.ooxml.edits.rows import Row, SheetRows, cell_start, take_apart
from xl_aigc.ooxml.edits.survey import Survey, settled_arrays, survey, text_of
from xl_aigc.ooxml.edits.tags import read, start_tag, without
from xl_aigc.ooxml.edits.tail import check_merged, dimension, grown_tail, lined_tail, linked_tail
from xl_aigc.ooxml.moved import moved
from xl_aigc.ooxml.parser import whole_number
from xl_aigc.ooxml.references import Area, cell_name, split_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from xl_aigc.ooxml.edits.growth import Growth
    from xl_aigc.ooxml.edits.tables import Table
    from xl_aigc.ooxml.plan import CellValue


@dataclass(frozen=True, slots=True)
class _Cached:
    """A cached value that changes; None for one that goes."""

    value: CellValue | None


class _Frozen:
    """A formula that goes, while its value stays."""


_Change = Content | _Cached | _Frozen
_FROZEN: Final = _Frozen()


@dataclass(frozen=True, slots=True)
class SheetContext:
    """Context of the edit of a sheet: the facts that it needs about the rest of the workbook.

    Attributes:
        place: the sheet, for errors.
        tables: tables of the sheet as they will be.
        growths: ranges of the sheet that grow.
        mark: number of the cell metadata of dynamic arrays.
        links: ids of the sheet's relationships to web addresses, by cell.
        added: ranges of new tables, by the ids of the sheet's relationships to them.
    """

    place: Place
    tables: Sequence[Table] = ()
    growths: Sequence[Growth] = ()
    mark: int = 1
    links: Mapping[str, str] | None = None
    added: Mapping[str, Area] = field(default_factory=dict)


class SheetEditor:
    """Edits one sheet.

    Args:
        edit: what changes.
        context: what the rest of the workbook says.
        opened: opens the part anew; it is read twice.

    Raises:
        WorkbookError: the sheet can't be edited that way.
    """

    def __init__(self, edit: SheetEdit, context: SheetContext, opened: Callable[[], IO[bytes]]) -> None:
        self._edit, self._context, self._opened = edit, context, opened
        self._changes = self._by_row()
        contents = self._filled()
        with opened() as file:
            rows = SheetRows(file, context.place)
            self._cells = Cells(rows.prefix, context.mark)
            self._formula = f"<{rows.prefix}f".encode()
            self._start = cell_start(rows.prefix)
            self._columns = _column_styles(rows.head)
            self._survey: Survey = survey(rows, edit, contents, self._cells)
        self._split = self._survey.split_groups(contents)
        self._arrays = settled_arrays(self._survey, edit, contents, context.place)
        self._new = NewRows(edit.rows, self._survey, context.tables, self._cells, context.place)

    @property
    def formulas_change(self) -> bool:
        """Return whether a cell becomes one with a formula, or ceases to be one."""
        gained = any(each.formula is not None for each in self._edit.contents.values())
        return gained or self._survey.formulas_lost or self._new.has_formulas

    def chunks(self) -> Iterator[bytes]:
        """Yield the part, piece by piece."""
        with self._opened() as file:
            rows = SheetRows(file, self._context.place)
            yield dimension(rows.head, self._used())
            pending = sorted(self._changes.keys() | self._edit.rows.keys())
            for number, content in rows:
                while pending and pending[0] < number:
                    yield self._fresh(pending.pop(0), rows.prefix)
                if pending and pending[0] == number:
                    pending.pop(0)
                    yield self._edited(take_apart(number, content, self._cells, self._start))
                elif self._split and b"shared" in content:
                    yield self._unshared(take_apart(number, content, self._cells, self._start)).content
                else:
                    yield content
            for number in pending:
                yield self._fresh(number, rows.prefix)
            yield rows.end
            check_merged(rows.tail, self._new.taken, self._context.place)
            tail = grown_tail(rows.tail, self._context.growths)
            tail = lined_tail(tail, self._edit.lines)
            tail = linked_tail(tail, self._context.links or {}, rows.prefix)
            yield tabled_tail(tail, self._context.added, rows.prefix, self._context.place)

    def _by_row(self) -> dict[int, dict[int, _Change]]:
        found: dict[int, dict[int, _Change]] = defaultdict(dict)
        edit = self._edit
        cached = {name: _Cached(value) for name, value in edit.values.items()}
        forgotten = {name: _Cached(None) for name in edit.forgotten}
        frozen = dict.fromkeys(edit.frozen, _FROZEN)
        for changes in (edit.contents, cached, forgotten, frozen):
            for name, change in changes.items():
                row, column = split_cell(name)
                new = edit.rows.get(row)
                if column in found[row] or (new is not None and column in new.contents):
                    raise WorkbookError("The plan names this cell twice.", self._place(row, column))
                found[row][column] = change
        return found

    def _filled(self) -> dict[int, set[int]]:
        """Numbers of the columns whose cells get another content, by row."""
        changes = self._changes.items()
        found = {
            row: {c for c, each in cells.items() if not isinstance(each, _Cached)} for row, cells in changes
        }
        for row, new in self._edit.rows.items():
            found.setdefault(row, set()).update(new.contents)
        return found

    def _used(self) -> Area | None:
        """Return the range of all cells that the edit may add."""
        columns = {column for row in self._changes.values() for column in row} | self._new.columns()
        rows = self._changes.keys() | self._edit.rows.keys()
        return Area(min(rows), min(columns), max(rows), max(columns)) if columns else None

    def _fresh(self, number: int, prefix: str) -> bytes:
        """Return a row where there is none."""
        if number in self._edit.rows:
            return self._changed(self._new.row(number, None)).content
        row = Row(number, f'<{prefix}row r="{number}">'.encode(), {}, f"</{prefix}row>".encode())
        return self._changed(row).content

    def _edited(self, row: Row) -> bytes:
        if self._split:
            row = self._unshared(row)
        if row.number in self._edit.rows:
            row = self._new.row(row.number, row)
        return self._changed(row).content

    def _changed(self, row: Row) -> Row:
        """Return a row with the changes of its cells."""
        changes = self._changes.get(row.number)
        if not changes:
            return row
        filled = self._filled_columns(row.number)
        last = max(row.cells, default=0)
        for column, change in changes.items():
            try:
                row.cells[column] = self._cell(row, column, change, filled)
            except WorkbookError as error:
                raise error.at(self._place(row.number, column)) from error
        if max(row.cells, default=0) > last:
            row.tag = without(row.tag, "spans")  # a hint for the reader, which would now be wrong
        return row

    def _cell(self, row: Row, column: int, change: _Change, filled: set[int]) -> bytes:
        cell = row.cells.get(column)
        if isinstance(change, Content):
            cell = self._absent(row, column, change.style_of) if cell is None else cell
            return self._cells.filled(cell, change)
        if isinstance(change, _Frozen):
            return self._cells.frozen(row.cells[column])
        if column not in filled and (cell is None or self._formula not in cell):
            raise WorkbookError("The cell has no formula whose value could change.")
        cell = self._absent(row, column, None) if cell is None else cell
        return self._cells.valued(cell, change.value)

    def _filled_columns(self, row: int) -> set[int]:
        """Return the columns that array formulas fill in a row."""
        areas = (area for area in self._arrays if area.top <= row <= area.bottom)
        return {column for area in areas for column in area.columns}

    def _unshared(self, row: Row) -> Row:
        """Return a row whose cells have formulas of their own, where the first cell of their group gets another content."""
        for column, cell in row.cells.items():
            formula = self._cells.formula(cell) if b"shared" in cell else None
            if formula is None or formula.group is None or formula.group not in self._split:
                continue
            here = row.number, column
            text, origin = text_of(formula, here, self._survey, self._context.place)
            own = moved(text, here[0] - origin[0], here[1] - origin[1])
            row.cells[column] = self._cells.unshared(cell, own)
        return row

    def _absent(self, row: Row, column: int, style_of: str | None) -> bytes:
        """Return a cell that is not there yet, with the style that it would show."""
        style = self._columns.get(column)
        if read(row.tag, "customFormat") in {"1", "true"}:
            style = read(row.tag, "s")
        if style_of:
            there = split_cell(style_of)
            of_row = self._survey.rows.get(there[0])
            cell = of_row.cells.get(there[1]) if of_row else None
            style = read(cell[: cell.index(b">") + 1], "s") if cell else style
        return self._cells.empty(cell_name(row.number, column), style)

    def _place(self, row: int, column: int) -> Place:
        place = self._context.place
        return Place(place.file, sheet=place.sheet, cell=cell_name(row, column))


def _column_styles(head: bytes) -> dict[int, str]:
    """Styles of whole columns, by number."""
    found: dict[int, str] = {}
    for tag in start_tag("col").finditer(head):
        style = read(tag[0], "style")
        if style:
            first, last = whole_number(read(tag[0], "min"), 1), whole_number(read(tag[0], "max"), 1)
            found.update(dict.fromkeys(range(first, last + 1), style))
    return found
