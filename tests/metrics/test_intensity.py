"""Expenses over revenue."""

from __future__ import annotations

import pytest

from xl_aigc.metrics import Undefined, expense_ratio, rd_intensity


@pytest.mark.parametrize("ratio", [expense_ratio, rd_intensity])
def test_ratio_is_a_fraction_of_revenue(ratio):
    assert ratio(20.0, 160.0) == 0.125
    assert ratio(0.0, 160.0) == 0.0
    assert ratio(-20.0, 160.0) == -0.125


@pytest.mark.parametrize("ratio", [expense_ratio, rd_intensity])
def test_ratio_to_no_revenue_is_a_division_by_zero(ratio):
    assert ratio(20.0, 0.0) is Undefined.DIV0
    assert ratio(0.0, 0.0) is Undefined.DIV0


@pytest.mark.parametrize("ratio", [expense_ratio, rd_intensity])
def test_ratio_to_negative_revenue_is_no_number(ratio):
    assert ratio(20.0, -160.0) is Undefined.NUM


@pytest.mark.parametrize("ratio", [expense_ratio, rd_intensity])
def test_ratio_of_what_is_missing_is_missing(ratio):
    assert ratio(None, 160.0) is None
    assert ratio(20.0, None) is None
    assert ratio(None, Undefined.NUM) is None


def test_cloudwalk_spends_nearly_twice_its_revenue_on_research(basket):
    row = basket["name_en"].index("CloudWalk Technology")
    # 216.56 over 120.52 m yuan
    assert rd_intensity(basket["rd_expense"][row], basket["revenue"][row]) == pytest.approx(1.797, abs=0.0005)
