"""Files that are damaged or made to do harm: each is refused in words, within bounded time and memory.

They are read one after the other in a process that may hold 1.5 GB of addresses and compute for 60 seconds.
"""

from __future__ import annotations

import io
import os
import resource
import struct
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from support import hostile_books

import xl_aigc

MEMORY, SECONDS = 1_500_000_000, 60
CODE = """
import resource, sys, time
from pathlib import Path
from xl_aigc.data.batch_checks import check_batch
from xl_aigc.sources import Request, fetch
from xl_aigc.errors import DataError
for path in sys.argv[1:]:
    begin = time.process_time()
    try:
        batch = check_batch(fetch(Request("files", path)))
        said = f"taken {len(batch.figures)} {len(batch.set_aside)}"
    except DataError as error:
        said = "refused " + " ".join(str(error).split())
    held = Path("/proc/self/status")  # Linux counts the process that started this one in ru_maxrss
    kilobytes = (
        int(held.read_text().split("VmHWM:")[1].split()[0])
        if held.exists()
        else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    )
    peak = kilobytes * 1024
    print(time.process_time() - begin, peak, said)
"""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>代码</t></is></c><c r="B1" t="inlineStr"><is><t>2024中报营业收入(元)</t></is></c></row>'
ROW = '<row r="2"><c r="A2" t="inlineStr"><is><t>300418</t></is></c><c r="B2"><v>5</v></c></row>'


def bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


class Told(NamedTuple):
    """What a bounded process says of a file, the seconds it took, and the bytes that the process held so far."""

    said: str
    seconds: float
    peak: int


def told(*paths: Path) -> list[Told]:
    done = subprocess.run(
        [sys.executable, "-c", CODE, *map(str, paths)],
        env=os.environ | {"PYTHONPATH": str(Path(xl_aigc.__file__).parents[1]), "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=2 * SECONDS,
        check=False,
        preexec_fn=bound,
    )
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-2000:]
    lines = (line.split(maxsplit=2) for line in done.stdout.splitlines())
    return [Told(said, float(seconds), int(peak)) for seconds, peak, said in lines]


def workbook(path: Path, *, sheet: bytes | None = None, **parts: bytes) -> Path:
    """A workbook of hand-made parts, whose sheet holds one figure unless it is given."""
    content = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        b'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
        "xl/worksheets/sheet1.xml": sheet or sheet_of(HEAD + ROW),
    } | {name.replace("__", "/"): data for name, data in parts.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def sheet_of(rows: str, before: str = "", dimension: str = "A1:B2") -> bytes:
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'.encode()


ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)
HARM = {
    "entity bomb": (
        sheet_of(HEAD + ROW.replace("300418", "&m;"), ENTITIES + "]>"),
        "declares a document type",
    ),
    "external entity": (
        sheet_of(
            HEAD + ROW.replace("300418", "&x;"), '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        ),
        "declares a document type",
    ),
    "a cell in the last corner": (
        sheet_of(HEAD + ROW + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "16,384 columns",
    ),
    "a cell beyond every sheet": (sheet_of(HEAD + '<row r="9"><c r="ZZZZZ9"><v>1</v></c></row>'), "'ZZZZZ9'"),
    "three million cells": (sheet_of(HEAD + '<row r="9">' + "<c/>" * 3_000_000 + "</row>"), "cells or more"),
    "nine million elements": (sheet_of(HEAD + "<x/>" * 9_000_000), "too many elements"),
    "XML that ends early": (sheet_of(HEAD)[:-40], "damaged"),
    "XML in UTF-16": (
        b"\xff\xfe" + sheet_of(HEAD + ROW).decode().encode("utf-16-le"),
        "is encoded in UTF-16",
    ),
    "XML in another encoding": (
        sheet_of(HEAD + ROW).replace(b'"1.0"', b'"1.0" encoding="latin-1"', 1),
        "is encoded in latin-1",
    ),
    "no XML at all": (b"text" * 1000, "damaged"),
}


def zip_bomb(path: Path) -> Path:
    """300 MB of blanks in a few kilobytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * 1_000_000)
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return path


def lying_bomb(path: Path) -> Path:
    """The same with a directory that claims 100 bytes."""
    raw = bytearray(zip_bomb(path).read_bytes())
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        raw[raw.index(sign) + at : raw.index(sign) + at + 4] = struct.pack("<I", 100)
    path.write_bytes(raw)
    return path


def named(name: str):
    return lambda path: workbook(path, **{name: b"x"})


def half(path: Path) -> Path:
    raw = workbook(path).read_bytes()
    path.write_bytes(raw[: len(raw) // 2])
    return path


def holding(content: bytes):
    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


def other_zip(path: Path) -> Path:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return holding(stream.getvalue())(path)


def large(path: Path) -> Path:
    """200 MB that take no room on the disk."""
    with path.open("wb") as file:
        file.truncate(200_000_000)
    return path


def twice(path: Path) -> Path:
    """A second, immense sheet under the name of the first: which one is read depends on the program."""
    workbook(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "xl/worksheets/Sheet1.xml", sheet_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
        )
    return path


def hidden(path: Path) -> Path:
    """An immense sheet in a part whose name says picture."""
    workbook(path, xl__media__a=b"")
    sheet = sheet_of(HEAD + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    rels = parts["xl/_rels/workbook.xml.rels"].replace(b"worksheets/sheet1.xml", b"media/a.png")
    parts |= {"xl/media/a.png": sheet, "xl/_rels/workbook.xml.rels": rels}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


OTHERS = {
    "two sheets of one name.xlsx": (twice, "two parts of one name"),
    "sheet named as picture.xlsx": (hidden, "workbook can't be read"),
    "zip bomb.xlsx": (zip_bomb, "would unpack to 300 MB"),
    "lying bomb.xlsx": (lying_bomb, ""),
    "path up.xlsx": (named("..__..__etc__passwd"), "a part named"),
    "absolute path.xlsx": (named("__etc__passwd"), "a part named"),
    "windows path.xlsx": (named("C:\\evil.xml"), "a part named"),
    "cut off.xlsx": (half, "cut off"),
    "old office.xlsx": (
        holding(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 5000),
        "no compound file of version 3",
    ),
    "pdf.xlsx": (holding(b"%PDF-1.7\n" + b"x" * 5000), "no workbook"),
    "word.xlsx": (other_zip, "workbook can't be read"),
    "empty.xlsx": (holding(b""), "The file is empty"),
    "empty.csv": (holding(b""), "The file is empty"),
    "blank.csv": (holding(b"\n \n,,\n"), "The table is empty"),
    "old.xls": (holding(b"\xd0\xcf\x11\xe0"), "no compound file"),
    "other.et": (holding(b"\xd0\xcf\x11\xe0"), "'.et' are not read"),
    "large.xlsx": (large, "too large: 200,000,000 bytes"),
    "large.csv": (large, "too large: 200,000,000 bytes"),
    "workbook.csv": (workbook, "a workbook or another zip archive"),
    "pdf.csv": (holding(b"%PDF-1.7\n"), "a PDF"),
    "nul.csv": (
        holding("代码,2024中报营业收入(元)\n300418,\x001\n".encode()),
        "(refused_character 1). Nothing was taken",
    ),
    "bad gb18030.csv": (
        holding("代码,名称,2024中报营业收入(元)\n300418,昆仑".encode("gb18030") + b"\xff\xff,1\n"),
        "line 2: Byte 43 (0xFF) is neither UTF-8 nor GB18030",
    ),
    "bad utf8.csv": (
        holding("代码,名称,2024中报营业收入(元)\n300418,昆仑".encode() + b"\xff,1\n"),
        "line 2: Byte 56 (0xFF) is neither UTF-8 nor GB18030",
    ),
    "open quote.csv": (holding('代码,2024中报营业收入(元)\n300418,"1\n'.encode()), "The row can't be read"),
    "one long field.csv": (
        holding("代码,".encode() + b"x" * 1_000_000 + b"\n"),
        "field larger than field limit",
    ),
    "wide.csv": (holding("代码,".encode() + b"x," * 200_000 + b"\n300418,1\n"), "columns"),
    "text.csv": (
        holding(("代码,2024中报营业收入(元)\n" + "300418,无法读取\n" * 1000).encode()),
        "1,000 of 1,000 rows can't be taken (not_a_number 1,000)",
    ),
    "text without end.csv": (
        holding(("代码,2024中报营业收入(元)\n" + "300418,x\n" * 1_000_000).encode()),
        "More than 50,000 cells can't be taken",
    ),
    "formulas.csv": (
        holding("代码,2024中报营业收入(元)\n300418,=cmd|' /C calc'!A0\n600941,@SUM(1)\n".encode()),
        "(formula 2)",
    ),
}


FILES = (
    OTHERS
    | hostile_books.FILES
    | {f"{name}.xlsx": (partial(workbook, sheet=sheet), words) for name, (sheet, words) in HARM.items()}
)


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> dict[str, Told]:
    folder = tmp_path_factory.mktemp("hostile")
    paths = [make(folder / name) for name, (make, _) in FILES.items()]
    return dict(zip(FILES, told(*paths), strict=True))


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_or_damaged_file_is_refused_in_words(name, answers):
    assert answers[name].said.startswith("refused")
    assert FILES[name][1] in answers[name].said


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_or_damaged_file_is_refused_within_bounds(name, answers):
    assert answers[name].seconds < 15
    assert answers[name].peak < 300_000_000


def test_a_workbook_of_hand_made_parts_is_read_whatever_columns_it_claims(tmp_path):
    claims = sheet_of(HEAD + ROW, dimension="A1:ZZZZZ1048576")
    sound, claiming = told(workbook(tmp_path / "a.xlsx"), workbook(tmp_path / "b.xlsx", sheet=claims))
    assert sound.said == claiming.said == "taken 1 0"


@pytest.mark.slow
def test_the_largest_csv_that_is_read_stays_within_the_memory(tmp_path):
    path = tmp_path / "a.csv"
    row = "{},昆仑万维" + "股份有限公司" * 20 + ",{},2024-06-30,1234567890.12\n"
    with path.open("w", encoding="gb18030") as file:
        file.write("代码,公司名称,指标,报告期,金额(元)\n")
        for number in range(200_000):
            file.write(row.format(300_000 + number % 9999, ("营业收入", "营业成本")[number % 2]))
    assert 55_000_000 < path.stat().st_size < 64_000_000
    (answer,) = told(path)
    assert answer.said == "taken 19998 101"
    assert answer.peak < 700_000_000
