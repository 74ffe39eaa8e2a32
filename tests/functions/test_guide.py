"""AIGC_HELP finds items and columns by every name that they have."""

from __future__ import annotations

import re

import pytest

from xl_aigc import evaluate
from xl_aigc.cell_errors import CellError
from xl_aigc.functions import CATALOGUE


@pytest.mark.parametrize(
    ("word", "name", "other"),
    [
        ("营收", "revenue", "营收"),
        ("证券代码", "ticker", "证券代码"),
        ("归属于母公司所有者的净利润", "net_profit", "归属于母公司所有者的净利润"),
        ("매출액", "revenue", "매출액"),
        ("total revenues", "revenue", "total revenues"),
    ],
)
def test_another_spelling_finds_an_item_and_is_shown(word, name, other):
    first = evaluate(f'=AIGC_HELP("{word}")')[1]
    assert first[0] == name
    assert first[1].endswith(f", also {other}")
    if name != "ticker":
        assert evaluate(f'=INDEX(AIGC_TOP({{"Ticker","{word}";"300418.SZ",5}},"{name}"),2,2)') == 5


def test_a_name_that_only_files_may_use_is_said_to_be_one():
    """On a sheet 营业总收入 is another column than 营业收入, and a turnover may be a ratio."""
    for word in ("营业总收入", "turnover"):
        assert evaluate(f'=AIGC_HELP("{word}")')[1][1] == f"item: Revenue, in files also {word}"


def test_a_label_is_found_without_another_spelling():
    assert ["revenue", "item: Revenue", "指标：营业收入"] in evaluate('=AIGC_HELP("营业收入")')


def test_help_on_a_function_names_its_arguments_and_works_its_examples():
    page = evaluate('=AIGC_HELP("AIGC_YOY")')
    assert [row[0] for row in page[1:4]] == ["current", "prior", "example"]
    assert page[3][1:] == ["=AIGC_YOY(120,100)", "0.2"]  # 20 of 100


def test_every_word_of_the_texts_of_functions_is_found_in_each_language():
    shown = [text for each in CATALOGUE.values() for row in CATALOGUE["HELP"].call(each.key) for text in row]
    words = {word for text in shown for word in re.findall(r"[A-Za-z]{2,}|[\u4e00-\u9fff]{2,}", text)}
    assert {"扭亏为盈", "earlier", "相隔年数"} < words, "texts of functions, of arguments and of examples"
    lost = [word for word in words if not isinstance(CATALOGUE["HELP"].call(word), list)]
    assert not lost


def test_a_word_of_an_argument_shows_the_argument():
    found = evaluate('=AIGC_HELP("相隔年数")')[1:]
    assert [row[0].partition("(")[0] for row in found] == ["AIGC_CAGR"]
    assert found[0][2] == "years：相隔年数"


@pytest.mark.parametrize(
    ("word", "functions"),
    [
        ("增长", {"YOY", "CAGR", "STATUS", "COHORT", "SERIES"}),
        ("排名", {"RANK", "TOP"}),
        ("复合增长率", {"CAGR"}),
        ("筛选", {"SCREEN"}),
        ("错误", {"WHY"}),
    ],
)
def test_a_chinese_word_finds_the_functions_for_it(word, functions):
    found = {
        name.removeprefix("AIGC_").partition("(")[0] for name, *_ in evaluate(f'=AIGC_HELP("{word}")')[1:]
    }
    assert functions <= found


def test_a_word_for_twelve_months_is_told_as_what_it_gives():
    """As AIGC_FIGURE says of 2024滚动."""
    assert evaluate('=AIGC_HELP("滚动")')[1][1].endswith(
        "2024滚动 is read as the twelve months to the end of 2024FY"
    )


@pytest.mark.parametrize("word", ["growth", "增速", "성장률"])
def test_growth_is_that_of_revenue_and_of_profit(word):
    found = [row[0] for row in evaluate(f'=AIGC_HELP("{word}")')]
    assert {"revenue_yoy", "net_profit_yoy"} <= {*found}


def test_letters_beside_a_scale_are_a_unit_where_they_are_a_currency():
    # THB is the baht; BRK and IBM are companies.
    assert evaluate('=AIGC_HELP("THB m")')[1][1] == "unit: 1,000,000 THB"
    assert evaluate('=AIGC_HELP("IBM m")') is evaluate('=AIGC_HELP("BRK B")') is CellError.VALUE
