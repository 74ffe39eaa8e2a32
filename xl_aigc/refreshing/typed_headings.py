"""Headings of our tables that were typed into cells alone, as openpyxl saves them: the table still calls its columns as before.

Excel takes such a file for damaged. A refresh reads a copy in which the columns and the formulas that name them follow the cells,
as they do in Excel.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xl_aigc.ooxml.edits.plan import EditPlan, SheetEdit, TableEdit
from xl_aigc.ooxml.references import Area, cell_name
from xl_aigc.refreshing.findings import Finding
from xl_aigc.refreshing.followers import followed, followed_names, following
from xl_aigc.refreshing.found import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xl_aigc.ooxml.book import Book, BookTable
    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.ooxml.edits.plan import Content
    from xl_aigc.refreshing.followers import Renamed


@dataclass(frozen=True, slots=True)
class TypedHeading:
    """A heading that its table does not know.

    Attributes:
        table: the table.
        number: the number of its column.
        cell: the address of the heading.
        old: the name of the column in the table.
        new: the text of the cell.
    """

    table: BookTable
    number: int
    cell: str
    old: str
    new: str

    @property
    def finding(self) -> Finding:
        """Return what is told of it."""
        says = f"{self.table.name} {self.cell}: the column {self.old!r} is called {self.new!r} now, as its heading says."
        return Finding(self.table.sheet, self.cell, says, self.new)


def typed_headings(book: Book) -> tuple[TypedHeading, ...]:
    """Return the headings of our tables that are texts other than the names of their columns, without those that stand twice."""
    return tuple(one for table in book.tables if table.name in TABLES for one in _typed(book, table))


def _typed(book: Book, table: BookTable) -> Iterator[TypedHeading]:
    area = Area.parse(table.ref)
    row = book.row(table.sheet, area.top)
    shown = [_text(row.get(cell_name(area.top, column))) for column in area.columns]
    if len(shown) != len(table.columns) or not all(shown):
        return  # a column is lost: which heading is of which one, the table itself is asked
    taken = [" ".join(text.split()).casefold() for text in shown]
    for number, column, old, new in zip(table.ids, area.columns, table.columns, shown, strict=True):
        if new.split() != old.split() and taken.count(" ".join(new.split()).casefold()) == 1:
            yield TypedHeading(table, number, cell_name(area.top, column), old, new)


def _text(cell: BookCell | None) -> str:
    return str(cell.value) if cell is not None and cell.kind == "text" and cell.formula is None else ""


def renaming(book: Book, typed: Sequence[TypedHeading]) -> EditPlan:
    """Plan what gives columns the names that their cells show, and formulas that name them.

    Args:
        book: the workbook.
        typed: the headings.
    """
    renamed: Renamed = {}
    for one in typed:
        renamed.setdefault(one.table.name, {})[one.old] = one.new
    tables = {table.name: _edit(table, typed, renamed) for table in book.tables}
    sheets = {title: SheetEdit(contents=_followed(book, title, renamed)) for title in book.sheets}
    return EditPlan(sheets, tables, names=followed_names(book, renamed))


def _edit(table: BookTable, typed: Sequence[TypedHeading], renamed: Renamed) -> TableEdit:
    calculated = {number: followed(text, renamed) for number, text in table.calculated.items()}
    return TableEdit(
        renamed={one.number: one.new for one in typed if one.table is table},
        calculated={number: text for number, text in calculated.items() if text != table.calculated[number]},
    )


def _followed(book: Book, title: str, renamed: Renamed) -> dict[str, Content]:
    """Return the formulas of a sheet that follow, each with its value: a name changes no number."""
    cells = book.cells(title)
    return {
        at: content if cells[at].kind in {"error", "blank"} else replace(content, value=cells[at].value)
        for at, content in following(cells, renamed).items()
    }
