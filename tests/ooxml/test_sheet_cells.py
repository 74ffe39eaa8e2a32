"""Cells found in the bytes of a sheet are those that a parser of XML gives."""

from __future__ import annotations

from io import BytesIO

import pytest

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.book_cells import read_cell, with_own_formulas
from xl_aigc.ooxml.cell_stream import cells
from xl_aigc.ooxml.namespaces import MAIN
from xl_aigc.ooxml.references import cell_name
from xl_aigc.ooxml.sheet_cells import plain_row, read_sheet

TEXTS = ["no", "yes & more"]
PLACE = Place(key="sheet1.xml")


def parsed(content, texts):
    """The cells of a part, each as a parser of XML gives it."""
    found = {}
    for row, column, element in cells(BytesIO(content), "sheet1.xml"):
        read = read_cell(element, texts)
        if read is not None:
            found[cell_name(row, column)] = read
    return with_own_formulas(found)


def sheet(*rows, before=""):
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'.encode()


def found(content):
    return read_sheet(lambda: BytesIO(content), "sheet1.xml", PLACE, TEXTS)


PLAIN = {
    "numbers": '<row r="3" spans="1:2" ht="12.5"><c r="A3"><v>-1.5E-3</v></c><c r="B3" s="4"/><c r="XFD3" t="n"><v>7</v></c></row>',
    "texts": '<row r="3"><c r="A3" s="1" t="s"><v>1</v></c><c r="B3" t="str"><v>a &lt; b &amp;amp; _x0041_</v></c></row>',
    "formulas": '<row r="3"><c r="A3"><f>IF(A1&lt;2,"é",0)</f><v>0</v></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
    "truths": '<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="b"><f>1=2</f><v>0</v></c></row>',
    "nothing": '<row r="3"/>',
}
ODD = {
    "a rich text": '<row r="3"><c r="A3" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>',
    "a shared formula": '<row r="3"><c r="A3"><f t="shared" ref="A3:B3" si="0">A1*2</f><v>4</v></c>'
    '<c r="B3"><f t="shared" si="0"/><v>5</v></c></row>',
    "no addresses": "<row><c><v>1</v></c><c><v>2</v></c></row>",
    "a formula without a value": '<row r="3"><c r="A3"><f>A1</f></c></row>',
    "a character by its number": '<row r="3"><c r="A3" t="str"><v>a&#10;b</v></c></row>',
    "a comment": '<row r="3"><!-- x --><c r="A3"><v>1</v></c></row>',
    "raw text": '<row r="3"><c r="A3" t="str"><v><![CDATA[<row r="4">]]></v></c></row>',
    "a cell of another row": '<row r="3"><c r="A4"><v>1</v></c></row>',
    "a blank about a number": '<row r="3"><c r="A3"><v> 1 </v></c></row>',
    "an attribute of another order": '<row r="3"><c t="s" r="A3"><v>0</v></c></row>',
}


@pytest.mark.parametrize("name", [*PLAIN, *ODD])
def test_a_row_gives_the_cells_of_a_parser(name):
    row = (PLAIN | ODD)[name]
    content = sheet(row, '<row r="9"><c r="A9"><v>9</v></c></row>')
    assert plain_row(row.encode()) == (name in PLAIN)
    held, expected = found(content), parsed(content, TEXTS)
    assert dict(held.items()) == expected
    assert [held.get(at) for at in expected] == [*expected.values()]
    assert (len(held), list(held)) == (len(expected), list(expected))
    assert held.get("ZZ3") is None
    assert "B77" not in held


def test_rows_out_of_order_give_the_cells_of_a_parser():
    content = sheet('<row r="9"><c r="A9"><v>9</v></c></row>', '<row r="3"><c r="A3"><v>3</v></c></row>')
    assert dict(found(content).items()) == parsed(content, TEXTS)


@pytest.mark.parametrize(
    "name", ["english", *(pytest.param(one, marks=pytest.mark.slow) for one in ("personal_excel", "wps"))]
)
def test_a_workbook_gives_the_cells_of_a_parser(name, english, corpus):
    path = english if name == "english" else corpus(name)
    with Book(path) as book:
        for title, part in book.sheets.items():
            expected = parsed(book.content(part), book._texts)
            assert dict(book.cells(title).items()) == expected, title


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (sheet('<row r="1"><c r="A1"><v>1</v></c></row>')[:-12], "not well-formed"),
        (sheet('<row r="1"><c r="A1" t="str"><v>&x;</v></c></row>'), "not well-formed"),
        (sheet('<row r="1"/>', before='<!DOCTYPE a [<!ENTITY x "y">]>'), "document type"),
    ],
)
def test_what_a_parser_refuses_is_refused(content, problem):
    with pytest.raises(WorkbookError, match=problem):
        found(content)


def test_a_shared_text_that_is_not_there_is_damage():
    held = found(sheet('<row r="1"><c r="A1" t="s"><v>2</v></c></row>'))
    with pytest.raises(WorkbookError, match="there is no shared text 2"):
        held.get("A1")
