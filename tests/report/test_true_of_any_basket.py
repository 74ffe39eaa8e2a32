"""What a report says holds for any basket: what is expected of it, whom it is about, and amounts of any size."""

from __future__ import annotations

import re
from functools import cache

import pytest
from openpyxl import load_workbook
from support import market_baskets

from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period
from xl_aigc.labels import LANGUAGES
from xl_aigc.report.blocks.next_period import following
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.theme import load_theme

RISING = {
    ticker: (name, layer, tuple(years))
    for ticker, (name, layer, years) in market_baskets.HONG_KONG.items()
    if years[0][1] > years[1][1]
}
"""Companies of Hong Kong whose profit grew: HSBC, MTR, HKEX."""


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """The texts of every sheet of a basket's workbook, by language."""

    @cache
    def make(write, language="en"):
        folder = tmp_path_factory.mktemp("any")
        build(folder / "report.xlsx", load_facts(write(folder / "basket")), BuildOptions(language))
        book = load_workbook(folder / "report.xlsx", data_only=True)
        return {
            sheet.title: [
                str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None
            ]
            for sheet in book
        }

    return make


def write_rising(folder):
    return market_baskets._one_market(folder, RISING, "hk3", "hk", {"en": "Three of Hong Kong"})


def test_an_item_without_any_figure_is_not_expected(texts):
    """Of seven companies, two give no selling expense and one no R&D expense in either year: 2 × 2 + 1 × 2 = 6."""
    told = texts(market_baskets.write_us)["Sources"]
    assert "Expected figures that are missing: 6; shown: 6." in told
    assert "R&D investment" not in told


def test_a_basket_without_claims_speaks_of_none(texts):
    assert [one for one in texts(market_baskets.write_us)["Sources"] if "claim" in one] == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_another_market_has_no_chinese_words_in_its_definitions(texts, language):
    sheets = texts(market_baskets.write_us, language)
    guide = next(told for title, told in sheets.items() if title in {"Guide", "안내"})
    assert [one for one in guide if re.search("[\u4e00-\u9fff]", one)] == []


def test_a_list_that_nobody_qualifies_for_is_left_out(texts):
    """No profit fell and nobody lost money: the sheet ends with what there is."""
    told = texts(write_rising)["Profitability"]
    assert [one for one in told if "lost most" in one or "No company has" in one] == []


@pytest.mark.parametrize(
    ("period", "next_one"), [("2024H1", "2024Q3"), ("2024Q3", "2024FY"), ("2024FY", "2025FY")]
)
def test_a_full_year_is_compared_with_the_next(period, next_one):
    assert following(Period(period)) == next_one


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_small_amount_of_a_claim_is_not_shown_as_zero(language):
    """CNY 416,400 are 0.4164 m and 0.004164 times 100 m."""
    theme, unit = load_theme(), "million" if language == "en" else "yi"
    digits = 3 if language == "en" else 5
    shown = theme.number_format(f"money:{digits}", language, unit)
    assert f"0.{'0' * digits}" in shown
    assert theme.decimals("money", unit) < digits
