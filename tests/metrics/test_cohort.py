"""Rules, their bounds, and which company is in which cohort."""

from __future__ import annotations

import csv
import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import xl_aigc
from xl_aigc.metrics import (
    RULES,
    Undefined,
    assign,
    growth_cohort,
    interval_cohort,
    interval_names,
    price_cohort,
    rd_intensity_cohort,
    rd_scale_cohort,
    yoy,
)

money = st.none() | st.floats(-1e12, 1e12)


def just_above(bound):
    return math.nextafter(bound, math.inf)


def test_up_is_strictly_above_the_prior_period():
    assert growth_cohort(2.0, 1.0, 2.0, 1.0) == "both_up"
    assert growth_cohort(2.0, 1.0, 1.0, 1.0) == "revenue_only_up"
    assert growth_cohort(1.0, 1.0, 2.0, 1.0) == "profit_only_up"
    assert growth_cohort(1.0, 1.0, 1.0, 1.0) == "both_down"


def test_up_is_strictly_above_in_arrays_too():
    revenue, profit = np.array([2.0, 2.0, 1.0, 1.0]), np.array([2.0, 1.0, 2.0, 1.0])
    assert growth_cohort(revenue, 1.0, profit, 1.0).tolist() == list(RULES["growth"].cohorts)


def test_a_loss_that_narrows_is_a_rise():
    assert growth_cohort(2.0, 1.0, -1.0, -2.0) == "both_up"


BOUNDS = [
    (rd_scale_cohort, 100e6, "up_to_100m", "from_100m_to_1bn"),
    (rd_scale_cohort, 1e9, "from_100m_to_1bn", "from_1bn_to_10bn"),
    (rd_scale_cohort, 10e9, "from_1bn_to_10bn", "above_10bn"),
    (rd_intensity_cohort, 0.05, "up_to_5pct", "from_5_to_10pct"),
    (rd_intensity_cohort, 0.10, "from_5_to_10pct", "from_10_to_20pct"),
    (rd_intensity_cohort, 0.20, "from_10_to_20pct", "above_20pct"),
    (price_cohort, -0.40, "minus_40_or_worse", "from_minus_40_to_minus_20"),
    (price_cohort, -0.20, "from_minus_40_to_minus_20", "from_minus_20_to_0"),
    (price_cohort, 0.0, "from_minus_20_to_0", "from_0_to_20pct"),
    (price_cohort, 0.20, "from_0_to_20pct", "price_above_20pct"),
]


@pytest.mark.parametrize(("cohort", "bound", "lower", "higher"), BOUNDS)
def test_a_bound_belongs_to_the_lower_cohort(cohort, bound, lower, higher):
    assert cohort(bound) == lower
    assert cohort(just_above(bound)) == higher
    assert cohort(np.array([bound, just_above(bound)])).tolist() == [lower, higher]


@pytest.mark.parametrize("cohort", [rd_scale_cohort, rd_intensity_cohort, price_cohort])
def test_what_is_missing_or_undefined_is_in_no_cohort(cohort):
    assert cohort([None, math.nan, math.inf, Undefined.DIV0]) == [None] * 4
    assert cohort(np.array([math.nan, math.inf])).tolist() == [None, None]


def test_intervals_are_open_below_and_closed_above():
    assert interval_cohort([-5, 0, 0.25, 9], [0, 0.25]) == [
        "(-inf, 0]",
        "(-inf, 0]",
        "(0, 0.25]",
        "(0.25, inf)",
    ]
    assert interval_cohort(5, [10]) == "(-inf, 10]"
    assert interval_cohort(np.array([10.0, np.nan]), [10]).tolist() == ["(-inf, 10]", None]
    assert interval_names([-0.0]) == ("(-inf, 0]", "(0, inf)")


@pytest.mark.parametrize("edges", [[], [1, 1], [2, 1], [None], [1, math.inf], [math.nan]])
def test_edges_that_do_not_rise_are_refused(edges):
    with pytest.raises(ValueError, match="rising order"):
        interval_cohort(1.0, edges)


def test_every_cohort_has_a_word():
    words = Path(xl_aigc.__file__).parent / "labels" / "words.csv"
    with words.open(encoding="utf-8", newline="") as file:
        keys = {row["key"] for row in csv.DictReader(file)}
    assert {cohort for rule in RULES.values() for cohort in rule.cohorts} <= keys
    assert set(RULES) <= keys


def test_rules_list_their_cohorts_in_the_order_of_the_definitions():
    assert RULES["growth"].cohorts == ("both_up", "revenue_only_up", "profit_only_up", "both_down")
    assert RULES["layer"].cohorts == ("upstream", "midstream", "downstream")
    assert RULES["archetype"].cohorts == ("deep_pockets", "clear_model", "rigid_demand", "other")
    assert RULES["price"].cohorts[0] == "price_above_20pct"
    assert RULES["price"].cohorts[-1] == "minus_40_or_worse"


def test_a_column_of_words_is_a_rule_of_its_own():
    table = {"segment": ["games", " film ", "", None, math.nan, "unknown"]}
    assert assign(table, "segment") == ["games", "film", None, None, None, None]


def test_a_word_that_a_rule_does_not_list_is_kept():
    assert assign({"layer": ["upstream", "sidestream"]}, "layer") == ["upstream", "sidestream"]


def test_edges_make_a_rule_of_a_number_column():
    assert assign({"revenue": [1, 2, None]}, "revenue", edges=[1]) == ["(-inf, 1]", "(1, inf)", None]


def test_edges_take_the_place_of_the_bounds_of_an_interval_rule():
    table = {"rd_expense": [3.0, 30.0, 3.0], "revenue": [100.0, 100.0, 0.0]}
    assert assign(table, "rd_intensity", edges=[0.1]) == ["(-inf, 0.1]", "(0.1, inf)", None]


@pytest.mark.parametrize(
    ("rule", "edges", "message"),
    [
        ("growht", None, "no rule or column 'growht'; there are growth, status"),
        ("revenue", None, "needs edges"),
        ("growth", [1.0], "takes no edges"),
        ("segment", [1.0], "takes no edges"),
        ("status", None, "no column 'net_profit'"),
    ],
)
def test_what_can_not_be_a_rule_is_refused_with_what_can(rule, edges, message):
    with pytest.raises(ValueError, match=message):
        assign({"revenue": [1.0], "segment": ["games"]}, rule, edges)


def test_columns_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="net_profit 2, net_profit_prior 1"):
        assign({"net_profit": [1.0, 2.0], "net_profit_prior": [1.0]}, "status")


def test_a_text_among_numbers_is_named_with_its_row():
    with pytest.raises(TypeError, match="price_change in row 2 must be a number, not the str 'up'"):
        assign({"price_change": [0.1, "up"]}, "price")


def test_a_number_among_words_is_named():
    with pytest.raises(TypeError, match="segment must be a text, not the int 3"):
        assign({"segment": ["games", 3]}, "segment")


@given(st.lists(st.tuples(money, money, money, money), min_size=1, max_size=20))
def test_growth_cohorts_hold_every_company_once_and_follow_the_growths(companies):
    columns = [list(column) for column in zip(*companies, strict=True)]
    table = dict(zip(RULES["growth"].inputs, columns, strict=True))
    revenue, profit = yoy(columns[0], columns[1]), yoy(columns[2], columns[3])
    words = {(True, True): 0, (True, False): 1, (False, True): 2, (False, False): 3}
    for row, cohort in enumerate(assign(table, "growth")):
        assert (cohort is None) == (None in companies[row])
        if isinstance(revenue[row], float) and isinstance(profit[row], float):
            assert cohort == RULES["growth"].cohorts[words[revenue[row] > 0, profit[row] > 0]]


@given(
    st.lists(st.floats(-1e6, 1e6), max_size=30),
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6, unique=True),
)
def test_intervals_hold_every_number_once_and_in_order(numbers, edges):
    names = interval_names(sorted(edges))
    places = [names.index(name) for name in interval_cohort(sorted(numbers), sorted(edges))]
    assert all(low <= high for low, high in pairwise(places))
    for number, place in zip(sorted(numbers), places, strict=True):
        assert place == sum(number > edge for edge in edges)
