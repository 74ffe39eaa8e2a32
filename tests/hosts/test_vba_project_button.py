"""The Refresh button: the drawing that XlsxWriter writes for one, on the first sheet, and LibreOffice shows it with its macro."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from lxml import etree
from openpyxl import Workbook
from openpyxl.comments import Comment
from support.book_bytes import saved
from support.format_checker import findings
from support.macro_run import for_libreoffice
from support.office import convert, require_office
from support.openpyxl_reading import load_workbook
from xlsxwriter import Workbook as Written

from xl_aigc.errors import WorkbookError
from xl_aigc.hosts.excel.button import Button
from xl_aigc.hosts.excel.vba.wrappers import module_text
from xl_aigc.hosts.excel.workbook import macro_workbook, write_macro_workbook
from xl_aigc.ooxml.references import Area

BUTTON = Button("Refresh <all>", "Refresh_Workbook", Area.parse("D1:E1"))
OWN = {"style", "data"}
"""What differs: the place in points beside the anchor, and the number of the sheet."""


@pytest.fixture(scope="module")
def plain():
    book = Workbook()
    book.active.title = "Guide"
    book.active["A1"], book.active["A2"] = "Title", 1
    book.create_sheet("Second")
    return saved(book)


@pytest.fixture(scope="module")
def made(plain):
    return macro_workbook(plain, button=BUTTON)


def part(content, name):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def elements(drawing):
    """Tag, attributes and text of every element, but for what is a place."""
    return [
        (
            each.tag,
            {key: value for key, value in each.attrib.items() if key.rpartition("}")[2] not in OWN},
            "" if each.tag.endswith("Anchor") else (each.text or "").strip(),
        )
        for each in etree.fromstring(drawing).iter()
    ]


def test_the_drawing_is_that_of_xlsxwriter(made):
    """XlsxWriter's files are compared with Excel's own, part by part, in its tests."""
    file = BytesIO()
    with Written(file) as book:
        sheet = book.add_worksheet("Guide")
        sheet.insert_button("D1", {"macro": BUTTON.macro, "caption": "CAPTION"})
    theirs = part(file.getvalue(), "xl/drawings/vmlDrawing1.vml").replace(b"CAPTION", b"Refresh &lt;all&gt;")
    assert elements(part(made, "xl/drawings/button.vml")) == elements(theirs)


def test_the_anchor_covers_its_cells(made):
    """Column and offset of the left, row and offset of the top, then of the right and the bottom; D is 3, from 0."""
    anchor = re.search(rb"<x:Anchor>([^<]*)<", part(made, "xl/drawings/button.vml"))[1]
    left, _, top, _, right, _, bottom, _ = map(int, anchor.split(b","))
    assert (left, top, right, bottom) == (3, 0, 4, 0)


def test_only_the_first_sheet_changes_and_only_by_the_drawing(plain, made):
    without = macro_workbook(plain)
    first = part(made, "xl/worksheets/sheet1.xml")
    assert re.sub(rb"<legacyDrawing[^>]*/>", b"", first) == part(without, "xl/worksheets/sheet1.xml")
    assert first.count(b"<legacyDrawing ") == 1
    assert part(made, "xl/worksheets/sheet2.xml") == part(without, "xl/worksheets/sheet2.xml")
    links = part(made, "xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert 'Target="/xl/drawings/button.vml"' in links


def test_the_drawing_stands_before_tables(plain):
    book = load_workbook(BytesIO(plain))
    from openpyxl.worksheet.table import Table  # noqa: PLC0415  one test

    book["Guide"]["A1"], book["Guide"]["A2"] = "Head", "x"
    book["Guide"].add_table(Table(displayName="T", ref="A1:A2"))
    first = part(macro_workbook(saved(book), button=BUTTON), "xl/worksheets/sheet1.xml")
    assert first.index(b"<legacyDrawing") < first.index(b"<tableParts")


def test_openxml_audit_finds_nothing_new(plain, made, tmp_path):
    with_button, without = tmp_path / "with.xlsm", tmp_path / "without.xlsm"
    with_button.write_bytes(made)
    without.write_bytes(macro_workbook(plain))
    assert findings(with_button) == findings(without)


def test_a_sheet_with_comments_is_refused(plain):
    book = load_workbook(BytesIO(plain))
    book["Guide"]["A1"].comment = Comment("mine", "me")
    with pytest.raises(WorkbookError, match="button can't stand"):
        macro_workbook(saved(book), button=BUTTON)


@pytest.mark.slow
def test_libreoffice_shows_the_button_and_its_macro(plain, tmp_path):
    require_office()
    path = tmp_path / "book.xlsm"
    with for_libreoffice():  # it finds the macro in a module that it can compile
        path.write_bytes(macro_workbook(plain, button=BUTTON))
    (flat,) = convert([path], tmp_path / "out", "fods")
    text = flat.read_text(encoding="utf-8")
    assert re.search(r'<form:button [^>]*form:label="Refresh &lt;all&gt;"', text)
    assert re.search(r'xlink:href="vnd\.sun\.star\.script:[^"]*Refresh_Workbook', text)


def test_a_report_has_the_button_in_its_language(plain, tmp_path):
    write_macro_workbook(plain, tmp_path / "report.xlsm", refresh_in="zh")
    drawing = part((tmp_path / "report.xlsm").read_bytes(), "xl/drawings/button.vml").decode()
    assert ">刷新</font>" in drawing
    macro = re.search(r"<x:FmlaMacro>\[0\]!(\w+)<", drawing)[1]
    assert f"\r\nPublic Sub {macro}()" in module_text()
