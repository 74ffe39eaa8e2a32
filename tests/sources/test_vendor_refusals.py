"""Exports that are refused, or of which a cell, heading or title is set aside in words."""

from __future__ import annotations

import pytest
from support.openpyxl_reading import load_workbook

from xl_aigc.errors import DataError
from xl_aigc.sources import Request, fetch


class TestRefused:
    """A table as a whole."""

    def test_names_that_are_not_known_with_the_nearest(self, csv, read):
        with pytest.raises(DataError) as caught:
            read(csv("证券代码,2024中报营业收人(元)\n300418,1\n"))
        said = str(caught.value)
        assert "'营业收人' is most like '营业收入'" in said
        assert "line 1" in said
        assert "Expected names of the mapping, such as revenue" in said

    def test_a_table_without_tickers(self, csv, read):
        with pytest.raises(DataError, match="no column is ticker"):
            read(csv("公司,营业收入(元)\n昆仑万维,1\n"))

    def test_two_columns_for_one_item_and_period(self, csv, read):
        with pytest.raises(DataError, match="Two columns are net_profit"):
            read(csv("代码,2024中报归母净利润(元),归属母公司股东的净利润(元)2024H1\n300418,1,1\n"))

    def test_a_row_whose_two_tickers_differ_is_set_aside(self, csv, read, values, reasons):
        batch = read(csv("代码,证券代码,2024中报营业收入(元)\n300418,300418.SZ,1\n300418,600941,2\n"))
        assert values(batch) == {"300418.SZ 2024H1 revenue": 1.0}
        assert reasons(batch) == ["bad_ticker"]
        assert "300418.SZ stands beside it." in batch.set_aside[0].message

    @pytest.mark.parametrize(
        ("request_", "said"),
        [
            (Request("files"), "No file is named. Expected a file or a folder. Say where to read from."),
            (Request("database", "sqlite:///a.db"), "No query is given. Expected a SELECT, such as 'SELECT * FROM figures'."),
            (Request("files", "a.csv", options={"tickers": "x"}), "The source 'files' has no option 'tickers'. Expected no option."),
        ],
    )  # fmt: skip
    def test_what_is_not_said_or_not_known_is_told_with_what_is_expected(self, request_, said):
        with pytest.raises(DataError) as caught:
            fetch(request_)
        assert said in str(caught.value)

    def test_a_workbook_named_csv_is_told_how_to_become_one(self, xlsx, read):
        with pytest.raises(DataError, match=r"not CSV\. Open it in Excel, and save it as CSV in UTF-8"):
            read(xlsx([["代码"], ["300418"]], name="export.csv"))

    def test_a_unit_that_is_stated_nowhere(self, csv, read, values):
        path = csv("代码,2024中报营业收入\n300418,1\n")
        with pytest.raises(DataError, match="unit of '2024中报营业收入' is stated nowhere"):
            read(path)
        assert values(read(path, unit="万元")) == {"300418.SZ 2024H1 revenue": 10000.0}

    def test_a_unit_that_is_none(self, csv, read):
        with pytest.raises(DataError, match="no unit '万股'"):
            read(csv("代码,2024中报营业收入\n300418,1\n"), unit="万股")

    def test_a_period_that_is_stated_nowhere(self, csv, read, values):
        from xl_aigc.data.period import Period  # noqa: PLC0415

        path = csv("代码,营业收入(元)\n300418,1\n")
        with pytest.raises(DataError, match="period of '营业收入\\(元\\)' is stated nowhere"):
            read(path)
        assert values(read(path, periods=(Period("2024H1"),))) == {"300418.SZ 2024H1 revenue": 1.0}

    def test_a_workbook_with_several_sheets_unless_one_is_named(self, xlsx, read, values):

        path = xlsx([["代码", "2024中报营业收入(元)"], ["300418", 1]])
        book = load_workbook(path)
        book.create_sheet("空")
        book.save(path)
        assert len(read(path).figures) == 1
        book.create_sheet("other").append(["代码", "2024中报营业收入(元)"])
        book["other"].append(["300418", 2])
        book.save(path)
        with pytest.raises(DataError, match="2 of its sheets hold something"):
            read(path)
        assert values(read(path, sheet="other")) == {"300418.SZ 2024H1 revenue": 2.0}
        with pytest.raises(DataError, match="no sheet 'x'"):
            read(path, sheet="x")

    def test_an_address_that_is_not_there(self, read, tmp_path):
        with pytest.raises(DataError, match="The file is missing"):
            read(tmp_path / "missing.csv")
        with pytest.raises(DataError, match="0 files that can be read"):
            read(tmp_path)


def test_an_error_value_of_a_workbook_is_listed_and_a_truth_is_no_number(xlsx, read, values, reasons):
    rows = [
        ["代码", "2024中报营业收入(元)", "2024中报研发费用(元)"],
        ["300418", "#N/A", 5],
        ["600941", "#REF!", True],
    ]
    batch = read(xlsx(rows))
    assert values(batch) == {"300418.SZ 2024H1 rd_expense": 5.0}
    assert reasons(batch) == ["error_value", "error_value", "not_a_number"]


def test_a_formula_without_a_value_in_its_file_is_listed(xlsx, read, values, reasons):
    batch = read(xlsx([["代码", "2024中报营业收入(元)", "2024中报研发费用(元)"], ["300418", "=1+1", 5]]))
    assert values(batch) == {"300418.SZ 2024H1 rd_expense": 5.0}
    assert reasons(batch) == ["formula"]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("报告期：2024-06-30", True),
        ("2024年半年度利润表", True),
        ("导出时间：2024-06-30", False),
        ("2024中报与2023中报", False),
    ],
)
def test_a_title_states_the_period_unless_it_may_be_another_day(title, found, csv, read, values):
    path = csv(f"{title},\n代码,营业收入(元)\n300418,1\n")
    if found:
        assert values(read(path)) == {"300418.SZ 2024H1 revenue": 1.0}
    else:
        with pytest.raises(DataError, match="stated nowhere"):
            read(path)


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2024一季", "2024Q1"),
        ("2024三季", "2024Q3"),
        ("2024年1-9月", "2024Q3"),
        ("2024年前三季度", "2024Q3"),
        ("2024年上半年", "2024H1"),
        ("2023年年度报告", "2023FY"),
        ("2023年12月31日", "2023FY"),
        ("2024/6/30", "2024H1"),
        ("2024-06-30 00:00:00", "2024H1"),
        ("2024 h1", "2024H1"),
    ],
)
def test_periods_are_read_as_vendors_write_them(written, period, csv, read):
    in_column = read(csv(f"代码,报告期,营业收入(元)\n300418,{written},5\n"))
    in_heading = read(csv(f'代码,"营业收入\n[报告期] {written}\n[单位] 元"\n300418,5\n'))
    for batch in (in_column, in_heading):
        assert [str(figure.period) for figure in batch.figures] == [period]


@pytest.mark.parametrize(
    ("tags", "reason"),
    [
        ("[报告期] 2024第三季度\n[单位] 元", "bad_period"),
        ("[报告期] 最新\n[单位] 元", "bad_period"),
        ("[报告期] 2024中报\n[单位] 元/股", "unknown_unit"),
        ("[报告期] 2024中报\n[单位] 元\n[币种] 美元", "foreign_currency"),
    ],
)
def test_what_a_heading_states_and_nobody_understands_is_not_passed_over(tags, reason, xlsx, read, values):
    from xl_aigc.data.period import Period  # noqa: PLC0415

    rows = [["代码", "研发费用(元)2024H1", f"营业收入\n{tags}"], ["300418", 3, 4]]
    batch = read(xlsx(rows), periods=(Period("2024H1"),))
    assert values(batch) == {"300418.SZ 2024H1 rd_expense": 3.0}
    assert [row.reason for row in batch.set_aside] == [reason]


def test_a_table_in_another_currency_is_refused(csv, read):
    with pytest.raises(DataError, match="The table is in 'USD'"):
        read(csv("单位：万元 币种：USD,\n代码,2024中报营业收入\n300418,1\n"))


def test_a_sentence_below_the_table_is_no_row(csv, read, reasons):
    batch = read(csv("代码,2024中报营业收入(元)\n300418,1\n以上数据仅供参考，不构成投资建议,\n第1页\n"))
    assert (len(batch.figures), reasons(batch)) == (1, [])


def test_a_header_that_could_be_a_ticker_is_none(csv, read, values):
    """A print repeats its header on every page; CODE is of the form of a US ticker."""
    page = "Code,Name,Period,Revenue (USD m)\n"
    path = csv(f"{page}AAPL,Apple,2024FY,391035\n{page}F,Ford,2024FY,184992\n")
    batch = read(path, markets=("us",), currency="USD")
    assert values(batch) == {"AAPL 2024FY revenue": 391_035e6, "F 2024FY revenue": 184_992e6}
    assert batch.set_aside == ()
