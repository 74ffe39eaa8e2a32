"""Labels of dots stand beside their points and cover none; names beside bars are cut between words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_aigc.report.blocks.short_names import short_name
from xl_aigc.report.label_places import axis_ends, label_places
from xl_aigc.report.live import Live


def test_labels_of_two_close_points_stand_on_different_sides():
    sides = label_places([(0.4, 0.4), (0.42, 0.4), (1.0, 1.0)], {0: 20, 1: 20}, (600, 300))
    assert sides[0] != sides[1]


@given(st.lists(st.tuples(*[st.floats(-1e6, 1e6)] * 2), min_size=1, max_size=20), st.integers(0, 30))
def test_labels_stand_at_sides_of_their_points(points, width):
    sides = label_places(points, dict.fromkeys(range(len(points)), width), (600, 300))
    assert set(sides) <= set(range(len(points)))
    assert set(sides.values()) <= set("rltb")


BOX = 6.4, 17.0, 5.0
"""Pixels of a digit and of a line of a label, and of the half of a dot: what it was measured with in LibreOffice."""


@given(
    st.lists(st.tuples(*[st.floats(0, 1)] * 2), max_size=30).map(
        lambda some: [(0.0, 0.0), (1.0, 1.0), *some]
    ),
    st.integers(1, 20),
)
def test_no_label_covers_another_or_a_dot(points, width):
    """Both axes go from 0 to 1.2: numbers to 1 end closer than a twentieth to it, so that a step of 0.2 is added."""
    digit, line, dot = BOX
    spots = [(x / 1.2 * 600, 300 - y / 1.2 * 300) for x, y in points]
    sides = label_places(points, dict.fromkeys(range(len(points)), width), (600, 300))
    boxes = {}
    for place, side in sides.items():
        (x, y), wide = spots[place], digit * width
        left = {"r": x + dot, "l": x - dot - wide}.get(side, x - wide / 2)
        top = {"t": y - dot - line, "b": y + dot}.get(side, y - line / 2)
        boxes[place] = left, top, left + wide, top + line
    dots = {place: (x - dot, y - dot, x + dot, y + dot) for place, (x, y) in enumerate(spots)}
    for place, box in boxes.items():
        covered = [other for number, other in (*boxes.items(), *dots.items()) if number != place]
        assert not [other for other in covered if overlap(box, other) > 1e-6]


def overlap(one, other):
    """The area that two boxes share."""
    wide, high = (min(one[n + 2], other[n + 2]) - max(one[n], other[n]) for n in range(2))
    return max(wide, 0) * max(high, 0)


def test_a_label_in_the_way_moves_to_another_side():
    """At the left of the second dot ends the plot, at its right is the first one: its label goes below, where that of the first gives way."""
    points = [(0.096, 0.232), (0.066, 0.229), (1.086, 0.214), (0.052, -0.119)]
    assert label_places(points, {0: 7.4}, (480, 342)) == {0: "r"}
    assert label_places(points, {0: 7.4, 1: 6.0}, (480, 342)) == {0: "t", 1: "b"}


def test_a_label_keeps_off_words_that_stand_above_the_dots():
    """From 0 to 1.2 a hundredth is 2.5 of 300 pixels: words of 512 pixels so near a dot leave its label no side, far above it all."""
    points = [(1.0, 0.2), (1.0, 0.21), (1.0, 1.0), (1.0, 0.0)]
    assert label_places(points, {0: 4}, (600, 300), {1: 80}, (0.5, 1.5)) == {}
    assert label_places([points[0], (1.0, 0.6), *points[2:]], {0: 4}, (600, 300), {1: 80}, (0.5, 1.5)) == {
        0: "r"
    }


def test_a_label_without_room_is_left_out_and_the_first_one_is_not():
    """At a point there is room for a label at its right and one at its left; one that is wider than the plot has none."""
    points = [(1.0, 1.0)] * 6 + [(0.0, 0.0), (2.0, 2.0)]
    assert list(label_places(points, dict.fromkeys(range(6), 10), (600, 300))) == [0, 1]
    assert label_places(points, {0: 100}, (600, 300)) == {}


@pytest.mark.parametrize(("ends", "first"), [((0.0588, 0.1025), 0.055), ((0.0302, 0.0435), 0.028)])
def test_a_label_has_room_also_where_the_axis_of_x_begins_near_its_first_number(ends, first):
    """LibreOffice 7.4 drew these numbers from 5.5% to 10.5% and from 2.8% to 4.6%: a label at the left would cross the axis."""
    low, high = ends
    assert axis_ends(low, high, 10, wide=False)[0] == pytest.approx(first)
    sides = label_places([(low, 0.5), (high, 0.6)], {0: 16}, (420, 120))
    assert sides == {0: "r"}
    assert label_places([(0.0, 0.5), (high, 0.6), (low, 0.5), (low + 0.001, 0.5)], {2: 8}, (420, 120)) == {
        2: "l"
    }


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
