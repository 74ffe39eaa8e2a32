"""The default basket: counts and sums that were computed from the same facts by a separate path."""

from __future__ import annotations

import pytest

from xl_aigc import metrics
from xl_aigc.metrics import (
    count_above,
    median,
    rank_correlation,
    rd_intensity,
    screen,
    screen_order,
    summarise,
    yoy,
)


def counts(table, rule):
    return {row.cohort: row.companies for row in summarise(table, rule).rows}


EXPECTED = {
    "growth": {"both_up": 11, "revenue_only_up": 12, "profit_only_up": 3, "both_down": 24, "unknown": 5},
    "status": {
        "turned_profitable": 3,
        "turned_to_loss": 8,
        "loss_widened": 5,
        "loss_narrowed": 0,
        "loss_unchanged": 0,
        "increased": 11,
        "decreased": 23,
        "unchanged": 0,
        "unknown": 5,
    },
    "layer": {"upstream": 6, "midstream": 7, "downstream": 42},
    "rd_intensity": {
        "up_to_5pct": 18,
        "from_5_to_10pct": 5,
        "from_10_to_20pct": 7,
        "above_20pct": 10,
        "unknown": 15,
    },
    "price": {
        "price_above_20pct": 1,
        "from_0_to_20pct": 5,
        "from_minus_20_to_0": 7,
        "from_minus_40_to_minus_20": 27,
        "minus_40_or_worse": 15,
    },
}


@pytest.mark.parametrize("rule", EXPECTED)
def test_cohorts_of_the_basket(basket, rule):
    assert counts(basket, rule) == EXPECTED[rule]
    assert list(counts(basket, rule)) == list(EXPECTED[rule])


def test_sums_of_the_basket_with_and_without_the_giants(basket, without_giants):
    total = summarise(basket, "growth").total
    rest = summarise(without_giants, "growth").total
    assert total.revenue == pytest.approx(1404.7e9, abs=0.05e9)
    assert total.net_profit == pytest.approx(137.6e9, abs=0.05e9)
    assert total.revenue - rest.revenue == pytest.approx(1165.6e9, abs=0.05e9)
    assert total.net_profit - rest.net_profit == pytest.approx(133.2e9, abs=0.05e9)
    assert (total.profit_pairs, total.loss_makers) == (50, 14)


def test_matched_profit_grows_with_the_giants_and_falls_without(basket, without_giants):
    assert summarise(basket, "growth").total.net_profit_yoy == pytest.approx(0.027, abs=0.0005)
    assert summarise(without_giants, "growth").total.net_profit_yoy == pytest.approx(-0.592, abs=0.0005)


def test_matched_research_grows_by_a_tenth(basket):
    both = [
        (now, before)
        for now, before in zip(basket["rd_expense"], basket["rd_expense_prior"], strict=True)
        if now is not None and before is not None
    ]
    matched = yoy(sum(now for now, _ in both), sum(before for _, before in both))
    assert matched == pytest.approx(0.10, abs=0.005)


def test_midstream_fell_from_about_nothing_to_a_loss(basket):
    row = summarise(basket, "layer").rows[1]
    assert row.net_profit == pytest.approx(-1.3656e9, abs=5e4)
    assert row.net_profit_prior == pytest.approx(-2.866e6, abs=1e3)
    assert (row.loss_makers, row.companies) == (4, 7)


def test_no_company_that_grew_both_loses_money(basket):
    assert summarise(basket, "growth").rows[0].loss_makers == 0


def test_prices_of_the_basket(basket):
    assert median(basket["price_change"]) == pytest.approx(-0.314)
    assert sum(change < 0 for change in basket["price_change"]) == 49
    assert min(basket["price_change"]) == pytest.approx(-0.687)


def test_correlations_of_the_basket(basket):
    profit = rank_correlation(basket["price_change"], yoy(basket["net_profit"], basket["net_profit_prior"]))
    assert (round(profit.rho, 2), profit.n) == (0.50, 50)
    intensity = rd_intensity(basket["rd_expense"], basket["revenue"])
    research = rank_correlation(intensity, yoy(basket["revenue"], basket["revenue_prior"]))
    assert (round(research.rho, 2), research.n) == (0.02, 40)


def test_research_scale_of_the_basket(basket):
    assert count_above(basket["rd_expense"], [100e6, 1e9, 10e9]) == [20, 8, 0]


def test_screen_of_the_basket(basket):
    results = screen(basket)
    known = {
        flag: sum(r.flags[place] is not None for r in results) for place, flag in enumerate(metrics.FLAGS)
    }
    assert known == {"price_flag": 55, "profit_flag": 50, "loss_flag": 54, "selling_flag": 31, "rd_flag": 40}
    assert sum(r.flags[1] is True for r in results) == 36
    assert sum(r.flags[2] is True for r in results) == 14
    ordered = [results[place] for place in screen_order(results)]
    assert ordered[0].true == max(r.true for r in results)
