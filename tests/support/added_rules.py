"""Rules, a filter and a view of a person's own."""

from __future__ import annotations

from lxml import etree

from support.package_file import MAIN, WORKBOOK, PackageFile, q
from support.sheet_xml import X14, XM, area_of, extend, place, row_at

VIEW = "{11111111-2222-3333-4444-555555555555}"


def add_rules(file: PackageFile) -> None:
    """Own rules over a whole column of Data: of 2007 and of 2010; and a list of choices."""
    sheet = file.table("Data")[1]
    _, top, _, bottom = area_of(file, "Data")
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


def add_filter(file: PackageFile, rows: list[int]) -> tuple[int, ...]:
    """An active filter on Data, and the rows that it hides."""
    part, sheet = file.table("Data")
    table, root = file.tree(part), file.tree(sheet)
    column = etree.SubElement(table.find(q("autoFilter")), q("filterColumn"), colId="3")
    etree.SubElement(etree.SubElement(column, q("filters")), q("filter"), val="downstream")
    hidden = (rows[3], rows[-1])
    for number in hidden:
        row_at(root, number).set("hidden", "1")
    file.put(part, table)
    file.put(sheet, root)
    return hidden


def add_view(file: PackageFile) -> None:
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
