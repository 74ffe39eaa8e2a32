"""Two workbooks compared on the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from support.resaved import openpyxl

from xl_aigc.cli.diff import lines
from xl_aigc.refreshing.diff import Difference, diff
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


def test_diff_is_0_for_the_same_and_1_with_a_list_for_others(xl_aigc, files):
    same = xl_aigc("diff", "before.xlsx", "report.xlsx")
    assert (same.code, same.out) == (0, "The figures, measures and limits are the same.\n")
    xl_aigc("refresh", "--from", "next", "--workbook", "report.xlsx")
    other = xl_aigc("diff", "before.xlsx", "report.xlsx")
    assert other.code == 1
    assert "Figures (39):" in other.out
    assert re.search(r"300418\.SZ .*2024H1: from 2,502,000,000 to 2,752,200,000", other.out)
    everything = xl_aigc("diff", "before.xlsx", "report.xlsx", "--all")
    assert "--all lists them" not in everything.out
    assert len(everything.out) >= len(other.out)
    assert xl_aigc("diff", "before.xlsx", "none.xlsx").code == 1
    assert "holds no values" not in everything.out


def test_kinds_and_sources_of_figures_are_told_in_one_line():
    found = [
        Difference("source", f"{place:06}.SZ", "Revenue 2024H1 source", "S1", "S150") for place in range(40)
    ]
    assert [*lines(found, 40)] == ["Kinds and sources of figures: 40 differ (--all lists them)"]
    assert len([*lines(found, None)]) == 1 + 40


def test_diff_names_a_workbook_that_was_saved_without_values(xl_aigc, files):
    """openpyxl keeps formulas and drops what they show."""
    (files / "bare").mkdir()
    openpyxl([files / "before.xlsx"], files / "bare")
    told = xl_aigc("diff", "before.xlsx", "bare/before.xlsx")
    (line,) = told.out.splitlines()
    assert line.startswith("bare/before.xlsx holds no values beside its formulas: ")
