"""What a person adds to a built workbook, at the level of parts: nothing of it may be lost.

`with_personal_additions(source, target)` writes the workbook with all of it, and says where some of it stands.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lxml import etree
from openpyxl.utils import coordinate_to_tuple, get_column_letter, range_boundaries

from support.added_parts import add_drawn_things, add_notes, add_slicer, add_small_parts
from support.added_rules import add_filter, add_rules, add_view
from support.package_file import MAIN, SPREADSHEET, WORKBOOK, PackageFile, q
from support.sheet_xml import X14, XM, area_of, cell_at, extend, put_text

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Additions:
    """Where a person's own things stand.

    Attributes:
        sheets: names of sheets as they are now, by name as they were built.
        own_sheet: a sheet of formulas that refer to the built tables and cells.
        pivot_sheet: a sheet with a pivot table.
        renamed: the new heading of a column of Data, and the old.
        beside: cells of an own column beside Data: text by address, as it is now.
        inside: name of an own column inside Companies, and its letters.
        hidden: numbers of hidden rows of Data.
        coloured: a cell of Data with a fill of its own.
        noted: cells of Data with a note.
        sorted_rows: numbers of the rows of Data's body, whose companies stand in reverse order.
    """

    sheets: dict[str, str]
    own_sheet: str
    pivot_sheet: str
    renamed: tuple[str, str]
    beside: dict[str, str]
    inside: tuple[str, str]
    hidden: tuple[int, ...]
    coloured: str
    noted: tuple[str, ...]
    sorted_rows: tuple[int, ...]


def with_personal_additions(source: Path, target: Path) -> Additions:
    """Write a built workbook with everything a person may add to it."""
    file = PackageFile.read(source)
    renamed = _rename_column(file)
    rows = _sort_data(file)
    beside = _column_beside(file)
    inside = _column_inside(file)
    coloured = _colour(file, rows)
    add_rules(file)
    hidden = add_filter(file, rows)
    add_view(file)
    _own_sheet(file)
    _pivot(file)
    data = file.table("Data")[1]
    noted = add_notes(file, data)
    add_slicer(file, *file.table("Companies"))
    add_drawn_things(file, file.sheets()["Overview"])
    add_small_parts(file, file.sheets()["Checks"])
    sheets = _rename_sheets(file, {"Data": "My figures", "Outlook": "Outlook (mine)"})
    file.write(target)
    return Additions(sheets, "Own", "Pivot", renamed, beside, inside, hidden, coloured, noted, tuple(rows))


def _rename_column(file: PackageFile) -> tuple[str, str]:
    """A heading of Data that no formula names."""
    part, sheet = file.table("Data")
    table, root = file.tree(part), file.tree(sheet)
    every = b"".join(content for name, content in file.parts.items() if name.endswith(".xml")).decode()
    left, top, *_ = range_boundaries(table.get("ref"))
    for number, column in enumerate(table.iter(q("tableColumn"))):
        old = column.get("name")
        if f"[{escape(old)}]" not in every and column.get("id") != "1":
            column.set("name", "My heading")
            put_text(cell_at(root, f"{get_column_letter(left + number)}{top}"), "My heading")
            file.put(part, table)
            file.put(sheet, root)
            return "My heading", old
    raise AssertionError("a formula names every column of Data")


def _sort_data(file: PackageFile) -> list[int]:
    """The rows of Data in reverse order, as Excel moves them: cells move, rows stay."""
    part, sheet = file.table("Data")
    left, top, right, bottom = area_of(file, "Data")
    root = file.tree(sheet)
    rows = [row for row in root.iter(q("row")) if top < int(row.get("r")) <= bottom]
    moved = [[deepcopy(cell) for cell in row] for row in reversed(rows)]
    for row, cells in zip(rows, moved, strict=True):
        row[:] = cells
        for cell in row:
            cell.set("r", re.sub("[0-9]+", row.get("r"), cell.get("r")))
    links = root.find(q("hyperlinks"))
    for link in links if links is not None else ():
        number, column = coordinate_to_tuple(link.get("ref"))
        if top < number <= bottom:
            link.set("ref", f"{get_column_letter(column)}{top + 1 + bottom - number}")
    file.put(sheet, root)
    table = file.tree(part)
    state = etree.Element(
        q("sortState"), ref=f"{get_column_letter(left)}{top + 1}:{get_column_letter(right)}{bottom}"
    )
    letters = get_column_letter(left)
    etree.SubElement(state, q("sortCondition"), descending="1", ref=f"{letters}{top + 1}:{letters}{bottom}")
    table.find(q("autoFilter")).addnext(state)
    file.put(part, table)
    return [int(row.get("r")) for row in rows]


def _column_beside(file: PackageFile) -> dict[str, str]:
    """Own texts beside Data, a column apart."""
    _, sheet = file.table("Data")
    _, top, right, _ = area_of(file, "Data")
    root, letters = file.tree(sheet), get_column_letter(right + 2)
    texts = {
        f"{letters}{top}": "To do",
        f"{letters}{top + 1}": "ask <IR> & wait",
        f"{letters}{top + 5}": "=checked",
    }
    for address, text in texts.items():
        put_text(cell_at(root, address), text)
    file.put(sheet, root)
    return texts


def _column_inside(file: PackageFile) -> tuple[str, str]:
    """An own calculated column of Companies, with a reference of each kind, and sparklines in the next one."""
    part, sheet = file.table("Companies")
    left, top, right, bottom = area_of(file, "Companies")
    table, root = file.tree(part), file.tree(sheet)
    letters, first = get_column_letter(right + 1), get_column_letter(left)
    columns = table.find(q("tableColumns"))
    number = max(int(column.get("id")) for column in columns) + 1
    column = etree.SubElement(columns, q("tableColumn"), id=str(number), name="Mine")
    formula = "LEN(%s)+LEN(Companies[[#This Row],[Ticker]])"
    etree.SubElement(column, q("calculatedColumnFormula")).text = formula % f"{first}{top + 1}"
    columns.set("count", str(len(columns)))
    for element in (table, table.find(q("autoFilter"))):
        element.set("ref", f"{first}{top}:{letters}{bottom}")
    put_text(cell_at(root, f"{letters}{top}"), "Mine")
    for row in range(top + 1, bottom + 1):
        cell = cell_at(root, f"{letters}{row}")
        etree.SubElement(cell, q("f")).text = formula % f"{first}{row}"
        etree.SubElement(cell, q("v")).text = "18"
    lines = "".join(
        f"<x14:sparkline><xm:f>Companies!I{row}:J{row}</xm:f><xm:sqref>{get_column_letter(right + 3)}{row}</xm:sqref>"
        "</x14:sparkline>"
        for row in range(top + 1, bottom + 1)
    )
    extend(
        root,
        "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}",
        f'<x14:sparklineGroups xmlns:x14="{X14}" xmlns:xm="{XM}"><x14:sparklineGroup><x14:colorSeries rgb="FF376092"/>'
        f"<x14:sparklines>{lines}</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups>",
    )
    file.put(part, table)
    file.put(sheet, root)
    return "Mine", letters


def _colour(file: PackageFile, rows: list[int]) -> str:
    """A fill of its own for a cell of Data."""
    styles = file.tree("xl/styles.xml")
    fills, formats = styles.find(q("fills")), styles.find(q("cellXfs"))
    fill = etree.SubElement(etree.SubElement(fills, q("fill")), q("patternFill"), patternType="solid")
    etree.SubElement(fill, q("fgColor"), rgb="FFFFFF00")
    sheet = file.table("Data")[1]
    root, address = file.tree(sheet), f"I{rows[2]}"
    cell = cell_at(root, address)
    own = deepcopy(formats[int(cell.get("s", "0"))])
    own.set("fillId", str(len(fills) - 1))
    own.set("applyFill", "1")
    formats.append(own)
    cell.set("s", str(len(formats) - 1))
    for group in (fills, formats):
        group.set("count", str(len(group)))
    file.put("xl/styles.xml", styles)
    file.put(sheet, root)
    return address


def _own_sheet(file: PackageFile) -> None:
    formulas = {
        "A1": "SUM(Companies[[Price change]])",
        "A2": "COUNTA(Data[[Ticker]])",
        "A3": "LEN('Data'!A7)",
        "A4": "checks_passed",
        "A5": "IFERROR('Companies'!A7,0)",
    }
    rows = "".join(
        f'<row r="{name[1:]}"><c r="{name}"><f>{text}</f></c></row>' for name, text in formulas.items()
    )
    file.add_sheet("Own", f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>')


def _pivot(file: PackageFile) -> None:
    """A pivot table over one column of Companies, refreshed on load."""
    sheet = file.add_sheet(
        "Pivot",
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="3"><c r="A3" t="inlineStr"><is><t>Row Labels</t></is></c></row>'
        "</sheetData></worksheet>",
    )
    fields = [column.get("name") for column in file.tree(file.table("Companies")[0]).iter(q("tableColumn"))]
    cache = etree.Element(q("pivotCacheDefinition"), nsmap={None: MAIN})
    cache.attrib.update({"saveData": "0", "refreshOnLoad": "1"})
    source = etree.SubElement(cache, q("cacheSource"), type="worksheet")
    etree.SubElement(source, q("worksheetSource"), name="Companies")
    listed = etree.SubElement(cache, q("cacheFields"), count=str(len(fields)))
    table = etree.Element(q("pivotTableDefinition"), nsmap={None: MAIN})
    table.attrib.update(
        {"name": "OwnPivot", "cacheId": "1", "dataCaption": "Values", "applyNumberFormats": "0"}
    )
    etree.SubElement(
        table, q("location"), ref="A3:C20", firstHeaderRow="1", firstDataRow="1", firstDataCol="0"
    )
    shown = etree.SubElement(table, q("pivotFields"), count=str(len(fields)))
    for name in fields:
        etree.SubElement(etree.SubElement(listed, q("cacheField"), name=name), q("sharedItems"))
        etree.SubElement(shown, q("pivotField"), showAll="0")
    root = file.tree(WORKBOOK)
    part = "xl/pivotCache/pivotCacheDefinition1.xml"
    key = file.add(
        part,
        etree.tostring(cache),
        f"{SPREADSHEET}pivotCacheDefinition+xml",
        WORKBOOK,
        "pivotCacheDefinition",
    )
    caches = etree.Element(q("pivotCaches"))
    etree.SubElement(
        caches,
        q("pivotCache"),
        {"cacheId": "1", "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id": key},
    )
    root.find(q("customWorkbookViews")).addnext(caches)
    file.put(WORKBOOK, root)
    place = "xl/pivotTables/pivotTable1.xml"
    file.add(place, etree.tostring(table), f"{SPREADSHEET}pivotTable+xml", sheet, "pivotTable")
    file.relate(place, "pivotCacheDefinition", part)


def _rename_sheets(file: PackageFile, names: dict[str, str]) -> dict[str, str]:
    """Rename sheets, and follow them in every formula, as Excel does."""
    root = file.tree(WORKBOOK)
    for sheet in root.iter(q("sheet")):
        sheet.set("name", names.get(sheet.get("name"), sheet.get("name")))
    file.put(WORKBOOK, root)
    for part, content in file.parts.items():
        if part.startswith("xl/") and part.endswith(".xml"):
            for old, new in names.items():
                content = content.replace(f"'{old}'!".encode(), f"'{new}'!".encode())  # noqa: PLW2901
            file.parts[part] = content
    return {name: names.get(name, name) for name in ("Data", "Companies", "Outlook", "Overview", "Checks")}
