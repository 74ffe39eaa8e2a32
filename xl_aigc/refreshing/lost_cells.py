"""Cells of a report that formulas read and that hold nothing usable: limits, and headings of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.data.limits import LIMITS
from xl_aigc.formula_tokens import mentioned
from xl_aigc.ooxml.references import cell_name
from xl_aigc.refreshing.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xl_aigc.ooxml.book import Book
    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.refreshing.found_table import FoundTable


def lost_limits(book: Book, companies: FoundTable) -> Iterator[Finding]:
    """Yield the limits that hold no number, or whose name is gone while formulas read it.

    Args:
        book: the workbook.
        companies: its table Companies, whose formulas read limits.
    """
    gone = [key for key in LIMITS if key not in book.names]
    cells = book.cells(companies.sheet)
    for key in _read(gone, companies, cells):
        yield Finding(
            companies.sheet,
            "",
            f"The defined name {key} is gone, which formulas read.",
            remedy="Define it again for the cell of that limit, or take the workbook as it was before.",
        )
    for key in LIMITS:
        sheet, at, cell = book.named(key) or ("", "", None)
        if not at or (cell is not None and (cell.kind == "number" or cell.formula is not None)):
            continue
        shown = "nothing" if cell is None or cell.value is None else repr(cell.value)
        says = f"The limit {key} is a number, and its cell holds {shown}."
        yield Finding(sheet, at, says, remedy="Type the number alone, without a unit.")


def _read(names: list[str], companies: FoundTable, cells: Mapping[str, BookCell]) -> list[str]:
    """Return those names that the first row of the table Companies reads."""
    row = next(iter(companies.rows.values()), 0)
    first = [cells.get(cell_name(row, column)) for column in companies.columns.values()]
    read = {one for cell in first if cell is not None and cell.formula for one in mentioned(cell.formula)}
    return [name for name in names if name.upper() in read]


def lost_headings(table: FoundTable, cells: Mapping[str, BookCell]) -> Iterator[Finding]:
    """Yield the headings of a table whose cells were emptied.

    Args:
        table: the table where it stands.
        cells: those of its sheet.
    """
    for key, column in table.columns.items():
        at = cell_name(table.area.top, column)
        cell = cells.get(at)
        if table.headings[key] and (cell is None or cell.value in {None, ""}):
            says = f"The heading {table.headings[key]!r} of the table {table.name} was emptied."
            yield Finding(table.sheet, at, says, remedy="Type it again.")
