"""Freezing: formulas that call certain functions are gone, their values and every other byte stay.

The files are XlsxWriter's, with what openpyxl would lose; some are changed by hand to what Excel writes and XlsxWriter does not
(shared formulas, the chain of calculation, defined names that call functions).
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
import xlsxwriter
from support.format_checker import findings
from support.office import recalculate

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.freeze import freeze

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c489".replace(" ", "")
    + "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def own(name):
    return name.startswith("OUR_")


def parts(file):
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def edited(file, target, edits, added=None):
    """A copy of a file with texts of parts replaced, each of which must be there once."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name, content in {**parts(file), **(added or {})}.items():
            changed = content
            for old, new in edits.get(name, ()):
                assert changed.count(old) == 1, (name, old, changed)
                changed = changed.replace(old, new)
            copy.writestr(name, changed)
    return target


@pytest.fixture
def person(tmp_path):
    """A person's workbook: what openpyxl loses, beside formulas of ours and of their own."""
    file = tmp_path / "mine.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet, other = book.add_worksheet("增收 & <more>"), book.add_worksheet("Other")
        sheet.write_row("A1", [120, 100, 80])
        sheet.write_formula("D1", "=OUR_YOY(A1,B1)", None, 0.2)
        sheet.write_formula("D2", '=IF(A1>1,"OUR_YOY(","x")', None, "OUR_YOY(")
        sheet.write_formula("D3", "=SUM(A1:C1)", book.add_format({"bold": True}), 300)
        sheet.write_formula("D4", '=IF(OUR_YOY(A1,B1)>0,"a&b","")', book.add_format({"italic": True}), "a&b")
        sheet.write_formula("D5", "=NOT(OUR_YOY(A1,B1)>0)", None, False)
        sheet.write_formula("D6", "=our_yoy(A1,0)", None, "#DIV/0!")
        sheet.write_dynamic_array_formula("F1:F3", "=OUR_COLUMN(A1:C1)", None, 7)
        sheet.write_column("F2", [8, "nine"])
        sheet.write_formula("H1", "=SUM(_xlfn.ANCHORARRAY(F1))", None, 15)
        sheet.write_dynamic_array_formula("I1:I2", "=TRANSPOSE(A1:B1)", None, 120)
        sheet.write_array_formula("J1:J2", "{=OUR_COLUMN(A1:B1)}", None, 1)
        sheet.add_sparkline("K1", {"range": "A1:C1"})
        sheet.insert_image("L1", "dot.png", {"image_data": BytesIO(PICTURE)})
        sheet.insert_textbox("L9", "note in a box")
        sheet.write_comment("A1", "typed from the filing")
        sheet.insert_button("L15", {"caption": "press"})
        sheet.conditional_format("A1:C1", {"type": "data_bar", "data_bar_2010": True})
        sheet.data_validation("A9", {"validate": "list", "source": ["a", "b"]})
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Other!$A$1:$A$3"})
        other.insert_chart("C1", chart)
        other.write_column("A1", [1, 2, 3])
        other.write_formula("B1", "=AVERAGE(A1:A3)", None, 2)
    return file


def test_only_the_formulas_go_and_every_other_byte_stays(person, tmp_path):
    target = tmp_path / "frozen.xlsx"
    found = freeze(person, target, own)
    assert found.cells == {"增收 & <more>": ["D1", "F1", "H1", "J1", "D4", "D5", "D6"]}
    assert found.left == []
    before, after = parts(person), parts(target)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]
    sheet = before["xl/worksheets/sheet1.xml"].decode()
    for formula in ("OUR_", "our_", "ANCHORARRAY"):
        sheet = re.sub(rf"<f[^>]*>[^<]*\b{formula}[^<]*</f>", lambda m: m[0] * ('"OUR_YOY("' in m[0]), sheet)
    for cell in ("F1", "H1"):
        assert f'<c r="{cell}" cm="1">' in sheet
        sheet = sheet.replace(f'<c r="{cell}" cm="1">', f'<c r="{cell}">')
    assert after["xl/worksheets/sheet1.xml"].decode() == sheet
    assert '<c r="I1" cm="1"><f t="array"' in sheet


def test_every_cell_has_the_value_that_it_had(person, tmp_path):
    freeze(person, tmp_path / "frozen.xlsx", own)
    with Book(person) as one, Book(tmp_path / "frozen.xlsx") as other:
        for sheet in one.sheets:
            before, after = one.cells(sheet), other.cells(sheet)
            assert before.keys() == after.keys()
            for cell, held in before.items():
                assert (after[cell].kind, after[cell].value) == (held.kind, held.value), cell


def test_the_validator_finds_nothing_that_it_did_not_find_before(person, tmp_path):
    freeze(person, tmp_path / "frozen.xlsx", own)
    assert findings(tmp_path / "frozen.xlsx") <= findings(person)


@pytest.mark.slow
def test_libreoffice_shows_the_values_without_the_functions(person, tmp_path):
    freeze(person, tmp_path / "frozen.xlsx", own)
    with Book(recalculate(tmp_path / "frozen.xlsx", tmp_path)) as book:
        cells = book.cells("增收 & <more>")
    shown = {cell: cells[cell].value for cell in ("D1", "D3", "D4", "D5", "D6", "F1", "F2", "F3", "H1")}
    assert shown == {
        "D1": 0.2,
        "D3": 300,
        "D4": "a&b",
        "D5": False,
        "D6": "#DIV/0!",
        "F1": 7,
        "F2": 8,
        "F3": "nine",
        "H1": 15,
    }


def test_the_same_file_gives_the_same_bytes(person, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        freeze(person, tmp_path / name, own)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


SHEET, TYPES, LINKS = "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"


def test_shared_formulas_go_together_wherever_the_text_stands(person, tmp_path):
    """Excel writes the text once, in one cell of those that share it; another group stays."""
    row = (
        b'<row r="20"><c r="A20"><f t="shared" si="4"/><v>1</v></c>'
        b'<c r="B20"><f t="shared" ref="A20:C20" si="4">OUR_YOY(B1,B2)</f><v>2</v></c>'
        b'<c r="C20"><f t="shared" si="4"/><v>3</v></c>'
        b'<c r="D20"><f t="shared" ref="D20:E20" si="5">D1+1</f><v>4</v></c>'
        b'<c r="E20"><f t="shared" si="5"/><v>5</v></c></row></sheetData>'
    )
    file = edited(person, tmp_path / "shared.xlsx", {SHEET: [(b"</sheetData>", row)]})
    found = freeze(file, tmp_path / "frozen.xlsx", own)
    assert {"A20", "B20", "C20"} <= set(*found.cells.values())
    after = parts(tmp_path / "frozen.xlsx")[SHEET]
    assert b'<row r="20"><c r="A20"><v>1</v></c><c r="B20"><v>2</v></c><c r="C20"><v>3</v></c>' in after
    assert row[row.index(b'<c r="D20">') : -len(b"</sheetData>")] in after


def test_the_chain_of_calculation_goes_with_all_that_tells_of_it(person, tmp_path):
    override = (
        b'<Override PartName="/xl/calcChain.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/>'
    )
    link = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"'
        b' Target="calcChain.xml"/>'
    )
    chain = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="D1" i="1"/></calcChain>'
    file = edited(
        person,
        tmp_path / "chained.xlsx",
        {
            TYPES: [(b"</Types>", override + b"</Types>")],
            LINKS: [(b"</Relationships>", link + b"</Relationships>")],
        },
        {"xl/calcChain.xml": chain},
    )
    freeze(file, tmp_path / "frozen.xlsx", own)
    before, after = parts(person), parts(tmp_path / "frozen.xlsx")
    assert before.keys() == after.keys()
    assert (after[TYPES], after[LINKS]) == (before[TYPES], before[LINKS])


def test_cells_that_use_a_name_for_a_call_are_frozen_and_the_name_is_told(person, tmp_path):
    names = (
        b'</sheets><definedNames><definedName name="growth">OUR_YOY(1,2)</definedName>'
        b'<definedName name="twice">2*Growth</definedName><definedName name="spill">'
        b"_xlfn.ANCHORARRAY(&apos;\xe5\xa2\x9e\xe6\x94\xb6 &amp; &lt;more&gt;&apos;!$F$1)</definedName></definedNames>"
    )
    row = (
        b'<row r="20"><c r="A20"><f>TWICE+1</f><v>1</v></c><c r="B20"><f>SUM(spill)</f><v>15</v></c>'
        b'<c r="C20"><f>"growth"</f><v>0</v></c></row></sheetData>'
    )
    file = edited(
        person,
        tmp_path / "named.xlsx",
        {SHEET: [(b"</sheetData>", row)], "xl/workbook.xml": [(b"</sheets>", names)]},
    )
    found = freeze(file, tmp_path / "frozen.xlsx", own)
    assert {"A20", "B20"} == set(*found.cells.values()) & {"A20", "B20", "C20"}
    assert [each.kind.split()[1] for each in found.left] == ["growth", "twice", "spill"]
    assert parts(tmp_path / "frozen.xlsx")["xl/workbook.xml"] == parts(file)["xl/workbook.xml"]


def test_rules_and_lists_of_choices_that_call_stay_and_are_told(tmp_path):
    file = tmp_path / "rules.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("S")
        sheet.write_formula("A1", "=OUR_YOY(2,1)", None, 1)
        sheet.conditional_format("A1", {"type": "formula", "criteria": "=OUR_YOY(A1,1)>0"})
        sheet.data_validation("B1", {"validate": "custom", "value": "=OUR_OK(B1)"})
    found = freeze(file, tmp_path / "frozen.xlsx", own)
    assert [(each.where, each.kind, each.text) for each in found.left] == [
        ("S", "formula", "OUR_YOY(A1,1)>0"),
        ("S", "formula1", "OUR_OK(B1)"),
    ]


def test_a_table_no_longer_gives_new_rows_the_formula(tmp_path):
    file = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        columns = [
            {"header": "a"},
            {"header": "b", "formula": "=OUR_YOY([@a],1)"},
            {"header": "c", "formula": "=[@a]+1"},
        ]
        sheet.add_table("A1:C3", {"data": [[2], [3]], "columns": columns})
        for row, value in ((1, 1), (2, 2)):
            sheet.write_formula(row, 1, "=OUR_YOY(table1[[#This Row],[a]],1)", None, value)
    freeze(file, tmp_path / "frozen.xlsx", own)
    before, after = parts(file), parts(tmp_path / "frozen.xlsx")
    changed = [name for name in before if before[name] != after[name]]
    assert changed == ["xl/worksheets/sheet1.xml", "xl/tables/table1.xml"]
    assert after["xl/tables/table1.xml"] == re.sub(
        rb"<calculatedColumnFormula>OUR_[^<]*</calculatedColumnFormula>", b"", before["xl/tables/table1.xml"]
    )
    assert b"<calculatedColumnFormula>" in after["xl/tables/table1.xml"]


@pytest.mark.parametrize(
    ("old", "new", "cell"),
    [
        (b"<f>OUR_YOY(A1,B1)</f><v>0.2</v>", b"<f>OUR_YOY(A1,B1)</f><v></v>", "D1"),
        (b"<f>OUR_YOY(A1,B1)</f><v>0.2</v>", b"<f>OUR_YOY(A1,B1)</f>", "D1"),
        (b"<f>our_yoy(A1,0)</f><v>#DIV/0!</v>", b"<f>our_yoy(A1,0)</f><v>#NAME?</v>", "D6"),
        (b'<c r="F2"><v>8</v></c>', b'<c r="F2"/>', "F2"),
        (b'<c r="F2"><v>8</v></c>', b"", "F2"),
    ],
)
def test_a_cell_without_a_computed_value_is_named_and_nothing_is_written(person, tmp_path, old, new, cell):
    file = edited(person, tmp_path / "stale.xlsx", {SHEET: [(old, new)]})
    with pytest.raises(
        WorkbookError, match=rf"stale\.xlsx, sheet 增收 & <more>, cell {cell}: .*no computed value"
    ):
        freeze(file, tmp_path / "frozen.xlsx", own)
    assert not (tmp_path / "frozen.xlsx").exists()


def test_an_empty_text_is_a_value(person, tmp_path):
    row = b'<row r="20"><c r="A20" t="str"><f>OUR_A()</f><v></v></c></row></sheetData>'
    file = edited(person, tmp_path / "empty.xlsx", {SHEET: [(b"</sheetData>", row)]})
    freeze(file, tmp_path / "frozen.xlsx", own)
    assert row.replace(b"<f>OUR_A()</f>", b"") in parts(tmp_path / "frozen.xlsx")[SHEET]


def test_a_workbook_that_calls_none_of_the_functions_gives_no_file(person, tmp_path):
    found = freeze(person, tmp_path / "frozen.xlsx", lambda name: name == "THEIRS")
    assert (found.count, found.left) == (0, [])
    assert not (tmp_path / "frozen.xlsx").exists()


def test_rows_and_cells_without_addresses_are_counted(person, tmp_path):
    rows = b"<row><c><v>1</v></c><c><f>OUR_A()</f><v>2</v></c></row><row><c><f>OUR_B()</f><v>3</v></c></row></sheetData>"
    file = edited(person, tmp_path / "bare.xlsx", {SHEET: [(b"</sheetData>", rows)]})
    with Book(file) as book:
        last = max(int(re.search(r"\d+", cell)[0]) for cell in book.cells("Other"))
    assert last == 3
    found = freeze(file, tmp_path / "frozen.xlsx", own)
    with Book(person) as book:
        end = max(int(re.search(r"\d+", cell)[0]) for cell in book.cells("增收 & <more>"))
    assert found.cells["增收 & <more>"][-2:] == [f"B{end + 1}", f"A{end + 2}"]
