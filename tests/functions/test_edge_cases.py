"""The table of edge cases, `edge_cases.csv`: every row is a formula and, as a formula too, what it must give."""

from __future__ import annotations

from datetime import date

import pytest
from support.office_js_calls import EDGE_CASES, RANGES

from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.headless import evaluate


@pytest.mark.parametrize("row", EDGE_CASES, ids=lambda row: f"{row['function']}: {row['case']}")
def test_the_table_of_edge_cases_holds(row, agree):
    got = evaluate(row["formula"], RANGES)
    expected = evaluate(row["expected"])
    assert agree(got, expected), f"{row['formula']} gave {got!r}, expected {expected!r}"


def test_every_function_has_edge_cases():
    assert {row["function"] for row in EDGE_CASES} == set(CATALOGUE)


def test_the_serial_number_of_a_date_is_that_of_the_spreadsheet():
    # Day 1 is 1900-01-01; with the day 1900-02-29 that spreadsheets count, 2024-03-03 is day 45354.
    assert evaluate("=AIGC_QUARTER(D,0)", {"D": date(2024, 3, 3)}) == 45354
