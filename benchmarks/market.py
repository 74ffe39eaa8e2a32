"""A synthetic market in the form of the reference data: 5,500 companies, 20 items, two periods or more, seeded.

usage: python benchmarks/market.py FOLDER [COMPANIES]
"""

from __future__ import annotations

import argparse
import csv
import random
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ITEMS = (
    *(
        "revenue",
        "operating_cost",
        "gross_profit",
        "selling_expense",
        "admin_expense",
        "rd_expense",
        "rd_investment",
    ),
    *(
        "finance_expense",
        "investment_income",
        "operating_profit",
        "total_profit",
        "net_profit",
        "net_profit_deducted",
    ),
    *(
        "total_assets",
        "total_liabilities",
        "equity",
        "cash",
        "receivables",
        "inventories",
        "operating_cash_flow",
    ),
)
SHARES = {"revenue": 1.0, "total_assets": 3.0, "total_liabilities": 1.5, "equity": 1.5, "net_profit": 0.06}
PERIODS = ("2023H1", "2024H1")
QUARTERS = tuple(f"{year}{part}" for year in range(2014, 2025) for part in ("Q1", "H1", "Q3", "FY"))[2:42]
"""The 40 periods up to 2024H1."""
LAYERS = ("upstream", "midstream", "downstream")


def write_market(
    folder: Path,
    companies: int = 5500,
    seed: int = 20240912,
    periods: Sequence[str] = PERIODS,
    items: Sequence[str] = ITEMS,
) -> None:
    """Write companies.csv, figures.csv, price_changes.csv and sources.csv."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    tickers = [
        f"{number:06d}.{'SZ' if number < 400000 else 'SH'}" for number in range(300001, 300001 + companies)
    ]
    _write(
        folder / "companies.csv",
        ("ticker", "name_zh", "name_en", "layer", "segment", "archetype", "membership"),
        (
            (
                ticker,
                f"公司{place}",
                f"Company {place}",
                chance.choice(LAYERS),
                f"segment {place % 40}",
                "other",
                "added: synthetic",
            )
            for place, ticker in enumerate(tickers)
        ),
    )
    _write(
        folder / "figures.csv",
        ("ticker", "period", "item", "value", "kind", "sources"),
        _figures(chance, tickers, periods, items),
    )
    _write(
        folder / "price_changes.csv",
        ("ticker", "base_date", "date", "change", "basis"),
        (
            (ticker, "2023-12-29", "2024-09-12", round(max(-0.9, chance.gauss(-0.2, 0.25)), 3), "synthetic")
            for ticker in tickers
        ),
    )
    _write(folder / "sources.csv", ("id", "address"), [("S001", "https://example.org/market")])


def _figures(
    chance: random.Random, tickers: list[str], periods: Sequence[str], items: Sequence[str]
) -> Iterator[tuple[str | float, ...]]:
    for ticker in tickers:
        revenue = 10 ** chance.uniform(7, 11)
        for period in periods:
            for item in items:
                if chance.random() < 0.03:
                    continue
                value = revenue * SHARES.get(item, 0.1) * chance.gauss(1, 0.4)
                value = (
                    value
                    if item in {"net_profit", "investment_income", "operating_cash_flow"}
                    else abs(value)
                )
                yield ticker, period, item, round(value, 2), "stated", "S001"


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str | float, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Write the market that is asked for."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("folder", type=Path)
    asked.add_argument("companies", type=int, nargs="?", default=5500)
    given = asked.parse_args()
    write_market(given.folder, given.companies)


if __name__ == "__main__":
    main()
