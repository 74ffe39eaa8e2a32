"""Summaries: matched pairs, shares, what is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_aigc.metrics import RULES, Undefined, summarise

TABLE = {
    "ticker": ["A", "B", "C", "D", "E"],
    "segment": ["film", "games", "games", None, "games"],
    "revenue": [100.0, 200.0, None, 50.0, 40.0],
    "revenue_prior": [80.0, None, 30.0, 40.0, 50.0],
    "net_profit": [10.0, -20.0, 5.0, -1.0, None],
    "net_profit_prior": [0.0, -40.0, None, -1.0, 3.0],
    "rd_expense": [10.0, 60.0, 7.0, None, 4.0],
    "price_change": [0.1, -0.3, None, None, -0.5],
}


@pytest.fixture
def games():
    return summarise(TABLE, "segment").rows[0]


def test_words_come_the_largest_cohort_first_and_the_unknown_last():
    found = summarise(TABLE, "segment")
    assert [(row.cohort, row.companies) for row in found.rows] == [("games", 3), ("film", 1), ("unknown", 1)]


def test_shares_are_of_the_companies_that_could_be_classified():
    found = summarise(TABLE, "segment")
    assert found.classified == 4
    assert [row.share for row in found.rows] == [0.75, 0.25, None]
    assert (found.total.companies, found.total.share) == (5, 1.0)


def test_sums_are_of_what_is_known(games):
    assert (games.revenue, games.net_profit, games.rd_expense) == (240.0, -15.0, 71.0)


def test_growths_are_of_companies_with_both_periods(games):
    # revenue: only E has both, 50 to 40; profit: only B, -40 to -20
    assert (games.revenue_yoy, games.revenue_pairs) == (-0.2, 1)
    assert (games.net_profit_prior, games.net_profit_yoy, games.profit_pairs) == (-40.0, 0.5, 1)


def test_intensity_is_of_companies_with_both_expense_and_revenue(games):
    # B and E: 64 of 240; C has no revenue
    assert games.rd_intensity == pytest.approx(64 / 240)
    assert (games.rd_expense_matched, games.rd_revenue, games.rd_pairs) == (64.0, 240.0, 2)


def test_medians_pass_over_unknown_and_undefined():
    total = summarise(TABLE, "segment").total
    # growths: A over 0 is undefined, B 0.5, D 0; changes 0.1, -0.3, -0.5
    assert total.median_net_profit_yoy == 0.25
    assert total.median_price_change == -0.3


def test_losses_are_counted_where_profits_are_known(games):
    assert games.loss_makers == 1
    assert summarise(TABLE, "segment").total.loss_makers == 2


def test_sums_over_nothing_known_are_missing_and_not_zero():
    row = summarise({"segment": ["film"], "revenue": [None]}, "segment").rows[0]
    for key in ("revenue", "revenue_yoy", "net_profit", "net_profit_prior", "net_profit_yoy", "loss_makers"):
        assert getattr(row, key) is None, key
    for key in ("median_net_profit_yoy", "rd_expense", "rd_intensity", "median_price_change"):
        assert getattr(row, key) is None, key
    assert (row.revenue_pairs, row.profit_pairs, row.rd_pairs) == (0, 0, 0)


def test_a_cohort_without_companies_is_shown():
    found = summarise({"layer": ["upstream", "upstream"]}, "layer")
    assert [(row.cohort, row.companies, row.share) for row in found.rows] == [
        ("upstream", 2, 1.0),
        ("midstream", 0, 0.0),
        ("downstream", 0, 0.0),
    ]
    assert found.rows[1].loss_makers == 0


def test_a_table_of_unknowns_has_no_shares():
    found = summarise({"layer": [None]}, "layer")
    assert [row.share for row in found.rows] == [None, None, None, None]
    assert found.total.share is None


def test_growth_of_a_sum_of_nothing_earned_is_undefined():
    row = summarise({"layer": ["upstream"], "revenue": [5.0], "revenue_prior": [0.0]}, "layer").rows[0]
    assert row.revenue_yoy is Undefined.DIV0


def test_a_sum_that_overflows_is_undefined():
    table = {"segment": ["film", "film"], "revenue": [1.7e308, 1.7e308]}
    assert summarise(table, "segment").rows[0].revenue is Undefined.NUM


def test_a_column_of_another_length_is_refused():
    with pytest.raises(ValueError, match="price_change 1"):
        summarise({"layer": ["upstream", None], "price_change": [0.1]}, "layer")


def test_edges_are_the_cohorts_of_a_summary():
    found = summarise(TABLE, "revenue", edges=[60, 150])
    assert [(row.cohort, row.companies) for row in found.rows] == [
        ("(-inf, 60]", 2),
        ("(60, 150]", 1),
        ("(150, inf)", 1),
        ("unknown", 1),
    ]


def test_edges_in_place_of_a_rules_own_bounds_are_its_cohorts_in_their_order():
    found = summarise({"price_change": [0.6, 0.1]}, "price", edges=[0.0, 0.5])
    assert [(row.cohort, row.companies) for row in found.rows] == [
        ("(-inf, 0]", 0),
        ("(0, 0.5]", 1),
        ("(0.5, inf)", 1),
    ]


money = st.none() | st.floats(-1e12, 1e12)
companies = st.lists(
    st.fixed_dictionaries(
        dict.fromkeys(("revenue", "revenue_prior", "net_profit", "net_profit_prior", "rd_expense"), money)
        | {
            "price_change": st.none() | st.floats(-1, 5),
            "layer": st.sampled_from([None, *RULES["layer"].cohorts]),
        }
    ),
    min_size=1,
    max_size=15,
)


def as_table(rows):
    return {key: [row[key] for row in rows] for key in rows[0]}


@pytest.mark.parametrize("rule", ["growth", "status", "layer", "rd_scale", "rd_intensity", "price"])
@given(rows=companies)
def test_cohorts_part_the_companies(rule, rows):
    found = summarise(as_table(rows), rule)
    assert sum(row.companies for row in found.rows) == found.total.companies == len(rows)
    assert sum(row.revenue_pairs for row in found.rows) == found.total.revenue_pairs
    assert sum(row.loss_makers or 0 for row in found.rows) == (found.total.loss_makers or 0)
    revenues = [row.revenue for row in found.rows if row.revenue is not None]
    assert sum(revenues) == pytest.approx(found.total.revenue or 0.0, rel=1e-9, abs=1e-3)
    assert bool(revenues) == (found.total.revenue is not None)
    if found.classified:
        assert sum(row.share or 0 for row in found.rows) == pytest.approx(1.0)


@given(rows=companies, random=st.randoms())
def test_a_summary_does_not_depend_on_the_order_of_companies(rows, random):
    shuffled = random.sample(rows, len(rows))
    assert summarise(as_table(rows), "growth") == summarise(as_table(shuffled), "growth")
