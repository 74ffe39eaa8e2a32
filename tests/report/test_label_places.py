"""Labels of dots stand beside their points and cover none; names beside bars are cut between words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_aigc.report.blocks.feeds import short_name
from xl_aigc.report.label_places import label_places
from xl_aigc.report.live import Live


def test_labels_of_two_close_points_stand_on_different_sides():
    sides = label_places([(0.4, 0.4), (0.42, 0.4), (1.0, 1.0)], {0: 20, 1: 20}, (600, 300))
    assert sides[0] != sides[1]


@given(st.lists(st.tuples(*[st.floats(-1e6, 1e6)] * 2), min_size=1, max_size=20), st.integers(0, 30))
def test_labels_stand_at_sides_of_their_points(points, width):
    sides = label_places(points, dict.fromkeys(range(len(points)), width), (600, 300))
    assert set(sides) <= set(range(len(points)))
    assert set(sides.values()) <= set("rltb")


def test_a_label_without_room_is_left_out_and_the_first_one_is_not():
    """At a point there is room for a label at its right and one at its left; one that is wider than the plot has none."""
    points = [(1.0, 1.0)] * 6 + [(0.0, 0.0), (2.0, 2.0)]
    assert list(label_places(points, dict.fromkeys(range(6), 10), (600, 300))) == [0, 1]
    assert label_places(points, {0: 100}, (600, 300)) == {}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("China Mobile", "China Mobile"),
        ("Guangdong Insight Brand Marketing Group", "Guangdong Insight…"),
        ("Twenty signs in this", "Twenty signs in this"),
        ("Twenty signs in this name", "Twenty signs in…"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffah…"),
        ("广东因赛品牌营销集团股份有限公司广东省广州市天河区", "广东因赛品牌营销集团股份有限公司广东省…"),
    ],
)
def test_a_name_beside_a_bar_is_cut_between_words(name, short):
    assert short_name(Live(name), "A1", 20).value == short
