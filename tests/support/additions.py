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
from support.package_file import MAIN, SPREADSHEET, WORKBOOK, PackageFile, q

if TYPE_CHECKING:
    from pathlib import Path

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
VIEW = "{11111111-2222-3333-4444-555555555555}"


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


def place(root: etree._Element, element: etree._Element) -> None:
    """Put an element into a sheet where the schema wants it."""
    rank = ORDER.index(etree.QName(element).localname)
    at = sum(ORDER.index(etree.QName(child).localname) <= rank for child in root if child.tag != q("extLst"))
    root.insert(at, element)


def extend(root: etree._Element, uri: str, xml: str) -> None:
    """Add an extension to a sheet or a workbook."""
    found = root.find(q("extLst"))
    if found is None:
        found = etree.SubElement(root, q("extLst"))
    ext = etree.SubElement(found, q("ext"), uri=uri)
    ext.append(etree.fromstring(xml))


def with_personal_additions(source: Path, target: Path) -> Additions:
    """Write a built workbook with everything a person may add to it."""
    file = PackageFile.read(source)
    renamed = _rename_column(file)
    rows = _sort_data(file)
    beside = _column_beside(file)
    inside = _column_inside(file)
    coloured = _colour(file, rows)
    _rules(file)
    hidden = _filter(file, rows)
    _view(file)
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


def _area(file: PackageFile, table: str) -> tuple[int, int, int, int]:
    """First column, first row, last column, last row of a table."""
    return range_boundaries(file.tree(file.table(table)[0]).get("ref"))


def _row(root: etree._Element, number: int) -> etree._Element:
    return next(row for row in root.iter(q("row")) if row.get("r") == str(number))


def _cell(root: etree._Element, address: str) -> etree._Element:
    """A cell, made where there is none."""
    number, column = coordinate_to_tuple(address)
    row = _row(root, number)
    for cell in row:
        if cell.get("r") == address:
            return cell
    made = etree.Element(q("c"), r=address)
    row.insert(sum(coordinate_to_tuple(cell.get("r"))[1] < column for cell in row), made)
    return made


def _put_text(cell: etree._Element, text: str) -> None:
    cell.set("t", "inlineStr")
    cell[:] = []
    etree.SubElement(etree.SubElement(cell, q("is")), q("t")).text = text


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
            _put_text(_cell(root, f"{get_column_letter(left + number)}{top}"), "My heading")
            file.put(part, table)
            file.put(sheet, root)
            return "My heading", old
    raise AssertionError("a formula names every column of Data")


def _sort_data(file: PackageFile) -> list[int]:
    """The rows of Data in reverse order, as Excel moves them: cells move, rows stay."""
    part, sheet = file.table("Data")
    left, top, right, bottom = _area(file, "Data")
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
    _, top, right, _ = _area(file, "Data")
    root, letters = file.tree(sheet), get_column_letter(right + 2)
    texts = {
        f"{letters}{top}": "To do",
        f"{letters}{top + 1}": "ask <IR> & wait",
        f"{letters}{top + 5}": "=checked",
    }
    for address, text in texts.items():
        _put_text(_cell(root, address), text)
    file.put(sheet, root)
    return texts


def _column_inside(file: PackageFile) -> tuple[str, str]:
    """An own calculated column of Companies, with a reference of each kind, and sparklines in the next one."""
    part, sheet = file.table("Companies")
    left, top, right, bottom = _area(file, "Companies")
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
    _put_text(_cell(root, f"{letters}{top}"), "Mine")
    for row in range(top + 1, bottom + 1):
        cell = _cell(root, f"{letters}{row}")
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
    cell = _cell(root, address)
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


def _rules(file: PackageFile) -> None:
    """Own rules over a whole column of Data: of 2007 and of 2010; and a list of choices."""
    sheet = file.table("Data")[1]
    _, top, _, bottom = _area(file, "Data")
    root, area = file.tree(sheet), f"I{top + 1}:I{bottom}"
    rule = f'<cfRule type="cellIs" priority="900" operator="lessThan" xmlns="{MAIN}"><formula>0</formula></cfRule>'
    formatting = etree.Element(q("conditionalFormatting"), sqref=area)
    formatting.append(etree.fromstring(rule))
    place(root, formatting)
    choices = root.find(q("dataValidations"))
    if choices is None:
        choices = etree.Element(q("dataValidations"), count="0")
        place(root, choices)
    choice = etree.SubElement(
        choices, q("dataValidation"), type="list", allowBlank="1", sqref=f"D{top + 1}:D{bottom}"
    )
    etree.SubElement(choice, q("formula1")).text = '"a,b"'
    choices.set("count", str(len(choices)))
    extend(
        root,
        "{78C0D931-6437-407d-A8EE-F0AAD7539E65}",
        f'<x14:conditionalFormattings xmlns:x14="{X14}" xmlns:xm="{XM}"><x14:conditionalFormatting><x14:cfRule type="dataBar"'
        ' id="{AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE}"><x14:dataBar minLength="0" maxLength="100"><x14:cfvo type="autoMin"/>'
        '<x14:cfvo type="autoMax"/><x14:negativeFillColor rgb="FFFF0000"/><x14:axisColor rgb="FF000000"/></x14:dataBar>'
        f"</x14:cfRule><xm:sqref>L{top + 1}:L{bottom}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>",
    )
    file.put(sheet, root)


def _filter(file: PackageFile, rows: list[int]) -> tuple[int, ...]:
    """An active filter on Data, and the rows that it hides."""
    part, sheet = file.table("Data")
    table, root = file.tree(part), file.tree(sheet)
    column = etree.SubElement(table.find(q("autoFilter")), q("filterColumn"), colId="3")
    etree.SubElement(etree.SubElement(column, q("filters")), q("filter"), val="downstream")
    hidden = (rows[3], rows[-1])
    for number in hidden:
        _row(root, number).set("hidden", "1")
    file.put(part, table)
    file.put(sheet, root)
    return hidden


def _view(file: PackageFile) -> None:
    """A custom view of the workbook, and of one sheet."""
    root = file.tree(WORKBOOK)
    views = etree.Element(q("customWorkbookViews"))
    etree.SubElement(
        views,
        q("customWorkbookView"),
        name="Mine",
        guid=VIEW,
        windowWidth="1000",
        windowHeight="600",
        activeSheetId="1",
    )
    before = [child for child in root if etree.QName(child).localname in {"definedNames", "calcPr"}]
    before[-1].addnext(views)
    file.put(WORKBOOK, root)
    sheet = file.sheets()["Checks"]
    page = file.tree(sheet)
    own = etree.Element(q("customSheetViews"))
    view = etree.SubElement(own, q("customSheetView"), guid=VIEW, scale="80")
    etree.SubElement(view, q("pageMargins"), left="1", right="1", top="1", bottom="1", header="0", footer="0")
    place(page, own)
    file.put(sheet, page)


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
