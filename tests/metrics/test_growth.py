"""Growth against announcements of the companies and hand calculations."""

from __future__ import annotations

import pytest

from xl_aigc.metrics import growth as g
from xl_aigc.metrics.undefined import Undefined

# company: net profit of 2024H1 and 2023H1 in yuan, growth and direction as announced or reported
FILINGS = {
    "Kunlun Tech": (-389e6, 358e6, -2.0866, "turned_to_loss"),
    "COL Group": (-150.09e6, -37.055639e6, -3.0504, "loss_widened"),
    "Speechocean": (416_421.26, -17_241_392.69, 1.0242, "turned_profitable"),
    "Hanwang": (-50.8027e6, -51.8583e6, 0.0204, "loss_narrowed"),
    "Wondershare": (24.49e6, 43.724e6, -0.4399, "decreased"),
}


@pytest.mark.parametrize("company", FILINGS)
def test_growth_and_status_are_those_of_the_filing(company):
    current, prior, growth, status = FILINGS[company]
    assert g.yoy(current, prior) == pytest.approx(growth, abs=0.5e-4)
    assert g.growth_status(current, prior) == status


def test_growth_is_positive_when_a_loss_narrows_and_negative_when_it_widens():
    # from a loss of 100: 50 less is half of it, and so is 50 more
    assert g.yoy(-50.0, -100.0) == 0.5
    assert g.yoy(-150.0, -100.0) == -0.5


def test_growth_over_nothing_is_a_division_by_zero():
    assert g.yoy(5.0, 0.0) is Undefined.DIV0
    assert g.yoy(0.0, -0.0) is Undefined.DIV0


def test_growth_that_no_float_can_hold_is_undefined():
    assert g.yoy(1e308, 1e-308) is Undefined.NUM
    assert g.yoy(10**400, 1.0) is Undefined.NUM


@pytest.mark.parametrize(
    ("current", "prior", "status"),
    [
        (1.0, -1.0, "turned_profitable"),
        (-1.0, 1.0, "turned_to_loss"),
        (-1.0, 0.0, "turned_to_loss"),
        (-2.0, -1.0, "loss_widened"),
        (-1.0, -2.0, "loss_narrowed"),
        (0.0, -2.0, "loss_narrowed"),
        (-2.0, -2.0, "loss_unchanged"),
        (2.0, 1.0, "increased"),
        (1.0, 0.0, "increased"),
        (1.0, 2.0, "decreased"),
        (0.0, 2.0, "decreased"),
        (2.0, 2.0, "unchanged"),
        (0.0, 0.0, "unchanged"),
    ],
)
def test_every_pair_of_signs_has_its_status(current, prior, status):
    assert g.growth_status(current, prior) == status
    assert status in g.STATUS


def test_compound_growth_of_a_fifth_twice_is_a_fifth():
    # 1.2 * 1.2 = 1.44
    assert g.cagr(100.0, 144.0, 2.0) == pytest.approx(0.2)
    assert g.cagr(100.0, 0.0, 3.0) == -1.0


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [(0.0, 1.0, 1.0), (-1.0, 1.0, 1.0), (1.0, -1.0, 1.0), (1.0, 1.0, 0.0), (1.0, 1.0, -1.0)],
)
def test_compound_growth_outside_its_bounds_is_undefined(first, last, years):
    assert g.cagr(first, last, years) is Undefined.NUM


def test_quarter_of_fanli_is_the_half_year_less_the_first_quarter():
    # 3.3646 m to June, -2.5848 m to March: 5.9494 m from April to June
    assert g.single_quarter(3.3646e6, -2.5848e6) == pytest.approx(5.9494e6)


def test_first_quarter_takes_zero_before_it_and_a_missing_report_gives_none():
    assert g.single_quarter(7.0, 0.0) == 7.0
    assert g.single_quarter(7.0, None) is None


def test_trailing_year_swaps_the_old_half_for_the_new():
    # a year of 100 with a first half of 40, then a first half of 60
    assert g.trailing_twelve_months(ytd=60.0, full_year_before=100.0, ytd_before=40.0) == 120.0


def test_a_quarter_against_a_fifth_is_five_points():
    assert g.change_points(0.25, 0.20) == pytest.approx(5.0)
