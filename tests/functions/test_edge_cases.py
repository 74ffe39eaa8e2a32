"""The table of edge cases, `edge_cases.csv`: every row is a formula and, as a formula too, what it must give."""

from __future__ import annotations

import csv
import math
from datetime import date
from pathlib import Path

import pytest

from xl_aigc.cell_errors import CellError
from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.headless import evaluate

EDGE_CASES = Path(__file__).parents[1] / "support" / "edge_cases.csv"

HEADER = ["ticker", "revenue", "revenue_prior", "net_profit", "net_profit_prior"]
RANGES = {
    "BLANK": None,
    "BLANKS": [[None, ""], [None, "n.a."]],
    "NAN": math.nan,
    "INFINITE": math.inf,
    "DAY": date(2024, 6, 30),
    "ONE": [[120]],
    "MIXED": [[120], [None], ["x"], [True], [CellError.REF], ["--"], [date(2024, 3, 3)], [math.inf]],
    "MANY": [[120.0]] * 5500,
    "WIDE": [
        HEADER,
        *[[f"{place:06d}.SZ", 100.0 + place % 3, 101.0, 5.0, 4.0 + place % 2] for place in range(5500)],
    ],
}
# 2024-03-03 is day 45354 of the spreadsheet calendar: (45354 - 100) / 100 = 452.54.
with EDGE_CASES.open(encoding="utf-8", newline="") as lines:
    CASES = list(csv.DictReader(lines))


@pytest.mark.parametrize("row", CASES, ids=lambda row: f"{row['function']}: {row['case']}")
def test_the_table_of_edge_cases_holds(row, agree):
    got = evaluate(row["formula"], RANGES)
    expected = evaluate(row["expected"])
    assert agree(got, expected), f"{row['formula']} gave {got!r}, expected {expected!r}"


def test_every_function_has_edge_cases():
    assert {row["function"] for row in CASES} == set(CATALOGUE)


def test_the_serial_number_of_a_date_is_that_of_the_spreadsheet():
    # Day 1 is 1900-01-01; with the day 1900-02-29 that spreadsheets count, 2024-03-03 is day 45354.
    assert evaluate("=AIGC_QUARTER(D,0)", {"D": date(2024, 3, 3)}) == 45354
