"""Elements of a sheet, at the places where the schema wants them."""

from __future__ import annotations

from lxml import etree
from openpyxl.utils import coordinate_to_tuple, range_boundaries

from support.package_file import PackageFile, q

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


def area_of(file: PackageFile, table: str) -> tuple[int, int, int, int]:
    """First column, first row, last column, last row of a table."""
    return range_boundaries(file.tree(file.table(table)[0]).get("ref"))


def row_at(root: etree._Element, number: int) -> etree._Element:
    return next(row for row in root.iter(q("row")) if row.get("r") == str(number))


def cell_at(root: etree._Element, address: str) -> etree._Element:
    """A cell, made where there is none."""
    number, column = coordinate_to_tuple(address)
    row = row_at(root, number)
    for cell in row:
        if cell.get("r") == address:
            return cell
    made = etree.Element(q("c"), r=address)
    row.insert(sum(coordinate_to_tuple(cell.get("r"))[1] < column for cell in row), made)
    return made


def put_text(cell: etree._Element, text: str) -> None:
    cell.set("t", "inlineStr")
    cell[:] = []
    etree.SubElement(etree.SubElement(cell, q("is")), q("t")).text = text
