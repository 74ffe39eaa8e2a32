"""Headers match house names, the labels of all languages and vendors' spellings, whatever their case and spaces."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import xl_aigc
from xl_aigc import evaluate
from xl_aigc.data.fields import COMPANY_COLUMNS, bundled_fields, house_name
from xl_aigc.data.item import ITEMS
from xl_aigc.data.kinds import ROLES
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.columns import read_column
from xl_aigc.functions.tables import read_table

WORDS = Path(xl_aigc.__file__).parent / "labels" / "words.csv"


def test_every_item_is_a_header_by_its_key_and_its_label_in_every_language():
    with WORDS.open(encoding="utf-8", newline="") as lines:
        labels = {row["key"]: row for row in csv.DictReader(lines)}
    for item in ITEMS:
        for text in (item, *(labels[item][language] for language in ("en", "zh", "ko"))):
            assert house_name(text) == (item, 0), text


@pytest.mark.parametrize(
    ("header", "item"),
    [
        ("  NET   Profit ", "net_profit"),
        ("归属母公司股东的净利润", "net_profit"),
        ("归属于母公司所有者的净利润", "net_profit"),
        ("扣除非经常性损益后的净利润", "net_profit_deducted"),
        ("証券代码".replace("証", "证"), "ticker"),
        ("年初至今涨跌幅", "price_change"),
        ("Revenue (prior)", "revenue_prior"),
        ("REVENUE_PRIOR", "revenue_prior"),
        ("营业收入（上年同期）", "revenue_prior"),
        ("上年同期营业收入", "revenue_prior"),
        ("营业收入（基期）", "revenue_prior"),
        ("可比期营业收入", "revenue_prior"),
        ("营业收入比较期间", "revenue_prior"),
        ("매출액 (전년동기)", "revenue_prior"),
        ("R&D expenses prior year", "rd_expense_prior"),
        ("Total Revenues ($m)", "revenue"),
        ("등락률", "price_change"),
        ("연초대비수익률(%)", "price_change"),
        ("Revenue (THB)", "revenue"),
    ],
)
def test_a_header_is_matched(header, item):
    assert read_table([[header], [1]]).keys == (item,)


@pytest.mark.parametrize("header", ["营业总收入", "净利润同比", "Revenue growth", "Employees"])
def test_another_quantity_is_not_taken_for_an_item(header):
    # Total revenue (营业总收入) is another item than revenue (营业收入), and a growth is no figure.
    assert house_name(header) is None


@pytest.mark.parametrize(
    "pair",
    [
        ("营业收入本期", "营业收入上期"),
        ("营业收入(本期)", "营业收入(上期)"),
        ("本期营业收入（亿元）", "上期营业收入（亿元）"),
        ("营业收入-本期金额", "营业收入-上期金额"),
        ("营业收入\n本期金额", "营业收入\n上期金额"),
        ("营业收入本期发生额", "营业收入上期发生额"),
        ("营业收入本期数/万元", "营业收入上年同期数/万元"),
        ("Revenue (current period)", "Revenue (prior period)"),
        ("당기매출액", "전기매출액"),
        ("Revenue", "Prior-year revenue"),
        ("Revenue", "Revenue (prior year)"),
        ("Revenue", "Last year's revenue"),
        ("Revenue this year", "Revenue last year"),
        ("Revenue", "Previous-year revenue"),
        ("Revenue CY", "Revenue PY"),
        ("TY revenue", "LY revenue"),
        ("Revenue", "Revenue (same period of last year)"),
        ("Revenue", "Revenue, a year ago"),
        ("营业收入", "上年营业收入"),
        ("营业收入(亿元)", "上年营业收入(亿元)"),
        ("营业收入（亿元）", "营业收入（亿元，上年同期）"),
        ("营业收入（亿元）", "营业收入（上年，亿元）"),
        ("今年营业收入", "去年营业收入"),
        ("本年营业收入", "前一年营业收入"),
        ("营业收入", "营业收入（同期）"),
        ("营业收入本年累计", "营业收入上年同期累计"),
        ("營業收入", "去年營業收入"),
        ("매출액", "작년 매출액"),
        ("营业收入（万元）", "上年同期"),
        ("Revenue", "PY"),
        ("Revenue", "Last year"),
    ],
)
def test_this_period_and_the_prior_one_stand_side_by_side(pair):
    table = read_table([list(pair), [120.0, 100.0]])
    factor = 1e8 if "亿" in pair[0] else 1e4 if "万" in pair[0] else 1.0
    assert (table.numbers("revenue"), table.numbers("revenue_prior")) == ([120.0 * factor], [100.0 * factor])


def test_a_word_for_the_year_before_alone_is_of_the_item_on_its_left():
    table = read_table([["营业收入(亿)", "上年同期", "净利润(万)", "上年同期(亿)"], [5, 4, 3, 2]])
    assert [table.numbers(key) for key in ("revenue_prior", "net_profit_prior")] == [[4e8], [2e8]]
    table = read_table([["Revenue", "PY", "Net profit", "PY"], [5, 4, 3, 2]])
    with pytest.raises(ArgumentError, match="Several columns are 'PY'"):
        table.find("PY")


@pytest.mark.parametrize(
    "headers",
    [
        ["营业收入", "净利润", "上年同期", "上年同期"],
        ["营业收入", "净利润", "上年同期"],
        ["代码", "上年同期"],
    ],
)
def test_it_is_of_no_item_where_it_could_be_of_several_or_none(headers):
    assert not {"revenue_prior", "net_profit_prior"} & set(read_table([headers, [1] * len(headers)]).keys)


@pytest.mark.parametrize(
    ("header", "period"),
    [
        ("Revenue 2Q24 YTD", "2024H1"),
        ("Revenue YTD Q3 2024", "2024Q3"),
        ("Revenue 2024Q2 (cumulative)", "2024H1"),
        ("Revenue, first half of 2024", "2024H1"),
        ("Revenue first half of FY24", "2024H1"),
        ("Revenue semi-annual 2024", "2024H1"),
        ("Revenue 2024 interim", "2024H1"),
        ("Revenue first nine months 2024", "2024Q3"),
        ("Revenue 2024 nine months", "2024Q3"),
        ("2024年度中报营业收入", "2024H1"),
        ("营业收入上半年2024", "2024H1"),
        ("中报2024营业收入", "2024H1"),
        ("营业收入2024Q2累计", "2024H1"),
        ("营业收入2024Q4累计", "2024FY"),
        ("营业收入(2024H1,累计)", "2024H1"),
        ("营业收入2024年中期", "2024H1"),
        ("24年上半年营业收入", "2024H1"),
        ("24上半年营业收入", "2024H1"),
        ("营业收入2024年1至6月", "2024H1"),
        ("营业收入2024年前9个月", "2024Q3"),
        ("营业收入2024年6月末", "2024H1"),
        ("매출액 2024년 상반기", "2024H1"),
        ("매출액 2024년 3분기 누적", "2024Q3"),
    ],
)
def test_a_header_names_its_period(header, period):
    column = read_column(header)
    assert (column.item, str(column.period)) == ("revenue", period)


@pytest.mark.parametrize(
    "header",
    [
        "营业收入下半年2024",
        "营业收入2024下半年",
        "매출액 하반기 2024",
        "Revenue second half-year 2024",
        "Revenue last six months 2024",
        "Revenue second half of FY2024",
    ],
)
def test_another_half_is_not_the_first_one(header):
    assert "revenue" not in read_table([[header], [1]])


@pytest.mark.parametrize(
    "header", ["Revenue Q2 2024 (quarter)", "Revenue 2Q24, single quarter", "营业收入2024Q2单季"]
)
def test_a_header_of_a_quarter_alone_says_so(header):
    table = read_table([["name", header], ["A", 20.0]])
    with pytest.raises(ArgumentError, match="the figure is of a single quarter"):
        table.numbers("revenue")
    assert table.numbers(table.find(header)) == [20.0]


@pytest.mark.parametrize(
    "header", ["营业收入 [报表类型] 母公司报表", "营业收入\n[报表类型] 母公司报表", "营业收入(母公司)"]
)
def test_the_statements_of_the_parent_alone_are_no_figures_of_the_group(header):
    assert "revenue" not in read_table([[header], [25.0]])


def test_the_house_name_wins_over_a_loose_spelling():
    # Vendors' tables hold both 净利润 (with minorities) and 归母净利润 (attributable to the parent).
    table = read_table([["净利润", "归属于母公司所有者的净利润"], [9.0, 7.0]])
    assert table.numbers("net_profit") == [7.0]


def test_every_field_of_the_table_names_a_known_column():
    of_a_row = {"period", "item", "value", "unit", "-", *ROLES}
    assert {field.item for field in bundled_fields()} == {*ITEMS, *COMPANY_COLUMNS, *of_a_row}


@pytest.mark.parametrize(
    ("headers", "newest"),
    [
        (["Revenue 2023", "Revenue 2024"], 1),
        (["营业收入2024年", "营业收入2023年"], 0),
        (["2023年营业收入", "2024年营业收入"], 1),
        (["Revenue FY23", "Revenue 2024"], 1),
    ],
)
def test_a_year_alone_is_the_whole_year(headers, newest):
    table = read_table([headers, [50.0, 20.0]])
    assert table.numbers("revenue") == [[50.0, 20.0][newest]]
    assert table.numbers("revenue_prior") == [[50.0, 20.0][1 - newest]]


@pytest.mark.parametrize(
    "unclear",
    [
        *("营业收入2024Q2", "Revenue 2Q24", "Revenue 2H24", "Revenue 24Q4", "Revenue Q4 2024"),
        *("Revenue FY24 Q2", "Revenue FY2024 Q4", "Revenue FY24 2H"),
    ],
)
def test_no_older_column_steps_in_for_a_quarter_that_may_be_alone(unclear):
    table = read_table([["name", "Revenue 2024Q1", unclear], ["A", 50.0, 20.0]])
    with pytest.raises(ArgumentError, match="does not say whether its figures count from 1 January"):
        table.numbers("revenue")


@pytest.mark.parametrize("unclear", ["Revenue 2024-05", "Revenue 2H24", "Revenue 2024Q2"])
def test_a_period_beside_an_unclear_one_is_found_by_its_own_header_alone(unclear):
    table = read_table([["name", unclear, "Revenue 1H24 (亿)", "Net profit 1H24"], ["A", 50.0, 20.0, 7.0]])
    assert table.numbers(table.find("Revenue 1H24 (亿)")) == [20e8]
    assert table.numbers(table.find(unclear)) == [50.0]
    assert table.numbers("net_profit") == [7.0], "another item is clear"
    with pytest.raises(ArgumentError, match="does not say"):
        table.find("revenue")


def test_a_title_above_the_header_is_refused_with_what_to_do():
    table = read_table([["单位：亿元", ""], ["证券代码", "营业收入"], ["300418", 25]])
    with pytest.raises(ArgumentError, match="begins with the row of headers, below any title"):
        table.find("营业收入")


def test_a_quarter_that_is_named_by_its_own_header_is_found():
    table = read_table([["name", "Revenue 2024Q1", "Revenue 2Q24 (亿)"], ["A", 50.0, 20.0]])
    assert table.numbers(table.find("Revenue 2Q24 (亿)")) == [20e8]
    assert "revenue" in table, "so that a function that could do without it says what is wrong"


def test_a_column_of_another_period_is_not_taken_for_the_one_that_is_asked_for():
    table = read_table([["代码", "营业收入2023H1", "营业收入2024H1", "总市值2024"], ["300418.SZ", 10, 12, 4]])
    for asked in ("营业收入2022H1", "营业收入2024", "营业收入2023", "总市值2023"):
        with pytest.raises(ArgumentError, match=f"no column '{asked}'. Expected perhaps {asked[:3]}"):
            table.find(asked)
    assert [table.find(asked) for asked in ("Revenue 1H24", "Revenue 1H23")] == ["revenue", "revenue_prior"]


LESS_SURE = [
    [
        "代码",
        "净利润(元)2024-06-30",
        "净利润(元)2023-06-30",
        "归母净利润(元)2024-06-30",
        "归母净利润(元)2023-06-30",
    ],
    ["A", 5e8, 6e8, 1e8, 3e8],
]


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("净利润(元)2024-06-30", 5e8),
        ("净利润", 5e8),
        ("淨利潤(亿元)", 5e8),
        ("净利润2023H1", 6e8),
        ("归母净利润", 1e8),
        ("net_profit", 1e8),
        ("net_profit_prior", 3e8),
        ("归属于母公司股东的净利润2023中报", 3e8),
    ],
)
def test_a_column_that_is_named_by_its_own_header_is_taken_also_beside_a_surer_one(asked, held):
    table = read_table(LESS_SURE)
    assert table.numbers(table.find(asked)) == [held]
    assert table.numbers("net_profit") == [1e8]


def test_a_column_of_truths_groups_companies():
    cells = {"A1:B4": [["公司", "持有"], ["A", True], ["B", False], ["C", True]]}
    counts = evaluate('=AIGC_COHORT(A1:B4,"持有",,,"cohort,companies")', cells)
    assert counts == [["Cohort", "Companies"], ["TRUE", 2], ["FALSE", 1], ["Total", 3]]
    assert evaluate('=AIGC_MEMBERS(A1:B4,"持有",FALSE,"公司")', cells) == [["公司"], ["B"]]


def test_korean_vendors_headers_are_known():
    headers = ["종목코드", "회사명", "매출액", "지배주주순이익"]
    assert read_table([headers, ["A", "가", 1, 2]]).keys == ("ticker", "name", "revenue", "net_profit")


def test_a_column_of_counts_is_found_without_what_it_counts():
    table = read_table([["代码", "员工人数(万人)", "股本（亿股）", "市值(上年)"], ["300418", 1, 2, 3]])
    assert [table.cells(table.place(table.find(name))) for name in ("员工人数", "股本")] == [[1], [2]]
    with pytest.raises(ArgumentError):
        table.find("市值")


@pytest.mark.parametrize("header", ["매출액 (단위: 억원)", "매출액(단위:억원)", "매출액(억원)"])
def test_a_korean_header_may_say_that_its_unit_is_one(header):
    assert read_table([["회사명", header], ["가", 3]]).numbers("revenue") == [3e8]
