"""Tables and plain ranges grow over free rows, with all that refers to them."""

from __future__ import annotations

import zipfile

import pytest
from support.package_file import MAIN, OFFICE

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.plan import Content, EditPlan, NewRow, SheetEdit, TableEdit


def apply(path, edit=None, **plan):
    return apply_edits(path, path, EditPlan({"S": edit} if edit else {}, **plan))


def data(text):
    return text.split("<sheetData>")[1].split("</sheetData>")[0]


TABLE = (
    f'<table xmlns="{MAIN}" id="1" name="tT" displayName="tT" ref="A1:C3" totalsRowShown="0"><autoFilter ref="A1:C3"/>'
    '<sortState ref="A2:C3"><sortCondition ref="B2:B3"/></sortState><tableColumns count="3"><tableColumn id="1" name="x"/>'
    '<tableColumn id="2" name="y"/><tableColumn id="5" name="z"><calculatedColumnFormula>A2&amp;tT[[#This Row],[y]]'
    "</calculatedColumnFormula></tableColumn></tableColumns></table>"
)
ROWS = (
    '<sheetData><row r="1"><c r="A1" t="str"><v>x</v></c></row><row r="2"><c r="A2"/></row>'
    '<row r="3" ht="30" hidden="1" spans="1:3"><c r="A3" s="1"><v>1</v></c><c r="B3" s="2"><v>2</v></c>'
    '<c r="C3" s="3"><f>A3&amp;tT[[#This Row],[y]]</f><v>12</v></c></row>{}</sheetData>{}<tableParts count="1">'
    f'<tablePart xmlns:r="{OFFICE}" r:id="t"/></tableParts>'
)


def table_sheet(small, below="", after="", table=TABLE):
    return small(ROWS.format(below, after), {"xl/tables/t.xml": table})


def grow(path, *, row=4, **edit):
    new = NewRow(3, {1: Content("new")})
    return apply(path, SheetEdit(rows={row: new}, **edit), tables={"tT": TableEdit(f"A1:C{row}")})


def test_a_new_row_has_styles_contents_and_the_formula_of_a_calculated_column(small, text_of):
    path = table_sheet(small)
    grow(path)
    assert (
        '<row r="4" ht="30"><c r="A4" s="1" t="inlineStr"><is><t>new</t></is></c><c r="B4" s="2"/>'
        '<c r="C4" s="3"><f>A4&amp;tT[[#This Row],[y]]</f></c></row></sheetData>'
    ) in text_of(path)


def test_a_table_grows_with_its_filter_and_its_sort(small, text_of):
    path = table_sheet(small)
    grow(path)
    table = text_of(path, "xl/tables/t.xml")
    assert table == TABLE.replace("A1:C3", "A1:C4").replace("A2:C3", "A2:C4").replace("B2:B3", "B2:B4")


def test_a_column_gets_another_name_by_its_id(small, text_of):
    path = table_sheet(small)
    apply(path, tables={"tT": TableEdit(renamed={5: 'R&D "x"'})})
    assert text_of(path, "xl/tables/t.xml") == TABLE.replace('"z"', '"R&amp;D &quot;x&quot;"')


def test_rules_choices_and_the_print_area_grow_with_the_table_and_others_do_not(small, text_of):
    after = (
        '<conditionalFormatting sqref="B2:B3 D2:D2 B:B"><cfRule/></conditionalFormatting><conditionalFormatting sqref="B3"/>'
        '<dataValidations count="1"><dataValidation sqref="A2:A3"/></dataValidations>'
    )
    path = table_sheet(small, after=after)
    names = text_of(path, "xl/workbook.xml")
    grow(path)
    text = text_of(path)
    assert 'sqref="B2:B4 D2:D2 B:B"' in text
    assert 'sqref="B3"' in text
    assert 'sqref="A2:A4"' in text
    assert text_of(path, "xl/workbook.xml") == names, "the print area ended below the table"


def test_an_empty_row_gives_way_and_cells_beside_the_table_stay(small, text_of):
    path = table_sheet(small, '<row r="4" ht="9"><c r="A4" s="7"/><c r="E4"><v>5</v></c></row>')
    grow(path)
    assert '<row r="4" ht="9"><c r="A4" s="1" t="inlineStr">' in text_of(path)
    assert '<c r="E4"><v>5</v></c></row>' in text_of(path)


@pytest.mark.parametrize(
    ("below", "after", "table", "message"),
    [
        (
            '<row r="4"><c r="B4"><v>1</v></c></row>',
            "",
            TABLE,
            "cell B4: The cell has a content where a new row goes",
        ),
        (
            "",
            '<mergeCells count="1"><mergeCell ref="C4:F5"/></mergeCells>',
            TABLE,
            "cell C4: The cells C4:F5 are merged",
        ),
        ("", "", TABLE.replace("totalsRowShown", 'totalsRowCount="1" totalsRowShown'), "has a row of totals"),
    ],
)
def test_what_stands_in_the_way_of_a_new_row_is_named_and_nothing_changes(
    small, below, after, table, message
):
    path = table_sheet(small, below, after, table)
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=message):
        grow(path)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_plain_range_grows_with_its_filter_and_the_print_area(small, text_of):
    rows = '<sheetData><row r="4"><c r="A4" s="1"/></row></sheetData>'
    after = '<autoFilter ref="A1:C4"/><extLst><x:sqref>B2:B4</x:sqref><x:sqref>B4</x:sqref></extLst>'
    path = small(rows + after)
    apply(path, SheetEdit(rows={5: NewRow(4, {1: Content(1)})}, grown={"A1:C4": "A1:C5"}))
    assert '<autoFilter ref="A1:C5"/><extLst><x:sqref>B2:B5</x:sqref><x:sqref>B4</x:sqref>' in text_of(path)
    assert ">S!$A$1:$C$5</definedName>" in text_of(path, "xl/workbook.xml")


def test_a_calculated_column_whose_last_cell_shares_a_formula_or_is_an_array(small, text_of):
    path = table_sheet(small)
    shared = '<c r="C2"><f t="shared" ref="C2:C3" si="4">A2+$A$1</f></c></row>'
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet = parts["xl/worksheets/s.xml"].replace('<c r="A2"/></row>', f'<c r="A2"/>{shared}')
    for formula, spelt in (
        ('<f t="shared" si="4"/>', '<c r="C4" s="3"><f>A4+$A$1</f></c>'),
        ('<f t="array" ref="C3">SUM(A3:B3)</f>', '<c r="C4" s="3"><f t="array" ref="C4">SUM(A4:B4)</f></c>'),
    ):
        changed = sheet.replace("<f>A3&amp;tT[[#This Row],[y]]</f>", formula)
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in (parts | {"xl/worksheets/s.xml": changed}).items():
                archive.writestr(name, content)
        grow(path)
        assert spelt in text_of(path)


def test_links_are_listed_where_the_schema_wants_them(small, text_of):
    path = table_sheet(
        small, after='<mergeCells count="1"><mergeCell ref="F1:G1"/></mergeCells><pageMargins left="1"/>'
    )
    apply(path, SheetEdit(links={"A2": "https://a.example/", "B2": "https://a.example/"}))
    apply(path, SheetEdit(links={"B2": "http://b.example/?x=1&y=2"}))
    text = text_of(path)
    assert text.index("</mergeCells>") < text.index("<hyperlinks>") < text.index("<pageMargins")
    assert text.count("<hyperlink ") == 2
    assert text_of(path, "xl/worksheets/_rels/s.xml.rels").count("https://a.example/") == 1
    with pytest.raises(WorkbookError, match="cell A1: The link 'javascript:x' is no web address"):
        apply(path, SheetEdit(links={"A1": "javascript:x"}))
