"""A table of three: rows are companies, found by ticker; they never move, and new ones are appended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xl_aigc.package.edits import Content, NewRow, TableEdit
from xl_aigc.package.references import Area, cell_name
from xl_aigc.refresh.canonical import canonical
from xl_aigc.refresh.cells import SheetMerge, merge_cell
from xl_aigc.refresh.sameness import same_value
from xl_aigc.workbook.drawing import Drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xl_aigc.package.book_cells import BookCell
    from xl_aigc.refresh.found import FoundTable
    from xl_aigc.workbook.drawing import DrawnTable


class TableMerge(NamedTuple):
    """What a table gets: cells of its sheet, its new range and headings; these also by the old ones."""

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
    """What a table gets.

    Args:
        found: where it stands now.
        held: the cells of its sheet.
        written: the table as last written.
        fresh: the table as it is to be, with the companies of the file first.
        overwrite: also cells that the person corrected.
    """
    merge = SheetMerge()
    before, after = dict(_rows(written)), dict(_rows(fresh))
    spilled = {c.key for c, content in zip(fresh.table.columns, fresh.contents, strict=True) if content.array}
    for ticker, row in found.rows.items():
        if ticker not in after:
            continue  # a row of the person's own
        for key, column in found.columns.items():
            at = cell_name(row, column)
            last = before.get(ticker, {}).get(key)
            now = after[ticker].get(key)
            cell = held.get(at)
            if key in spilled:
                if now is not None and not same_value(None if cell is None else cell.value, now.value):
                    merge.values[at] = now.value
                continue
            if overwrite and last is not None and last.formula is None:
                last = Drawn(cell.value, cell.formula) if cell is not None else Drawn("")
            merge_cell(merge, at, cell, last, now, moved=False)
    _arrays(merge, found, held, fresh, len(after.keys() - found.rows.keys()))
    joined = [ticker for ticker in after if ticker not in found.rows]
    bottom = found.area.bottom
    for number, ticker in enumerate(joined, bottom + 1):
        contents = {
            found.columns[key]: Content(cell.value, cell.formula)
            for key, cell in after[ticker].items()
            if key in found.columns
        }
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


def _rows(drawn: DrawnTable) -> Iterator[tuple[str, dict[str, Drawn]]]:
    """The cells of each company by the key of their column."""
    keys = [column.key for column in drawn.table.columns]
    formulas = [None if c.formula is None or c.array else c.formula.removeprefix("=") for c in drawn.contents]
    columns = [column.values for column in drawn.contents]
    tickers = columns[keys.index("ticker")]
    for values in zip(tickers, *columns, strict=True):
        cells = {
            key: Drawn("" if value is None else value, formula)
            for key, value, formula in zip(keys, values[1:], formulas, strict=True)
        }
        yield str(values[0]), cells


def _renamed(found: FoundTable, written: DrawnTable, fresh: DrawnTable) -> Iterator[tuple[str, str]]:
    """Headings that change, where the person's is still the one last written."""
    before = {column.key: column.header for column in written.table.columns}
    for column in fresh.table.columns:
        old = before.get(column.key)
        if old is not None and old != column.header and found.headings.get(column.key) == old:
            yield column.key, column.header
