"""A table of three: rows are companies, found by ticker; they never move, and new ones are appended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from xl_aigc.ooxml.edits.plan import Content, NewRow, TableEdit
from xl_aigc.ooxml.references import Area, cell_name, column_letters
from xl_aigc.refreshing.cells import SheetMerge, merge_cell
from xl_aigc.refreshing.sameness import same_value
from xl_aigc.report.drawn import Drawn
from xl_aigc.report.prints import BLANK, held_print, is_written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.ooxml.plan import CellValue
    from xl_aigc.ooxml.sheet_cells import Held, SheetCells
    from xl_aigc.refreshing.found_table import FoundTable
    from xl_aigc.refreshing.sameness import Recogniser
    from xl_aigc.report.drawing import DrawnTable


class TableMerge(NamedTuple):
    """Changes of a table: cells of its sheet, its new range, and its headings by old heading."""

    sheet: SheetMerge
    table: TableEdit
    renamed: dict[str, str]


@dataclass(frozen=True)
class WrittenTable:
    """A table as it was last written.

    Attributes:
        rows: the place of each company.
        prints: the prints of each column by its key: one for all rows, or one a row.
        headings: its headings by key.
    """

    rows: Mapping[str, int]
    prints: Mapping[str, bytes | Sequence[bytes]]
    headings: Mapping[str, str]

    def cell(self, key: str, ticker: str) -> bytes:
        """Return the print of one cell; that of a blank where the table had no such column or company."""
        row, found = self.rows.get(ticker), self.prints.get(key, BLANK)
        if row is None:
            return BLANK
        return found if isinstance(found, bytes) else found[row]


def merge_rows(
    found: FoundTable,
    held: SheetCells,
    inputs: Mapping[str, Sequence[Held]] | None,
    written: WrittenTable,
    fresh: DrawnTable,
    look: Recogniser,
    *,
    overwrite: bool,
) -> TableMerge:
    """Plan the changes of a table.

    Args:
        found: where it stands now.
        held: the cells of its sheet.
        inputs: what its columns hold, by key, in the order of its rows; None to look.
        written: the table as last written.
        fresh: the table as it is to be, with the companies of the file first.
        look: tells cells that were written from a person's.
        overwrite: also cells that the person corrected.
    """
    merge = SheetMerge()
    after = Columns.of(fresh)
    spilled = {c.key for c, content in zip(fresh.table.columns, fresh.contents, strict=True) if content.array}
    computed = [key for key in found.columns if after.formulas.get(key) is not None]
    inputs = inputs or found.held(held, found.columns.keys() - set(computed))
    for key, column in found.columns.items():
        if key in spilled:
            _spill(merge, (key, column), found, held, after)
        elif key in after.formulas and key not in computed:
            _merge_constants(merge, key, found, (held, inputs), None if overwrite else written, after, look)
    _merge_formulas(merge, computed, found, held, written, after, look)
    joined = [ticker for ticker in after.rows if ticker not in found.rows]
    _arrays(merge, found, held, fresh, len(joined), look)
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
    merge: SheetMerge,
    found: FoundTable,
    held: Mapping[str, BookCell],
    fresh: DrawnTable,
    joined: int,
    look: Recogniser,
) -> None:
    """Columns that one dynamic array fills: it begins in the first row and reaches down to the new last one."""
    top, bottom = found.area.top + 1, found.area.bottom + joined
    for column, content in zip(fresh.table.columns, fresh.contents, strict=True):
        if content.array and content.formula is not None:
            place = found.columns[column.key]
            at = cell_name(top, place)
            fills, formula = Area(top, place, bottom, place).name, content.formula.removeprefix("=")
            if look.shows(held.get(at), Drawn("", formula, fills)):
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


def _merge_constants(
    merge: SheetMerge,
    key: str,
    found: FoundTable,
    held: tuple[SheetCells, Mapping[str, Sequence[Held]]],
    written: WrittenTable | None,
    after: Columns,
    look: Recogniser,
) -> None:
    """Decide on the cells of a column of constants; a row that is not in the fresh table is the person's own.

    Without `written`, whatever a cell holds is replaced.
    """
    cells, inputs = held
    letters, values = column_letters(found.columns[key]), after.values[key]
    for (ticker, row), shown in zip(found.rows.items(), inputs[key], strict=True):
        place = after.rows.get(ticker)
        if place is None or (shown == values[place] and shown is not None):
            continue  # most cells of a market are what they are to be
        name = f"{letters}{row}"
        cell = cells.get(name)
        before = written.cell(key, ticker) if written else held_print(cell, look.keys)
        merge_cell(merge, name, cell, before, after.cell(key, ticker), look)


def _merge_formulas(
    merge: SheetMerge,
    keys: Collection[str],
    found: FoundTable,
    held: SheetCells,
    written: WrittenTable,
    after: Columns,
    look: Recogniser,
) -> None:
    """Decide on the cells of the columns of formulas, row by row; rows as of `_merge_constants`.

    A formula that was recognised in one row is recognised in all others.
    """
    columns = [(key, column_letters(found.columns[key]), after.values[key], set[str]()) for key in keys]
    for ticker, row in found.rows.items():
        place = after.rows.get(ticker)
        if place is None:
            continue
        cells = held.computed(row)
        for key, letters, values, known in columns:
            name = f"{letters}{row}"
            formula, shown = cells.get(name, ("", ""))
            if formula in known:
                value = values[place]
                if not same_value(shown, value):
                    merge.values[name] = "" if value is None else value
                continue
            cell, before, now = held.get(name), written.cell(key, ticker), after.cell(key, ticker)
            merge_cell(merge, name, cell, before, now, look)
            ours = before == written.prints.get(key) and is_written(cell, before, look.keys)
            if ours and cell is not None and cell.formula and look.shows(cell, now):
                known.add(cell.formula)


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


def _renamed(found: FoundTable, written: WrittenTable, fresh: DrawnTable) -> Iterator[tuple[str, str]]:
    """Headings that change, where the person's is still the one last written."""
    for column in fresh.table.columns:
        shown = found.headings.get(column.key)
        if shown is not None and shown == written.headings.get(column.key) and shown != column.header:
            yield column.key, column.header
