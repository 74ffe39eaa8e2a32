"""Limits that a reader changed: a build with them is what the formulas of a workbook give once its cells hold them."""

from __future__ import annotations

import pytest
from support.office import require_office
from support.recalculation import libreoffice
from support.sheet_reader import read

from xl_aigc.data.folder import load_facts
from xl_aigc.measures.frame import build_frame
from xl_aigc.measures.limits import LIMITS
from xl_aigc.ooxml.book import Book
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.check_file import check_file

CHANGED = {
    "limit_rd_100m": 2000.0,  # above the next: the first test that holds decides
    "limit_rd_1bn": 900.0,
    "limit_rd_10bn": 15000.0,
    "limit_intensity_low": 0.03,
    "limit_intensity_mid": 0.25,
    "limit_intensity_high": 0.15,
    "limit_price_up": 0.05,
    "limit_price_down": -0.3,
    "limit_price_crash": -0.25,
    "limit_fall_100": -0.5,
    "limit_fall_1000": -2.0,
    "limit_screen_price": -0.2,
    "limit_screen_layer": 14.5,
    "limit_screen_known": 4.0,
    "limit_clip_growth": 1.5,
    "limit_clip_intensity": 0.3,
    "limit_of_revenue": 0.25,
    "limit_jump_warn": 3.0,
    "limit_jump_error": 500.0,
    "limit_near": 0.02,
    "limit_near_money": 0.1,
    "limit_rounding": 0.001,
    "index_change": -0.05,
    "index_change_2": 0.01,
    "example_cumulative": 5e6,
}
"""Money in millions of yuan, as the cells of an English build show it."""


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The bundled basket with every limit changed, in each way of formulas."""
    files = {}
    for formulas in ("native", "udf"):
        files[formulas] = tmp_path_factory.mktemp("limits") / f"{formulas}.xlsx"
        build(files[formulas], None, BuildOptions(formulas=formulas, limits=CHANGED, chosen="300418.SZ"))
    return files


def test_a_build_with_changed_limits_holds_no_stale_value(changed):
    require_office()
    found = check_file(changed["native"], libreoffice())
    assert not [problem for problem in found.problems if problem.kind != "check"]
    assert found.compared == found.formulas > 5000


def test_the_cells_of_limits_hold_what_was_given(changed):
    with Book(changed["native"]) as book:
        assert {name: book.named(name)[2].value for name in CHANGED} == CHANGED


def test_calls_of_functions_give_the_same_with_changed_limits(changed):
    one, other = (
        {name: sheet.numbers() for name, sheet in read(changed[formulas]).items() if name != "Functions"}
        for formulas in ("native", "udf")
    )
    assert one == other


def test_every_limit_has_been_changed_by_the_test_above():
    assert LIMITS.keys() <= CHANGED.keys()


def test_a_limit_above_the_next_decides_first():
    """An expense of 1,500 million is at most 2,000 (first step), whatever the second step of 900 says."""
    facts = load_facts()
    frame = build_frame(
        facts, facts.period, unit="million", limits={"limit_rd_100m": 2000.0, "limit_rd_1bn": 900.0}
    )
    numbers, words = frame.numbers("rd_expense"), frame["rd_scale"]
    assert {word for number, word in zip(numbers, words, strict=True) if number and number <= 2000} == {
        "up_to_100m"
    }
    assert "from_100m_to_1bn" not in words


def test_an_index_change_that_was_typed_in_moves_the_distance_of_every_price():
    facts = load_facts()
    options = BuildOptions(limits={"index_change": 0.25})
    frame = build_frame(facts, facts.period, limits=options.limits)
    place = next(n for n, change in enumerate(frame.numbers("price_change")) if change is not None)
    assert frame["price_vs_index"][place] == (frame["price_change"][place] - 0.25) * 100
