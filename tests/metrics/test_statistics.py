"""Median, counts, ranks and Spearman's correlation against hand calculations and pandas."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_aigc.metrics import RankCorrelation, Undefined, count_above, median, rank_correlation, ranks

NAN = math.nan
values = st.floats(-1e12, 1e12)
columns = st.lists(st.none() | values, max_size=30)
pairs = st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20)), min_size=3, max_size=30)


def test_median_is_the_middle_or_the_mean_of_the_middle_two():
    assert median([3.0, 1.0, 10.0]) == 3.0
    assert median([3.0, 1.0, 10.0, 4.0]) == 3.5


def test_median_passes_over_what_is_not_known_and_is_missing_without_any():
    assert median([None, 3.0, NAN, Undefined.DIV0, math.inf, 5.0]) == 4.0
    assert median([None, Undefined.NUM]) is None
    assert median([]) is None
    assert median(np.array([3.0, NAN, 5.0])) == 4.0


def test_median_that_overflows_is_undefined():
    assert median([1.7e308, 1.7e308]) is Undefined.NUM


def test_counts_are_strictly_above_each_threshold_in_the_order_given():
    assert count_above([100.0, 101.0, 1000.0, None, 1001.0], [1000.0, 100.0]) == [1, 3]
    assert count_above(np.array([5.0, NAN]), 4.0) == [1]
    assert count_above([None], [0.0]) == [0]


@pytest.mark.parametrize("threshold", [None, NAN, math.inf, Undefined.NUM])
def test_a_threshold_that_is_not_known_is_refused(threshold):
    with pytest.raises(ValueError, match="thresholds"):
        count_above([1.0], [0.0, threshold])


@given(columns, st.lists(values, min_size=2, max_size=8))
def test_counts_fall_as_thresholds_rise(column, thresholds):
    counts = count_above(column, sorted(thresholds))
    assert counts == sorted(counts, reverse=True)
    assert all(0 <= count <= len([v for v in column if v is not None]) for count in counts)


def test_equal_values_share_the_lower_rank_number_and_unknowns_have_none():
    assert ranks([7.0, 9.0, 7.0, None, 1.0, Undefined.NUM]) == [2, 1, 2, None, 4, None]
    assert ranks([7.0, 9.0, 7.0, None, 1.0], ascending=True) == [2, 4, 2, None, 1]
    assert ranks([0.0, -0.0]) == [1, 1]


@given(columns)
def test_ranks_are_those_of_pandas(column):
    expected = pd.Series(column, dtype=float).rank(method="min", ascending=False)
    assert ranks(column) == [None if math.isnan(rank) else int(rank) for rank in expected]


def test_correlation_of_ties_is_the_hand_calculation():
    # ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4; less their mean: -1.5, 0, 0, 1.5 and -1.5, 0.5, -0.5, 1.5
    # products 2.25 + 0 + 0 + 2.25 = 4.5; squares 4.5 and 5.0
    found = rank_correlation([10.0, 20.0, 20.0, 30.0], [1.0, 7.0, 5.0, 9.0])
    assert found.rho == pytest.approx(4.5 / math.sqrt(4.5 * 5.0), abs=1e-15)
    assert found.n == 4


def test_a_pair_with_an_unknown_side_is_dropped():
    found = rank_correlation([1.0, 2.0, 3.0, 4.0, None, 6.0], [3.0, 2.0, 1.0, None, 9.0, Undefined.DIV0])
    assert found == RankCorrelation(-1.0, 3)


def test_fewer_than_three_pairs_have_no_correlation():
    assert rank_correlation([1.0, 2.0, None], [1.0, 2.0, 3.0]) == RankCorrelation(None, 2)
    assert rank_correlation([], []) == RankCorrelation(None, 0)


def test_a_side_without_differences_has_an_undefined_correlation():
    assert rank_correlation([5.0, 5.0, 5.0], [1.0, 2.0, 3.0]) == RankCorrelation(Undefined.DIV0, 3)


def test_columns_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="3 and 2"):
        rank_correlation([1.0, 2.0, 3.0], [1.0, 2.0])


@given(pairs)
def test_correlation_is_that_of_ranks_in_pandas(couples):
    x, y = zip(*couples, strict=True)
    if len(set(x)) == 1 or len(set(y)) == 1:
        assert rank_correlation(x, y).rho is Undefined.DIV0
        return
    expected = pd.Series(x).rank().corr(pd.Series(y).rank())
    assert rank_correlation(x, y).rho == pytest.approx(expected, abs=1e-12)
    assert -1.0 <= rank_correlation(x, y).rho <= 1.0


@given(pairs)
def test_correlation_knows_order_only(couples):
    x, y = zip(*couples, strict=True)
    stretched = rank_correlation([value**3 + 5 for value in x], y)
    assert stretched == rank_correlation(x, y) == rank_correlation(y, x)


@given(pairs, st.randoms())
def test_statistics_do_not_depend_on_the_order_of_companies(couples, random):
    shuffled = random.sample(couples, len(couples))
    x, y = zip(*couples, strict=True)
    x_shuffled, y_shuffled = zip(*shuffled, strict=True)
    assert median(x) == median(x_shuffled)
    assert rank_correlation(x, y) == rank_correlation(x_shuffled, y_shuffled)
    assert dict(zip(x, ranks(x), strict=True)) == dict(zip(x_shuffled, ranks(x_shuffled), strict=True))
