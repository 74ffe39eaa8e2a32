"""Places of our tables in a workbook whose tables another program dropped, as Gnumeric and SheetJS do."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.book import BookTable
from xl_aigc.ooxml.edits.growth import overlap
from xl_aigc.ooxml.edits.plan import NewTable
from xl_aigc.ooxml.newer_functions import prefixed
from xl_aigc.ooxml.references import Area, cell_name, split_cell
from xl_aigc.refreshing.findings import refuse
from xl_aigc.refreshing.found import TABLES
from xl_aigc.refreshing.moved_cells import recognisers
from xl_aigc.refreshing.rows import WrittenTable
from xl_aigc.report.canonical import plain, unwrapped
from xl_aigc.report.prints import FOREIGN
from xl_aigc.report.theme import load_theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xl_aigc.ooxml.book import Book
    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.refreshing.found_table import FoundTable
    from xl_aigc.report.prints import Prints

_MOST_OTHER: Final = 0.1
"""With a larger share of cells that are not as they were written, a table is not written again."""
_ALWAYS: Final = 3
"""So many cells may be a person's in any case."""
BROKEN: Final = "#NAME?"
"""The value that Gnumeric gives the name of a table."""
_UNKNOWN: Final = 0
"""The number of a column that keeps none: no column of ours has it."""
_ADOPT: Final = "Take the workbook as it was before. To take what stands there as yours: xl-aigc adopt {}"


def lost_tables(book: Book) -> list[str]:
    """Return the names of our tables that a workbook lacks; one that is a named range is not lost."""
    there = {table.name for table in book.tables}
    return [name for name in TABLES if name not in there and book.names.get(name, BROKEN) == BROKEN]


def tables_again(found: FoundBook, *, strict: bool) -> list[NewTable]:
    """Return the tables that a workbook has lost, as they are to be written again.

    Args:
        found: the workbook.
        strict: refuse a table whose cells are not as they were written; else they are taken for the person's.

    Raises:
        WorkbookError: one is not found, or it can't be told what belongs to it.
    """
    found = replace(found, lost={name: _located(found, name) for name in lost_tables(found.book)})
    refuse(found.findings, found.book.path)
    tables = [found.tables[name] for name in found.lost]
    if strict:
        for table in tables:
            _check_written(found, table)
    return [_again(found, table, strict=strict) for table in tables]


def _located(found: FoundBook, name: str) -> BookTable:
    """Return a table as its sheet shows it: its headings, and the rows below them down to the first empty one."""
    title, top = _heading_row(found, name)
    cells, wanted = found.book.cells(title), _headings(found, name)
    places = {split_cell(at): cell for at, cell in cells.items()}
    texts = {
        column: str(cell.value)
        for (row, column), cell in places.items()
        if row == top and _is_text(cell) and cell.value
    }
    ours = [column for column, text in texts.items() if plain(text) in wanted]
    left, right = min(ours), max(ours)
    while left - 1 in texts:
        left -= 1
    while right + 1 in texts:
        right += 1
    row = Area(top, left, top, right)
    _check_other(found.book, title, row, name)
    _check_headings(texts, row, name, Place(found.book.path, sheet=title))
    filled = {row for (row, column), cell in places.items() if left <= column <= right and _is_filled(cell)}
    bottom = next(row for row in count(top) if row + 1 not in filled)
    columns = tuple(texts[column] for column in range(left, right + 1))
    return BookTable(name, title, Area(top, left, bottom, right).name, columns, (_UNKNOWN,) * len(columns))


def _is_text(cell: BookCell) -> bool:
    return cell.kind == "text" and cell.formula is None


def _is_filled(cell: BookCell) -> bool:
    return cell.value != "" or cell.formula is not None


def _check_other(book: Book, title: str, row: Area, name: str) -> None:
    """Refuse headings that are those of a table with another name.

    Raises:
        WorkbookError: they are.
    """
    for other in book.tables:
        if other.sheet == title and overlap(row, Area.parse(other.ref)):
            raise WorkbookError(
                f"There is no table {name} in the workbook; its headings are in the table {other.name}.",
                Place(book.path, sheet=title, cell=other.ref),
                remedy=f"Give it the name {name} again (Table Design, Table Name).",
            )


def _check_headings(texts: Mapping[int, str], row: Area, name: str, place: Place) -> None:
    """Refuse headings that no table can have.

    Raises:
        WorkbookError: a column has none, or that of another one.
    """
    seen: set[str] = set()
    for column in row.columns:
        here = replace(place, cell=cell_name(row.top, column))
        if column not in texts:
            raise WorkbookError(
                f"A column of the table {name} has no heading.",
                here,
                remedy="Give it one, or delete the column.",
            )
        if plain(texts[column]) in seen:
            raise WorkbookError(
                f"Two columns of the table {name} have the heading {texts[column]!r}.",
                here,
                remedy="Give yours another heading.",
            )
        seen.add(plain(texts[column]))


def _headings(found: FoundBook, name: str) -> set[str]:
    return {plain(text) for text in found.ledger.headings.get(name, {}).values()}


def _heading_row(found: FoundBook, name: str) -> tuple[str, int]:
    """Return the sheet and the row that hold the headings of a table."""
    wanted = _headings(found, name)
    held: Counter[tuple[str, int]] = Counter()
    for title in found.titles.values():
        for at, cell in found.book.cells(title).items():
            if _is_text(cell) and plain(str(cell.value)) in wanted:
                held[title, split_cell(at)[0]] += 1
    best = held.most_common(2)
    if not best or best[0][1] <= len(wanted) / 2 or (len(best) > 1 and best[1][1] == best[0][1]):
        raise WorkbookError(
            f"There is no table {name} in the workbook, and no row with its headings.",
            Place(found.book.path),
            remedy="Take the workbook as it was before.",
        )
    return best[0][0]


def _check_written(found: FoundBook, table: FoundTable) -> None:
    """Refuse a table of which too much is not as it was written.

    Raises:
        WorkbookError: there is too much of it.
    """
    if found.prints is None:
        return
    others, every = not_as_written(found, found.prints, table)
    if len(others) > max(_ALWAYS, _MOST_OTHER * every):
        raise WorkbookError(
            f"A program that drops tables saved the workbook, and {len(others):,} of {every:,} cells of the "
            f"table {table.name} are not as they were written.",
            Place(found.book.path, sheet=table.sheet, cell=others[0]),
            remedy=_ADOPT.format(found.book.path),
        )


def not_as_written(found: FoundBook, prints: Prints, table: FoundTable) -> tuple[list[str], int]:
    """Return the cells of a table that are not as they were written, and how many cells it has.

    Args:
        found: the workbook.
        prints: what was last written into it.
        table: one of its tables.
    """
    look, cells = recognisers(found, prints)[table.sheet], found.cells(table.sheet)
    rows = {ticker: row for row, ticker in enumerate(found.ledger.facts.tickers)}
    written = WrittenTable(rows, prints.tables[table.name], table.headings)
    places = [
        (cell_name(table.rows[ticker], column), table.rows[ticker], written.cell(key, ticker))
        for key, column in table.columns.items()
        for ticker in rows
    ]
    others = [at for at, row, one in places if one != FOREIGN and not look.wrote(cells.get(at), one, row)]
    return others, len(places)


def _again(found: FoundBook, table: FoundTable, *, strict: bool) -> NewTable:
    area = table.area
    bottom = max(table.rows[ticker] for ticker in found.ledger.facts.tickers)
    if strict and bottom < area.bottom:
        raise WorkbookError(
            f"A program that drops tables saved the workbook. Row {bottom + 1}, right below the last company, may be "
            f"part of the table {table.name} or not.",
            Place(found.book.path, sheet=table.sheet, cell=cell_name(bottom + 1, area.left)),
            remedy=f"Move it further down, with an empty row between. {_ADOPT.format(found.book.path)}",
        )
    ids = dict(zip(table.columns.values(), _numbers(found, table), strict=True))
    others = (column for column in area.columns if column not in ids)
    ids |= {column: number for number, column in enumerate(others, max(ids.values()) + 1)}
    headings = dict(zip(area.columns, found.lost[table.name].columns, strict=True))
    formulas = {column: _calculated(found, table, column) for column in area.columns}
    return NewTable(
        table.name,
        table.sheet,
        area,
        {ids[column]: headings[column] for column in area.columns},
        {ids[column]: text for column, text in formulas.items() if text is not None},
        load_theme().table_style,
    )


def _numbers(found: FoundBook, table: FoundTable) -> Iterator[int]:
    """Yield the numbers of our columns, as a build gives them."""
    places = {key: number for number, key in enumerate(found.ledger.columns[table.name], 1)}
    yield from (places[key] for key in table.columns)


def _calculated(found: FoundBook, table: FoundTable, column: int) -> str | None:
    """Return the one formula of all rows of a column; None where it has none."""
    cells = found.book.cells(table.sheet)
    rows = range(table.area.top + 1, table.area.bottom + 1)
    held = {cell.formula if (cell := cells.get(cell_name(row, column))) else None for row in rows}
    one = held.pop() if len(held) == 1 and len(rows) > 1 else None
    return None if one is None else prefixed(unwrapped(one))
