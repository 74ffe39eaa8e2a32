"""Two workbooks compared on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xl_aigc.refreshing.diff import diff
from xl_aigc.refreshing.differences import _in_words


def test_a_limit_that_differs_is_told_by_its_name_and_is_of_no_company(xl_aigc):
    xl_aigc("build", "-o", "usual.xlsx")
    xl_aigc("build", "--set", "limit_rd_100m=50e6", "-o", "lower.xlsx")
    told = xl_aigc("diff", "usual.xlsx", "lower.xlsx", "--json")
    [limit] = [one for one in json.loads(told.out) if one["kind"] == "limit"]
    assert (told.code, limit["what"], limit["first"], limit["second"]) == (
        1,
        "limit_rd_100m",
        100,
        50,
    )  # CNY m
    [found] = [one for one in diff(Path("usual.xlsx"), Path("lower.xlsx")) if one.kind == "limit"]
    assert (found.ticker, found.what) == ("", "limit_rd_100m")


@pytest.mark.parametrize(
    ("value", "shows", "text"),
    [(0.125, "percent", "12.5%"), (1234.5, "money", "1,234.50"), ("unknown", "percent", "unknown")],
)
def test_a_moved_value_is_told_as_the_report_shows_it(value, shows, text):
    assert _in_words(value, shows) == text
