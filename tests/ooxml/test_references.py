"""References: the same cells that a spreadsheet means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.references import Area, cell_name, column_letters, split_cell, split_sheet


@given(st.integers(1, 16_384))
def test_letters_agree_with_openpyxl(column):
    assert column_letters(column) == get_column_letter(column)


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_a_cell_s_name_reads_back(row, column):
    assert split_cell(cell_name(row, column)) == (row, column)


@pytest.mark.parametrize("name", ["", "A0", "A", "1", "XFE1", "A1048577", "a1", "A1:B2"])
def test_what_names_no_cell_is_refused(name):
    with pytest.raises(WorkbookError, match="names no cell"):
        split_cell(name)


@pytest.mark.parametrize(
    ("reference", "sheet", "area"),
    [
        ("Data!$A$1:$A$9", "Data", Area(1, 1, 9, 1)),
        ("'R&D reserves'!B2", "R&D reserves", Area(2, 2, 2, 2)),
        ("'It''s'!$B$3:$A$1", "It's", Area(1, 1, 3, 2)),
        ("数据!$C$1", "数据", Area(1, 3, 1, 3)),
    ],
)
def test_a_qualified_range_is_split(reference, sheet, area):
    assert split_sheet(reference) == (sheet, area)


@pytest.mark.parametrize("reference", ["A1:A9", "(Data!$A$1,Data!$B$1)", "name"])
def test_what_is_no_range_on_a_sheet_is_refused(reference):
    with pytest.raises(WorkbookError):
        split_sheet(reference)


def test_a_name_that_fills_the_screen_is_cut():
    with pytest.raises(WorkbookError) as caught:
        split_cell("A" * 100_000)
    assert len(str(caught.value)) < 200
