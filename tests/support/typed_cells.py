"""Cells of a small report as a person types over them, and what a refresh makes of it."""

from __future__ import annotations

from lxml import etree

from support.kill_refresh import WHEN
from support.package_file import PackageFile, q
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import cell_name
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.refresh import RefreshOptions, refresh
from xl_aigc.store.opening import open_store

DATA, COMPANIES = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet1.xml"


def at(workbook, key, ticker, table="Data"):
    with Book(workbook) as book:
        found = find(book).located[table]
        return cell_name(found.rows[ticker], found.columns[key])


def put(workbook, part, cells):
    """Type into cells: a text, a number, or None to empty one."""
    file = PackageFile.read(workbook)
    root = file.tree(part)
    held = {cell.get("r"): cell for cell in root.iter(q("c"))}
    for name, value in cells.items():
        cell = held[name]
        cell[:] = []
        cell.attrib.pop("t", None)
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, q("is")), q("t")).text = value
        elif value is not None:
            etree.SubElement(cell, q("v")).text = str(value)
    file.put(part, root)
    file.write(workbook)


def value(workbook, address, sheet="Data"):
    with Book(workbook) as book:
        cell = book.cells(sheet).get(address)
        return None if cell is None else cell.value


def carry(attempt, **options):
    return refresh(open_store(attempt.store), RefreshOptions(None, attempt.workbook, **options), WHEN, lambda *_: None)  # fmt: skip


def tickers(workbook):
    with Book(workbook) as book:
        found = find(book)
        return {name: dict(table.rows) for name, table in found.tables.items()}
