"""Workbooks that can't be edited now, or ever: the message says why, and nothing changes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.plan import Content, EditPlan, SheetEdit

PLAN = EditPlan({"S": SheetEdit(contents={"A1": Content(2)})})


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.xlsx"
    made = Workbook()
    made.active.title = "S"
    made.active["A1"] = 1
    made.save(path)
    return path


def refused(path, message, target=None):
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=message) as caught:
        apply_edits(path, target or path, PLAN)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.tmp"))
    return caught.value


@pytest.mark.parametrize(
    ("mark", "program"),
    [("~$book.xlsx", "Excel"), (".~lock.book.xlsx#", "LibreOffice"), (".~book.xlsx", "WPS Office")],
)
def test_a_workbook_that_is_open_elsewhere(book, mark, program):
    book.with_name(mark).touch()
    assert mark in str(refused(book, f"The workbook is open in {program}"))


def test_a_target_that_is_open_elsewhere(book):
    target = book.with_name("other.xlsx")
    target.with_name("~$other.xlsx").touch()
    refused(book, "other.xlsx: The workbook is open in Excel", target)
    assert not target.exists()


def test_a_workbook_that_may_only_be_read(book):
    book.chmod(0o444)
    refused(book, "may only be read")


def add(path, name, content=b"x"):
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, content)


def test_a_signed_workbook(book):
    add(book, "_xmlsignatures/sig1.xml")
    refused(book, "The workbook is signed")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_workbook_that_holds_a_part_twice(book):
    add(book, "xl/workbook.xml", b"<a/>")
    refused(book, "holds a part twice")


def test_a_binary_workbook_and_an_open_document(tmp_path):
    for name, inside in (("a.xlsx", "xl/workbook.bin"), ("b.xlsx", "content.xml")):
        add(tmp_path / name, inside)
        refused(tmp_path / name, "no workbook")


def test_an_encrypted_workbook_and_a_cut_one(tmp_path, book):
    encrypted = tmp_path / "encrypted.xlsx"
    encrypted.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    refused(encrypted, "no .xlsx or .xlsm workbook")
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(book.read_bytes()[:-100])
    refused(cut, "no .xlsx or .xlsm workbook")


def test_a_sheet_with_damaged_bytes(book):
    with zipfile.ZipFile(book) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    content = bytearray(book.read_bytes())
    start = entry.header_offset + 30 + len(entry.filename)
    content[start + 20 : start + 60] = bytes(40)
    book.write_bytes(content)
    refused(book, "The file is damaged")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"2006/main", b"2006/mine", "is saved as Strict Open XML"),
        (b"<sheetData>", b"<sheetData><!-- x -->", "comments among its rows"),
        (b"</sheetData>", b"", "ends too early"),
        (b"<?xml", b'<?xml version="1.0" encoding="GB18030"?><?xml', "not in UTF-8"),
    ],
)
def test_a_sheet_that_no_spreadsheet_program_writes(book, old, new, message):
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    if old == b"<?xml" and old not in sheet:
        sheet, old, new = b'<?xml version="1.0" encoding="GB18030"?>' + sheet, b"", b""
    if old == b"2006/main":
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
    else:
        parts["xl/worksheets/sheet1.xml"] = sheet.replace(old, new, 1) if old else sheet
    with zipfile.ZipFile(book, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    refused(book, message)


KILLED = """
import sys
from pathlib import Path
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.plan import Content, EditPlan, SheetEdit
path = Path(sys.argv[1])
for number in range(10**6):
    apply_edits(path, path, EditPlan({"S": SheetEdit(contents={f"A{row}": Content(float(number)) for row in range(1, 400)})}))
    print(number, flush=True)
"""


def test_killed_at_any_moment_the_workbook_is_whole(book):
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    for wait in (0.0, 0.013, 0.027, 0.041):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(book)], stdout=subprocess.PIPE, env=environment
        ) as process:
            process.stdout.readline()
            time.sleep(wait)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        with zipfile.ZipFile(book) as archive:
            assert archive.testzip() is None
            sheet = archive.read("xl/worksheets/sheet1.xml")
        assert len(set(sheet.split(b"<v>")[1:])) >= 1
        values = {piece.split(b"</v>")[0] for piece in sheet.split(b"<v>")[1:]}
        assert len(values) == 1, "values of two edits in one file"
        for draft in book.parent.glob(".*.tmp"):
            draft.unlink()
