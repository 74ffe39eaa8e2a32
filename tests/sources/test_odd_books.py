"""Workbooks of other programs at the edge of their formats: read, or refused for what they are."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile

import pytest
import xlsxwriter
from openpyxl import Workbook
from support.hostile_books import CLAIMING, ROWS, changed
from support.vendor_files import ods, xls, xls_record

from xl_aigc.errors import DataError, WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.sources import Request, fetch


def taken(path, content):
    path.write_bytes(content)
    return [(figure.ticker, figure.value) for figure in fetch(Request("files", path)).figures]


def with_part(content, name, held=b""):
    done = io.BytesIO(content)
    with zipfile.ZipFile(done, "a") as archive:
        archive.writestr(name, held)
    return done.getvalue()


def test_an_old_workbook_with_a_password_says_so(tmp_path):
    """[MS-XLS] 2.4.117: behind FilePass every record is encrypted, the table of texts too."""
    path = tmp_path / "locked.xls"
    path.write_bytes(
        xls(ROWS, xls_record(0x002F, bytes(54)) + xls_record(0x00FC, struct.pack("<II", 2**31, 2**31)))
    )
    with pytest.raises(DataError, match="The workbook has a password"):
        fetch(Request("files", path))


def test_a_percentage_of_an_ods_is_set_aside_in_its_own_column(tmp_path):
    heads = ["代码", "名称", "2024中报营业收入(元)", "2024中报归母净利润(元)"]
    path = tmp_path / "a.ods"
    path.write_bytes(ods([heads, ["300418", "昆仑万维", 5, 6]], formats={3: "ce3"}))
    batch = fetch(Request("files", path))
    assert [(each.item, each.value) for each in batch.figures] == [("revenue", 5.0)]
    assert [(one.name_zh, one.archetype) for one in batch.companies] == [("昆仑万维", "other")]
    assert [(row.reason, row.item) for row in batch.set_aside] == [("percent", "net_profit")]


def test_an_empty_part_of_an_ods_is_no_damage(tmp_path):
    content = with_part(ods(ROWS), "Configurations2/accelerator/current.xml")
    assert taken(tmp_path / "a.ods", content) == [("300418.SZ", 5.0)]


def test_a_used_range_of_whole_rows_is_read(tmp_path):
    book, file = Workbook(), io.BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.save(file)
    whole = changed(
        file.getvalue(), "xl/worksheets/sheet1.xml", b'<dimension ref="A1:B2"', b'<dimension ref="1:4"'
    )
    assert taken(tmp_path / "a.xlsx", whole) == [("300418.SZ", 5.0)]


def changed_sheet(old, new, rows=ROWS):
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return changed(file.getvalue(), "xl/worksheets/sheet1.xml", old, new)


@pytest.mark.parametrize(
    "inside", [b"<![CDATA[5]]>", b"5<!-- a -->0", b"5<?a b?>0", b"&#49;5", b"1&#x32;", b"5</v><v>6"]
)
def test_a_value_whose_rest_the_reader_would_pass_over_is_refused(tmp_path, inside):
    content = changed_sheet(b"<v>5</v>", b"<v>" + inside + b"</v>")
    with pytest.raises(
        DataError, match=r"sheet1\.xml: A cell of the sheet holds a CDATA section or a comment"
    ):
        taken(tmp_path / "a.xlsx", content)


@pytest.mark.parametrize("in_memory", [True, False])
def test_a_number_with_a_raised_mark_of_a_note_is_not_taken(tmp_path, in_memory):
    """Texts of several runs are shared ones with XlsxWriter, and within the cell with its constant memory."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"constant_memory": not in_memory}) as book:
        sheet, raised = book.add_worksheet(), book.add_format({"font_script": 1})
        sheet.write_row(0, 0, ["证券代码", "2024中报营业收入(元)"])
        sheet.write(1, 0, "300418")
        sheet.write_rich_string(1, 1, "250,000", raised, "1", " ")
        sheet.write_row(2, 0, ["000333", "217,274"])
    batch = fetch(Request("files", tmp_path / "a.xlsx"))
    assert [(figure.ticker, figure.value) for figure in batch.figures] == [("000333.SZ", 217274.0)]
    assert [row.reason for row in batch.set_aside] == ["not_a_number"]


def test_a_text_in_a_cdata_section_is_read(tmp_path):
    content = changed_sheet(b"<t>300418</t>", b"<t>300<![CDATA[418]]></t>")
    assert taken(tmp_path / "a.xlsx", content) == [("300418.SZ", 5.0)]


def test_a_formula_without_a_value_is_found_where_it_stands(tmp_path):
    """At the end of its row, in a table that begins below and right of the first cell."""
    path, book = tmp_path / "a.xlsx", Workbook()
    heading = "2024中报营业收入(元)"
    for row in ([], [None, "证券代码", heading], [None, "300418", "=2+3"], [], [None, "000333", 7]):
        book.active.append(row)
    book.save(path)
    batch = fetch(Request("files", path))
    assert [(figure.ticker, figure.value) for figure in batch.figures] == [("000333.SZ", 7.0)]
    assert [(row.reason, row.place.line) for row in batch.set_aside] == [("formula", 3)]


@pytest.mark.parametrize("elsewhere", ["xl\\workbook.xml", "workbook.xml", "other/workbook.xml"])
def test_a_workbook_with_its_parts_elsewhere_is_refused_for_that(tmp_path, elsewhere):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x05\x06" + bytes(18))
    path.write_bytes(with_part(path.read_bytes(), elsewhere, b"<workbook/>"))
    with pytest.raises(WorkbookError, match="are not where Excel puts them"):
        Book(path)


def test_a_panic_of_the_reader_is_one_message(tmp_path):
    """Rust prints a panic and the calls that led to it by itself."""
    path = tmp_path / "claimed text.xlsb"
    path.write_bytes(CLAIMING)
    done = subprocess.run(
        [sys.executable, "-m", "xl_aigc", "data", "read", str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "RUST_BACKTRACE": "1"},
    )
    said = " ".join(done.stderr.split())
    assert done.returncode == 1
    assert "claimed text.xlsb: The workbook is damaged: range end index" in said
    assert "panicked" not in said
    assert "backtrace" not in said
