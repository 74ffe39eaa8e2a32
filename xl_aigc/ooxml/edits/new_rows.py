"""New rows below a table: styles of another row, contents of the plan, formulas of calculated columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.edits.plan import Content, NewRow
from xl_aigc.ooxml.edits.rows import Row
from xl_aigc.ooxml.edits.survey import Survey, text_of
from xl_aigc.ooxml.edits.tags import read, with_attribute, without
from xl_aigc.ooxml.moved import moved
from xl_aigc.ooxml.references import cell_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.ooxml.edits.cells import Cells
    from xl_aigc.ooxml.edits.tables import Table


class NewRows:
    """Writes the new rows of a sheet.

    Args:
        rows: the rows by number.
        survey: what is known of the sheet.
        tables: its tables as they will be.
        cells: writes its cells.
        place: of the sheet, for errors.

    Raises:
        WorkbookError: a row to take styles from is not there.
    """

    def __init__(
        self, rows: Mapping[int, NewRow], survey: Survey, tables: Sequence[Table], cells: Cells, place: Place
    ) -> None:
        self._survey, self._cells, self._place = survey, cells, place
        self._contents: dict[int, dict[int, Content]] = {}
        self._likes: dict[int, Row] = {}
        self._entered: set[tuple[int, int]] = set()
        self.taken: dict[int, set[int]] = {}
        for number, new in rows.items():
            if new.like not in survey.rows:
                raise WorkbookError("The row to take styles from is not there.", self._at(new.like, 1))
            self._likes[number] = survey.rows[new.like]
            inside = [table for table in tables if table.area.top <= number <= table.area.bottom]
            self._contents[number] = self._calculated(number, inside) | dict(new.contents)
            own = {column for table in inside for column in table.area.columns}
            self.taken[number] = own | set(new.contents)

    @property
    def has_formulas(self) -> bool:
        """Return whether any new cell has a formula."""
        return any(content.formula is not None for row in self._contents.values() for content in row.values())

    def columns(self) -> set[int]:
        """Numbers of all columns in which the new rows have cells."""
        likes = (self._likes[number].cells.keys() for number in self.taken)
        return set().union(*likes, *self.taken.values())

    def row(self, number: int, existing: Row | None) -> Row:
        """Return a new row; of one that is there already, cells elsewhere stay.

        Raises:
            WorkbookError: cells in its place have contents.
        """
        like, contents = self._likes[number], self._contents[number]
        tag = without(like.tag, "spans", "hidden", "collapsed")
        row = Row(number, with_attribute(tag, "r", str(number)), {}, _end(like))
        for column in like.cells.keys() | contents.keys():
            style = _style(like.cells.get(column))
            cell = self._cells.empty(cell_name(number, column), style)
            row.cells[column] = self._filled(cell, contents.get(column), number, column)
        if existing is not None:
            self._keep(row, existing)
        return row

    def _keep(self, row: Row, existing: Row) -> None:
        """Cells of a row that is there already: empty ones give way, others stay unless they stand in the way."""
        held = {column: cell for column, cell in existing.cells.items() if self._cells.has_content(cell)}
        for column, cell in held.items():
            if column in self.taken[row.number]:
                raise WorkbookError(
                    "The cell has a content where a new row goes.",
                    self._at(row.number, column),
                    remedy="Move what is below the table further down, or to another sheet.",
                )
            row.cells[column] = cell
        for column, cell in existing.cells.items():
            row.cells.setdefault(column, cell)
        if held:
            row.tag = without(existing.tag, "spans")
        row.end = existing.end

    def _calculated(self, number: int, tables: Sequence[Table]) -> dict[int, Content]:
        """Return the contents of the calculated columns of tables in a row, by column number."""
        return {
            column: self._calculation(number, column, table, declared)
            for table in tables
            for column, declared in table.calculated.items()
        }

    def _calculation(self, number: int, column: int, table: Table, declared: str) -> Content:
        like = self._likes[number]
        cell = like.cells.get(column)
        formula = self._cells.formula(cell) if cell is not None else None
        # A column's own formula is written as of the first row of the table's body.
        text, origin = declared, (table.area.top + table.headers, column)
        if formula is not None:
            text, origin = text_of(formula, (like.number, column), self._survey, self._place)
        array = None
        if cell is not None and formula is not None and formula.kind == "array":
            array = cell_name(number, column)
            if read(cell[: cell.index(b">") + 1], "cm") is None:
                self._entered.add((number, column))
        return Content(None, moved(text, number - origin[0], 0), array)

    def _filled(self, cell: bytes, content: Content | None, row: int, column: int) -> bytes:
        if content is None:
            return cell
        try:
            return self._cells.filled(cell, content, dynamic=(row, column) not in self._entered)
        except WorkbookError as error:
            raise error.at(self._at(row, column)) from error

    def _at(self, row: int, column: int) -> Place:
        return Place(self._place.file, sheet=self._place.sheet, cell=cell_name(row, column))


def _style(cell: bytes | None) -> str | None:
    return None if cell is None else read(cell[: cell.index(b">") + 1], "s")


def _end(row: Row) -> bytes:
    """Return the end tag of a row, without what may stand before it."""
    return row.end[row.end.rindex(b"</") :]
