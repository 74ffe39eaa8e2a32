"""A workbook after somebody's hand: things that a person, or a program, does to our tables and sheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from support.package_file import WORKBOOK, PackageFile, q

if TYPE_CHECKING:
    from collections.abc import Callable


def _rows(file: PackageFile, table: str) -> tuple[str, str, etree._Element, list[etree._Element]]:
    """The parts of a table and of its sheet, the tree of the sheet, and the rows of its companies."""
    part, sheet = file.table(table)
    root = file.tree(sheet)
    first, last = (int(re.sub(r"\D", "", end)) for end in file.tree(part).get("ref").split(":"))
    return part, sheet, root, [row for row in root.iter(q("row")) if first < int(row.get("r")) <= last]


def _cell(row: etree._Element, xml: str) -> None:
    """Replace the first cell of a row."""
    old = row[0]
    new = etree.fromstring(f'<c xmlns="{old.nsmap[None]}" r="{old.get("r")}" {xml}')
    row.replace(old, new)


def first_ticker(xml: str) -> Callable[[PackageFile], None]:
    """What puts another cell in the place of the first company's ticker."""

    def spoil(file: PackageFile) -> None:
        _, sheet, root, rows = _rows(file, "Data")
        _cell(rows[0], xml)
        file.put(sheet, root)

    return spoil


def tickers_emptied(file: PackageFile) -> None:
    _, sheet, root, rows = _rows(file, "Data")
    for row in rows:
        row.remove(row[0])
    file.put(sheet, root)


def companies_rows_deleted(file: PackageFile) -> None:
    """Two rows of the table Companies, the others moved up, as Excel does."""
    part, sheet, root, rows = _rows(file, "Companies")
    table = file.tree(part)
    for row in rows[-2:]:
        row.getparent().remove(row)
    _end(table, -2)
    file.put(part, table)
    file.put(sheet, root)


def _end(table: etree._Element, rows: int) -> None:
    for element in (table, table.find(q("autoFilter"))):
        if element is not None:
            first, last = element.get("ref").split(":")
            letters, number = re.match(r"([A-Z]+)(\d+)", last).groups()
            element.set("ref", f"{first}:{letters}{int(number) + rows}")


def no_rows(file: PackageFile) -> None:
    """The table Data has its headings alone."""
    part, sheet, root, rows = _rows(file, "Data")
    table = file.tree(part)
    _end(table, -len(rows))
    for row in rows:
        row.getparent().remove(row)
    file.put(part, table)
    file.put(sheet, root)


def plain_range(file: PackageFile) -> None:
    """The table Companies made a range (Table Design, Convert to Range)."""
    part, sheet = file.table("Companies")
    links = file.tree(file.links_of(sheet))
    for link in list(links):
        if link.get("Target").endswith(part.rsplit("/", 1)[-1]):
            links.remove(link)
    file.put(file.links_of(sheet), links)
    root = file.tree(sheet)
    parts = root.find(q("tableParts"))
    root.remove(parts)
    file.put(sheet, root)
    types = file.tree("[Content_Types].xml")
    for each in list(types):
        if each.get("PartName") == f"/{part}":
            types.remove(each)
    file.put("[Content_Types].xml", types)
    del file.parts[part]


def table_renamed(file: PackageFile) -> None:
    part, _ = file.table("Data")
    file.parts[part] = file.parts[part].replace(b'displayName="Data"', b'displayName="Mine"')


def _without_sheet(file: PackageFile, part: str) -> None:
    root = file.tree(WORKBOOK)
    for sheet in list(root.iter(q("sheet"))):
        if file.related(WORKBOOK)[next(v for k, v in sheet.attrib.items() if k.endswith("}id"))] == part:
            sheet.getparent().remove(sheet)
    file.put(WORKBOOK, root)


def data_sheet_deleted(file: PackageFile) -> None:
    _without_sheet(file, file.table("Data")[1])


def changes_sheet_deleted(file: PackageFile) -> None:
    _without_sheet(file, file.sheets()["Changes"])


def column_deleted(file: PackageFile) -> None:
    part, _ = file.table("Data")
    table = file.tree(part)
    columns = table.find(q("tableColumns"))
    columns.remove(columns[5])
    columns.set("count", str(len(columns)))
    file.put(part, table)


def names_deleted(file: PackageFile) -> None:
    root = file.tree(WORKBOOK)
    root.remove(root.find(q("definedNames")))
    file.put(WORKBOOK, root)


def totals_row(file: PackageFile) -> None:
    part, sheet, root, rows = _rows(file, "Data")
    table = file.tree(part)
    _end(table, 1)
    table.find(q("autoFilter")).set("ref", file.tree(part).find(q("autoFilter")).get("ref"))
    table.set("totalsRowCount", "1")
    file.put(part, table)
    _below(root, rows, "Total")
    file.put(sheet, root)


def _below(root: etree._Element, rows: list[etree._Element], text: str) -> None:
    number = int(rows[-1].get("r")) + 1
    for old in [row for row in root.iter(q("row")) if int(row.get("r")) == number]:
        old.getparent().remove(old)
    row = etree.SubElement(rows[-1].getparent(), q("row"), r=str(number))
    cell = etree.SubElement(row, q("c"), r=f"A{number}", t="inlineStr")
    etree.SubElement(etree.SubElement(cell, q("is")), q("t")).text = text


def content_below(file: PackageFile) -> None:
    _, sheet, root, rows = _rows(file, "Data")
    _below(root, rows, "my note")
    file.put(sheet, root)


def merged_below(file: PackageFile) -> None:
    _, sheet, root, rows = _rows(file, "Data")
    number = int(rows[-1].get("r")) + 1
    merged = root.find(q("mergeCells"))
    if merged is None:
        merged = etree.Element(q("mergeCells"))
        root.find(q("sheetData")).addnext(merged)
    etree.SubElement(merged, q("mergeCell"), ref=f"A{number}:D{number + 3}")
    file.put(sheet, root)


SPOILED: dict[str, Callable[[PackageFile], None]] = {
    "duplicate_ticker": first_ticker('t="inlineStr"><is><t>300418.SZ</t></is></c>'),
    "ticker_is_a_number": first_ticker("><v>300418</v></c>"),
    "ticker_is_an_error": first_ticker('t="e"><v>#REF!</v></c>'),
} | {
    make.__name__: make
    for make in (
        tickers_emptied,
        companies_rows_deleted,
        no_rows,
        plain_range,
        table_renamed,
        data_sheet_deleted,
        changes_sheet_deleted,
        column_deleted,
        names_deleted,
        totals_row,
        content_below,
        merged_below,
    )
}
