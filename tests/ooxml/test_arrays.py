"""Dynamic arrays: marked as Excel 365 marks them, their spill in plain cells."""

import pytest
from openpyxl import Workbook

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.finish import finish_bytes
from xl_aigc.ooxml.plan import Column, FinishPlan, SheetPlan, Stream

SPILL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sheetMetadata"


@pytest.fixture
def array_book(saved):
    book = Workbook()
    book.active["B2"] = "=AIGC_YOY(F1:F3,G1:G3)"
    book.active["D4"] = "beside"
    return saved(book)


VALUES = {"B2": 0.5, "B3": "n.a.", "B4": True, "C2": 1, "C3": 2, "C4": 3}


def test_an_array_s_cell_is_marked_and_its_spill_is_plain(array_book, rows, part):
    done = finish_bytes(array_book, FinishPlan({"Sheet": SheetPlan(VALUES, {"B2": "B2:C4"})}))
    assert rows(done) == (
        '<row r="2"><c cm="1" r="B2"><f t="array" ref="B2:C4">AIGC_YOY(F1:F3,G1:G3)</f><v>0.5</v></c>'
        '<c r="C2"><v>1</v></c></row>'
        '<row r="3"><c r="B3" t="str"><v>n.a.</v></c><c r="C3"><v>2</v></c></row>'
        '<row r="4"><c r="B4" t="b"><v>1</v></c><c r="C4"><v>3</v></c><c r="D4" t="s"><v>0</v></c></row>'
    )
    assert 'fDynamic="1" fCollapsed="0"' in part(done, "xl/metadata.xml")
    assert '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata>' in part(
        done, "xl/metadata.xml"
    )
    assert "/xl/metadata.xml" in part(done, "[Content_Types].xml")
    assert f'Type="{SPILL}" Target="/xl/metadata.xml"' in part(done, "xl/_rels/workbook.xml.rels")
    assert '<dimension ref="B2:D4"/>' in part(done, "xl/worksheets/sheet1.xml")


def test_an_array_of_a_streamed_column_spills_over_all_its_rows(prototype_book, saved, rows, part):
    stream = Stream(2, [Column(["a", "b", "c"]), Column([1.5, "n.m.", 2.5], "=F(A2:A4)", array=True)], 3)
    done = finish_bytes(saved(prototype_book("x", "y")), FinishPlan({"Data": SheetPlan(streams=[stream])}))
    cells = rows(done)
    assert '<c cm="1" r="B2" s="1"><f t="array" ref="B2:B4">F(A2:A4)</f><v>1.5</v></c>' in cells
    assert '<c r="B3" s="1" t="str"><v>n.m.</v></c>' in cells
    assert '<c r="B4" s="1"><v>2.5</v></c>' in cells
    assert "fDynamic" in part(done, "xl/metadata.xml")


def test_a_book_without_arrays_has_no_metadata(saved, part):
    assert "metadata" not in part(finish_bytes(saved(Workbook()), FinishPlan()), "[Content_Types].xml")


@pytest.mark.parametrize(
    ("arrays", "cached", "message"),
    [
        (
            {"B2": "B2:C4"},
            {key: value for key, value in VALUES.items() if key != "C3"},
            "cell C3: .*no cached value",
        ),
        ({"B2": "B1:C4"}, VALUES, "does not begin at"),
        ({"D4": "D4:D5"}, {"B2": 1, "D4": 1, "D5": 2}, "cell D4: A dynamic array has no formula"),
    ],
)
def test_an_array_that_does_not_fit_is_refused(array_book, arrays, cached, message):
    with pytest.raises(WorkbookError, match=message):
        finish_bytes(array_book, FinishPlan({"Sheet": SheetPlan(cached, arrays)}))
