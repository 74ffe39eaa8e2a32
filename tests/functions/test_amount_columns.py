"""AIGC_UNIT changes the unit of money and of nothing else: headers tell what is none."""

from __future__ import annotations

import pytest

from xl_aigc import evaluate


@pytest.mark.parametrize(
    "header",
    [
        *(
            "price_change",
            "涨跌幅",
            "涨跌幅%",
            "Price change (%)",
            "rd_intensity",
            "研发费用率",
            "R&D to revenue",
        ),
        *(
            "营业收入同比",
            "Revenue YoY",
            "净资产收益率",
            "毛利率",
            "Gross margin",
            "Share of classified",
            "家数",
        ),
        *(
            "Companies",
            "代码",
            "ticker",
            "每股收益",
            "市盈率TTM",
            "Employees",
            "screen_score",
            "매출액 증감률",
        ),
    ],
)
def test_a_column_of_what_is_no_money_stays(header):
    table = {"T": [[header, "营业收入"], [0.25, 5e8], [30, 2e8]]}
    assert evaluate('=AIGC_UNIT(T,"亿")', table) == [[header, "营业收入（亿）"], [0.25, 5.0], [30.0, 2.0]]


@pytest.mark.parametrize(
    "header", ["revenue", "Net profit", "归母净利润变动额", "市值", "Market value", "现金"]
)
def test_a_column_of_money_is_divided(header):
    shown = evaluate('=AIGC_UNIT(A1:A2,"million")', {"A1:A2": [[header], [5e8]]})
    assert shown[1] == [500.0]
    assert shown[0][0].startswith(header)
    assert "million" in shown[0][0]


def test_two_rows_of_headers_become_one_with_the_new_unit():
    table = [
        ["Company", "Revenue", None, "Staff"],
        [None, "1H24", "1H23", None],
        ["A", 120e6, "100,000,000", 7],
    ]
    assert evaluate('=AIGC_UNIT(A1:D3,"million")', {"A1:D3": table}) == [
        ["Company", "Revenue (1H24) (million)", "Revenue (1H23) (million)", "Staff"],
        ["A", 120.0, 100.0, 7.0],
    ]
    units = [["公司", "营业收入", "净利润"], [None, "亿元", "万元"], ["甲", 1.5, 20]]
    in_wan = [["公司", "营业收入(万元)", "净利润(万元)"], ["甲", 15_000.0, 20.0]]
    assert evaluate('=AIGC_UNIT(A1:C3,"万元")', {"A1:C3": units}) == in_wan


def test_a_title_above_the_headers_is_told():
    table = [["财务数据（单位：亿元）", None], ["公司", "营业收入"], ["甲", 1.5]]
    reason = evaluate('=AIGC_WHY(AIGC_UNIT(A1:B3,"万"))', {"A1:B3": table})
    assert str(reason).endswith("Expected a range that begins with the row of headers, below any title.")


def test_money_in_a_unit_is_converted_and_its_header_says_the_new_one():
    # 25亿 = 250,000万; the figures of the second column are yuan.
    table = {"T": [["营业收入(亿元)", "net_profit"], [25, 3e8]]}
    assert evaluate('=AIGC_UNIT(T,"万")', table) == [
        ["营业收入(万元)", "net_profit (万)"],
        [250000.0, 30000.0],
    ]


def test_results_of_other_functions_keep_their_shares_and_counts():
    rows = evaluate('=AIGC_UNIT(AIGC_COHORT(),"亿")')
    in_yi = evaluate('=AIGC_COHORT(,,,,,"亿")')
    assert rows[0] == in_yi[0]
    assert rows[1] == pytest.approx(in_yi[1])
    series = evaluate('=AIGC_UNIT(AIGC_SERIES("688787.SH","net_profit",0),"万")')
    # Net profit of 416,421.26 yuan after a loss of 17,241,392.69: (0.416 + 17.241) / 17.241 = 1.0242.
    assert [series[1][1], series[1][4]] == pytest.approx([41.642126, 1.0241524143])


def test_without_a_header_every_number_is_an_amount():
    assert evaluate('=AIGC_UNIT({500000000,0.1},"亿")') == [[5.0, 1e-9]]


PRIOR = [
    *("营业收入上年同期", "营业收入（上年同期）", "上期营业收入", "Prior revenue", "Revenue (year ago)"),
    *("revenue_prior", "Year-ago revenue", "매출액(전년 동기)"),
]


@pytest.mark.parametrize("header", PRIOR)
def test_the_year_before_is_converted_beside_the_year(header):
    table = {"T": [["公司", "营业收入", header], ["A", 1.2e9, 1e9]]}
    assert evaluate('=AIGC_UNIT(T,"亿")', table)[1] == ["A", 12.0, 10.0]


@pytest.mark.parametrize("spoken", ["en", "zh", "ko"])
@pytest.mark.parametrize("table", ["BASKET(,,,,{})", 'TOP(,"revenue",99,,,{})'])
def test_a_table_of_ours_has_one_unit(table, spoken):
    table = table.format(f'"{spoken}"')
    plain, rows = (evaluate(formula) for formula in (f"=AIGC_{table}", f'=AIGC_UNIT(AIGC_{table},"亿")'))
    for column, header in enumerate(plain[0]):
        is_money = 4 <= column <= 11
        assert (rows[0][column] != header) == is_money
        numbers = [
            (row[column], other[column])
            for row, other in zip(plain, rows, strict=True)
            if isinstance(row[column], float)
        ]
        assert all(new == pytest.approx(old / (1e8 if is_money else 1)) for old, new in numbers)


def test_a_result_is_converted_again_from_the_unit_that_it_is_in():
    table = {"T": [["营业收入(亿元)", "Revenue (USD m)"], [25.02, 25.02]]}
    assert evaluate('=AIGC_UNIT(AIGC_UNIT(T,"万"),"亿")', table) == [
        ["营业收入(亿元)", "Revenue (亿美元)"],
        [25.02, 0.2502],
    ]


def test_a_unit_of_another_currency_than_the_header_is_refused():
    why = evaluate('=AIGC_WHY(AIGC_UNIT(T,"亿元"))', {"T": [["Revenue (USD m)"], [25]]})
    assert "The column Revenue is in USD; the unit 亿元 is of CNY." in why


OTHERS = [
    *(
        "PE(TTM)",
        "ROE",
        "股东户数",
        "序号",
        "Headcount",
        "存货周转天数",
        "公司数",
        "名次",
        "订单数",
        "评分",
        "总股本",
    ),
    *("成交量", "P/E", "EV/EBITDA", "Debt/EBITDA", "Beta", "Weight", "Colour"),
]


@pytest.mark.parametrize("header", OTHERS)
def test_a_header_that_is_not_known_as_money_keeps_its_column(header):
    assert evaluate('=AIGC_UNIT(T,"million")', {"T": [[header], [12]]}) == [[header], [12.0]]


def test_truths_and_series_of_ratios_stay():
    assert evaluate('=AIGC_UNIT(AIGC_SCREEN(,TRUE),"million")') == evaluate("=AIGC_SCREEN(,TRUE)")
    for item in ("net_margin", "price_change"):
        series = f'AIGC_SERIES("300418",{item!r})'.replace("'", '"')
        assert evaluate(f'=AIGC_UNIT({series},"million")') == evaluate(f"={series}")


def test_a_series_names_its_unit_and_what_is_no_money():
    in_wan = evaluate('=AIGC_SERIES("688787.SH","net_profit",0,,"cumulative","万")')
    assert in_wan == [["Period", "Year to date (万)"], ["2024H1", 41.642126]]
    # 416,421.26 yuan are 0.41642126 million, also by way of 万.
    again = evaluate('=AIGC_UNIT(AIGC_SERIES("688787.SH","net_profit",0,,"cumulative","万"),"million")')
    assert again == [["Period", "Year to date (million)"], ["2024H1", 0.41642126]]


def test_a_year_as_a_header_stays_and_plain_units_keep_the_currency():
    table = {"T": [["公司", 2024, "Revenue (USD m)", "营业收入(亿元)"], ["A", 5e8, 25, 2]]}
    assert evaluate('=AIGC_UNIT(T,"one")', table) == [
        ["公司", 2024.0, "Revenue (USD)", "营业收入(元)"],
        ["A", 5e8, 2.5e7, 2e8],
    ]


@pytest.mark.parametrize("head", [2024.0, 45473.0, "2024-06-30", "2024H1"])
@pytest.mark.parametrize("corner", ["公司", "", "Item"])
def test_periods_are_headers_that_name_no_money(head, corner):
    got = evaluate('=AIGC_UNIT(T,"亿元")', {"T": [[corner, head, "Revenue"], ["甲", 2.5e8, 5e8]]})
    assert [got[0][1:], got[1]] == [[head, "Revenue (亿元)"], ["甲", 2.5e8, 5]]
    table = [[corner, head], ["甲", 2.5e8]]
    assert evaluate('=AIGC_UNIT(T,"亿元")', {"T": table})[1] == table[1]


def test_figures_over_other_months_and_forecasts_are_money_too():
    table = [["代码", "营业收入(TTM)", "归母净利润2024E", "营业收入同比(TTM)"], ["A", 5e8, 3e8, 0.1]]
    assert evaluate('=AIGC_UNIT(A1:D2,"亿元")', {"A1:D2": table}) == [
        ["代码", "营业收入(TTM)(亿元)", "归母净利润2024E（亿元）", "营业收入同比(TTM)"],
        ["A", 5.0, 3.0, 0.1],
    ]


def test_an_amount_with_a_unit_on_top_is_no_header():
    assert evaluate('=AIGC_UNIT(A1:A3,"万")', {"A1:A3": [["1.2亿"], [35e7], ["¥5"]]}) == [
        ["1.2亿"],
        [35_000.0],
        [0.0005],
    ]


@pytest.mark.parametrize(
    "header",
    [
        *("净利润（亿元）同比增速", "营业收入(亿元)同比(%)", "营业收入(亿元)占比", "净利润(亿元)2024H1同比"),
        *(
            "Net profit (RMB m) YoY",
            "Revenue (RMB m) growth",
            "Revenue (RMB m) as % of total",
            "매출액(억원) 증감률",
        ),
    ],
)
def test_a_ratio_behind_an_amount_has_not_its_unit(header):
    """A quarter more is a quarter more in every unit."""
    table = [["代码", header], ["300418", 0.25]]
    assert evaluate('=AIGC_UNIT(A1:B2,"million")', {"A1:B2": table}) == table


@pytest.mark.parametrize("header", ["营业收入(亿元)同比增加额", "Revenue (CNY 100m) of shared services"])
def test_a_change_of_an_amount_is_one(header):
    shown = evaluate('=AIGC_UNIT(A1:B2,"million")', {"A1:B2": [["代码", header], ["300418", 0.25]]})
    assert shown[1] == ["300418", 25]  # a quarter of 100 million
