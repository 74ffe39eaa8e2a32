"""Cells of a report that formulas read and that hold nothing usable: limits, and headings of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.data.limits import INDEX, LIMITS
from xl_aigc.formula_tokens import mentioned
from xl_aigc.ooxml.references import cell_name
from xl_aigc.refreshing.findings import Finding
from xl_aigc.report.canonical import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from xl_aigc.ooxml.book import Book
    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.refreshing.found_table import FoundTable


def lost_limits(book: Book, sheets: Iterable[str]) -> Iterator[Finding]:
    """Yield the limits that hold no number, or whose name is gone while formulas read it.

    Args:
        book: the workbook.
        sheets: the names of those of its sheets that are ours.
    """
    gone = {key.upper(): key for key in (*LIMITS, INDEX) if key not in book.names}
    for key, (sheet, at) in _reading(gone, book, sheets).items() if gone else ():
        yield Finding(
            sheet,
            at,
            f"The defined name {gone[key]} is gone, which formulas read.",
            remedy="Define it again for the cell of that limit, or take the workbook as it was before.",
        )
    for key in LIMITS:
        sheet, at, cell = book.named(key) or ("", "", None)
        if not at or (cell is not None and (cell.kind == "number" or cell.formula is not None)):
            continue
        shown = "nothing" if cell is None or cell.value is None else repr(cell.value)
        says = f"The limit {key} is a number, and its cell holds {shown}."
        yield Finding(sheet, at, says, remedy="Type the number alone, without a unit.")


def _reading(names: Iterable[str], book: Book, sheets: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The sheet and address of the first formula that reads each of some names in capitals; names that none reads are left out."""
    found: dict[str, tuple[str, str]] = {}
    for sheet in sheets:
        for at, cell in book.cells(sheet).items():
            formula = cell.formula.upper() if cell.formula else ""
            # To split every formula of a whole market would take half a minute.
            for name in (name for name in names if name in formula and name not in found):
                if name in mentioned(formula):
                    found[name] = sheet, at
    return found


def lost_headings(table: FoundTable, cells: Mapping[str, BookCell]) -> Iterator[Finding]:
    """Yield the headings of a table whose cells were emptied, or hold what can be no heading of it.

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
        elif cell is not None and plain(str(cell.value)) != plain(table.headings[key]):
            says = f"The cell of the heading {table.headings[key]!r} of the table {table.name} holds {cell.value!r}."
            yield Finding(
                table.sheet, at, says, remedy="Type a text in it that is no other heading of the table."
            )
