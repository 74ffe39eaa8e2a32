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
    assert evaluate('=AIGC_UNIT(T,"亿")', table) == [[header, "营业收入"], [0.25, 5.0], [30.0, 2.0]]


@pytest.mark.parametrize(
    "header", ["revenue", "Net profit", "归母净利润变动额", "市值", "Market value", "现金"]
)
def test_a_column_of_money_is_divided(header):
    assert evaluate('=AIGC_UNIT(A1:A2,"million")', {"A1:A2": [[header], [5e8]]}) == [[header], [500.0]]


def test_money_in_a_unit_is_converted_and_its_header_loses_the_unit():
    # 25亿 = 250,000万; the figures of the second column are yuan.
    table = {"T": [["营业收入(亿元)", "net_profit"], [25, 3e8]]}
    assert evaluate('=AIGC_UNIT(T,"万")', table) == [["营业收入", "net_profit"], [250000.0, 30000.0]]


def test_results_of_other_functions_keep_their_shares_and_counts():
    rows = evaluate('=AIGC_UNIT(AIGC_COHORT(),"亿")')
    plain = evaluate("=AIGC_COHORT()")
    in_yi = evaluate('=AIGC_COHORT(,,,,,"亿")')
    assert rows[0] == plain[0]
    assert rows[1] == pytest.approx(in_yi[1])
    series = evaluate('=AIGC_UNIT(AIGC_SERIES("688787.SH","net_profit",0),"万")')
    # Net profit of 416,421.26 yuan after a loss of 17,241,392.69: (0.416 + 17.241) / 17.241 = 1.0242.
    assert [series[1][1], series[1][4]] == pytest.approx([41.642126, 1.0241524143])


def test_without_a_header_every_number_is_an_amount():
    assert evaluate('=AIGC_UNIT({500000000,0.1},"亿")') == [[5.0, 1e-9]]
