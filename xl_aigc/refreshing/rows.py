"""A table of three: rows are companies, found by ticker; they never move, and new ones are appended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from xl_aigc.ooxml.edits.plan import Content, NewRow, TableEdit
from xl_aigc.ooxml.references import Area, cell_name, column_letters
from xl_aigc.refreshing.canonical import canonical
from xl_aigc.refreshing.cells import SheetMerge, merge_cell
from xl_aigc.refreshing.sameness import same_value
from xl_aigc.report.drawn import Drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.ooxml.plan import CellValue
    from xl_aigc.refreshing.found_table import FoundTable
    from xl_aigc.report.drawing import DrawnTable


class TableMerge(NamedTuple):
    """Changes of a table: cells of its sheet, its new range, and its headings by old heading."""

    sheet: SheetMerge
    table: TableEdit
    renamed: dict[str, str]


def merge_rows(
    found: FoundTable,
    held: Mapping[str, BookCell],
    written: DrawnTable,
    fresh: DrawnTable,
    *,
    overwrite: bool,
) -> TableMerge:
    """Plan the changes of a table.

    Args:
        found: where it stands now.
        held: the cells of its sheet.
        written: the table as last written.
        fresh: the table as it is to be, with the companies of the file first.
        overwrite: also cells that the person corrected.
    """
    merge = SheetMerge()
    before, after = Columns.of(written), Columns.of(fresh)
    spilled = {c.key for c, content in zip(fresh.table.columns, fresh.contents, strict=True) if content.array}
    for key, column in found.columns.items():
        if key in spilled:
            _spill(merge, (key, column), found, held, after)
        elif key in after.formulas:
            _merge_column(merge, (key, column), found, held, before, after, overwrite=overwrite)
    joined = [ticker for ticker in after.rows if ticker not in found.rows]
    _arrays(merge, found, held, fresh, len(joined))
    bottom = found.area.bottom
    for number, ticker in enumerate(joined, bottom + 1):
        cells = ((column, after.cell(key, ticker)) for key, column in found.columns.items())
        contents = {column: Content(cell.value, cell.formula) for column, cell in cells if cell is not None}
        merge.rows[number] = NewRow(bottom, contents)
    area = found.area
    grown = Area(area.top, area.left, bottom + len(joined), area.right)
    renamed = dict(_renamed(found, written, fresh))
    for key, heading in renamed.items():
        merge.contents[cell_name(area.top, found.columns[key])] = Content(heading)
    return TableMerge(
        merge,
        TableEdit(
            grown.name if joined else None, {found.ids[key]: heading for key, heading in renamed.items()}
        ),
        {found.headings[key]: heading for key, heading in renamed.items()},
    )


def _arrays(
    merge: SheetMerge, found: FoundTable, held: Mapping[str, BookCell], fresh: DrawnTable, joined: int
) -> None:
    """Columns that one dynamic array fills: it begins in the first row and reaches down to the new last one."""
    top, bottom = found.area.top + 1, found.area.bottom + joined
    for column, content in zip(fresh.table.columns, fresh.contents, strict=True):
        if content.array and content.formula is not None:
            place = found.columns[column.key]
            at = cell_name(top, place)
            fills, formula = Area(top, place, bottom, place).name, content.formula.removeprefix("=")
            cell = held.get(at)
            if (
                cell is not None
                and cell.fills == fills
                and canonical(cell.formula or "") == canonical(formula)
            ):
                continue
            merge.values.pop(at, None)
            merge.contents[at] = Content(content.values[0], formula, fills)


def _spill(
    merge: SheetMerge,
    place: tuple[str, int],
    found: FoundTable,
    held: Mapping[str, BookCell],
    after: Columns,
) -> None:
    """New values of the cells that a dynamic array fills."""
    key, column = place
    for ticker, row in found.rows.items():
        at, now = cell_name(row, column), after.cell(key, ticker)
        cell = held.get(at)
        if now is not None and not same_value(None if cell is None else cell.value, now.value):
            merge.values[at] = now.value


def _merge_column(
    merge: SheetMerge,
    place: tuple[str, int],
    found: FoundTable,
    held: Mapping[str, BookCell],
    before: Columns,
    after: Columns,
    *,
    overwrite: bool,
) -> None:
    """Decide on every cell of a column; a row that is not in the fresh table is the person's own."""
    key, column = place
    values, formula, letters = after.values[key], after.formulas[key], column_letters(column)
    same = before.values.get(key) == values and before.rows == after.rows
    for ticker, row in found.rows.items():
        at = after.rows.get(ticker)
        if at is None:
            continue
        name = f"{letters}{row}"
        cell = held.get(name)
        if (
            same
            and formula is None
            and cell is not None
            and cell.formula is None
            and cell.value == values[at]
        ):
            continue  # most cells of a market are what they were
        last = before.cell(key, ticker)
        if overwrite and last is not None and last.formula is None:
            last = Drawn(cell.value, cell.formula) if cell is not None else Drawn("")
        merge_cell(merge, name, cell, last, after.cell(key, ticker))


@dataclass(frozen=True, slots=True)
class Columns:
    """A drawn table, column by column.

    Attributes:
        rows: the place of each company.
        values: the values of each column by its key.
        formulas: the formula of every row without `=`, by key of the column; None where it has none of its own.
    """

    rows: Mapping[str, int]
    values: Mapping[str, Sequence[CellValue | None]]
    formulas: Mapping[str, str | None]

    @classmethod
    def of(cls, drawn: DrawnTable) -> Columns:
        """Return the columns of a drawn table."""
        keys = [column.key for column in drawn.table.columns]
        values = dict(zip(keys, (content.values for content in drawn.contents), strict=True))
        formulas = {
            key: None if one.formula is None or one.array else one.formula.removeprefix("=")
            for key, one in zip(keys, drawn.contents, strict=True)
        }
        return cls({str(ticker): row for row, ticker in enumerate(values["ticker"])}, values, formulas)

    def cell(self, key: str, ticker: str) -> Drawn | None:
        """Return one cell; None where the table has no such column or company."""
        row = self.rows.get(ticker)
        if row is None or key not in self.values:
            return None
        value = self.values[key][row]
        return Drawn("" if value is None else value, self.formulas[key])


def _renamed(found: FoundTable, written: DrawnTable, fresh: DrawnTable) -> Iterator[tuple[str, str]]:
    """Headings that change, where the person's is still the one last written."""
    before = {column.key: column.header for column in written.table.columns}
    for column in fresh.table.columns:
        old = before.get(column.key)
        if old is not None and old != column.header and found.headings.get(column.key) == old:
            yield column.key, column.header
