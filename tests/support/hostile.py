"""Workbook files made to harm whoever reads them, each from a good one."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import TYPE_CHECKING

from support.package_file import WORKBOOK, PackageFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENTITIES = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMB = f'<!DOCTYPE x [<!ENTITY a "xxxxxxxxxx">{_ENTITIES}]>'.encode()
FILE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


def _first_sheet(file: PackageFile) -> str:
    return next(iter(file.sheets().values()))


def _data_sheet(file: PackageFile) -> str:
    return file.table("Data")[1]


def _changed(change: Callable[[PackageFile], None]) -> Callable[[Path, Path], None]:
    def make(good: Path, target: Path) -> None:
        file = PackageFile.read(good)
        change(file)
        file.write(target)

    return make


def _with_type(
    part_of: Callable[[PackageFile], str], kind: bytes, use: bytes
) -> Callable[[Path, Path], None]:
    """A document type before the root of a part, and a use of it in the first text or attribute."""

    def change(file: PackageFile) -> None:
        part = part_of(file)
        content = file.parts[part]
        root = re.search(rb"<(?![?!])", content).start()
        used = re.sub(rb"(<(?:v|t|definedName [^>]*|settings)>)[^<]*", rb"\1" + use, content[root:], count=1)
        file.parts[part] = content[:root] + kind + used

    return _changed(change)


def _replaced(part_of: Callable[[PackageFile], str], old: bytes, new: bytes) -> Callable[[Path, Path], None]:
    def change(file: PackageFile) -> None:
        part = part_of(file)
        changed, count = re.subn(old, new, file.parts[part], count=1)
        assert count == 1, part
        file.parts[part] = changed

    return _changed(change)


def _zip_bomb(good: Path, target: Path) -> None:
    """A sheet of 3 GB of blanks, deflated."""
    file = PackageFile.read(good)
    sheet = _first_sheet(file)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in file.parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(content)
                for _ in range(300 if name == sheet else 0):
                    part.write(b" " * 10_000_000)


def _lying_bomb(good: Path, target: Path) -> None:
    """The same, but its directory says that it is small."""
    file = PackageFile.read(good)
    sheet = _data_sheet(file)
    file.parts[sheet] = file.parts[sheet] + b" " * 900_000_000
    file.write(target)
    content = bytearray(target.read_bytes())
    for at in (m.start() for m in re.finditer(re.escape(struct.pack("<I", len(file.parts[sheet]))), content)):
        content[at : at + 4] = struct.pack("<I", 2_000)
    target.write_bytes(bytes(content))


def _names_that_lead_out(good: Path, target: Path) -> None:
    file = PackageFile.read(good)
    file.parts |= {
        "../../evil.txt": b"x",
        "/etc/evil.txt": b"x",
        "C:\\evil.txt": b"x",
        "xl/../../evil.xml": b"<a/>",
    }
    file.write(target)


def _a_part_twice(good: Path, target: Path) -> None:
    target.write_bytes(good.read_bytes())
    with zipfile.ZipFile(target, "a") as archive:
        sheet = archive.getinfo(_first_sheet(PackageFile.read(good)))
        content = archive.read(sheet)
        archive.NameToInfo.pop(sheet.filename)
        archive.writestr(sheet.filename, content)


def _many_parts(good: Path, target: Path) -> None:
    target.write_bytes(good.read_bytes())
    with zipfile.ZipFile(target, "a") as archive:
        for number in range(12_000):
            archive.writestr(f"xl/media/{number}.bin", b"")


def _nested(good: Path, target: Path) -> None:
    """Elements 100,000 deep."""
    _replaced(_first_sheet, rb"<sheetData>", b"<x>" * 100_000 + b"<sheetData>")(good, target)


def _encrypted(good: Path, target: Path) -> None:
    """As Excel saves with a password: no zip, but an OLE file."""
    name = "EncryptedPackage".encode("utf-16-le")
    target.write_bytes(OLE + b"\0" * 504 + name + good.read_bytes()[::-1])


def _bytes(content: Callable[[bytes], bytes]) -> Callable[[Path, Path], None]:
    def make(good: Path, target: Path) -> None:
        target.write_bytes(content(good.read_bytes()))

    return make


def _damaged(content: bytes) -> bytes:
    """Bytes in the middle of the packed data are other ones."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entry = max(archive.infolist(), key=lambda one: one.compress_size)
    at = entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2
    return content[:at] + bytes(byte ^ 0xFF for byte in content[at : at + 64]) + content[at + 64 :]


HOSTILE: dict[str, Callable[[Path, Path], None]] = {
    "zip bomb": _zip_bomb,
    "zip bomb that lies": _lying_bomb,
    "names that lead out": _names_that_lead_out,
    "a part twice": _a_part_twice,
    "many parts": _many_parts,
    "entity bomb in the workbook": _with_type(lambda _: WORKBOOK, BOMB, b"&i;"),
    "entity bomb in a sheet": _with_type(_data_sheet, BOMB, b"&i;"),
    "external entity in a sheet": _with_type(_data_sheet, FILE, b"&f;"),
    "external entity in the workbook": _with_type(lambda _: WORKBOOK, FILE, b"&f;"),
    "nested elements": _nested,
    "10 million columns": _replaced(_data_sheet, rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:ZZZZZ10000000"/>'),
    "10 million columns of a table": _replaced(
        lambda file: file.table("Data")[0], rb'(<table [^>]*) ref="[^"]*"', rb'\1 ref="A1:ZZZZZ10000000"'
    ),
    "a cell that is none": _replaced(_data_sheet, rb'<c r="[^"]*"', b'<c r="ZZZZZZZ99999999"'),
    "a row that is no number": _replaced(_data_sheet, rb'<row r="[^"]*"', b'<row r="x"'),
    "a sheet id that is no number": _replaced(lambda _: WORKBOOK, rb'sheetId="[^"]*"', b'sheetId="x"'),
    "a column id that is no number": _replaced(
        lambda file: file.table("Data")[0], rb'<tableColumn id="[^"]*"', b'<tableColumn id="x"'
    ),
    "a filled range as large as the sheet": _replaced(
        _data_sheet, rb"(<c [^>]*>)<v>", rb'\1<f t="array" ref="A1:XFD1048576">1</f><v>'
    ),
    "half of it": _bytes(lambda content: content[: len(content) // 2]),
    "damaged": _bytes(_damaged),
    "nothing": _bytes(lambda _: b""),
    "a pdf": _bytes(lambda _: b"%PDF-1.7\n" + b"x" * 1000),
    "an old xls": _bytes(lambda _: OLE + b"\0" * 4096),
    "a password": _encrypted,
}  # fmt: skip
