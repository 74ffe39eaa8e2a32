"""Writers of the files that vendors and people send: rows of cells as workbooks of every kind and as texts of every encoding.

No writer of `.xls`, `.xlsb` and `.ods` is among the installed libraries, so that the few records and elements that a table
needs are written here, after [MS-XLS], [MS-XLSB] and OpenDocument 1.2.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import struct
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import openpyxl

from xl_aigc.files.compound_file import write_streams

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = dt.date(1899, 12, 30)
FIRST_FORMAT = 164
"""The number of the first format that a file writes out itself."""
ODS_STYLES = (
    '<number:number-style style:name="N1"><number:number number:min-integer-digits="1" number:display-factor="1000000"/>'
    "<number:text>百万</number:text></number:number-style>"
    '<number:number-style style:name="N2"><number:number number:min-integer-digits="2" number:display-factor="1000">'
    '<number:embedded-text number:position="1">.</number:embedded-text></number:number><number:text>万</number:text></number:number-style>'
    '<number:percentage-style style:name="N3"><number:number number:min-integer-digits="1"/><number:text>%</number:text>'
    "</number:percentage-style>"
    '<number:number-style style:name="N4"><number:number number:min-integer-digits="1"/><number:text>亿元</number:text>'
    '</number:number-style><number:number-style style:name="N5"><number:text>-</number:text><number:number/>'
    '<style:map style:condition="value()&gt;=0" style:apply-style-name="N2"/></number:number-style>'
    + "".join(
        f'<style:style style:name="ce{at}" style:family="table-cell" style:data-style-name="N{at}"/>'
        for at in range(1, 6)
    )
)
"""Styles as LibreOffice writes them: millions, ten-thousands by a point that is only written, percent, 亿元, one that goes to another."""
TEXTS = {
    "csv": (".csv", ",", "utf-8"),
    "bom": (".csv", ",", "utf-8-sig"),
    "gbk": (".csv", ",", "gb18030"),
    "big5": (".csv", ",", "big5hkscs"),
    "utf16": (".csv", "\t", "utf-16"),
    "utf16le": (".txt", "\t", "utf-16-le"),
    "utf16be": (".csv", ",", "utf-16-be"),
    "tab": (".tsv", "\t", "utf-8"),
    "tabgbk": (".txt", "\t", "gb18030"),
    "semicolon": (".csv", ";", "utf-8"),
    "pipe": (".txt", "|", "utf-8"),
    "textxls": (".xls", "\t", "gb18030"),
}
"""Texts: the ending of the name, the separator and the encoding."""


def written(folder: Path, name: str, kind: str, form: dict) -> Path:
    """Write the rows of a form as a file of a kind, and return where it is."""
    suffix = TEXTS[kind][0] if kind in TEXTS else f".{kind}"
    path = folder / f"{form.get('file', name)}{suffix}"
    if kind in TEXTS:
        path.write_bytes(text(form["rows"], *TEXTS[kind][1:]))
    elif kind in {"xlsx", "xlsm"}:
        excel(path, form)
    else:
        formats = {ord(column) - ord("A"): code for column, code in form.get("formats", {}).items()}
        path.write_bytes({"xls": xls, "xlsb": xlsb, "ods": ods}[kind](form["rows"], formats=formats))
    return path


def text(rows: list, separator: str, encoding: str) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator)
    writer.writerows([["" if cell is None else str(cell) for cell in row] for row in rows])
    return file.getvalue().encode(encoding)


def excel(path: Path, form: dict) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = form.get("title", "Sheet1")
    for row in form["rows"]:
        sheet.append(row)
    for cell, value in form.get("cells", {}).items():
        sheet[cell] = value
    for area in form.get("merge", ()):
        sheet.merge_cells(area)
    for column, code in form.get("formats", {}).items():
        for cell in sheet[column] if column.isalpha() else [sheet[column]]:
            cell.number_format = code
    for name, rows in form.get("others", {}).items():
        other = book.create_sheet(name)
        for row in rows:
            other.append(row)
    book.save(path)


def number(cell) -> float | None:
    """A cell as the number that a binary file holds; None where it is a text."""
    if isinstance(cell, dt.date):
        return float((cell - EPOCH).days)
    return None if isinstance(cell, str) else float(cell)


def filled(rows: list):
    """The row, the column and the value of each cell that is not empty."""
    return [
        (at, place, cell) for at, row in enumerate(rows) for place, cell in enumerate(row) if cell is not None
    ]


def xls_record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def xls(rows: list, further: bytes = b"", formats: dict[int, str] | None = None) -> bytes:
    """A workbook in records; `further` ones stand behind the list of sheets, and `formats` are of columns from 0."""
    styles = {column: at for at, column in enumerate(formats or {}, 1)}
    for at, code in enumerate((formats or {}).values(), FIRST_FORMAT):
        head = struct.pack("<HHB", at, len(code), 1)
        further += xls_record(0x041E, head + code.encode("utf-16-le"))
    for at in (0, *range(FIRST_FORMAT, FIRST_FORMAT + len(styles))):
        further += xls_record(0x00E0, struct.pack("<HHH", 0, at, 0) + bytes(14)) if styles else b""
    record = xls_record
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 0)
    name = b"\x06\x00Sheet1"
    size = 4 + len(begin) + 4 + 6 + len(name) + len(further) + 4
    listed = record(0x0085, struct.pack("<IBB", size, 0, 0) + name)
    globals_ = record(0x0809, begin) + listed + further + record(0x000A)
    cells = b""
    for row, column, cell in filled(rows):
        value = number(cell)
        if value is None:
            content = struct.pack("<HHHHB", row, column, 0, len(cell), 1) + cell.encode("utf-16-le")
            cells += record(0x0204, content)
        else:
            cells += record(0x0203, struct.pack("<HHHd", row, column, styles.get(column, 0), value))
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 0)) + cells + record(0x000A)
    return write_streams({("Workbook",): globals_ + sheet})


def wide(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def xlsb(rows: list, formats: dict[int, str] | None = None) -> bytes:
    """A workbook in binary parts; `formats` are of columns from 0."""

    def record(kind: int, content: bytes = b"") -> bytes:
        head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        size = len(content)
        length = b""
        while size > 127:
            length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
        return head + length + bytes([size]) + content

    style = {column: at for at, column in enumerate(formats or {}, 1)}
    codes = list(enumerate((formats or {}).values(), FIRST_FORMAT))
    styles = record(278) + record(615, struct.pack("<I", len(codes)))
    styles += b"".join(record(44, struct.pack("<H", at) + wide(code)) for at, code in codes) + record(616)
    styles += record(617, struct.pack("<I", len(codes) + 1))
    styles += b"".join(record(47, struct.pack("<HH", 0, at) + bytes(12)) for at in (0, *dict(codes)))
    styles += record(618) + record(279)
    sheet, last = b"", -1
    for row, column, cell in filled(rows):
        if row != last:
            sheet, last = sheet + record(0, struct.pack("<IIHBBB", row, 0, 300, 0, 0, 0) + bytes(4)), row
        value = number(cell)
        start = struct.pack("<II", column, style.get(column, 0) if value is not None else 0)
        sheet += (
            record(6, start + wide(cell)) if value is None else record(5, start + struct.pack("<d", value))
        )
    sheet = record(129) + record(148, bytes(16)) + record(145) + sheet + record(146) + record(130)
    listed = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Sheet1"))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    link = '<Relationships xmlns="{}/relationships"><Relationship Id="rId1" Type="{}/{}" Target="{}"/></Relationships>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
            "_rels/.rels": link.format(package, office, "officeDocument", "xl/workbook.bin"),
            "xl/_rels/workbook.bin.rels": link.format(package, office, "worksheet", "worksheets/sheet1.bin"),
            "xl/workbook.bin": record(131)
            + record(143)
            + listed
            + record(144)
            + record(157, bytes(26))
            + record(132),
            "xl/worksheets/sheet1.bin": sheet,
            **({"xl/styles.bin": styles} if codes else {}),
        }
    )


def ods(rows: list, exchanged: tuple[str, str] = ("", ""), formats: dict[int, str] | None = None) -> bytes:
    """A table in elements; a piece of them may be exchanged for another, and `formats` of columns are in the words of ODS_STYLES."""

    def cell(value) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, dt.date):
            said = f'"date" office:date-value="{value}"'
        elif isinstance(value, str):
            said = '"string"'
        else:
            said = f'"float" office:value="{value!r}"'
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
        return f"<table:table-cell office:value-type={said}>{lines}</table:table-cell>"

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    columns = "".join(
        f'<table:table-column table:default-cell-style-name="{(formats or {}).get(place, "Default")}"/>'
        for place in range(max(map(len, rows)))
    )
    body = columns + body
    body = body.replace(*exchanged) if exchanged[0] else body
    styles = f"<office:automatic-styles>{ODS_STYLES}</office:automatic-styles>"
    space = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(
        f'xmlns:{key}="{space}:{key}:1.0"' for key in ("office", "table", "text", "number", "style")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind,
            "content.xml": f'<office:document-content {names} office:version="1.2">{styles if formats else ""}<office:body><office:spreadsheet>'
            f"<table:table table:name={quoteattr('Sheet1')}>{body}</table:table></office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        }
    )


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()
