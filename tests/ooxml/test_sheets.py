"""Cached values and shared strings: the sheet's XML is exactly this."""

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.formula import ArrayFormula
from support.package_file import PackageFile

from xl_aigc.cell_errors import CellError
from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.finish import finish_bytes
from xl_aigc.ooxml.plan import FinishPlan, SheetPlan


def plan(**cached) -> FinishPlan:
    return FinishPlan({"Sheet": SheetPlan(cached)})


def test_a_cached_value_stands_beside_its_formula_with_its_type(saved, rows):
    book = Workbook()
    for row, formula in enumerate(["=1/3", '=IF(1<2,"a&b","")', "=1<2", "=NA()", "=1+1"], 1):
        book.active.cell(row, 1, formula)
    done = finish_bytes(saved(book), plan(A1=1 / 3, A2="a&b", A3=True, A4=CellError("#N/A"), A5=2))
    assert rows(done) == (
        '<row r="1"><c r="A1"><f>1/3</f><v>0.3333333333333333</v></c></row>'
        '<row r="2"><c r="A2" t="str"><f>IF(1&lt;2,"a&amp;b","")</f><v>a&amp;b</v></c></row>'
        '<row r="3"><c r="A3" t="b"><f>1&lt;2</f><v>1</v></c></row>'
        '<row r="4"><c r="A4" t="e"><f>NA()</f><v>#N/A</v></c></row>'
        '<row r="5"><c r="A5"><f>1+1</f><v>2</v></c></row>'
    )


def test_texts_are_shared_strings_and_blanks_pose_as_nothing(saved, rows, part):
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = "a", " b", "a", True
    sheet["C2"].number_format = "0.0"
    done = finish_bytes(saved(book), FinishPlan())
    assert rows(done) == (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="b"><v>1</v></c><c r="C2" s="1"/></row>'
    )
    strings = part(done, "xl/sharedStrings.xml")
    assert strings.endswith(
        'count="3" uniqueCount="2"><si><t>a</t></si><si><t xml:space="preserve"> b</t></si></sst>'
    )


def test_a_rich_text_keeps_its_runs(saved, part):
    book = Workbook()
    book.active["A1"] = CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"))
    strings = part(finish_bytes(saved(book), FinishPlan()), "xl/sharedStrings.xml")
    assert "<b" in strings
    assert "bold</t></r></si></sst>" in strings


def test_a_plain_number_may_be_given_exactly(saved, rows):
    # 0.1 + 0.2 is 0.30000000000000004, which `%.16g` rounds to 0.3
    book = Workbook()
    book.active["A1"] = 0.1 + 0.2
    assert "<v>0.30000000000000004</v>" in rows(finish_bytes(saved(book), plan(A1=0.1 + 0.2)))


def test_heights_and_styles_of_rows_stay(saved, rows):
    book = Workbook()
    book.active["A1"] = 1
    book.active.row_dimensions[1].height = 30
    assert '<row r="1" customHeight="1" ht="30"><c r="A1"><v>1</v>' in rows(
        finish_bytes(saved(book), FinishPlan())
    )


def test_a_legacy_array_formula_stays_one(saved, rows):
    book = Workbook()
    book.active["A1"] = ArrayFormula("A1", "=MEDIAN(IF(B1:B3>0,B1:B3))")
    assert rows(finish_bytes(saved(book), plan(A1=1.5))) == (
        '<row r="1"><c r="A1"><f t="array" ref="A1">MEDIAN(IF(B1:B3&gt;0,B1:B3))</f><v>1.5</v></c></row>'
    )


def test_a_formula_without_a_cached_value_is_refused_by_sheet_and_cell(saved):
    book = Workbook()
    book.active["B3"] = "=1+1"
    with pytest.raises(WorkbookError, match=r"sheet Sheet, cell B3: The formula has no cached value"):
        finish_bytes(saved(book), FinishPlan())


@pytest.mark.parametrize("content", [None, "text", 7])
def test_a_value_for_a_cell_that_has_no_formula_and_not_that_number_is_refused(saved, content):
    book = Workbook()
    book.active["B3"] = content
    with pytest.raises(WorkbookError, match="cell B3"):
        finish_bytes(saved(book), plan(B3=8))


def test_a_skeleton_with_shared_strings_of_its_own_is_refused(saved, tmp_path):
    book, path = Workbook(), tmp_path / "skeleton.xlsx"
    book.active["B3"] = 7
    path.write_bytes(saved(book))
    file = PackageFile.read(path)
    part = "xl/worksheets/sheet1.xml"
    file.parts[part] = file.parts[part].replace(b' t="n"', b' t="s"')
    file.write(path)
    with pytest.raises(WorkbookError, match="cell B3: The skeleton has shared strings of its own"):
        finish_bytes(path.read_bytes(), FinishPlan())


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), None, [1]])
def test_a_value_that_fits_in_no_cell_is_refused_by_sheet_and_cell(saved, value):
    book = Workbook()
    book.active["B3"] = "=1+1"
    with pytest.raises(WorkbookError, match="sheet Sheet, cell B3"):
        finish_bytes(saved(book), plan(B3=value))


def test_an_unknown_error_value_is_refused():
    with pytest.raises(ValueError, match="#OOPS!"):
        CellError("#OOPS!")


def test_a_plan_for_a_sheet_that_is_not_there_is_refused(saved):
    with pytest.raises(WorkbookError, match=r"sheet Nowhere: .* Expected one of Sheet\."):
        finish_bytes(saved(Workbook()), FinishPlan({"Nowhere": SheetPlan()}))
