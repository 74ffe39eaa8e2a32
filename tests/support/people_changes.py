"""What people do to a workbook, made in its parts as Excel would: a note, columns, a sheet in front, renamed things."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from lxml import etree

from support.package_file import WORKBOOK, PackageFile, q
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.plan import Content, EditPlan, SheetEdit
from xl_aigc.ooxml.references import cell_name, split_cell
from xl_aigc.refreshing.found import find

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECTION = "Value chain"
NOTE, NOTE_AT = "Ask investor relations", "V12"
INPUT, LIMIT = 987654321.0, 150.0


def _cell(root: etree._Element, at: str) -> etree._Element:
    """A cell of a sheet, made where there is none."""
    row_number, column = split_cell(at)
    data = root.find(q("sheetData"))
    row = next((one for one in data if int(one.get("r")) == row_number), None)
    if row is None:
        row = etree.Element(q("row"), r=str(row_number))
        data.insert(sum(int(one.get("r")) < row_number for one in data), row)
    cell = next((one for one in row if one.get("r") == at), None)
    if cell is None:
        cell = etree.Element(q("c"), r=at)
        row.insert(sum(split_cell(one.get("r"))[1] < column for one in row), cell)
    return cell


def _put(cell: etree._Element, value: str | float) -> None:
    for part in list(cell):
        cell.remove(part)
    cell.attrib.pop("t", None)
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, q("is")), q("t")).text = value
    else:
        etree.SubElement(cell, q("v")).text = repr(value)


def _change(file: PackageFile, title: str, change: Callable[[etree._Element], None]) -> None:
    part = file.sheets()[title]
    root = file.tree(part)
    change(root)
    for used in root.findall(q("dimension")):  # SheetJS reads no cell outside of it
        root.remove(used)
    file.put(part, root)


def put_text(file: PackageFile, title: str, at: str, text: str, *, formula: bool = False) -> None:
    """Write a text, or a formula, into a cell of a sheet."""

    def put(root: etree._Element) -> None:
        cell = _cell(root, at)
        _put(cell, text)
        if formula:
            _put(cell, 0.0)
            cell.insert(0, etree.Element(q("f")))
            cell[0].text = text

    _change(file, title, put)


def note(file: PackageFile) -> None:
    _change(file, SECTION, lambda root: _put(_cell(root, NOTE_AT), NOTE))


def _place(file: PackageFile) -> tuple[str, etree._Element, int, int, int]:
    """The part of the table Data, its tree, its first and last row and the number of its columns."""
    part, _ = file.table("Data")
    root = file.tree(part)
    first, last = root.get("ref").split(":")
    (top, _), (bottom, right) = split_cell(first), split_cell(last)
    return part, root, top, bottom, right


def _with_column(file: PackageFile, place: int, heading: str) -> None:
    """Insert a column of the person's own into the table Data, at a place from 1."""
    part, root, top, bottom, right = _place(file)
    columns = root.find(q("tableColumns"))
    number = max(int(one.get("id")) for one in columns) + 1
    columns.insert(place - 1, etree.Element(q("tableColumn"), id=str(number), name=heading))
    columns.set("count", str(len(columns)))
    for element in (root, *root.iter(q("autoFilter"))):
        element.set("ref", f"A{top}:{cell_name(bottom, right + 1)}")
    file.put(part, root)

    def shift(sheet: etree._Element) -> None:
        for cell in sheet.iter(q("c")):
            row, column = split_cell(cell.get("r"))
            if column >= place and top <= row <= bottom:
                cell.set("r", cell_name(row, column + 1))
        for name in ("hyperlinks", "dataValidations", "conditionalFormatting"):
            for one in sheet.findall(q(name)):
                sheet.remove(one)
        for row in range(top, bottom + 1):
            _put(_cell(sheet, cell_name(row, place)), heading if row == top else f"view {row}")

    _change(file, "Data", shift)


def own_column_beside(file: PackageFile) -> None:
    _with_column(file, _place(file)[4] + 1, "My view")


def own_column_inside(file: PackageFile) -> None:
    _with_column(file, 3, "My view")


def sheet_in_front(file: PackageFile) -> None:
    xml = f'<worksheet xmlns="{q("x")[1:-2]}"><sheetData/></worksheet>'
    part = file.add_sheet("Mine", xml)
    root = file.tree(WORKBOOK)
    sheets = root.find(q("sheets"))
    sheets.insert(0, sheets[-1])
    for name in root.iter(q("definedName")):
        if name.get("localSheetId") is not None:
            name.set("localSheetId", str(int(name.get("localSheetId")) + 1))
    file.put(WORKBOOK, root)
    tree = file.tree(part)
    _put(_cell(tree, "A1"), NOTE)
    file.put(part, tree)


def sorted_data(file: PackageFile) -> None:
    """The rows of Data turned round, as a sort does it."""
    _, _, top, bottom, _ = _place(file)

    def turn(root: etree._Element) -> None:
        rows = [row for row in root.iter(q("row")) if top < int(row.get("r")) <= bottom]
        bodies = [[copy.deepcopy(cell) for cell in row] for row in rows][::-1]
        for row, body in zip(rows, bodies, strict=True):
            for cell in list(row):
                row.remove(cell)
            for cell in body:
                cell.set("r", re.sub(r"\d+", row.get("r"), cell.get("r")))
                row.append(cell)
        for links in root.findall(q("hyperlinks")):
            root.remove(links)

    _change(file, "Data", turn)


def _everywhere(file: PackageFile, old: bytes, new: bytes) -> None:
    for name in file.parts:
        if name.startswith(("xl/worksheets/sheet", "xl/tables/", "xl/charts/chart")) or name == WORKBOOK:
            file.parts[name] = file.parts[name].replace(old, new)


def renamed_heading(file: PackageFile) -> None:
    part, root, top, _, _ = _place(file)
    names = [one.get("name") for one in root.iter(q("tableColumn"))]
    at = cell_name(top, names.index("Revenue 2024H1") + 1)
    _everywhere(file, b"[Revenue 2024H1]", b"[Sales H1]")
    root = file.tree(part)
    for one in root.iter(q("tableColumn")):
        if one.get("name") == "Revenue 2024H1":
            one.set("name", "Sales H1")
    file.put(part, root)
    _change(file, "Data", lambda sheet: _put(_cell(sheet, at), "Sales H1"))


def renamed_sheet(file: PackageFile) -> None:
    _everywhere(file, b"'Value chain'!", b"Chain!")
    _everywhere(file, b'name="Value chain"', b'name="Chain"')


def hidden_row(file: PackageFile) -> None:
    def hide(root: etree._Element) -> None:
        for row in root.iter(q("row")):
            if row.get("r") == "9":
                row.set("hidden", "1")

    _change(file, SECTION, hide)


def changed_input(file: PackageFile) -> None:
    _, root, top, _, _ = _place(file)
    names = [one.get("name") for one in root.iter(q("tableColumn"))]
    at = cell_name(top + 1, names.index("Revenue 2024H1") + 1)
    _change(file, "Data", lambda sheet: _put(_cell(sheet, at), INPUT))


def changed_limit(file: PackageFile) -> None:
    name = next(
        one for one in file.tree(WORKBOOK).iter(q("definedName")) if one.get("name") == "limit_rd_100m"
    )
    sheet, at = name.text.replace("$", "").rsplit("!", 1)
    _change(file, sheet.strip("'"), lambda root: _put(_cell(root, at), LIMIT))


CHANGES: dict[str, Callable[[PackageFile], None]] = {
    "plain": lambda _: None,
    "note": note,
    "own column beside": own_column_beside,
    "own column inside": own_column_inside,
    "own sheet in front": sheet_in_front,
    "sorted Data": sorted_data,
    "renamed sheet": renamed_sheet,
    "renamed heading": renamed_heading,
    "hidden row": hidden_row,
    "changed input": changed_input,
    "changed threshold": changed_limit,
}


def type_into_data(path: Path, ticker: str, key: str, value: str | float) -> None:
    """Type into the cell of a company and a column of the table Data, as Excel then saves it."""
    with Book(path) as book:
        table = find(book).tables["Data"]
        at = cell_name(table.rows[ticker], table.columns[key])
    apply_edits(path, path, EditPlan({table.sheet: SheetEdit(contents={at: Content(value)})}))
