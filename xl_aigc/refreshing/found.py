"""A workbook as a person left it: where our sheets, tables and columns are now, whatever they are called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.references import Area, cell_name, split_sheet
from xl_aigc.report.ledger_reading import read_ledger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.ooxml.book import Book, BookTable
    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.report.ledger import Ledger

TABLES: Final = ("Data", "Companies")


@dataclass(frozen=True)
class FoundTable:
    """One of our tables where it stands now.

    Attributes:
        name: its name.
        sheet: name of its sheet.
        area: its range with the row of headings.
        columns: the column of the sheet that each of ours stands in, by key.
        headings: what the columns are called now, by key.
        ids: the number that each of ours keeps in the table, by key; empty where it is a plain range.
        rows: the row of each company.
    """

    name: str
    sheet: str
    area: Area
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    ids: Mapping[str, int]
    rows: Mapping[str, int]


@dataclass(frozen=True)
class FoundBook:
    """A workbook as it lies in its file.

    Attributes:
        book: the file.
        ledger: what it remembers of its own making.
    """

    book: Book
    ledger: Ledger

    @cached_property
    def titles(self) -> dict[str, str]:
        """Return the present titles of the report's sheets by key; a deleted sheet is left out."""
        named = {number: name for name, number in self.book.sheet_ids.items()}
        return {key: named[number] for key, number in self.ledger.sheets.items() if number in named}

    @cached_property
    def tables(self) -> dict[str, FoundTable]:
        """Our tables, by name.

        Raises:
            WorkbookError: one is gone, or a column of it is.
        """
        listed = {table.name: table for table in self.book.tables}
        return {
            name: self._table(listed[name]) if name in listed else self._range(name)
            for name in self.ledger.columns
        }

    def cells(self, sheet: str) -> dict[str, BookCell]:
        """Return the cells of a sheet by address."""
        return self.book.cells(sheet)

    def _table(self, table: BookTable) -> FoundTable:
        area, keys = Area.parse(table.ref), self.ledger.columns[table.name]
        places = {number: (area.left + n, table.columns[n]) for n, number in enumerate(table.ids)}
        ids = {key: number for number, key in enumerate(keys, 1)}
        missing = [key for key, number in ids.items() if number not in places]
        if missing:
            raise WorkbookError(
                f"The table {table.name} has lost the columns {', '.join(missing[:5])}.",
                Place(self.book.path, sheet=table.sheet, cell=table.ref),
                remedy="Take the workbook as it was before they were deleted; columns may be hidden instead.",
            )
        columns = {key: places[number][0] for key, number in ids.items()}
        headings = {key: places[number][1] for key, number in ids.items()}
        return self._found(table.name, table.sheet, area, columns, headings, ids)

    def _range(self, name: str) -> FoundTable:
        """Return a table that is a plain range: the body that a defined name stands for, below its headings."""
        place = Place(self.book.path, key=name)
        try:
            sheet, body = split_sheet(self.book.names.get(name, ""))
        except WorkbookError as error:
            raise WorkbookError(
                f"There is no table {name} in the workbook.",
                place,
                remedy="Take the workbook as it was before the table was deleted or made a plain range.",
            ) from error
        keys = self.ledger.columns[name]
        if body.right - body.left + 1 != len(keys):
            raise WorkbookError(
                f"The range {name} is {body.right - body.left + 1} columns wide.",
                place,
                expected=f"{len(keys)}: columns of your own stand to its right.",
            )
        area = Area(body.top - 1, body.left, body.bottom, body.right)
        cells = self.cells(sheet)
        columns = {key: body.left + n for n, key in enumerate(keys)}
        headings = {
            key: str(cell.value) if (cell := cells.get(cell_name(area.top, column))) else ""
            for key, column in columns.items()
        }
        return self._found(name, sheet, area, columns, headings, {})

    def _found(
        self,
        name: str,
        sheet: str,
        area: Area,
        columns: dict[str, int],
        headings: dict[str, str],
        ids: dict[str, int],
    ) -> FoundTable:
        cells, rows = self.cells(sheet), dict[str, int]()
        for row in range(area.top + 1, area.bottom + 1):
            cell = cells.get(cell_name(row, columns["ticker"]))
            if cell is not None and cell.value != "":
                ticker = str(cell.value)
                if ticker in rows:
                    raise WorkbookError(
                        f"{ticker} stands twice in the table {name}, in rows {rows[ticker]} and {row}.",
                        Place(self.book.path, sheet=sheet, cell=cell_name(row, columns["ticker"])),
                        remedy="Delete one of the two rows, or correct its ticker.",
                    )
                rows[ticker] = row
        return FoundTable(name, sheet, area, columns, headings, ids, rows)


def find(book: Book) -> FoundBook:
    """Return a workbook that `xl-aigc build` wrote, as a person left it.

    Raises:
        WorkbookError: it holds no record of how it was built.
    """
    return FoundBook(book, read_ledger(book))
