"""Limits that are set at the build stand in their cells, decide the counts, and stay through a refresh."""

from __future__ import annotations

import pytest
from support.next_basket import incoming, restated

from xl_aigc.data.folder import REFERENCE, load_facts
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.measures.limits import read_settings
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
        (["limit_rd_100m=1", "limit_rd_100m=2"], "limit_rd_100m is set twice."),
    ],
)
def test_what_is_no_limit_or_no_number_is_refused(given, message):
    with pytest.raises(Exception, match="--set") as refused:
        read_settings(given)
    assert message in str(refused.value)
