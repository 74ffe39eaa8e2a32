"""Streamed tables: the rows are exactly these, numbers exact, text only text."""

import tracemalloc
from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from python_calamine import CalamineWorkbook
from support.openpyxl_reading import load_workbook

from xl_aigc.cell_errors import CellError
from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.finish import finish_bytes
from xl_aigc.ooxml.plan import Column, FinishPlan, SheetPlan, Stream

FORMULA = '=HYPERLINK("http://x","y")'


def streamed(*columns: Column, row: int = 2) -> FinishPlan:
    return FinishPlan({"Data": SheetPlan(streams=[Stream(row, columns, len(columns[0].values))])})


def test_rows_take_the_place_and_the_styles_of_the_prototype(prototype_book, saved, rows, part):
    book = prototype_book("Name", "Revenue", "Growth")
    book.active["A6"] = "below"
    book.active.row_dimensions[2].height = 20
    done = finish_bytes(
        saved(book),
        streamed(
            Column(["a", "b & c", None]),
            Column([1.5, None, 3]),
            Column([0.25, "n.a.", CellError("#N/A")], "=tData[[#This Row],[Revenue]]*(1<2)"),
        ),
    )
    formula = "<f>tData[[#This Row],[Revenue]]*(1&lt;2)</f>"
    assert rows(done).split("</row>", 1)[1] == (
        '<row r="2" customHeight="1" ht="20"><c r="A2" s="1" t="s"><v>3</v></c><c r="B2" s="1"><v>1.5</v></c>'
        f'<c r="C2" s="1">{formula}<v>0.25</v></c></row>'
        '<row r="3" customHeight="1" ht="20"><c r="A3" s="1" t="s"><v>4</v></c><c r="B3" s="1"/>'
        f'<c r="C3" s="1" t="str">{formula}<v>n.a.</v></c></row>'
        '<row r="4" customHeight="1" ht="20"><c r="A4" s="1"/><c r="B4" s="1"><v>3</v></c>'
        f'<c r="C4" s="1" t="e">{formula}<v>#N/A</v></c></row>'
        '<row r="6"><c r="A6" t="s"><v>5</v></c></row>'
    )
    assert '<dimension ref="A1:C6"/>' in part(done, "xl/worksheets/sheet1.xml")


def test_a_stream_begins_at_the_first_cell_of_its_prototype(saved, rows):
    book = Workbook()
    book.active.title = "Data"
    book.active["C5"].number_format = "0.0"
    assert rows(finish_bytes(saved(book), streamed(Column([1, 2]), row=5))) == (
        '<row r="5"><c r="C5" s="1"><v>1</v></c></row><row r="6"><c r="C6" s="1"><v>2</v></c></row>'
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53), min_size=1))
def test_numbers_round_trip_exactly(numbers):
    book, file = Workbook(), BytesIO()
    book.active.title = "Data"
    book.active["A1"].number_format = "0.0"
    book.save(file)
    done = BytesIO(finish_bytes(file.getvalue(), streamed(Column(numbers), row=1)))
    expected = [float(number) for number in numbers]
    sheet = CalamineWorkbook.from_filelike(done).get_sheet_by_index(0)
    assert [row[0] for row in sheet.to_python()] == expected
    assert [row[0].value for row in load_workbook(done).active.iter_rows()] == expected


def test_numpy_s_numbers_are_numbers(prototype_book, saved, rows):
    done = finish_bytes(saved(prototype_book("a")), streamed(Column(list(np.array([0.1, 2.5])))))
    assert '<c r="A2" s="1"><v>0.1</v></c>' in rows(done)


def test_text_that_looks_like_a_formula_stays_text_in_every_reader(
    prototype_book, saved, rows, recalculated, tmp_path
):
    done = finish_bytes(saved(prototype_book("Name")), streamed(Column([FORMULA, "+1", "@A1", "-1"])))
    texts = ["Name", FORMULA, "+1", "@A1", "-1"]
    assert "<f" not in rows(done)
    file = tmp_path / "text.xlsx"
    file.write_bytes(done)
    for path in (file, recalculated(file)):
        assert [row[0] for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()] == texts
        cells = [row[0] for row in load_workbook(path).active.iter_rows()]
        assert [cell.value for cell in cells] == texts
        assert pd.read_excel(path, header=None, engine="calamine")[0].tolist() == texts


def test_every_text_survives_in_the_readers(prototype_book, saved, tmp_path, recalculated):
    texts = [" spaces ", "two\nlines", "R&D <b>", '"quoted"', "研发费用", "😀", "'apostrophe"]
    done = finish_bytes(saved(prototype_book("t")), streamed(Column(texts)))
    file = tmp_path / "texts.xlsx"
    file.write_bytes(done)
    for path in (file, recalculated(file)):
        read = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        assert [row[0] for row in read][1:] == texts
        assert [row[0].value for row in load_workbook(path).active.iter_rows()][1:] == texts


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        (Column([1.0, float("nan")]), "A3"),
        (Column([float("-inf"), 1.0]), "A2"),
        (Column([1.0, float("inf")], "=1"), "A3"),
        (Column([1.0, None], "=1"), "A3"),
        (Column([1.0, "x" * 32_768]), "A3"),
        (Column([1.0, b"bytes"]), "A3"),
        (Column([1.0, 2.0], "="), "A2"),
    ],
)
def test_what_fits_in_no_cell_is_refused_by_sheet_and_cell(prototype_book, saved, column, cell):
    with pytest.raises(WorkbookError, match=f"sheet Data, cell {cell}:"):
        finish_bytes(saved(prototype_book("a")), streamed(column))


def test_rows_below_a_stream_must_be_free(prototype_book, saved):
    book = prototype_book("a")
    book.active["A4"] = "in the way"
    with pytest.raises(
        WorkbookError, match=r"sheet Data, cell A4: Row 4 lies within rows that a stream fills"
    ):
        finish_bytes(saved(book), streamed(Column([1, 2, 3])))


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        (streamed(Column([1]), Column([1])), "2 columns, its prototype row 1 cells"),
        (FinishPlan({"Data": SheetPlan(streams=[Stream(2, [Column([1])], 2)])}), "1 values"),
        (FinishPlan({"Data": SheetPlan(streams=[Stream(2, [Column([])], 0)])}), "0 rows"),
        (streamed(Column([1]), row=9), "no prototype row"),
    ],
)
def test_a_stream_that_does_not_fit_its_prototype_is_refused(prototype_book, saved, plan, message):
    with pytest.raises(WorkbookError, match=message):
        finish_bytes(saved(prototype_book("a")), plan)


def test_a_prototype_row_with_a_gap_is_refused(saved):
    book = Workbook()
    book.active.title = "Data"
    book.active["A2"], book.active["C2"] = 1, 1
    with pytest.raises(WorkbookError, match="gaps"):
        finish_bytes(saved(book), streamed(Column([1]), Column([1])))


def test_a_large_table_is_written_without_standing_in_memory(prototype_book, saved):
    # 20,000 rows x 10 columns are about 9 MB of XML; as a list of cells they would take over 15 MB.
    columns = [Column([float(row * 7 % 1000) for row in range(20_000)]) for _ in range(10)]
    skeleton = saved(prototype_book(*"abcdefghij"))
    tracemalloc.start()
    finish_bytes(skeleton, streamed(*columns))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000
