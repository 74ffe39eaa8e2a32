"""Workbooks as programs write them at the edge of the standard: opened and edited, or refused for what they are."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table
from support.package_file import CONTENT_TYPES, OFFICE, PackageFile

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.plan import Content, EditPlan, SheetEdit, TableEdit

SHEET = "xl/worksheets/sheet1.xml"
PLAN = EditPlan({"Sheet": SheetEdit(contents={"C2": Content(7.0)})})


@pytest.fixture
def odd(tmp_path):
    """Writes a small workbook with its parts changed."""

    def make(change):
        book = Workbook()
        for row in (["name", "value"], ["a", 1], ["b", 2]):
            book.active.append(row)
        book.active.add_table(Table(displayName="Own", ref="A1:B3"))
        path = tmp_path / "book.xlsx"
        book.save(path)
        file = PackageFile.read(path)
        change(file.parts)
        file.write(path)
        return path

    return make


def edited(path):
    """The workbook after an edit of one cell: every other part is byte for byte the same."""
    before = PackageFile.read(path).parts
    done = apply_edits(path, path, PLAN)
    after = PackageFile.read(path).parts
    assert {name for name in before if before[name] != after.get(name)} == {SHEET} == {*done.changed}
    with Book(path) as book:
        assert book.cells("Sheet")["C2"].value == 7.0
        return {name: cell.value for name, cell in book.cells("Sheet").items()}, book.tables


def test_the_cells_of_an_xml_map_are_no_table(odd):
    """ISO/IEC 29500-1, 12.3.22: a part of single cell tables, beside the tables."""

    def change(parts):
        parts["xl/tables/tableSingleCells1.xml"] = (
            b'<singleXmlCells xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b'<singleXmlCell id="9" r="B2" connectionId="0"><xmlCellPr id="1" uniqueName="x">'
            b'<xmlPr mapId="1" xpath="/a/b" xmlDataType="double"/></xmlCellPr></singleXmlCell></singleXmlCells>'
        )
        links = "xl/worksheets/_rels/sheet1.xml.rels"
        link = f'<Relationship Id="rId9" Type="{OFFICE}/tableSingleCells" Target="../tables/tableSingleCells1.xml"/>'
        parts[links] = parts[links].replace(b"</Relationships>", link.encode() + b"</Relationships>")
        parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(
            b"</Types>",
            b'<Override PartName="/xl/tables/tableSingleCells1.xml" ContentType="application/'
            b'vnd.openxmlformats-officedocument.spreadsheetml.tableSingleCells+xml"/></Types>',
        )

    _, tables = edited(odd(change))
    assert [table.name for table in tables] == ["Own"]


@pytest.mark.parametrize("used", [b"1:4", b"$1:$4"])
def test_a_used_range_of_whole_rows_stays(odd, used):
    def change(parts):
        assert b'<dimension ref="A1:B3"' in parts[SHEET]
        parts[SHEET] = parts[SHEET].replace(b'ref="A1:B3"', b'ref="' + used + b'"', 1)

    path = odd(change)
    edited(path)
    assert b'<dimension ref="' + used in PackageFile.read(path).parts[SHEET]


def test_a_link_to_shared_strings_that_are_not_there_is_no_damage(odd):
    def change(parts):
        links = "xl/_rels/workbook.xml.rels"
        assert "xl/sharedStrings.xml" not in parts, "openpyxl writes the texts into the cells"
        link = f'<Relationship Id="rId99" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        parts[links] = parts[links].replace(b"</Relationships>", link.encode() + b"</Relationships>")

    cells, _ = edited(odd(change))
    assert (cells["A1"], cells["B1"], cells["A3"]) == ("name", "value", "b")


def test_case_does_not_matter_in_the_name_of_a_part(odd):
    """ISO/IEC 29500-2, 6.2.2.3: names are equal whatever their case; a writer of the wild has `SharedStrings.xml`."""

    def change(parts):
        texts = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>shared</t></si></sst>'
        parts["xl/SharedStrings.xml"] = texts
        links = "xl/_rels/workbook.xml.rels"
        link = f'<Relationship Id="rId99" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        parts[links] = parts[links].replace(b"</Relationships>", link.encode() + b"</Relationships>")
        old = b't="inlineStr"><is><t>a</t></is>'
        assert old in parts[SHEET]
        parts[SHEET] = parts[SHEET].replace(old, b't="s"><v>0</v>')

    cells, _ = edited(odd(change))
    assert (cells["A2"], cells["A3"]) == ("shared", "b")


def test_an_escaped_character_is_the_character(odd):
    """22.9.2.19: `_xHHHH_` stands for a character, and `_x005F_` for the first sign of what only looks like one."""

    def change(parts):
        parts[SHEET] = parts[SHEET].replace(b"<t>a</t>", b"<t>a_x000D_\nb _x005F_x0041_ _xD800_</t>")

    cells, _ = edited(odd(change))
    assert cells["A2"] == "a\r\nb _x0041_ _xD800_"


def test_a_strict_workbook_is_refused_for_what_it_is(odd):
    def change(parts):
        for name, content in parts.items():
            parts[name] = content.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )

    path = odd(change)
    with Book(path) as book, pytest.raises(WorkbookError, match="is saved as Strict Open XML"):
        _ = book.sheets
    with pytest.raises(WorkbookError, match="is saved as Strict Open XML"):
        apply_edits(path, path, PLAN)


def test_a_calculated_column_gets_another_formula(odd):
    def change(parts):
        table = "xl/tables/table1.xml"
        parts[table] = parts[table].replace(
            b'name="value"/>',
            b'name="value"><calculatedColumnFormula>ROW()&amp;""</calculatedColumnFormula></tableColumn>',
        )
        assert b"calculatedColumnFormula" in parts[table]

    path = odd(change)
    with Book(path) as book:
        assert book.tables[0].calculated == {2: 'ROW()&""'}
    apply_edits(path, path, EditPlan(tables={"Own": TableEdit(calculated={2: "IF(1<2,ROW(),0)"})}))
    with Book(path) as book:
        assert book.tables[0].calculated == {2: "IF(1<2,ROW(),0)"}


def test_the_end_of_a_cell_is_not_that_of_a_colour(odd):
    """A rich text in its cell, as ClosedXML writes it: `</color>` begins as `</c>` does."""
    rich = (
        b'<c r="C2" t="inlineStr"><is><r><rPr><b></b><color rgb="FF000000"></color></rPr><t>Year</t></r>'
        b'<r><rPr><color rgb="FFFF0000"></color></rPr><t> 3</t></r></is></c>'
    )

    def change(parts):
        assert b'</row><row r="3"' in parts[SHEET]
        parts[SHEET] = parts[SHEET].replace(b'</row><row r="3"', rich + b'</row><row r="3"')

    path = odd(change)
    with Book(path) as book:
        assert book.cells("Sheet")["C2"].value == "Year 3"
    cells, _ = edited(path)
    assert (cells["C2"], cells["A3"]) == (7.0, "b")
    assert rich[:20] not in PackageFile.read(path).parts[SHEET]
