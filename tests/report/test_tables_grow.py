"""Companies are appended to the two tables: nothing of ours stands below them, and totals stand above the headings."""

from __future__ import annotations

import pytest
import yaml
from openpyxl.utils import range_boundaries
from support.openpyxl_reading import load_workbook

from xl_aigc.errors import LayoutError
from xl_aigc.report.builder import BuildOptions, build

COMPANIES = 55
TITLES = {"en": ("Companies", "Data"), "zh": ("公司", "数据"), "ko": ("기업", "데이터")}


def heading(sheet):
    """The row of the table's headings: the filter begins there, in a table as in a plain range."""
    table = next(iter(sheet.tables.values()), None)
    return range_boundaries(table.ref if table else sheet.auto_filter.ref)[1]


@pytest.fixture(scope="module", params=[("en", "native"), ("zh", "native"), ("ko", "native"), ("en", "udf")])
def wide(request, built):
    language, formulas = request.param
    book = load_workbook(built(language, formulas=formulas))
    return [book[title] for title in TITLES[language]]


def test_the_last_company_is_the_last_row_of_the_sheet(wide):
    for sheet in wide:
        assert sheet.max_row == heading(sheet) + COMPANIES
        assert not [area for area in sheet.merged_cells.ranges if area.max_row > heading(sheet)]
        assert not sheet._charts


def test_totals_stand_in_the_frozen_pane_above_the_headings(wide):
    companies, data = wide
    top = heading(companies)
    assert [bool(companies.cell(row, 1).value) for row in range(top - 6, top)] == [False] + [True] * 4 + [
        False
    ]
    for sheet in (companies, data):
        assert sheet.freeze_panes == f"D{heading(sheet) + 1}"
        assert sheet.print_title_rows == f"${heading(sheet)}:${heading(sheet)}"


def test_the_card_chooses_among_the_tickers_of_the_table(built):
    book = load_workbook(built("en"))
    (choice,) = book["One company"].data_validations.dataValidation
    (sheet, area), *_ = book.defined_names[choice.formula1].destinations
    cells = [cell for (cell,) in book[sheet][area]]
    assert sheet == "Companies"
    assert len(cells) == COMPANIES
    assert cells[0].value == "000333.SZ"


def layouts(folder, *, above=(), below=()):
    for number, (name, block) in enumerate((("companies", "companies_table"), ("data", "data_table")), 1):
        blocks = [*above, {"block": block}, *(below if name == "companies" else ())]
        text = yaml.safe_dump({"sheet": name, "kind": "data", "blocks": blocks})
        (folder / f"{number:02d}_{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_limits_that_no_layout_shows_get_a_sheet_of_their_own_where_all_others_hold_tables(tmp_path):
    build(tmp_path / "a.xlsx", None, BuildOptions(layouts=layouts(tmp_path)))
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Companies", "Data", "Assumptions", "Chart data"]
    assert all(book[title].max_row == heading(book[title]) + COMPANIES for title in ("Companies", "Data"))
    ((sheet, _),) = book.defined_names["limit_rd_100m"].destinations
    assert sheet == "Assumptions"


def test_a_layout_with_a_block_below_a_table_is_refused(tmp_path):
    folder = layouts(tmp_path, below=[{"block": "text", "text": "below"}])
    with pytest.raises(LayoutError, match="below a table that grows"):
        build(tmp_path / "a.xlsx", None, BuildOptions(layouts=folder))


def test_a_chart_above_a_table_is_drawn_from_the_sheet_of_chart_data(tmp_path):
    folder = layouts(tmp_path, above=[{"block": "ranked_bars", "by": "price_change"}])
    build(tmp_path / "a.xlsx", None, BuildOptions(layouts=folder))
    book = load_workbook(tmp_path / "a.xlsx")
    for title in ("Companies", "Data"):
        sheet = book[title]
        assert sheet.max_row == heading(sheet) + COMPANIES
        assert sheet._charts
        drawn = {series.val.numRef.f.partition("!")[0] for chart in sheet._charts for series in chart.ser}
        assert drawn == {"'Chart data'"}
        assert all(chart.anchor.to.row < heading(sheet) for chart in sheet._charts)
