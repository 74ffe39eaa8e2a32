"""Edits of hand-written sheets: how a cell is spelt before, and how after."""

from __future__ import annotations

import zipfile

import pytest
from support.package_file import MAIN

from xl_aigc.cell_errors import CellError
from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.plan import Content, EditPlan, NewRow, NewTable, SheetEdit, TableEdit
from xl_aigc.ooxml.edits.workbook_parts import recalculated, renamed
from xl_aigc.ooxml.references import Area


def apply(path, edit=None, **plan):
    return apply_edits(path, path, EditPlan({"S": edit} if edit else {}, **plan))


def data(text):
    return text.split("<sheetData>")[1].split("</sheetData>")[0]


TWO = '<sheetData><row r="1" spans="1:2"><c r="A1" s="3" t="s"><v>0</v></c><c r="B1"><f>A1*2</f><v>4</v></c></row></sheetData>'


@pytest.mark.parametrize(
    ("value", "spelt"),
    [
        (1.5, ' s="3"><v>1.5</v></c>'),
        ("=1+1", ' s="3" t="inlineStr"><is><t>=1+1</t></is></c>'),
        (" a\x01<b", ' s="3" t="inlineStr"><is><t xml:space="preserve"> a_x0001_&lt;b</t></is></c>'),
        (True, ' s="3" t="b"><v>1</v></c>'),
        (CellError("#N/A"), ' s="3" t="e"><v>#N/A</v></c>'),
        (None, ' s="3"/>'),
    ],
)
def test_a_content_takes_the_place_of_a_value_and_the_style_stays(small, text_of, value, spelt):
    path = small(TWO)
    apply(path, SheetEdit(contents={"A1": Content(value)}))
    assert f'<c r="A1"{spelt}<c r="B1"><f>A1*2</f><v>4</v></c>' in text_of(path)


@pytest.mark.parametrize(
    ("value", "spelt"),
    [
        (0.1, '<c r="B1"><f>A1*2</f><v>0.1</v></c>'),
        ("n.a.", '<c r="B1" t="str"><f>A1*2</f><v>n.a.</v></c>'),
        (False, '<c r="B1" t="b"><f>A1*2</f><v>0</v></c>'),
    ],
)
def test_a_cached_value_changes_beside_its_formula(small, text_of, value, spelt):
    path = small(TWO)
    apply(path, SheetEdit({"B1": value}))
    assert spelt in text_of(path)


def test_raw_texts_among_the_cells_become_texts_and_comments_go(small, text_of):
    raw = '<row r="2"><!-- <c r="A9"> --><c r="A2" t="str"><v><![CDATA[a<b & </c>]]></v></c><c r="B2"><v>7</v></c></row>'
    path = small(TWO.replace("</sheetData>", f"{raw}</sheetData>"))
    apply(path, SheetEdit(contents={"B2": Content(8.0)}))
    assert '<c r="A2" t="str"><v>a&lt;b &amp; &lt;/c&gt;</v></c><c r="B2"><v>8.0</v></c></row>' in text_of(
        path
    )
    with Book(path) as book:
        assert book.cells("S")["A2"].value == "a<b & </c>"


@pytest.mark.parametrize("raw", ["<![CDATA[ </row> ]]>", "<!-- </row> -->"])
def test_a_raw_text_that_holds_the_end_of_a_row_is_refused(small, raw):
    row = f'<row r="2"><c r="A2" t="str"><v>{raw}</v></c></row>'
    path = small(TWO.replace("</sheetData>", f"{row}</sheetData>"))
    with pytest.raises(WorkbookError, match="end of a row stands in a comment or a CDATA section"):
        apply(path, SheetEdit(contents={"A2": Content(8.0)}))


def test_a_forgotten_value_leaves_the_formula(small, text_of):
    path = small(TWO.replace('<c r="B1">', '<c r="B1" t="e" vm="1">'))
    apply(path, SheetEdit(forgotten=frozenset({"B1"})))
    assert '<c r="B1"><f>A1*2</f></c>' in text_of(path)


def test_rows_that_are_not_named_are_copied_as_bytes(small, text_of):
    odd = "<row   r='3'  ht='20.0'\n><c r='A3'  ><v > 7 </v ></c ></row >"
    path = small(TWO.replace("</sheetData>", f"\r\n{odd}</sheetData>"))
    apply(path, SheetEdit(contents={"A1": Content(1)}))
    assert odd in text_of(path)


def test_a_new_cell_goes_to_its_place_with_the_style_of_another_or_of_its_column(small, text_of):
    path = small(
        '<dimension ref="A1:D1"/><cols><col min="3" max="4" style="8"/></cols>'
        '<sheetData><row r="1" spans="1:4"><c r="A1" s="3"/><c r="D1"/></row></sheetData>'
    )
    apply(path, SheetEdit(contents={"C1": Content(1), "B1": Content(2, style_of="A1"), "F9": Content(3)}))
    text = text_of(path)
    assert data(text) == (
        '<row r="1"><c r="A1" s="3"/><c r="B1" s="3"><v>2</v></c><c r="C1" s="8"><v>1</v></c><c r="D1"/></row>'
        '<row r="9"><c r="F9"><v>3</v></c></row>'
    ).replace('<row r="1">', '<row r="1" spans="1:4">')
    assert '<dimension ref="A1:F9"/>' in text


def test_a_sheet_without_rows_gets_them(small, text_of):
    path = small("<sheetData/>")
    apply(path, SheetEdit(contents={"B2": Content(1)}))
    assert data(text_of(path)) == '<row r="2"><c r="B2"><v>1</v></c></row>'


def test_a_prefix_is_kept_and_addresses_that_are_left_out_are_counted(small, text_of):
    path = small(
        "<x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c><x:f>A1</x:f></x:c></x:row><x:row/></x:sheetData>",
        root=f'xmlns:x="{MAIN}"',
    )
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/s.xml"].replace(b"<worksheet", b"<x:worksheet").replace(b"</w", b"</x:w")
    parts["xl/worksheets/s.xml"] = b"\xef\xbb\xbf" + sheet
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    apply(path, SheetEdit({"B1": "t"}, {"A1": Content(" x"), "A2": Content(2)}))
    assert text_of(path).startswith("\ufeff<x:worksheet")
    assert (
        '<x:row><x:c t="inlineStr"><x:is><x:t xml:space="preserve"> x</x:t></x:is></x:c><x:c t="str"><x:f>A1</x:f><x:v>t</x:v></x:c>'
        '</x:row><x:row><x:c r="A2"><x:v>2</x:v></x:c></x:row>'
    ) in text_of(path)


SHARED = (
    '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$A$1+tT[[#This Row],[x]]</f>'
    '<v>1</v></c></row><row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="3"><c r="B3"><f t="shared" si="0"/><v>3</v></c></row></sheetData>'
)


def test_the_others_of_a_group_get_formulas_of_their_own_when_its_first_cell_changes(small, text_of):
    path = small(SHARED)
    apply(path, SheetEdit(contents={"B1": Content(9), "B3": Content(8)}))
    text = data(text_of(path))
    assert '<c r="B1"><v>9</v></c>' in text
    assert '<c r="B2"><f>A2*$A$1+tT[[#This Row],[x]]</f><v>2</v></c>' in text
    assert '<c r="B3"><v>8</v></c>' in text


def test_a_group_stays_when_another_cell_of_it_changes(small, text_of):
    path = small(SHARED)
    apply(path, SheetEdit({"B1": 5}, {"B2": Content(9)}))
    assert data(text_of(path)) == data(f"<sheetData>{data(SHARED)}</sheetData>").replace(
        "</f><v>1</v>", "</f><v>5</v>"
    ).replace('<f t="shared" si="0"/><v>2</v>', "<v>9</v>")


ARRAY = (
    '<sheetData><row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A2">SEQ(2)</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><v>2</v></c></row></sheetData>'
)


def test_cells_that_an_array_fills_get_values_but_no_contents(small, text_of):
    path = small(ARRAY)
    apply(path, SheetEdit({"A2": "b", "A1": 3}))
    assert '<f t="array" ref="A1:A2">SEQ(2)</f><v>3</v>' in text_of(path)
    assert '<c r="A2" t="str"><v>b</v></c>' in text_of(path)
    with pytest.raises(
        WorkbookError, match=r"sheet S, cell A2: The cell is filled by the array formula of A1:A2"
    ):
        apply(path, SheetEdit(contents={"A2": Content(1)}))


def test_a_dynamic_array_grows_and_brings_its_metadata(small, text_of):
    path = small(ARRAY)
    done = apply(path, SheetEdit({"A2": 2, "A3": 3}, {"A1": Content(1, "SEQ(3)", "A1:A3")}))
    assert '<c r="A1" cm="1"><f t="array" ref="A1:A3">SEQ(3)</f><v>1</v></c>' in text_of(path)
    assert '<row r="3"><c r="A3"><v>3</v></c></row>' in text_of(path)
    assert done.added == ("xl/metadata.xml",)
    assert "XLDAPR" in text_of(path, "xl/metadata.xml")
    assert apply(path, SheetEdit(contents={"C1": Content(1, "SEQ(1)", "C1")})).added == ()


def test_metadata_of_another_kind_are_kept_and_counted(small, text_of):
    other = (
        f'<metadata xmlns="{MAIN}"><metadataTypes count="1"><metadataType name="XLRICHVALUE"/></metadataTypes>'
        '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata><valueMetadata count="1"><bk><rc t="1" v="0"/></bk>'
        "</valueMetadata></metadata>"
    )
    path = small(TWO, {"xl/metadata.xml": other})
    apply(path, SheetEdit(contents={"C1": Content(1, "SEQ(1)", "C1")}))
    assert '<c r="C1" cm="2"><f t="array" ref="C1">' in text_of(path)
    metadata = text_of(path, "xl/metadata.xml")
    assert '<metadataTypes count="2">' in metadata
    assert (
        '<cellMetadata count="2"><bk><rc t="1" v="0"/></bk><bk><rc t="2" v="0"/></bk></cellMetadata><value'
        in metadata
    )


CHAIN = f'<calcChain xmlns="{MAIN}"><c r="B1" i="1"/></calcChain>'


def test_the_chain_of_calculation_stays_when_only_values_change_and_goes_with_a_formula(small, text_of):
    path = small(TWO, {"xl/calcChain.xml": CHAIN})
    assert apply(path, SheetEdit({"B1": 1}, {"A1": Content(2)})).removed == ()
    assert text_of(path, "xl/calcChain.xml") == CHAIN
    assert apply(path, SheetEdit(contents={"B1": Content(2)})).removed == ("xl/calcChain.xml",)
    assert "calcChain" not in text_of(path, "[Content_Types].xml")
    assert "calcChain" not in text_of(path, "xl/_rels/workbook.xml.rels")


def test_recalculation_and_names_change_the_workbook_part_alone(small, text_of):
    path = small(TWO)
    done = apply(path, recalculate=True, names={"top": 'S!$B$1&"<"'})
    assert done.changed == ("xl/workbook.xml",)
    text = text_of(path, "xl/workbook.xml")
    assert '<definedName name="top">S!$B$1&amp;"&lt;"</definedName>' in text
    assert '</definedNames><calcPr fullCalcOnLoad="1"/></workbook>' in text
    apply(path, recalculate=True)
    assert text_of(path, "xl/workbook.xml") == text


def test_a_name_that_is_not_there_is_added_behind_the_others_or_as_the_first(small, text_of):
    path = small(TWO)
    apply(path, names={"more": "S!$B$2"})
    text = text_of(path, "xl/workbook.xml")
    assert '</definedName><definedName name="more">S!$B$2</definedName></definedNames>' in text
    bare = f'<x:workbook xmlns:x="{MAIN}"><x:sheets/><x:calcPr/></x:workbook>'.encode()
    named = b'<x:definedNames><x:definedName name="a">1</x:definedName></x:definedNames>'
    assert renamed(bare, {"a": "1"}, {}) == bare.replace(b"<x:calcPr/>", named + b"<x:calcPr/>")


def test_recalculation_is_asked_for_with_the_prefix_of_the_workbook_part():
    part = recalculated(f'<x:workbook xmlns:x="{MAIN}"><x:sheets/></x:workbook>'.encode())
    assert part.endswith(b'<x:sheets/><x:calcPr fullCalcOnLoad="1"/></x:workbook>')


def test_new_tables_come_where_the_sheet_has_no_related_part_and_then_beside_the_first(small, text_of):
    path = small(TWO)
    for name, area in (("One", "A1:B2"), ("Two", "A4:B5")):
        apply(path, added=(NewTable(name, "S", Area.parse(area), {1: "a", 2: "b"}),))
    assert '<tableParts count="2">' in text_of(path)
    assert text_of(path, "xl/worksheets/_rels/s.xml.rels").count('Type="') == 2
    with Book(path) as book:
        assert {table.name: table.ref for table in book.tables} == {"One": "A1:B2", "Two": "A4:B5"}


def test_a_whole_part_is_replaced(small, text_of):
    path = small(TWO, {"customXml/item1.xml": "<a/>"})
    assert apply(path, parts={"customXml/item1.xml": b"<b/>"}).changed == ("customXml/item1.xml",)
    assert text_of(path, "customXml/item1.xml") == "<b/>"


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        (EditPlan({"T": SheetEdit({"A1": 1})}), "key T: There is no such sheet"),
        (EditPlan(tables={"x": TableEdit()}), "key x: There is no such table"),
        (EditPlan(parts={"x": b""}), "key x: There is no such part"),
        (EditPlan({"S": SheetEdit({"A1": 1})}), "sheet S, cell A1: The cell has no formula whose value"),
        (EditPlan({"S": SheetEdit({"B1": float("nan")})}), "sheet S, cell B1: nan is no number"),
        (
            EditPlan({"S": SheetEdit({"B1": 1}, {"B1": Content(1)})}),
            "cell B1: The plan names this cell twice",
        ),
        (
            EditPlan({"S": SheetEdit(rows={9: NewRow(5)})}),
            "cell A5: The row to take styles from is not there",
        ),
    ],
)
def test_a_plan_that_does_not_fit_is_refused_and_nothing_changes(small, plan, message):
    path = small(TWO)
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=message) as caught:
        apply_edits(path, path, plan)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before


def test_a_sheet_in_another_namespace_is_damage_and_not_an_empty_sheet(small):
    path = small(TWO, root='xmlns="urn:other"')
    with Book(path) as book, pytest.raises(WorkbookError, match="a sheet is in no format of a workbook"):
        book.cells("S")
    with Book(small("<sheetData/>")) as book:
        assert dict(book.cells("S")) == {}


@pytest.mark.parametrize("inside", ["a text<v>5</v>", "<v>5</v><f>1+4</f>", "<?x?><is><t>5</t></is>"])
def test_a_cell_that_would_keep_its_old_value_beside_the_new_one_is_refused(small, inside):
    path = small(f'<sheetData><row r="1"><c r="A1">{inside}</c></row></sheetData>')
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match="Cell A1 holds its formula and its value in another form"):
        apply(path, SheetEdit(contents={"A1": Content(7)}))
    assert path.read_bytes() == before


def test_a_sheet_that_says_it_is_in_ascii_is_edited(small, text_of):
    sheet = f'<?xml version="1.0" encoding="US-ASCII"?><worksheet xmlns="{MAIN}">{TWO}</worksheet>'
    path = small("", {"xl/worksheets/s.xml": sheet})
    apply(path, SheetEdit(contents={"A1": Content(7)}))
    assert '<c r="A1" s="3"><v>7</v></c>' in text_of(path)


@pytest.mark.parametrize(
    "row", ['<row r="1"><c r="A1" t="s"><v>x</v></c></row>', '<row r="x"/>', f'<row r="{"1" * 20}"/>']
)
def test_a_number_that_is_none_is_damage(small, row):
    with Book(small(f"<sheetData>{row}</sheetData>")) as book, pytest.raises(WorkbookError):
        dict(book.cells("S"))


def test_book_reads_what_was_written(small):
    path = small(TWO)
    apply(path, SheetEdit({"B1": "v"}, {"A1": Content("w")}))
    with Book(path) as book:
        assert {name: cell.value for name, cell in book.cells("S").items()} == {"A1": "w", "B1": "v"}
