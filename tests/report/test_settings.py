"""Limits that are set at the build stand in their cells, decide the counts, and stay through a refresh."""

from __future__ import annotations

import re

import pytest
from support.next_basket import incoming, restated

from xl_aigc.data.folder import REFERENCE, load_facts
from xl_aigc.data.limits import read_settings
from xl_aigc.errors import DataError
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.ooxml.book import Book
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.report.builder import BuildOptions, build

SETTINGS = {"limit_rd_100m": 50e6, "limit_price_up": 0.3}


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    target = tmp_path_factory.mktemp("settings") / "report.xlsx"
    return build(target, options=BuildOptions(settings=SETTINGS))


def spenders(limit):
    """Companies of the bundled files that spent more than a limit on R&D in 2024H1."""
    rows = bundled_table(REFERENCE / "figures.csv")
    spent = [row for row in rows if (row["period"], row["item"]) == ("2024H1", "rd_expense")]
    return sum(float(row["value"]) > limit for row in spent)


def test_cells_show_money_in_the_unit_and_shares_as_fractions(workbook):
    with Book(workbook.target) as book:
        assert book.named("limit_rd_100m")[2].value == 50
        assert book.named("limit_price_up")[2].value == 0.3


def test_counts_rest_on_them(workbook):
    assert spenders(50e6) > spenders(100e6)
    assert workbook.report.basket("count_rd_above_100m").value == spenders(50e6)


def test_a_refresh_keeps_them(workbook, tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(workbook.target.read_bytes())
    carry_into(path, incoming(restated(load_facts())))
    with Book(path) as book:
        assert book.named("limit_rd_100m")[2].value == 50


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["limit_rd_10m=1"], "'limit_rd_10m' is no limit. Expected one of limit_rd_100m"),
        (["limit_rd_100m=viel"], "--set, key limit_rd_100m: 'viel' is not a number."),
        (["limit_rd_100m=nan"], "--set, key limit_rd_100m: 'nan' is not a number."),
        (["limit_rd_100m"], "--set, key limit_rd_100m: '' is not a number."),
        (["limit_price_up==abc"], "Write a number behind the equals sign, such as limit_price_up=0.2."),
        (["limit_price_up=40%"], "Write limit_price_up=0.4: shares are fractions."),
        (["limit_rd_100m=1", "limit_rd_100m=2"], "limit_rd_100m is set twice."),
    ],
)
def test_what_is_no_limit_or_no_number_is_refused(given, message):
    with pytest.raises(Exception, match="--set") as refused:
        read_settings(given)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["limit_rd_100m=20e9"], "limit_rd_100m (20,000,000,000) is not below limit_rd_1bn (1,000,000,000)"),
        (["limit_rd_1bn=2e10"], "limit_rd_1bn (20,000,000,000) is not below limit_rd_10bn (10,000,000,000)"),
        (["limit_price_down=-0.5"], "limit_price_crash (-0.4) is not below limit_price_down (-0.5)"),
        (["limit_fall_1000=-0.5"], "limit_fall_1000 (-0.5) is not below limit_fall_100 (-1)"),
        (["limit_rd_100m=-5"], "a number of 0 or more"),
        (["limit_price_down=0.1"], "a number from -1 to 0"),
        (["limit_fall_100=0.5"], "a number of 0 or less"),
        (["limit_screen_known=2.5"], "a whole number from 1 to 5"),
        (["limit_screen_layer=0"], "a whole number of 1 or more"),
        (["limit_clip_growth=0"], "a number of 0.01 or more"),
    ],
)
def test_a_limit_out_of_range_or_order_is_refused_with_what_was_expected(given, told):
    with pytest.raises(DataError, match=re.escape(told)):
        read_settings(given)


def test_limits_that_move_together_are_taken():
    given = ["limit_rd_100m=2e9", "limit_rd_1bn=3e9"]
    assert read_settings(given) == {"limit_rd_100m": 2e9, "limit_rd_1bn": 3e9}
