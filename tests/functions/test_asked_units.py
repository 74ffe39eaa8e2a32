"""A column or item that is asked for in a unit is in that unit: its numbers, its header, and the bounds that go with it."""

from __future__ import annotations

import pytest

from xl_aigc import evaluate
from xl_aigc.cell_errors import CellError

TABLE = [
    ["name", "营业收入(亿元)", "net_profit(元)", "涨跌幅(%)"],
    ["A", 25.0, 5e8, 25.0],
    ["B", 7.0, -7e7, -7.0],
    ["C", 1.1, 2.2e7, 0.0],
]


def with_table(formula):
    return evaluate(formula, {"T": TABLE})


@pytest.mark.parametrize(
    ("rule", "edges", "cohorts"),
    [
        ("营业收入(亿元)", "{1.1,10}", ["(10, inf)", "(1.1, 10]", "(-inf, 1.1]"]),
        # 25亿 = 250,000万, 7亿 = 70,000万, 1.1亿 = 11,000万.
        ("营业收入(万元)", "{11000,100000}", ["(100000, inf)", "(11000, 100000]", "(-inf, 11000]"]),
        ("revenue", "{1.1E8,1E9}", ["(1000000000, inf)", "(110000000, 1000000000]", "(-inf, 110000000]"]),
        # -7e7 is -0.7亿, 2.2e7 is 0.22亿.
        ("净利润(亿)", "{-0.7,1}", ["(1, inf)", "(-inf, -0.7]", "(-0.7, 1]"]),
        ("涨跌幅(%)", "{-5,0}", ["(0, inf)", "(-inf, -5]", "(-5, 0]"]),
        ("price_change", "{-0.05,0}", ["(0, inf)", "(-inf, -0.05]", "(-0.05, 0]"]),
    ],
)
def test_bounds_are_in_the_unit_of_the_column_that_was_named(rule, edges, cohorts):
    assert with_table(f'=AIGC_COHORT_OF(T,"{rule}",{edges})') == [[cohort] for cohort in cohorts]
    rows = with_table(f'=AIGC_COHORT(T,"{rule}",{edges},,"cohort,revenue(亿元)")')
    held = {cohort: revenue for cohort, revenue in rows[1:-1] if revenue is not CellError.NA}
    assert held == pytest.approx(dict(zip(cohorts, [25.0, 7.0, 1.1], strict=True)))
    assert with_table(f'=AIGC_MEMBERS(T,"{rule}","{cohorts[1]}","name",{edges})') == [["name"], ["B"]]


def test_a_table_s_column_is_shown_in_the_unit_that_was_asked_for():
    shown = with_table('=AIGC_TOP(T,"revenue",2,"name,营业收入(万元)，净利润(亿)、营业收入")')
    assert shown[0] == ["name", "营业收入(万元)", "净利润(亿)", "营业收入(亿元)"]
    assert shown[1:] == [["A", 250000.0, 5.0, 25.0], ["B", 70000.0, -0.7, 7.0]]
    assert with_table('=INDEX(AIGC_TOP(T,"revenue",1,"营业收入(万元)",,"zh"),1,1)') == "营业收入（万元）"


def test_figures_are_in_the_unit_that_stands_behind_the_item():
    # 300418.SZ: revenue of 2,502,000,000 yuan, change of price of -26.9% (reference figures).
    assert evaluate('=AIGC_FIGURE("300418.SZ","营业收入(亿元)")') == 25.02
    assert evaluate('=AIGC_FIGURE("300418.SZ","Revenue, CNY m")') == 2502.0
    assert evaluate('=AIGC_FIGURE("300418.SZ","涨跌幅%")') == -26.9
    assert evaluate('=INDEX(AIGC_SERIES("300418.SZ","revenue(亿)",0,,"cumulative"),2,2)') == 25.02
    basket = evaluate('=AIGC_BASKET(,"ticker,营业收入(亿元),revenue,price_change(%)",,,"zh","万")')
    assert basket[0] == ["代码", "营业收入（亿元）", "营业收入（万）", "涨跌幅（%）"]
    assert ["300418.SZ", 25.02, 250200.0, -26.9] in basket


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ('AIGC_FIGURE("300418.SZ","营业收入(%)")', "'营业收入(%)' asks for revenue in %."),
        ('AIGC_FIGURE("300418.SZ","net_margin(亿)")', "'net_margin(亿)' asks for net_margin in 亿."),
        ('AIGC_FIGURE("300418.SZ","营业收入(USD m)")', "The figures are in CNY; the unit USD m is of USD."),
        ('AIGC_TOP({"name","revenue";"A",5},"revenue(%)")', "'revenue(%)' asks for revenue in %."),
        ('AIGC_COHORT(,,,,"companies(亿)")', "A cohort has no column 'companies(亿)'."),
    ],
)
def test_a_unit_that_a_column_can_not_be_in_is_refused(formula, sentence):
    assert sentence in evaluate(f"=AIGC_WHY({formula})")
