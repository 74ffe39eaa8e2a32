"""Price changes and drawdowns."""

from __future__ import annotations

import numpy as np
import pytest

from xl_aigc.metrics import Undefined, drawdown, price_change


def test_change_is_the_close_over_its_base_less_one():
    assert price_change(75.0, 100.0) == -0.25
    assert price_change(0.0, 100.0) == -1.0


def test_change_from_a_price_of_zero_is_a_division_by_zero():
    assert price_change(75.0, 0.0) is Undefined.DIV0


@pytest.mark.parametrize(("close", "base"), [(75.0, -1.0), (-1.0, 75.0), (-2.0, -1.0)])
def test_change_of_a_negative_adjusted_price_is_no_number(close, base):
    assert price_change(close, base) is Undefined.NUM
    assert np.isnan(price_change(np.array([close]), base)).all()


@pytest.mark.parametrize(
    ("closes", "fall"),
    [
        ([10.0, 20.0, 15.0, 30.0, 18.0, 25.0], -0.4),  # 18 after 30; 15 after 20 is only a quarter
        ([10.0, 5.0, 20.0, 15.0], -0.5),  # the deepest fall may come before the highest peak
        ([1.0, 2.0, 3.0], 0.0),
        ([3.0], 0.0),
        ([4.0, None, 3.0], -0.25),  # a day of suspension
    ],
)
def test_drawdown_is_the_deepest_fall_from_a_peak_before_it(closes, fall):
    assert drawdown(closes) == pytest.approx(fall)
    assert drawdown(np.array(closes, dtype=float)) == pytest.approx(fall)


def test_drawdown_without_a_close_is_missing():
    assert drawdown([]) is None
    assert drawdown([None, float("nan")]) is None


@pytest.mark.parametrize("close", [0.0, -1.0, float("inf"), Undefined.DIV0])
def test_drawdown_over_a_close_that_is_no_price_is_undefined(close):
    assert drawdown([4.0, close, 3.0]) is Undefined.NUM
