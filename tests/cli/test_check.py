"""`check`: what is planted in a workbook is found, whichever way the values are recomputed."""

from __future__ import annotations

import re
import shutil
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
from support.office import find_office

from xl_aigc.data.folder import load_facts
from xl_aigc.data.limits import LIMITS
from xl_aigc.data.period import Period
from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.book import Book

needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
IN_OFFICE = pytest.param("--office", marks=needs_office)


@pytest.fixture
def cell(english):
    """Where a measure of a company stands in the Companies table: its part, its address, its cell."""

    def find(header: str, ticker: str):
        with Book(english) as book:
            table = next(table for table in book.tables if table.name == "Companies")
            cells, part = book.cells(table.sheet), book.sheets[table.sheet]
        row = next(int("".join(filter(str.isdigit, at))) for at, c in cells.items() if c.value == ticker)
        letters = next(at for at, c in cells.items() if c.value == header and c.formula is None).rstrip(
            "0123456789"
        )
        return part, f"{letters}{row}", cells[f"{letters}{row}"]

    return find


@pytest.mark.parametrize("way", ["--no-office", IN_OFFICE])
def test_a_workbook_as_built_has_nothing_wrong(xl_aigc, built, way):
    result = xl_aigc("check", way, built("zh"))
    assert (result.code, result.err) == (0, ""), result.out
    assert "Nothing wrong was found." in result.out
    assert ("LibreOffice" in result.out) == (way == "--office")


# Kunlun's net profit fell by 208.64% as announced; its cell is spoiled in the file. {at} is the cell.
SPOILED = {
    "a value that is out of date": (
        r'(<c r="{at}"[^>]*>.*?<v>)[^<]*(</v>)',
        r"\g<1>0.5\g<2>",
        "Values that are out of date (1):\n  Companies, {at}: shows 0.5; recalculated it is -2.086",
    ),
    "an error": (
        r'<c r="{at}"([^>]*)>(.*?)<v>[^<]*</v>',
        r'<c r="{at}"\1 t="e">\2<v>#DIV/0!</v>',
        "Cells that show an error (1):\n  Companies, {at}: shows the error #DIV/0!.",
    ),
    "a formula that lost its cell": (
        r'(<c r="{at}"[^>]*><f>)[^<]*(</f>)',
        r"\g<1>IFERROR(1/#REF!,0)\g<2>",
        "Companies, {at}: its formula refers to what is gone: =IFERROR(1/#REF!,0)",
    ),
}


@pytest.mark.parametrize("what", SPOILED)
def test_a_spoiled_cell_is_found(xl_aigc, english, cell, rewrite, what):
    part, at, _ = cell("Net profit YoY", "300418.SZ")
    old, new, said = (text.replace("{at}", at) for text in SPOILED[what])
    result = xl_aigc("check", "--no-office", rewrite(english, part, old, new))
    assert result.code == 1
    assert said in result.out


@pytest.mark.parametrize("way", ["--no-office", IN_OFFICE])
def test_a_stale_word_is_found(xl_aigc, english, cell, rewrite, way):
    part, at, was = cell("Profit status", "300418.SZ")
    assert was.value == "into loss"
    changed = rewrite(
        english,
        part,
        rf'<c r="{at}"([^>]*) t="\w+"([^>]*)>(.*?)<v>[^<]*</v>',
        rf'<c r="{at}"\1 t="str"\2>\3<v>increased</v>',
    )
    out = xl_aigc("check", way, changed).out
    assert f"Companies, {at}: shows 'increased'; recalculated it is 'into loss'." in out


@needs_office
def test_an_input_that_was_changed_without_recalculation_is_found_everywhere(xl_aigc, english, rewrite):
    """Revenue of the first company in the Data table is set to 1 yuan: sums and growths go out of date."""
    with Book(english) as book:
        data = next(table for table in book.tables if table.name == "Data")
        part, cells = book.sheets[data.sheet], book.cells(data.sheet)
    heading = next(at for at, c in cells.items() if c.value == "Revenue 2024H1")
    at = heading.rstrip("0123456789") + str(int("".join(filter(str.isdigit, heading))) + 1)
    changed = rewrite(english, part, rf'(<c r="{at}"[^>]*>.*?<v>)[^<]*(</v>)', r"\g<1>1\g<2>")
    result = xl_aigc("check", changed)
    assert result.code == 1
    stale = result.out.partition("Values that are out of date (")[2]
    assert re.search(r"Overview(, [A-Z]+\d+: shows| \d+)", stale)
    assert re.search(r"and \d+ more: .*Companies \d+", stale)


@needs_office
def test_a_doubled_ticker_fails_checks_that_are_named_with_their_cells(xl_aigc, english, rewrite):
    with Book(english) as book:
        data = next(table for table in book.tables if table.name == "Data")
        part, cells = book.sheets[data.sheet], book.cells(data.sheet)
        labels = book.cells("Checks")
    at = next(at for at, c in cells.items() if c.value == "002230.SZ")
    typed = rf'<c r="{at}"\1 t="inlineStr"><is><t>300418.SZ</t></is></c>'
    changed = rewrite(english, part, rf'<c r="{at}"([^>]*?) t="s"><v>\d+</v></c>', typed)
    said = xl_aigc("check", changed).out
    kinds = re.findall(r"^(\w.*) \(\d+\):$", said, re.MULTILINE)
    assert kinds[:2] == ["Inputs that are not as a refresh wrote them", "Values that are out of date"]
    line = re.search(r"Checks, (M\d+): check 17, (.*): failed at \1\.", said)
    assert line is not None, said
    assert line[2] == labels[line[1].replace("M", "B")].value
    assert re.search(rf"  Data, {at}: 300418\.SZ stands twice in the table Data, in rows \d+ and \d+\.", said)


def test_the_sign_in_a_text_is_no_broken_reference(xl_aigc, english, cell, rewrite):
    part, at, was = cell("Name (English)", "300418.SZ")
    changed = rewrite(
        english, part, rf'(<c r="{at}"[^>]*><f>)[^<]*(</f>)', rf'\g<1>IF(TRUE,"{was.value}","#REF!")\g<2>'
    )
    assert "refers to what is gone" not in xl_aigc("check", "--no-office", changed).out


def test_a_defined_name_that_lost_its_cell_is_found(xl_aigc, english, rewrite):
    changed = rewrite(
        english, "xl/workbook.xml", r'(<definedName name="limit_clip_growth"[^>]*>)[^<]*', r"\g<1>#REF!"
    )
    result = xl_aigc("check", "--no-office", changed)
    assert result.code == 1
    assert "limit_clip_growth: the defined name stands for what is gone: #REF!" in result.out


def test_a_defined_name_that_leads_to_a_sheet_that_is_gone_is_found(xl_aigc, english, rewrite):
    changed = rewrite(
        english,
        "xl/workbook.xml",
        r'(<definedName name="limit_clip_growth"[^>]*>)[^<]*',
        r"\g<1>'Old sheet'!$A$1",
    )
    assert (
        "limit_clip_growth: the defined name stands for what is gone: 'Old sheet'!$A$1"
        in xl_aigc("check", "--no-office", changed).out
    )


def table_part(workbook, name: str) -> str:
    with zipfile.ZipFile(workbook) as archive:
        parts = [part for part in archive.namelist() if part.startswith("xl/tables/")]
        return next(part for part in parts if f'displayName="{name}"'.encode() in archive.read(part))


def test_a_table_that_is_narrower_than_its_columns_is_found(xl_aigc, english, rewrite):
    changed = rewrite(english, table_part(english, "Data"), r' ref="A(\d+):[A-Z]+(\d+)"', r' ref="A\1:C\2"')
    result = xl_aigc("check", "--no-office", changed)
    assert result.code == 1
    assert "Data, Data: its range A" in result.out
    assert "does not fit: it is 3 columns wide" in result.out


def test_a_table_whose_heading_was_overwritten_is_found(xl_aigc, english, rewrite):
    changed = rewrite(english, table_part(english, "Companies"), 'name="Net margin"', 'name="Margin"')
    result = xl_aigc("check", "--no-office", changed)
    assert result.code == 1
    assert "is 'Net margin', the table's column 'Margin'" in result.out


def test_a_formula_over_a_table_that_is_gone_is_found(xl_aigc, english, rewrite):
    changed = rewrite(english, table_part(english, "Data"), 'displayName="Data"', 'displayName="Figures"')
    assert "refers to a table Data that is not there" in xl_aigc("check", "--no-office", changed).out


def test_checks_of_the_report_that_failed_are_told(xl_aigc, english, rewrite):
    with Book(english) as book:
        sheet, at, was = book.named("checks_passed")
        part, total = book.sheets[sheet], book.named("checks_total")[2].value
    changed = rewrite(
        english, part, rf'(<c r="{at}"[^>]*>.*?<v>)[^<]*(</v>)', rf"\g<1>{was.value - 2:.0f}\g<2>"
    )
    result = xl_aigc("check", "--no-office", changed)
    assert result.code == 1
    assert f"{sheet}, {at}: 2 of the report's {total:.0f} checks failed." in result.out


def test_measures_are_recomputed_with_the_limits_that_the_file_holds(xl_aigc, english, rewrite):
    """A reader sets the R&D step from 100 m to 200 m, and no program recalculates: the scales between are out of date."""
    with Book(english) as book:
        sheet, at, was = book.named("limit_rd_100m")
        part = book.sheets[sheet]
    assert was.value == LIMITS["limit_rd_100m"].value / 1e6
    changed = rewrite(english, part, rf'(<c r="{at}"[^>]*>.*?<v>)[^<]*(</v>)', r"\g<1>200\g<2>")
    out = xl_aigc("check", "--no-office", changed).out
    scale = "shows 'medium'; recalculated it is 'small'."
    between = [
        value for value in load_facts().column("rd_expense", Period("2024H1")) if value and 1e8 < value <= 2e8
    ]
    assert f"Values that are out of date ({len(between)}):" in out
    assert scale in out
    assert "Not compared" not in out


def test_a_workbook_of_values_is_recomputed_by_our_own_measures(xl_aigc, built):
    result = xl_aigc("check", built("en", formulas="values"))
    assert (result.code, result.err) == (0, "")
    assert "Recomputed by our own measures" in result.out


def test_a_workbook_of_another_kind_is_said_not_to_be_recomputed(xl_aigc, tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "ours is elsewhere"
    book.save(tmp_path / "other.xlsx")
    result = xl_aigc("check", "--no-office", tmp_path / "other.xlsx")
    assert result.code == 0
    assert "This is no workbook of xl-aigc" in result.out
    assert "Not looked at: values that are out of date, since no cell has a formula." in result.out


@needs_office
def test_formulas_without_values_are_found(xl_aigc, tmp_path):
    """openpyxl writes formulas without their values: previews and pandas would see nothing."""
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+2"
    book.save(tmp_path / "other.xlsx")
    assert (
        "Sheet, A1: holds no value; recalculated it is 3.0." in xl_aigc("check", tmp_path / "other.xlsx").out
    )


def test_a_file_that_is_no_workbook_is_refused(xl_aigc, tmp_path):
    (tmp_path / "a.xlsx").write_text("ticker,revenue", encoding="utf-8")
    result = xl_aigc("check", tmp_path / "a.xlsx")
    assert result.code == 1
    assert "a.xlsx: The file is no .xlsx" in result.err


def test_a_zip_that_is_no_workbook_is_refused(xl_aigc, tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "no workbook" in xl_aigc("check", tmp_path / "a.xlsx").err


def test_a_file_that_would_unpack_to_an_absurd_size_is_refused_unopened(xl_aigc, english, tmp_path):
    """The directory of the zip is made to declare 3 GB for the first sheet (offset 24 of its entry: APPNOTE 4.3.12)."""
    raw = bytearray(english.read_bytes())
    entry = raw.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert raw[entry : entry + 4] == b"PK\x01\x02"
    raw[entry + 24 : entry + 28] = struct.pack("<I", 3_000_000_000)
    (tmp_path / "a.xlsx").write_bytes(raw)
    result = xl_aigc("check", tmp_path / "a.xlsx")
    assert result.code == 1
    assert "would unpack to 3," in result.err
    assert "MB" in result.err


def test_a_damaged_sheet_is_named(xl_aigc, english, tmp_path):
    raw = bytearray(english.read_bytes())
    start = raw.index(b"xl/worksheets/sheet2.xml")
    raw[start + 200 : start + 260] = bytes(60)
    (tmp_path / "a.xlsx").write_bytes(raw)
    result = xl_aigc("check", "--no-office", tmp_path / "a.xlsx")
    assert result.code == 1
    assert "xl/worksheets/sheet2.xml: The file is damaged" in result.err


def test_an_entity_is_not_expanded(english, rewrite, tmp_path):
    """Text from a file on this computer must not come in through the XML of a workbook."""
    (tmp_path / "private.txt").write_text("a private text", encoding="utf-8")
    declared = f'<!DOCTYPE sst [<!ENTITY x SYSTEM "{(tmp_path / "private.txt").as_uri()}">]>'
    changed = rewrite(english, "xl/sharedStrings.xml", r"(<sst.*?<t[^>]*>)", rf"{declared}\g<1>&x;")
    with Book(changed) as book, pytest.raises(WorkbookError, match="declares a document type") as caught:
        book.cells(next(iter(book.sheets)))
    assert "a private text" not in str(caught.value)


def test_a_check_changes_nothing(xl_aigc, english, tmp_path):
    (tmp_path / "alone").mkdir()
    book = Path(shutil.copy(english, tmp_path / "alone"))
    xl_aigc("check", "--no-office", book)
    assert book.read_bytes() == english.read_bytes()
    assert [path.name for path in book.parent.iterdir()] == [book.name]
