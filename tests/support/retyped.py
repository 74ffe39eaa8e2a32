"""Workbooks whose table Data a person typed over, as LibreOffice then shows them."""

from __future__ import annotations

from support.office import recalculate
from support.openpyxl_reading import load_workbook
from support.sheet_reader import read


def file_of(path, folder, change):
    """A workbook whose table Data was changed by hand, recalculated by LibreOffice."""
    book = load_workbook(path)
    sheet = next(one for one in book if "Data" in one.tables)
    table = sheet.tables["Data"]
    rows = sheet[table.ref]
    heads = [cell.value for cell in rows[0]]
    for row in rows[1:]:
        change(dict(zip(heads, row, strict=True)))
    book.save(folder / "changed.xlsx")
    return recalculate(folder / "changed.xlsx", folder)


def rewritten(path, folder, change):
    """The sheets of a workbook whose table Data was changed by hand."""
    return read(file_of(path, folder, change))


def texts(sheets, name):
    return [str(value) for row in sheets[name].grid for value in row if value != ""]
