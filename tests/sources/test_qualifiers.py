"""Words beside the figures that say which ones they are: second header rows, units, statements, quarters and names."""

from __future__ import annotations

import pytest

from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError
from xl_aigc.sources import tickers_by_name

H1 = (Period("2024H1"),)
REVENUE = "300418.SZ 2024H1 revenue"
OTHER = "002230.SZ 2024H1 revenue"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["母公司", "合并"], ["营业收入", 8.0, 25.0]], 25.0),
        ([["调整前", "调整后"], ["营业收入", 24.0, 25.0]], 25.0),
        ([["同比", "金额"], ["营业收入", 3.2, 25.0]], 25.0),
    ],
)
def test_the_second_header_row_of_a_statement_says_which_figure_is_meant(xlsx, read, values, rows, expected):
    path = xlsx([["项目", "2024年半年度", None], [None, *rows[0]], rows[1]])
    assert values(read(path, tickers=("300418.SZ",), unit="元")) == {REVENUE: expected}


def test_a_second_header_row_that_leaves_two_meanings_is_refused(xlsx, read):
    path = xlsx([["项目", "2024H1", None], [None, "本期金额", "本年累计"], ["营业收入", 12.0, 25.0]])
    with pytest.raises(DataError, match=r"names of its columns|Two columns"):
        read(path, tickers=("300418.SZ",), unit="元")


@pytest.mark.parametrize(
    ("months", "taken", "aside"),
    [("4-6月", {REVENUE: 25.0}, "single_quarter"), ("1-3月", {REVENUE: 25.0}, "other_span")],
)
def test_months_in_a_second_header_row_must_be_those_of_the_first(
    xlsx, read, values, reasons, months, taken, aside
):
    path = xlsx([["项目", "2024H1", None], [None, months, "1-6月"], ["营业收入", 12.0, 25.0]])
    batch = read(path, tickers=("300418.SZ",), unit="元")
    assert values(batch) == taken
    assert aside in reasons(batch)


def test_the_prior_period_below_tickers_is_not_the_one_asked_for(xlsx, read, values):
    head = [["指标(亿元)", "300418.SZ", None], [None, "上年同期", "本期"]]
    batch = read(xlsx([*head, ["营业收入", 24.25, 25.02]]), periods=H1)
    assert values(batch) == {REVENUE: pytest.approx(2_502_000_000)}


@pytest.mark.parametrize("name", ["revenue", "营业收入", "oper_rev"])
def test_the_unit_of_a_row_is_applied(csv, read, values, name):
    text = f"ticker,period,{name},unit\n300418.SZ,2024FY,520000,万元\n002230.SZ,2024FY,3,亿元\n"
    assert values(read(csv(text))) == {
        "300418.SZ 2024FY revenue": 5_200_000_000.0,
        "002230.SZ 2024FY revenue": 300_000_000.0,
    }


@pytest.mark.parametrize(
    "head", ["代码,报告期,营业收入(元),单位\n", "单位：元,,,\n代码,报告期,营业收入,单位\n"]
)
def test_a_row_whose_unit_contradicts_the_table_is_set_aside(csv, read, values, reasons, head):
    batch = read(csv(f"{head}300418.SZ,2024H1,250200,万元\n002230.SZ,2024H1,9,元\n600588.SH,2024H1,8,CNY\n"))
    assert values(batch) == {OTHER: 9.0, "600588.SH 2024H1 revenue": 8.0}
    assert reasons(batch) == ["two_units"]


@pytest.mark.parametrize(
    "text",
    [
        "单位：元\n代码,营业收入\n300418,250200\n\n注：除特别注明外，金额单位为万元\n",
        "ticker,period,revenue\n300418.SZ,2024H1,250200\n\n单位：万元\n",
        "代码,营业收入(元)\n300418,250200\n\n单位：万元,\n",
    ],
)
def test_a_footnote_that_names_another_unit_is_not_passed_over(xlsx, read, text):
    path = xlsx([line.split(",") for line in text.splitlines()])
    with pytest.raises(DataError, match="names another unit than the table does otherwise"):
        read(path, periods=H1)


def test_a_footnote_on_the_unit_of_a_share_is_no_contradiction(xlsx, read, values):
    path = xlsx([["代码", "营业收入(万元)"], ["300418", "5"], ["注：每股收益单位：元"], ["单位：万元"]])
    assert values(read(path, periods=H1)) == {REVENUE: 50_000.0}


def test_a_currency_below_a_scale_leaves_it(xlsx, read, values):
    path = xlsx([["代码", "营业收入(亿)", None], [None, "USD", "CNY"], ["300418.SZ", 3.5, 25.0]])
    assert values(read(path, periods=H1)) == {REVENUE: 2_500_000_000.0}


def test_the_name_of_another_company_sets_the_row_aside(csv, read, values, reasons):
    path = csv("代码,简称,营业收入(元)\n300418,科大訊飛,1\n002230,科大訊飛,2\n000001,科大讯飞,3\n")
    batch = read(path, periods=H1, named=tickers_by_name(load_facts().companies))
    assert values(batch) == {OTHER: 2.0, "000001.SZ 2024H1 revenue": 3.0}
    assert reasons(batch) == ["other_company"]


def test_a_row_named_as_the_parent_company_is_set_aside(csv, read, values, reasons):
    batch = read(csv("代码,简称,营业收入(元)\n300418,昆仑万维(母公司),1\n002230,科大讯飞,2\n"), periods=H1)
    assert values(batch) == {OTHER: 2.0}
    assert reasons(batch) == ["parent_statement"]


@pytest.mark.parametrize(
    "words", ["注：以上均为母公司报表口径", "注：以上为单季度数据", "以下为母公司数据："]
)
def test_a_line_that_says_another_kind_refuses_the_table(xlsx, read, words):
    path = xlsx([["代码", "营业收入(元)"], ["300418", 1.0], [words], ["002230", 2.0]])
    with pytest.raises(DataError, match=r"parent company's own|single quarter"):
        read(path, periods=H1)


@pytest.mark.parametrize("name", ["母公司报表.xlsx", "单季度营业收入_2024H1.xlsx"])
def test_so_does_the_name_of_the_file(xlsx, read, name):
    with pytest.raises(DataError, match=r"parent company's own|single quarter"):
        read(xlsx([["代码", "营业收入(元)"], ["300418", 1.0]], name), periods=H1)


def test_a_quarter_in_a_footer_or_a_name_is_no_kind(xlsx, read, values):
    path = xlsx([["代码", "营业收入(元)"], ["300418", 1.0], ["数据来源：Wind，2024Q4"]], "2024Q2.xlsx")
    assert values(read(path, periods=H1)) == {REVENUE: 1.0}


def test_a_third_quarter_beside_second_ones_is_no_nine_months(csv, read, values, reasons):
    wide = csv(
        "代码,2023一季营业收入(元),2023二季营业收入(元),2023三季营业收入(元)\n300418,1,2,3\n", name="a.csv"
    )
    long = csv("代码,报告期,营业收入(元)\n300418,2023Q1,1\n300418,2023Q2,2\n300418,2023Q3,3\n", name="b.csv")
    first = {"300418.SZ 2023Q1 revenue": 1.0}
    assert (values(read(wide)), reasons(read(wide))) == (first, ["single_quarter"] * 2)
    assert (values(read(long)), reasons(read(long))) == (first, ["bad_period", "single_quarter"])


def test_a_third_quarter_said_to_be_of_nine_months_stays(csv, read, values):
    path = csv("代码,2023Q2营业收入(元),2023前三季度营业收入(元)\n300418,2,9\n")
    assert values(read(path)) == {"300418.SZ 2023Q3 revenue": 9.0}
