"""The chance limit of a rank correlation, against every order, a published table and SciPy."""

from __future__ import annotations

from itertools import permutations

import pytest
from scipy import stats

from xl_aigc.metrics import RankCorrelation, Undefined, chance_limit

ZAR = dict(
    zip(
        range(5, 17),
        (1.0, 0.886, 0.786, 0.738, 0.700, 0.648, 0.618, 0.587, 0.560, 0.538, 0.521, 0.503),
        strict=True,
    )
)
"""Critical values of Spearman's coefficient, 5% two-sided: J. H. Zar, Biostatistical Analysis, table B.20."""


@pytest.mark.parametrize(("n", "limit"), ZAR.items())
def test_the_limit_of_few_pairs_is_the_published_one(n, limit):
    assert chance_limit(n) == pytest.approx(limit, abs=0.0005)


def test_between_the_published_and_students_t_the_limit_is_counted():
    """Of the 17! orders 2.45% have a sum of squared differences of at most 418, and 2.52% one of at most 420."""
    assert chance_limit(17) == pytest.approx(1 - 6 * 418 / (17**3 - 17), abs=1e-12)


@pytest.mark.parametrize("n", [4, 5, 6, 7, 8])
def test_one_order_in_twenty_at_most_reaches_the_limit(n):
    """All orders are counted: the limit is the smallest correlation that at most 5% of them reach in size."""
    orders = [
        abs(1 - 6 * sum((a - b) ** 2 for a, b in enumerate(order)) / (n**3 - n))
        for order in permutations(range(n))
    ]
    rare = [
        size
        for size in sorted(set(orders))
        if sum(one >= size - 1e-12 for one in orders) <= 0.05 * len(orders)
    ]
    assert chance_limit(n) == (pytest.approx(rare[0], abs=1e-12) if rare else None)


@pytest.mark.parametrize("n", [18, 19, 20, 39, 40, 50, 101, 5500])
def test_the_limit_of_many_pairs_is_that_of_students_t(n):
    t = stats.t.ppf(0.975, n - 2)
    assert chance_limit(n) == pytest.approx(t / (n - 2 + t * t) ** 0.5, abs=1e-12)


@pytest.mark.parametrize(
    ("rho", "n", "beyond"),
    [
        (0.64, 10, False),
        (0.65, 10, True),
        (1 - 6 * 58 / 990, 10, True),  # exactly the limit
        (-0.65, 10, True),
        (1.0, 4, False),  # 2 of 24 orders are as extreme
        (0.0, 5500, False),
        (None, 2, False),
        (Undefined.DIV0, 30, False),
    ],
)
def test_a_correlation_is_beyond_chance_from_its_limit_on(rho, n, beyond):
    assert RankCorrelation(rho, n).beyond_chance is beyond
