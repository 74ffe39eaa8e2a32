"""Companies are found by every spelling of their ticker, by name, and by a name with its code."""

from __future__ import annotations

import pytest

from xl_aigc import evaluate
from xl_aigc.cell_errors import CellError
from xl_aigc.functions.company_names import tickers_by_name

KUNLUN = ["300418", "300418.SZ", "SHE:300418", "300418 CH Equity", "３００４１８", "昆仑万维", "Kunlun Tech"]
WITH_NAME = [
    *("昆仑万维(300418)", "昆仑万维（300418.SZ）", "Kunlun Tech (300418.SZ)", "昆仑万维[300418]"),
    *("昆仑万维 300418", "300418.SZ 昆仑万维", "300418 Kunlun Tech", "昆仑万维（SHE: 300418）"),
    "Kunlun (300418.SZ)",  # a shortened name beside a full code
]


@pytest.mark.parametrize("text", [*KUNLUN, *WITH_NAME])
def test_a_company_is_found(text):
    assert evaluate("=AIGC_NAME(A1)", {"A1": text}) == "Kunlun Tech"


@pytest.mark.parametrize(
    "text", ["昆仑万维(000333)", "美的集团 300418", "Kunlun 300418", "300418 and more", "昆仑万维(999999)"]
)
def test_a_name_and_a_code_that_do_not_belong_together_are_no_company(text):
    assert evaluate("=AIGC_NAME(A1)", {"A1": text}) is CellError.NA


def test_a_name_that_is_not_known_is_the_name_of_no_company():
    companies = {"300418.SZ": {"name_zh": "昆仑万维", "name_en": ""}, "600941.SH": {"name_zh": "中国移动"}}
    assert tickers_by_name(companies) == {"昆仑万维": ("300418.SZ",), "中国移动": ("600941.SH",)}
