"""Exports as Wind, iFinD and Choice write them (by hand from their documented shape): header rows, units, footers, wide and long."""

from __future__ import annotations

import datetime as dt

import pytest

KUNLUN = {
    "300418.SZ 2024H1 revenue": 2_500_000_000.0,
    "300418.SZ 2023H1 revenue": 2_428_000_000.0,
    "300418.SZ 2024H1 net_profit": -389_000_000.0,
}


def test_wind_states_field_period_and_unit_in_one_heading(xlsx, read, values):
    tags = "\n[报告期] {}\n[报表类型] 合并报表\n[单位] {}"
    batch = read(
        xlsx(
            [
                [
                    "证券代码",
                    "证券简称",
                    "营业收入" + tags.format("2024中报", "元"),
                    "营业收入" + tags.format("2023中报", "万元"),
                    "归属母公司股东的净利润" + tags.format("2024中报", "亿元"),
                ],
                ["300418.SZ", "昆仑万维", 2.5e9, 242_800, -3.89],
                ["688256.SH", "寒武纪", None, "--", "——"],
                [],
                ["数据来源：Wind"],
            ]
        )
    )
    assert values(batch) == KUNLUN
    assert [company.name_zh for company in batch.companies] == ["昆仑万维"]
    assert [source.address for source in batch.sources] == ["Wind, export.xlsx, Sheet"]
    assert batch.set_aside == ()
    assert not batch.complete


def test_ifind_has_a_title_a_unit_line_and_headings_in_two_rows(csv, read, values):
    text = """利润表,,,,
单位：万元,,,,
证券代码,证券名称,营业收入,,归属于母公司所有者的净利润
,,2024-06-30,2023-06-30,2024-06-30
300418.SZ,昆仑万维,"250,000.00","242,800.00","(38,900.00)"
,,,,
数据来源：同花顺iFinD,,,,
"""
    batch = read(csv(text, "gb18030"))
    assert values(batch) == KUNLUN
    assert [source.address for source in batch.sources] == ["iFinD, export.csv"]


def test_choice_states_the_unit_below_and_holds_a_sum(csv, read, values):
    text = """证券代码,证券名称,2024中报营业收入(百万元),2023年半年报营业收入(百万元),2024中报归母净利润(亿元)
单位：人民币,,,,
SZ300418,昆仑万维,2500,2428,-3.89
合计,,2500,2428,-3.89
数据来源：东方财富Choice数据,,,,
"""
    batch = read(csv(text, "utf-8-sig"))
    assert values(batch) == KUNLUN
    assert batch.sources[0].address.startswith("Choice")


def test_a_long_table_has_a_row_for_each_figure(csv, read, values):
    text = """股票代码,报告期,指标名称,数值,单位
300418,20240630,营业收入,25.00,亿元
300418,2023-06-30,营业收入,"242,800",万元
sz300418,2024中报,归母净利润,-389000000,元
300418,2024H1,净资产收益率,3.1,%
"""
    batch = read(csv(text))
    assert values(batch) == KUNLUN
    assert [(row.reason, row.item) for row in batch.set_aside] == [("unmapped_item", "净资产收益率")]


def test_a_row_for_each_company_and_period_with_a_column_for_each_item(xlsx, read, values):
    rows = [
        ["代码", "名称", "报告期", "营业收入(亿元)", "归母净利润(亿元)"],
        [300418, "昆仑万维", dt.date(2024, 6, 30), 25, -3.89],
        ["300418", "昆仑万维", dt.date(2023, 6, 30), "24.28亿", None],
    ]
    assert values(read(xlsx(rows))) == KUNLUN


def test_the_column_of_the_prior_period_is_of_that_period(csv, read, values):
    text = "代码,报告期,营业收入(元),营业收入(上年同期)(元)\n300418,2024中报,2500000000,2428000000\n"
    found = values(read(csv(text)))
    assert found["300418.SZ 2023H1 revenue"] == 2_428_000_000.0


def test_total_revenue_stands_in_for_revenue_and_says_so(csv, read, values):
    text = "代码,2024中报营业总收入(元),2024中报营业收入(元)\n600030,30183,28000\n601318,494,\n"
    batch = read(csv(text))
    assert values(batch) == {"600030.SH 2024H1 revenue": 28000.0, "601318.SH 2024H1 revenue": 494.0}
    words = {source.id: source.address for source in batch.sources}
    marked = [words[figure.sources[0]] for figure in batch.figures if figure.ticker == "601318.SH"]
    assert len(marked) == 1
    assert "营业总收入" in marked[0]
    assert sum("营业总收入" in address for address in words.values()) == 1


def test_profit_with_the_share_of_minorities_is_not_taken_for_net_profit(csv, read, values):
    text = "代码,2024中报净利润(元),2024中报营业收入(元)\n300418,-5,7\n"
    assert values(read(csv(text))) == {"300418.SZ 2024H1 revenue": 7.0}


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("营业收入\n[报告期] 2024中报\n[报表类型] 母公司报表\n[单位] 元", "parent_statement"),
        ("营业收入\n[报告期] 2024中报\n[单位] %", "percent"),
        ("单季度.营业收入(元)2024中报", "single_quarter"),
        ("2024二季度营业收入(元)", "single_quarter"),
        ("2024中报每股收益(元)", "unknown_field"),
    ],
)
def test_columns_that_are_something_else_are_left_out_and_listed(heading, reason, xlsx, read, values):
    batch = read(xlsx([["代码", "2024中报营业成本(元)", heading], ["300418", 3, 4]]))
    assert values(batch) == {"300418.SZ 2024H1 operating_cost": 3.0}
    assert [row.reason for row in batch.set_aside] == [reason]


@pytest.mark.parametrize(
    ("written", "ticker"),
    [
        ("300418.SZ", "300418.SZ"),
        ("300418", "300418.SZ"),
        ("sz300418", "300418.SZ"),
        ("SH600941", "600941.SH"),
        ("600941.ss", "600941.SH"),
        ('="002230"', "002230.SZ"),
        ("'002230", "002230.SZ"),
        ("920002", "920002.BJ"),
        ("430047.BJ", "430047.BJ"),
    ],
)
def test_tickers_are_read_as_vendors_write_them(written, ticker, csv, read):
    batch = read(csv(f"代码,2024中报营业收入(元)\n{written},5\n"))
    assert [figure.ticker for figure in batch.figures] == [ticker]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("02230", "bad_ticker"),
        ("300418.SH", "bad_ticker"),
        ("=300418", "bad_ticker"),
        ("=A1&B1", "bad_ticker"),
        ("'", "bad_ticker"),
        ("昆仑万维", "bad_ticker"),
        ("900901", "not_a_share"),
        ("200725.SZ", "not_a_share"),
        ("830799", "not_a_share"),
        ("430047.NQ", "not_a_share"),
        ("00700.HK", "bad_ticker"),
    ],
)
def test_other_codes_are_set_aside(written, reason, csv, read, reasons):
    assert reasons(read(csv(f"代码,2024中报营业收入(元)\n{written},5\n300418,5\n"))) == [reason]


def test_a_bare_code_of_beijing_is_known_by_the_tickers_asked_for(csv, read):
    batch = read(csv("代码,2024中报营业收入(元)\n830799,5\n300418,5\n"), tickers=("830799.BJ",))
    assert [figure.ticker for figure in batch.figures] == ["830799.BJ"]


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        ('"1,234.5"', 12_345_000.0),
        ("668.99亿", 66_899_000_000.0),
        ('"1,234.5万"', 12_345_000.0),
        ("(12.5)", -125_000.0),
        ("（12.5）", -125_000.0),
        ("-1.2e3", -12_000_000.0),
        ("1.1", 11_000.0),
        ("０", 0.0),
        (" 7 ", 70_000.0),
        ("¥7", 70_000.0),
    ],
)
def test_amounts_are_read_as_vendors_write_them(cell, yuan, csv, read):
    batch = read(csv(f"代码,2024中报净利润1,2024中报归母净利润(万元)\n300418,1,{cell}\n"))
    assert [figure.value for figure in batch.figures] == [yuan]


@pytest.mark.parametrize("cell", ["", "-", "--", "——", "N/A", "nan", "不适用", "  "])
def test_what_is_missing_is_no_figure_and_never_zero(cell, csv, read, values):
    batch = read(csv(f"代码,2024中报营业收入(元),2024中报研发费用(元)\n300418,{cell},5\n"))
    assert values(batch) == {"300418.SZ 2024H1 rd_expense": 5.0}
    assert batch.set_aside == ()


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("12.5%", "percent"),
        ("abc", "not_a_number"),
        ('"1,23,4"', "not_a_number"),
        ("12股", "not_a_number"),
        ("1e999", "not_finite"),
        ("inf", "not_a_number"),
        ("1_000", "not_a_number"),
        ("=1+1", "formula"),
        ("=cmd|' /C calc'!A0", "formula"),
        ("@SUM(A1)", "formula"),
        ("+cmd|'x'!A0", "formula"),
    ],
)
def test_what_is_no_money_is_set_aside_as_it_stands(cell, reason, csv, read, values):
    batch = read(csv(f"代码,2024中报营业收入(元),2024中报研发费用(元)\n300418,{cell},5\n"))
    assert values(batch) == {"300418.SZ 2024H1 rd_expense": 5.0}
    assert [(row.reason, row.value) for row in batch.set_aside] == [(reason, cell.strip('"'))]
    assert batch.set_aside[0].place.line == 2


def test_a_row_with_more_fields_than_the_header_is_set_aside(csv, read, reasons):
    text = "代码,2024中报营业收入(元),2024中报研发费用(元)\n300418,1,234,5\n600941,1,2\n"
    assert reasons(read(csv(text))) == ["wrong_width"]


@pytest.mark.parametrize("period", ["2024Q2", "2024-05-31", "中报", "", "1e99"])
def test_a_period_that_is_none_is_set_aside(period, csv, read, reasons):
    text = f"代码,报告期,营业收入(元)\n300418,{period},5\n300418,2024H1,5\n"
    assert reasons(read(csv(text))) == ["bad_period"]


def test_only_what_was_asked_for_is_taken(csv, read, values):
    from xl_aigc.data.period import Period  # noqa: PLC0415

    text = "代码,2024中报营业收入(元),2023中报营业收入(元)\n300418,1,2\n600941,3,4\n"
    batch = read(csv(text), periods=(Period("2023H1"),), tickers=("600941.SH",))
    assert values(batch) == {"600941.SH 2023H1 revenue": 4.0}


def test_the_tables_of_a_folder_are_read_together(csv, xlsx, read, values, tmp_path):
    csv("代码,2024中报营业收入(元)\n300418,1\n", name="a.csv")
    xlsx([["代码", "2024中报研发费用(元)"], ["300418", 2]], name="b.xlsx")
    (tmp_path / "~$b.xlsx").write_bytes(b"lock")
    (tmp_path / "notes.md").write_text("-")
    assert values(read(tmp_path)) == {"300418.SZ 2024H1 revenue": 1.0, "300418.SZ 2024H1 rd_expense": 2.0}


def test_the_same_table_has_the_same_source_ids_in_every_refresh(csv, read):
    path = csv("代码,2024中报营业收入(元)\n300418,1\n")
    assert read(path).sources == read(path).sources
