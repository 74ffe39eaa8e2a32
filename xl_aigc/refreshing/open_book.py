"""Carries a plan of changes into a workbook that is open: the same plan as for a closed one, entered into ranges.

Through xlwings' object API alone, so for every engine of xlwings. What only Excel on Windows gives stands in `excel`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.edits.growth import Growth, grown_ranges
from xl_aigc.ooxml.edits.plan import Content, EditPlan, NewRow
from xl_aigc.ooxml.references import Area, cell_name, column_letters, split_cell
from xl_aigc.refreshing.ranges import range_writes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import xlwings

    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.refreshing.found_table import FoundTable


def check_room(found: FoundBook, plan: EditPlan) -> None:
    """Refuse a plan whose new rows would go where something stands, as the package does for a closed file.

    Raises:
        WorkbookError: a cell has a content where a new row goes.
    """
    for sheet, edit in plan.sheets.items():
        cells = found.cells(sheet)
        own = [_grown(found, plan, name) for name, table in found.tables.items() if table.sheet == sheet]
        for number, new in edit.rows.items():
            columns = set(new.contents)
            for area in own:
                if area.top <= number <= area.bottom:
                    columns |= set(area.columns)
            for column in sorted(columns):
                held = cells.get(cell_name(number, column))
                if held is not None:
                    raise WorkbookError(
                        "The cell has a content where a new row goes.",
                        Place(found.book.path.name, sheet=sheet, cell=cell_name(number, column)),
                        remedy="Move what is below the table further down, or to another sheet.",
                    )


def written_sheets(plan: EditPlan) -> list[str]:
    """Return the sheets that something is entered into."""
    return [title for title, edit in plan.sheets.items() if edit.contents or edit.rows]


def enlarge(book: xlwings.Book, found: FoundBook, plan: EditPlan) -> None:
    """Rename headings and make tables longer, so that formulas may speak of both.

    Excel itself has every formula follow a heading that is renamed, and fills a table's calculated columns.

    Args:
        book: the open workbook.
        found: the same as it lies in a copy of it.
        plan: what changes.
    """
    for title, contents in _headings(found, plan).items():
        _rename(book.sheets[title], found, contents)
    for name, edit in plan.tables.items():
        if edit.ref is not None:
            _resize(book, found.tables[name], Area.parse(edit.ref))
    for title, sheet_edit in plan.sheets.items():
        _dress(book.sheets[title], _width(found, title), sheet_edit.rows)
    for name, text in plan.names.items():
        if name in found.book.names:
            book.names[name].refers_to = f"={text}"
        else:
            book.names.add(name, f"={text}")


def write(book: xlwings.Book, found: FoundBook, plan: EditPlan) -> None:
    """Enter all other contents. Values beside formulas that stay are Excel's own to compute.

    Args:
        book: the open workbook, its tables as long as they are to be.
        found: the same as it lies in a copy of it.
        plan: what changes.
    """
    headings = _headings(found, plan)
    for title, edit in plan.sheets.items():
        sheet = book.sheets[title]
        contents = {at: one for at, one in edit.contents.items() if at not in headings.get(title, {})}
        new = {
            cell_name(number, column): content
            for number, row in edit.rows.items()
            for column, content in row.contents.items()
            if content != Content()
        }
        for at, address in edit.links.items():
            shown = contents.get(at)
            sheet.range(at).add_hyperlink(address, str(shown.value) if shown else None)
        _enter(sheet, {**contents, **new})
        _grow_print_area(sheet, _growths(found, plan, title))


def _headings(found: FoundBook, plan: EditPlan) -> dict[str, dict[str, Content]]:
    """Return the contents that are headings of tables, by sheet."""
    rows = {(table.sheet, table.area.top): name for name, table in found.tables.items()}
    return {
        sheet: {at: content for at, content in edit.contents.items() if (sheet, split_cell(at)[0]) in rows}
        for sheet, edit in plan.sheets.items()
    }


def _grown(found: FoundBook, plan: EditPlan, name: str) -> Area:
    """Return the range that a table will have."""
    edit = plan.tables.get(name)
    return found.tables[name].area if edit is None or edit.ref is None else Area.parse(edit.ref)


def _rename(sheet: xlwings.Sheet, found: FoundBook, contents: Mapping[str, Content]) -> None:
    """Enter headings. Excel numbers a heading that another column still bears, so such a one is freed first."""
    borne = {text for table in found.tables.values() for text in table.headings.values()}
    if any(content.value in borne for content in contents.values()):
        _enter(sheet, {at: Content(f"xl_aigc~{place}") for place, at in enumerate(contents)})
    _enter(sheet, contents)


def _resize(book: xlwings.Book, table: FoundTable, area: Area) -> None:
    """Make a table longer, or the range that a name stands for where it is no table."""
    sheet = book.sheets[table.sheet]
    if table.ids:
        sheet.tables[table.name].resize(sheet.range(area.name))
    else:
        body = Area(area.top + 1, area.left, area.bottom, area.right)
        book.names[table.name].refers_to = _qualified(table.sheet, body)


def _enter(sheet: xlwings.Sheet, contents: Mapping[str, Content]) -> None:
    for one in range_writes(contents):
        cells = sheet.range(one.area.name)
        entered = [list(row) for row in one.rows]
        if one.spills:
            cells.formula2 = entered
        else:
            cells.formula = entered


def _width(found: FoundBook, sheet: str) -> tuple[int, int] | None:
    """First and last column of our table on a sheet; None where it has none."""
    areas = [table.area for table in found.tables.values() if table.sheet == sheet]
    return (areas[0].left, areas[0].right) if areas else None


def _dress(sheet: xlwings.Sheet, width: tuple[int, int] | None, rows: Mapping[int, NewRow]) -> None:
    """Formats of the row above for new rows."""
    for like, last, columns in _groups(rows):
        left, right = width or (min(columns), max(columns))
        source = sheet.range(Area(like, left, like, right).name)
        source.autofill(sheet.range(Area(like, left, last, right).name), "fill_formats")


def _groups(rows: Mapping[int, NewRow]) -> Iterator[tuple[int, int, set[int]]]:
    """Yield the row whose formats are taken, the last that takes them, and the columns with contents."""
    for like in sorted({row.like for row in rows.values()}):
        taking = {number: row for number, row in rows.items() if row.like == like}
        columns = {column for row in taking.values() for column in row.contents}
        if columns:
            yield like, max(taking), columns


def _grow_print_area(sheet: xlwings.Sheet, growths: Sequence[Growth]) -> None:
    """Have the print area follow what it covers; tables, their filters and rules follow by themselves."""
    held = sheet.page_setup.print_area
    if held and growths:
        plain = held.replace("$", "")
        grown = grown_ranges(plain, growths)
        if grown != plain:
            sheet.page_setup.print_area = grown


def _growths(found: FoundBook, plan: EditPlan, sheet: str) -> list[Growth]:
    """Everything on a sheet that becomes longer."""
    tables = [
        (table.area, _grown(found, plan, n)) for n, table in found.tables.items() if table.sheet == sheet
    ]
    lists = [(Area.parse(old), Area.parse(new)) for old, new in plan.sheets[sheet].grown.items()]
    return [Growth(old, new) for old, new in (*tables, *lists) if old != new]


def _qualified(sheet: str, area: Area) -> str:
    """Return a range as a defined name spells it, with `=`."""
    quoted = sheet.replace("'", "''")
    left, right = column_letters(area.left), column_letters(area.right)
    return f"='{quoted}'!${left}${area.top}:${right}${area.bottom}"
