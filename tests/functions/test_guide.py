"""AIGC_HELP finds items and columns by every name that they have."""

from __future__ import annotations

import pytest

from xl_aigc import evaluate


@pytest.mark.parametrize(
    ("word", "name", "other"),
    [
        ("营收", "revenue", "营收"),
        ("证券代码", "ticker", "证券代码"),
        ("归属于母公司所有者的净利润", "net_profit", "归属于母公司所有者的净利润"),
    ],
)
def test_another_spelling_finds_an_item_and_is_shown(word, name, other):
    first = evaluate(f'=AIGC_HELP("{word}")')[1]
    assert first[0] == name
    assert first[1].endswith(f", also {other}")


def test_a_label_is_found_without_another_spelling():
    assert ["revenue", "item: Revenue", "指标：营业收入"] in evaluate('=AIGC_HELP("营业收入")')


def test_help_on_a_function_names_its_arguments_and_works_its_examples():
    page = evaluate('=AIGC_HELP("AIGC_YOY")')
    assert [row[0] for row in page[1:4]] == ["current", "prior", "example"]
    assert page[3][1:] == ["=AIGC_YOY(120,100)", "0.2"]  # 20 of 100
