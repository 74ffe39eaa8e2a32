"""The five flags, their three values, and the order of the screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_aigc.metrics import FLAGS, ScreenResult, ScreenRules, screen, screen_order


def flags(table, key, **rules):
    place = FLAGS.index(key)
    return [result.flags[place] for result in screen(table, rules=ScreenRules(**rules))]


def test_price_flag_needs_a_fall_and_one_deeper_than_the_median():
    # median -0.2: the two at or above it are not flagged
    assert flags({"price_change": [-0.5, -0.2, 0.3, None]}, "price_flag") == [True, False, False, None]
    # median 0.2: 0.1 is below it, but rose
    assert flags({"price_change": [0.1, 0.2, 0.3]}, "price_flag") == [False, False, False]


def test_price_flag_follows_given_thresholds():
    table = {"price_change": [-0.5, -0.2, -0.1]}
    assert flags(table, "price_flag", price_median=-0.05) == [True, True, True]
    assert flags(table, "price_flag", price_below=-0.2, price_median=0.0) == [True, False, False]
    assert flags(table, "price_flag", price_below=-0.3) == [True, False, False]


def test_profit_flag_is_raised_by_the_three_bad_statuses():
    table = {
        "net_profit": [1.0, -1.0, -3.0, -1.0, 3.0, 1.0, None],
        "net_profit_prior": [2.0, 1.0, -2.0, -2.0, 2.0, -1.0, 1.0],
    }
    assert flags(table, "profit_flag") == [True, True, True, False, False, False, None]
    assert flags(table, "loss_flag") == [False, True, True, True, False, False, None]


def test_loss_flag_needs_no_comparison():
    assert flags({"net_profit": [-1.0, 0.0], "net_profit_prior": [None, None]}, "loss_flag") == [True, False]


@pytest.mark.parametrize(
    ("revenue", "revenue_prior", "selling", "selling_prior", "flag"),
    [
        (100.0, 100.0, 30.0, 20.0, True),  # ratio 30% from 20%, revenue did not rise
        (90.0, 100.0, 20.0, 20.0, True),  # ratio rose because revenue fell
        (110.0, 100.0, 50.0, 20.0, False),  # revenue rose
        (110.0, 100.0, None, None, False),  # revenue rose: the ratio need not be known
        (90.0, 100.0, 10.0, 20.0, False),  # ratio fell
        (100.0, 100.0, 20.0, 20.0, False),  # ratio stayed
        (90.0, 100.0, None, 20.0, None),  # revenue fell and the ratio is not known
        (None, 100.0, 30.0, 20.0, None),
        (0.0, 100.0, 30.0, 20.0, None),  # no ratio to a revenue of 0
    ],
)
def test_selling_flag_has_three_values(revenue, revenue_prior, selling, selling_prior, flag):
    table = {
        "revenue": [revenue],
        "revenue_prior": [revenue_prior],
        "selling_expense": [selling],
        "selling_expense_prior": [selling_prior],
    }
    assert flags(table, "selling_flag") == [flag]


def rd_table(*layers):
    """Layers with the intensities of their companies in percent."""
    rows = [(layer, percent) for layer, percents in layers for percent in percents]
    return {
        "layer": [layer for layer, _ in rows],
        "rd_expense": [percent for _, percent in rows],
        "revenue": [100.0] * len(rows),
    }


def test_research_flag_compares_with_the_layer_of_eight_known():
    # the layer's median is 4.5; the median of all nine is 5
    table = rd_table(("upstream", [1, 2, 3, 4, 5, 6, 7, 8]), ("midstream", [90]))
    assert flags(table, "rd_flag")[:8] == [True] * 4 + [False] * 4


def test_research_flag_compares_with_the_basket_below_eight_known():
    # seven known of eight upstream: the median of all nine known is 5, their own would be 4
    table = rd_table(("upstream", [1, 2, 3, 4, 5, 6, 7, None]), ("midstream", [80, 90]))
    assert flags(table, "rd_flag") == [True] * 4 + [False] * 3 + [None, False, False]
    assert flags(table, "rd_flag", min_layer=7)[:8] == [True] * 3 + [False] * 4 + [None]


def test_a_company_without_a_layer_has_no_research_flag():
    # it counts in the basket's median, 3.5
    table = rd_table((None, [1]), ("upstream", [2, 5, 9]))
    assert flags(table, "rd_flag") == [None, True, False, False]


def test_unknown_flags_are_neither_true_nor_false_and_too_few_known_have_no_score():
    table = {"net_profit": [-1.0, -1.0], "net_profit_prior": [1.0, None], "price_change": [-0.5, 0.5]}
    assert screen(table) == [
        ScreenResult((True, True, True, None, None), true=3, known=3, score=3),
        ScreenResult((False, None, True, None, None), true=1, known=2, score=None),
    ]
    assert screen(table, rules=ScreenRules(min_known=2))[1].score == 1


def test_a_table_without_any_column_of_the_screen_is_refused():
    with pytest.raises(ValueError, match="none of the screen's columns: revenue"):
        screen({"ticker": ["300418.SZ"]})


def result(true, known):
    flags = (True,) * true + (False,) * (known - true) + (None,) * (5 - known)
    return ScreenResult(flags, true, known, true if known >= 3 else None)


def test_order_is_by_true_flags_then_by_known_ones_then_as_they_stand():
    results = [result(1, 5), result(2, 2), result(3, 4), result(3, 5), result(1, 5), result(0, 3)]
    assert screen_order(results) == [3, 2, 0, 4, 5, 1]


@given(st.lists(st.integers(0, 5).flatmap(lambda known: st.tuples(st.integers(0, known), st.just(known)))))
def test_order_is_a_permutation_with_unscored_companies_last(counts):
    results = [result(*count) for count in counts]
    order = screen_order(results)
    assert sorted(order) == list(range(len(results)))
    scored = [results[place].score is not None for place in order]
    assert scored == sorted(scored, reverse=True)
