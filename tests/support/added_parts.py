"""Parts that openpyxl would lose: notes, threads, slicers, text boxes, pictures, buttons, printer settings and more."""

from __future__ import annotations

import struct
import zlib

from lxml import etree

from support.package_file import MAIN, OFFICE, SPREADSHEET, WORKBOOK, PackageFile, q

XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
X15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">{}</xml>'
)
PERSON = "{99999999-2222-3333-4444-555555555555}"
THREAD = "{88888888-2222-3333-4444-555555555555}"


def png() -> bytes:
    """A picture of one red point."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
        + chunk(b"IEND", b"")
    )


def _append(file: PackageFile, sheet: str, name: str, key: str) -> None:
    """Refer to a part from a sheet, where the schema wants it."""
    root = file.tree(sheet)
    order = ("drawing", "legacyDrawing", "legacyDrawingHF", "tableParts", "extLst")
    later = {q(each) for each in order[order.index(name) + 1 :]}
    at = next((place for place, child in enumerate(root) if child.tag in later), len(root))
    root.insert(at, etree.Element(q(name), {f"{{{OFFICE}}}id": key}))
    file.put(sheet, root)


def add_notes(file: PackageFile, sheet: str) -> tuple[str, ...]:
    """A note and a thread on a sheet, with the shapes that show them, and a button among them."""
    cells = ("B8", "C9")
    notes = "".join(
        f'<comment ref="{cell}" authorId="{place}"><text><t>note {place}</t></text></comment>'
        for place, cell in enumerate(cells)
    )
    file.add(
        "xl/comments1.xml",
        f'<comments xmlns="{MAIN}"><authors><author>me</author><author>tc={THREAD}</author></authors>'
        f"<commentList>{notes}</commentList></comments>",
        f"{SPREADSHEET}comments+xml",
        sheet,
        "comments",
    )
    shapes = _note_shape(1025, 7, 1) + _note_shape(1026, 8, 2) + _button(1027)
    file.declare_extension("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
    key = file.add("xl/drawings/vmlOwn1.vml", VML.format(shapes), None, sheet, "vmlDrawing")
    _append(file, sheet, "legacyDrawing", key)
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/"
    file.add(
        "xl/persons/person.xml",
        f'<personList xmlns="{THREADS}"><person displayName="me" id="{PERSON}" userId="me" providerId="None"/></personList>',
        "application/vnd.ms-excel.person+xml",
        WORKBOOK,
        f"{kind}person",
    )
    file.add(
        "xl/threadedComments/threadedComment1.xml",
        f'<ThreadedComments xmlns="{THREADS}"><threadedComment ref="C9" dT="2024-09-01T00:00:00.00" personId="{PERSON}"'
        f' id="{THREAD}"><text>is this restated?</text></threadedComment></ThreadedComments>',
        "application/vnd.ms-excel.threadedcomments+xml",
        sheet,
        f"{kind}threadedComment",
    )
    return cells


def _note_shape(number: int, row: int, column: int) -> str:
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="visibility:hidden"><x:ClientData ObjectType="Note">'
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _button(number: int) -> str:
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t201"><x:ClientData ObjectType="Button"><x:Anchor>1, 0, 1, 0, 2, 0, 3, 0'
        "</x:Anchor><x:FmlaMacro>[0]!Refresh</x:FmlaMacro></x:ClientData></v:shape>"
    )


def _anchor(inner: str) -> etree._Element:
    return etree.fromstring(
        f'<xdr:twoCellAnchor xmlns:xdr="{XDR}" xmlns:a="{A}" xmlns:r="{OFFICE}"><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0'
        "</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>3</xdr:col><xdr:colOff>0"
        f"</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>{inner}<xdr:clientData/></xdr:twoCellAnchor>"
    )


def add_drawn_things(file: PackageFile, sheet: str) -> None:
    """A text box and a picture among the charts of a sheet."""
    drawing = next(part for part in file.related(sheet).values() if "/drawings/drawing" in part)
    file.declare_extension("png", "image/png")
    picture = file.add("xl/media/own1.png", png(), None, drawing, "image")
    root = file.tree(drawing)
    frame = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="100" cy="100"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    root.append(
        _anchor(
            '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="901" name="Own text"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
            f"<xdr:spPr>{frame}</xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>my view</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        )
    )
    root.append(
        _anchor(
            '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="902" name="Own picture"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
            f'<a:blip r:embed="{picture}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr>{frame}</xdr:spPr></xdr:pic>'
        )
    )
    file.put(drawing, root)


def add_slicer(file: PackageFile, table: str, sheet: str) -> None:
    """A slicer of a table's fourth column."""
    described = file.tree(table)
    column = described.find(q("tableColumns"))[3]
    kind = "http://schemas.microsoft.com/office/2007/relationships/"
    content_type = "application/vnd.ms-excel."
    cache = file.add(
        "xl/slicerCaches/slicerCache1.xml",
        f'<slicerCacheDefinition xmlns="{X14}" name="Slicer_own" sourceName="{column.get("name")}"><extLst><x:ext'
        f' xmlns:x="{MAIN}" xmlns:x15="{X15}" uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}"><x15:tableSlicerCache'
        f' tableId="{described.get("id")}" column="{column.get("id")}"/></x:ext></extLst></slicerCacheDefinition>',
        f"{content_type}slicerCache+xml",
        WORKBOOK,
        f"{kind}slicerCache",
    )
    slicer = file.add(
        "xl/slicers/slicer1.xml",
        f'<slicers xmlns="{X14}"><slicer name="Own" cache="Slicer_own" caption="Own" rowHeight="241300"/></slicers>',
        f"{content_type}slicer+xml",
        sheet,
        f"{kind}slicer",
    )
    _extend(
        file,
        WORKBOOK,
        "{46BE6895-7355-4a93-B00E-2C351335B9C9}",
        f'<x15:slicerCaches xmlns:x15="{X15}" xmlns:x14="{X14}"><x14:slicerCache xmlns:r="{OFFICE}" r:id="{cache}"/></x15:slicerCaches>',
    )
    _extend(
        file,
        sheet,
        "{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}",
        f'<x14:slicerList xmlns:x14="{X14}"><x14:slicer xmlns:r="{OFFICE}" r:id="{slicer}"/></x14:slicerList>',
    )


def _extend(file: PackageFile, part: str, uri: str, xml: str) -> None:
    root = file.tree(part)
    found = root.find(q("extLst"))
    if found is None:
        found = etree.SubElement(root, q("extLst"))
    etree.SubElement(found, q("ext"), uri=uri).append(etree.fromstring(xml))
    file.put(part, root)


def add_small_parts(file: PackageFile, sheet: str) -> None:
    """Printer settings, a picture in the header, a document of a person's own, a link to another workbook."""
    file.declare_extension("bin", f"{SPREADSHEET}printerSettings")
    key = file.add("xl/printerSettings/printerSettings1.bin", b"\0\1printer", None, sheet, "printerSettings")
    root = file.tree(sheet)
    root.find(q("pageSetup")).set(f"{{{OFFICE}}}id", key)
    file.put(sheet, root)
    shape = '<v:shape id="CH" type="#_x0000_t75"><v:imagedata o:relid="{}"/></v:shape>'
    part = "xl/drawings/vmlOwnHeader.vml"
    header = file.add(part, VML.format(shape.format("rId100")), None, sheet, "vmlDrawing")
    file.relate(part, "image", "xl/media/own1.png")
    _append(file, sheet, "legacyDrawingHF", header)
    file.add("customXml/own1.xml", '<own xmlns="urn:own">42</own>', None, WORKBOOK, "customXml")
    link = file.add(
        "xl/externalLinks/externalLink1.xml",
        f'<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}"><externalBook r:id="rId100"><sheetNames><sheetName val="S"/>'
        "</sheetNames></externalBook></externalLink>",
        f"{SPREADSHEET}externalLink+xml",
        WORKBOOK,
        "externalLink",
    )
    file.relate("xl/externalLinks/externalLink1.xml", "externalLinkPath", "budget.xlsx", external=True)
    workbook = file.tree(WORKBOOK)
    references = etree.Element(q("externalReferences"))
    etree.SubElement(references, q("externalReference"), {f"{{{OFFICE}}}id": link})
    workbook.find(q("sheets")).addnext(references)
    file.put(WORKBOOK, workbook)
