"""The reference basket as a table, read with the standard library alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[2] / "xl_aigc" / "data" / "reference"
GIANTS = frozenset({"600941.SH", "601728.SH", "000333.SZ", "600690.SH"})


def rows(name):
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def basket():
    """2024H1 beside 2023H1, in yuan."""
    companies = rows("companies.csv")
    figures = {
        (row["ticker"], row["period"], row["item"]): float(row["value"]) for row in rows("figures.csv")
    }
    changes = {row["ticker"]: float(row["change"]) for row in rows("price_changes.csv")}
    table = {key: [company[key] for company in companies] for key in companies[0]}
    for item in ("revenue", "net_profit", "rd_expense", "selling_expense"):
        table[item] = [figures.get((ticker, "2024H1", item)) for ticker in table["ticker"]]
        table[f"{item}_prior"] = [figures.get((ticker, "2023H1", item)) for ticker in table["ticker"]]
    table["price_change"] = [changes.get(ticker) for ticker in table["ticker"]]
    return table


@pytest.fixture(scope="session")
def without_giants(basket):
    """The basket without the four companies that are most of its money."""
    stay = [row for row, ticker in enumerate(basket["ticker"]) if ticker not in GIANTS]
    assert len(stay) == 51
    return {key: [column[row] for row in stay] for key, column in basket.items()}
