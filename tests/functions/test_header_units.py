"""The unit in a header makes its numbers amounts of the currency; one form of units serves headers, arguments and files."""

from __future__ import annotations

import pytest

from xl_aigc import evaluate
from xl_aigc.data.currency import is_foreign
from xl_aigc.data.headings import read_heading
from xl_aigc.data.units import unit_of
from xl_aigc.functions.tables import read_table


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("营业收入(元)", 1),
        ("营业收入（万元）", 1e4),
        ("营业收入(亿元)", 1e8),
        ("Revenue (CNY m)", 1e6),
        ("Revenue (CNY bn)", 1e9),
        ("营业收入\n[报告期] 2024中报\n[单位] 亿元", 1e8),
        ("营业收入 [报告期] 2024中报 [单位] 亿元", 1e8),
        ("营业收入 [单位] 亿元 [报告期] 2024中报 [报表类型] 合并报表", 1e8),
        ("营业收入[亿元]", 1e8),
        ("营业收入【万元】", 1e4),
        ("营业收入/亿元", 1e8),
        ("营业收入，亿元", 1e8),
        ("营业收入：亿元", 1e8),
        ("营业收入 亿元", 1e8),
        ("营业收入-亿元", 1e8),
        ("营业收入（单位：万元）", 1e4),
        ("营业收入\n(亿元)", 1e8),
        ("Revenue (in millions)", 1e6),
        ("Revenue in thousands", 1e3),
        ("Revenue, CNY m", 1e6),
        ("Revenue (RMB in millions)", 1e6),
        ("Revenue (in millions of RMB)", 1e6),
        ("Revenue", 1),
        ("营业收入(亿元人民币)", 1e8),
        ("营业收入（人民币亿元）", 1e8),
        ("营业收入（人民币，亿元）", 1e8),
        ("营业收入（亿元）（人民币）", 1e8),
        ("营业收入（亿元(人民币)）", 1e8),
        ("营业收入 万元人民币", 1e4),
        ("营业收入（千元）", 1e3),
        ("营业收入（人民币千元）", 1e3),
        ("营业收入（百万美元）", 1e6),
        ("营业收入（港币千元）", 1e3),
        ("营业收入（新台币百万元）", 1e6),
        ("营业收入（万美金）", 1e4),
        ("Revenue ¥ bn", 1e9),
        ("Revenue (¥m)", 1e6),
        ("Revenue, ￥ 万", 1e4),
        ("Revenue RMB mn", 1e6),
        ("Revenue (CNY million)", 1e6),
        ("Revenue US$ m", 1e6),
        ("Revenue, US dollars (millions)", 1e6),
        ("Revenue in millions of US dollars", 1e6),
        ("Revenue (RMB, in thousands)", 1e3),
        ("Revenue RMB (in thousands)", 1e3),
        ("Revenue HK$ bn", 1e9),
        ("Revenue HK$ '000", 1e3),
        ("Revenue, USD 000s", 1e3),
        ("Revenue RMB 100m", 1e8),
        ("Revenue (RMB mil.)", 1e6),
        ("Revenue EUR mio", 1e6),
        ("Revenue, ₹ crore", 1e7),
    ],
)
def test_the_unit_in_a_header_makes_the_numbers_yuan(header, factor):
    assert read_table([[header], [2.5]]).numbers("revenue") == [2.5 * factor]


@pytest.mark.parametrize(
    ("unit", "known", "currency"),
    [
        ("亿元人民币", 1e8, "CNY"),
        ("人民币亿元", 1e8, "CNY"),
        ("千元", 1e3, "CNY"),
        ("¥ bn", 1e9, "¥"),
        ("JP¥ m", 1e6, "JPY"),
        ("¥ m JPY", 1e6, "JPY"),
        ("亿元 ¥", 1e8, "CNY"),
        ("HK$ bn", 1e9, "HKD"),
        ("港币千元", 1e3, "HKD"),
        ("$ m", 1e6, "USD"),
        ("millions of US dollars", 1e6, "USD"),
        ("RMB in thousands", 1e3, "CNY"),
    ],
)
def test_a_unit_is_read_alike_in_an_argument_a_header_and_a_file(unit, known, currency):
    heading = read_heading(f"Revenue ({unit})")
    assert unit_of(unit) == (known, currency)
    assert (heading.name, heading.factor, heading.currency) == ("Revenue", known, currency)


@pytest.mark.parametrize("unit", ["RMB USD m", "亿元/股", "moon", "in"])
def test_words_that_name_no_one_unit_are_none(unit):
    assert unit_of(unit) is None


def test_a_sign_of_yuan_and_yen_is_that_of_the_basket_and_of_no_other():
    assert [is_foreign("¥", code) for code in ("CNY", "JPY", "USD", "")] == [False, False, True, False]
    assert evaluate('=AIGC_FIGURE("300418","revenue",,,"¥ m")') == 2502
    assert evaluate('=AIGC_UNIT({"Revenue (¥m)";25},"亿")') == [["Revenue (亿¥)"], [0.25]]
    reason = evaluate('=AIGC_WHY(AIGC_UNIT({"Revenue (¥m)";25},"USD m"))')
    assert "is in CNY or JPY; the unit USD m is of USD." in reason
    pair = {"A1:B2": [["Revenue (¥m)", "Net profit (USD m)"], [1, 2]]}
    assert "'Revenue (¥m)' in CNY or JPY" in evaluate('=AIGC_WHY(AIGC_COHORT(A1:B2,"net_margin",{0}))', pair)


@pytest.mark.parametrize(
    "header", ["涨跌幅%", "涨跌幅(%)", "涨跌幅（％）", "涨跌幅 %", "涨跌幅/%", "Price change, %"]
)
def test_a_percent_sign_in_a_header_makes_the_numbers_fractions(header):
    assert read_table([[header], [25.0]]).numbers("price_change") == [0.25]


@pytest.mark.parametrize("header", ["涨跌幅(%)", "营业收入同比(%)"])
def test_changes_under_a_percent_sign_that_are_all_below_1_are_told_or_refused(header):
    """A cell that holds 0.123 and is formatted to show 12.3% comes without its format."""
    few = {"T": [["名称", header], ["A", 0.123], ["B", -0.4]]}
    said = evaluate(f'=AIGC_WHY(AIGC_TOP(T,"{header}",1))', few)
    assert (
        "are at most 0.4 in size: they are 0.4% by the header, and 40% where the cells are formatted" in said
    )
    # The same numbers are clear beside one above 1, and as texts with their sign; bounds are in the unit that is named.
    mixed = {"T": [*few["T"], ["C", 12.3]]}
    percent = {"T": [["名称", header], ["A", "0.123%"], ["B", "-0.4%"], ["C", "12.3%"]]}
    for table in (mixed, percent):
        assert evaluate(f'=AIGC_COHORT(T,"{header}",{{0,1}},,"companies")', table)[1:] == [[1], [1], [1], [3]]
    # 1% to 24%: 24 companies do not all change by less than a quarter of a percent.
    many = {"T": [["名称", header], *([f"C{number}", number / 100] for number in range(1, 25))]}
    assert evaluate(f'=AIGC_COHORT(T,"{header}",{{12.5}},,"companies")', many)[1:] == [[12], [12], [24]]


def test_price_changes_in_percent_that_do_not_say_so_are_refused():
    rises = {"T": [["名称", "涨跌幅"], ["A", 12.3], ["B", 5.1], ["C", 0.4]]}
    said = evaluate('=AIGC_WHY(AIGC_COHORT(T,"price"))', rises)
    assert "Most numbers of column '涨跌幅' are above 4, and few prices rise by more than 400%." in said
    one = {"T": [["名称", "涨跌幅"], ["A", 12.3], ["B", 0.1], ["C", 0.4]]}
    assert evaluate('=AIGC_COHORT(T,"price",,,"companies")', one)[-1] == [3]


def test_such_a_column_is_shown_in_the_unit_that_it_is_asked_for_in():
    cells = {"A1:C3": [["代码", "净利润", "归母净利润"], ["A", 5e4, 1], ["B", 2e4, 4]]}
    got = evaluate('=AIGC_TOP(A1:C3,"净利润(万元)",1,"代码,净利润(万元)")', cells)
    assert got == [["代码", "净利润(万元)"], ["A", 5.0]]
    cells = {"A1:D2": [["代码", "营业收入2022H1", "营业收入2023H1", "营业收入2024H1"], ["A", 5e8, 1, 2]]}
    got = evaluate('=AIGC_TOP(A1:D2,"营业收入2022H1(亿元)",1,"营业收入2022H1(亿元)")', cells)
    assert got == [["营业收入2022H1(亿元)"], [5.0]]


def test_a_unit_in_place_of_the_period_is_told():
    reason = str(evaluate('=AIGC_WHY(AIGC_FIGURE("300418","revenue","亿元"))'))
    assert reason.endswith("'亿元' is a unit, which is the argument unit.")
