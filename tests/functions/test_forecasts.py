"""Forecasts in headers and periods: no figures of an item, and called what they are."""

from __future__ import annotations

import pytest

from xl_aigc import evaluate
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.tables import read_table

FORECASTS = """
    2024E 2024F 2025P 24E FY25E 2024E(亿元) 2024年E 2024年(E) 2024年预测 2024年度预计 预测2024 2024H1E 3Q24E 2024Q3E 2024Guidance 2024预算
"""
FORECASTS_OF_AN_ITEM = (
    "营业收入2024E",
    "Revenue FY24E",
    "2024E 营业收入",
    "营业收入 一致预期",
    "营业收入(2024E)",
    "매출액 2024 추정",
)
IS_FORECAST = "the value is forecast or preliminary; a reported figure was expected."


@pytest.mark.parametrize("header", [*FORECASTS.split(), *FORECASTS_OF_AN_ITEM, "2024 est."])
def test_a_forecast_is_no_figure_of_the_item_and_the_reason_says_so(header):
    table = read_table([["代码", header], ["300418.SZ", 12]])
    with pytest.raises(
        ArgumentError, match=f"no column 'revenue'. No figure is taken from .*: {IS_FORECAST}"
    ):
        table.find("revenue")
    assert table.cells(table.place(table.find(header))) == [12]


@pytest.mark.parametrize("header", ["2024A", "2024 P/E", "2024PE", "2024EPS", "5.24E"])
def test_a_letter_that_says_something_else_is_no_forecast(header):
    with pytest.raises(ArgumentError, match="Expected one of its headers"):
        read_table([["代码", header], ["300418.SZ", 12]]).find("revenue")


@pytest.mark.parametrize("period", [*FORECASTS.split(), "2024 est."])
def test_a_forecast_is_no_period_of_a_figure_and_the_reason_says_so(period):
    cells = {"A1": period}
    reason = str(evaluate('=AIGC_WHY(AIGC_FIGURE("300418","revenue",A1))', cells))
    assert f"{period!r} is a forecast, and the figures here are reported ones." in reason


def test_periods_below_the_items_may_be_reported_and_expected():
    table = read_table(
        [["代码", "营业收入", None, None], [None, "2022A", "2023A", "2024E"], ["300418.SZ", 10, 12, 14]]
    )
    assert table.numbers("revenue") == [12]
    assert table.numbers("revenue_prior") == [10]
    assert table.cells(table.place(table.find("营业收入2024E"))) == [14]
