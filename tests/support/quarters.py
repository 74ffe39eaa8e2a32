"""A basket of thirty companies of the United States in single quarters: a CSV as a person would keep it, numbers by a plain rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

TICKERS: Final = tuple(f"{first}{second}" for first in "ABC" for second in "CEGIKMOQSU")
PERIODS: Final = (
    *(f"2023Q{quarter}" for quarter in range(1, 5)),
    "2023FY",
    *(f"2024Q{quarter}" for quarter in range(1, 5)),
    "2024FY",
)
HEADER: Final = "Ticker,Name,Period,Revenue (USD m),Net profit (USD m)\n"


def figures(place: int, period: str) -> tuple[int, int]:
    """Revenue and net profit in millions of the company at a place; a year is the sum of its quarters."""
    if period.endswith("FY"):
        parts = [figures(place, f"{period[:4]}Q{quarter}") for quarter in range(1, 5)]
        return sum(revenue for revenue, _ in parts), sum(profit for _, profit in parts)
    year, quarter = int(period[:4]) - 2023, int(period[-1])
    revenue = 500 + 70 * place + 11 * quarter + year * (place * 7 % 60 - 25)
    profit = place * 13 % 90 - 30 + 3 * quarter + year * (place * 5 % 40 - 18)
    return revenue, profit


def table() -> str:
    """The CSV."""
    return HEADER + "".join(_rows())


def _rows() -> Iterator[str]:
    for place, ticker in enumerate(TICKERS):
        for period in PERIODS:
            revenue, profit = figures(place, period)
            yield f"{ticker},Company {ticker},{period},{revenue},{profit}\n"
