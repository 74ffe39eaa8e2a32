"""A table of three: rows are companies, found by ticker; they never move, and new ones are appended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from xl_aigc.ooxml.edits.plan import Content, NewRow, TableEdit
from xl_aigc.ooxml.references import Area, cell_name, column_letters
from xl_aigc.refreshing.cells import SheetMerge, merge_cell
from xl_aigc.refreshing.sameness import same_value
from xl_aigc.report.drawn import Drawn
from xl_aigc.report.prints import BLANK, held_print

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.ooxml.plan import CellValue
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
    held: Mapping[str, BookCell],
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
        written: the table as last written.
        fresh: the table as it is to be, with the companies of the file first.
        look: tells cells that were written from a person's.
        overwrite: also cells that the person corrected.
    """
    merge = SheetMerge()
    after = Columns.of(fresh)
    spilled = {c.key for c, content in zip(fresh.table.columns, fresh.contents, strict=True) if content.array}
    for key, column in found.columns.items():
        if key in spilled:
            _spill(merge, (key, column), found, held, after)
        elif key in after.formulas:
            once = overwrite and key not in spilled and after.formulas[key] is None
            _merge_column(merge, (key, column), found, held, None if once else written, after, look)
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


def _merge_column(
    merge: SheetMerge,
    place: tuple[str, int],
    found: FoundTable,
    held: Mapping[str, BookCell],
    written: WrittenTable | None,
    after: Columns,
    look: Recogniser,
) -> None:
    """Decide on every cell of a column; a row that is not in the fresh table is the person's own.

    Without `written`, whatever a cell holds is replaced.
    """
    key, column = place
    formula, letters = after.formulas[key], column_letters(column)
    for ticker, row in found.rows.items():
        if ticker not in after.rows:
            continue
        name = f"{letters}{row}"
        cell, now = held.get(name), after.cell(key, ticker)
        if formula is None and cell is not None and cell.formula is None and now and cell.value == now.value:
            continue  # most cells of a market are what they are to be
        before = written.cell(key, ticker) if written else held_print(cell, look.keys)
        merge_cell(merge, name, cell, before, now, look)


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
