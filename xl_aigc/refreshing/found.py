"""A workbook as a person left it: where our sheets, tables and columns are now, whatever they are called."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.book_cells import BookCell, Kind
from xl_aigc.ooxml.references import Area, cell_name, split_sheet
from xl_aigc.refreshing.findings import refuse
from xl_aigc.refreshing.found_table import FoundTable
from xl_aigc.refreshing.lost_cells import lost_headings, lost_limits
from xl_aigc.refreshing.matching import ColumnMatch, matched_sheets
from xl_aigc.refreshing.ticker_rows import TickerColumn, ticker_rows
from xl_aigc.refreshing.typed_numbers import typed_numbers
from xl_aigc.report.canonical import Keys
from xl_aigc.report.ledger_reading import read_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.ooxml.book import Book, BookTable
    from xl_aigc.ooxml.sheet_cells import Held, SheetCells
    from xl_aigc.refreshing.findings import Finding
    from xl_aigc.report.ledger import Ledger
    from xl_aigc.report.prints import Prints

TABLES: Final = ("Data", "Companies")


@dataclass(frozen=True)
class FoundBook:
    """A workbook as it lies in its file.

    Attributes:
        book: the file.
        ledger: what it remembers of its own making.
        prints: what was last written into it; None in a workbook of version 0.1.0.
        lost: where tables stand that another program dropped, by name.
    """

    book: Book
    ledger: Ledger
    prints: Prints | None = None
    lost: Mapping[str, BookTable] = field(default_factory=dict)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Return the present titles of the report's sheets by key; a deleted sheet is left out."""
        return matched_sheets(self.book, self.ledger, self.prints)

    @cached_property
    def tables(self) -> dict[str, FoundTable]:
        """Our tables, by name.

        Raises:
            WorkbookError: one is gone, or a column of it is; or a company stands in two rows.
        """
        for table in self.located.values():
            refuse(table.doubled, self.book.path)
        return self.located

    @cached_property
    def located(self) -> dict[str, FoundTable]:
        """Our tables, by name, whatever is found in their rows.

        Raises:
            WorkbookError: one is gone, or a column of it is.
        """
        listed = {**{table.name: table for table in self.book.tables}, **self.lost}
        return {
            name: self._table(listed[name]) if name in listed else self._range(name)
            for name in self.ledger.columns
        }

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Return the cells of our tables that formulas would misread, with what they are taken for."""
        tables, data = self.located.values(), self.located["Data"]
        numbers = typed_numbers(data, self._held, self.ledger.facts.currency)
        headings = (one for table in tables for one in lost_headings(table, self.book.cells(table.sheet)))
        rows = (one for table in tables for one in (*table.doubled, *table.findings))
        return (*headings, *lost_limits(self.book, self.titles.values()), *rows, *numbers)

    @cached_property
    def keys(self) -> Keys:
        """Return the keys behind the names that the workbook shows."""
        columns = {
            (name, heading): key
            for name, table in self.located.items()
            for key, heading in table.headings.items()
        }
        return Keys({title: key for key, title in self.titles.items()}, columns)

    def cells(self, sheet: str) -> SheetCells:
        """Return the cells of a sheet by address, each as what it is taken for."""
        taken = self._taken.get(sheet)
        return self.book.cells(sheet).with_cells(taken) if taken else self.book.cells(sheet)

    @cached_property
    def inputs(self) -> dict[str, list[Held]]:
        """Return the cells of the table Data by key, in the order of its rows, each as what it is taken for."""
        table = self.located["Data"]
        return table.held(self.cells(table.sheet)) if table.sheet in self._taken else self._held

    @cached_property
    def _held(self) -> dict[str, list[Held]]:
        """Return the same as they stand in the file."""
        table = self.located["Data"]
        return table.held(self.book.cells(table.sheet))

    @cached_property
    def _taken(self) -> dict[str, dict[str, BookCell]]:
        """Return the cells that are taken for something else than they show, by sheet and address."""
        taken: dict[str, dict[str, BookCell]] = {}
        for one in self.findings:
            if one.value is not None:
                kind: Kind = "text" if isinstance(one.value, str) else "number"
                taken.setdefault(one.sheet, {})[one.cell] = BookCell(kind, one.value)
        return taken

    def _table(self, table: BookTable) -> FoundTable:
        area, keys = Area.parse(table.ref), self.ledger.columns[table.name]
        headings, cells = self.ledger.headings.get(table.name, {}), self.book.cells(table.sheet)
        prints = self.prints.tables.get(table.name, {}) if self.prints else {}
        sheets = {title: key for key, title in self.titles.items()}
        places = ColumnMatch(table, keys, headings, prints, cells, sheets).places()
        missing = [key for key in keys if key not in places]
        if missing:
            raise WorkbookError(
                f"The table {table.name} has lost the columns {', '.join(missing[:5])}.",
                Place(self.book.path, sheet=table.sheet, cell=table.ref),
                remedy="Take the workbook as it was before they were deleted; columns may be hidden instead.",
            )
        columns = {key: area.left + place for key, place in places.items()}
        shown = {key: table.columns[place] for key, place in places.items()}
        ids = {key: table.ids[place] for key, place in places.items()}
        return self._found(table.name, table.sheet, area, columns, shown, ids)

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
        cells = self.book.cells(sheet)
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
        column = TickerColumn(name, sheet, area, columns, self.book.cells(sheet))
        found = ticker_rows(column, self.ledger.facts)
        return FoundTable(
            name, sheet, area, columns, headings, ids, found.rows, found.findings, found.doubled
        )


def find(book: Book) -> FoundBook:
    """Return a workbook that `xl-aigc build` wrote, as a person left it.

    Raises:
        WorkbookError: it holds no record of how it was built.
    """
    return FoundBook(book, *read_record(book))
