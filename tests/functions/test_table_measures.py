"""A measure whose items a table holds is computed of the table, under the names that it has everywhere."""

from __future__ import annotations

import pytest

from xl_aigc import evaluate
from xl_aigc.cell_errors import CellError

TABLE = [
    ["name", "营业收入(亿)", "net_profit(元)", "rd_expense(元)"],
    ["A", 1.0, 2e7, 1e7],
    ["B", 0.0, 5.0, 3.0],
    ["C", 0.5, -1e7, 4e7],
    ["Total", 1.5, 1e7, 5e7],
]
"""Net margins: A 20m of 100m, 0.2; B of no revenue, undefined; C -10m of 50m, -0.2. R&D to revenue: A 0.1, C 0.8."""


def with_table(formula):
    return evaluate(formula, {"T": TABLE})


def test_a_table_is_ranked_by_a_measure_that_it_does_not_hold():
    assert with_table('=AIGC_TOP(T,"rd_intensity",5,"name,rd_intensity")') == [
        ["name", "rd_intensity"],
        ["C", 0.8],
        ["A", 0.1],
    ]


def test_a_table_is_grouped_by_a_measure_and_what_is_undefined_is_unknown():
    assert with_table('=AIGC_COHORT(T,"net_margin",{0},,"cohort,companies")') == [
        ["Cohort", "Companies"],
        ["(-inf, 0]", 1],
        ["(0, inf)", 1],
        ["unknown", 1],
        ["Total", 3],
    ]
    assert with_table('=AIGC_COHORT_OF(T,"net_margin(%)",{-20,10})') == [
        ["(10, inf)"],
        [CellError.NA],
        ["(-inf, -20]"],
        [CellError.NA],
    ]
    assert with_table('=AIGC_COHORT_OF(T,"net_margin",{0})') == [
        ["(0, inf)"],
        [CellError.NA],
        ["(-inf, 0]"],
        [CellError.NA],
    ]


def test_an_error_in_a_row_stays_in_its_row():
    table = {
        "T": [["name", "revenue", "net_profit"], ["A", "x", 5.0], ["B", 10.0, 1.0], ["C", 10.0, "#REF!"]]
    }
    assert evaluate('=AIGC_COHORT_OF(T,"net_margin",{0})', table) == [
        [CellError.VALUE],
        ["(0, inf)"],
        [CellError.REF],
    ]
    assert "Row 2 of column 'net_margin' holds #VALUE!." in evaluate(
        '=AIGC_WHY(AIGC_TOP(T,"net_margin"))', table
    )


def test_an_interval_tells_its_bounds_where_none_are_given():
    assert with_table('=AIGC_MEMBERS(T,"net_margin","(0, 0.5]","name,net_margin(%)")') == [
        ["name", "net_margin(%)"],
        ["A", 20.0],
    ]
    assert with_table('=AIGC_MEMBERS(T,"net_margin","(-inf, 0]","name")') == [["name"], ["C"]]
    assert with_table('=AIGC_MEMBERS(T,"net_margin","unknown","name",{0})') == [["name"], ["B"]]
    assert with_table('=AIGC_MEMBERS(T,"rd_intensity","(0.5, inf)","name")') == [["name"], ["C"]]


def test_the_signs_of_an_interval_count():
    table = {"T": [["name", "x"], ["A", -5.0], ["B", 0.5], ["C", 5.0]]}
    assert evaluate('=AIGC_MEMBERS(T,"x","(-1, 1]","name",{-1,1})', table) == [["name"], ["B"]]
    assert evaluate('=AIGC_MEMBERS(T,"x","(-inf, -1]","name",{-1,1})', table) == [["name"], ["A"]]


@pytest.mark.parametrize("measure", ["net_margin", "rd_intensity", "selling_ratio", "revenue_yoy", "rd_flag"])
def test_the_table_of_the_basket_gives_what_the_basket_gives(measure):
    by = "net_margin" if measure == "rd_flag" else measure
    over_the_basket = evaluate(f'=AIGC_TOP(,"{by}",9,"ticker,{measure}")')
    over_the_table = evaluate(f'=AIGC_TOP(AIGC_BASKET(),"{by}",9,"ticker,{measure}")')
    assert over_the_table[1:] == over_the_basket[1:]


def test_a_column_of_a_measure_is_found_by_all_its_names():
    spilled = '=AIGC_TOP(AIGC_BASKET(,"ticker,net_margin"),"{}",1,"ticker,归母净利率",,"{}")'
    for name in ("net_margin", "Net margin", "归母净利率"):
        assert evaluate(spilled.format(name, "zh"))[0] == ["代码", "归母净利率"]
    assert evaluate(spilled.format("归母净利率", "en"))[0] == ["Ticker", "Net margin"]


@pytest.mark.parametrize(("language", "header"), [("en", "Net margin"), ("zh", "归母净利率")])
def test_the_header_of_a_measure_is_its_label(language, header):
    assert evaluate(f'=AIGC_TOP(,"net_margin",1,"net_margin",,"{language}")')[0] == [header]
    assert with_table(f'=AIGC_TOP(T,"net_margin",1,"net_margin",,"{language}")')[0] == [header]


def test_a_measure_that_the_table_can_not_give_says_which_column_is_missing():
    said = evaluate('=AIGC_WHY(AIGC_TOP({"name","revenue";"A",5},"net_margin"))')
    assert said == (
        "AIGC_TOP: The table has no column 'net_profit', which the measure needs. Expected a column of that name."
    )
