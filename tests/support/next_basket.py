"""The bundled basket at the next refresh: five figures restated, three companies added, one dropped."""

from __future__ import annotations

from dataclasses import replace

from xl_aigc.data.model import Company, Facts, Figure
from xl_aigc.refreshing.plan import Incoming

RESTATED = {
    ("300418.SZ", "revenue"): 2_600_000_000.0,  # Kunlun
    ("300418.SZ", "net_profit"): -400_000_000.0,
    ("300624.SZ", "net_profit"): 50_000_000.0,  # Wondershare: from a fall to a rise over 43.72 m
    ("002230.SZ", "rd_expense"): 1_500_000_000.0,  # iFLYTEK
    ("688111.SH", "revenue"): 2_420_000_000.0,  # Kingsoft Office
}
JOINED = ("600999.SH", "601999.SH", "603999.SH")
DROPPED = "002354.SZ"
DAY = "2026-11-25"


def restated(facts: Facts) -> Facts:
    """The basket of the next refresh."""
    period, compare = facts.period, facts.compare
    figures = [
        replace(figure, value=RESTATED[figure.ticker, figure.item])
        if figure.period == period and (figure.ticker, figure.item) in RESTATED
        else figure
        for figure in facts.figures
        if figure.ticker != DROPPED
    ]
    companies = [company for company in facts.companies if company.ticker != DROPPED]
    for number, ticker in enumerate(JOINED, 1):
        companies.append(
            Company(ticker, f"新公司{number}", f"New {number}", "downstream", "games", "other", "added")
        )
        for when, part in ((period, 1.0), (compare, 0.9)):
            figures.append(Figure(ticker, when, "revenue", 1e9 * number * part, "stated", ("S001",)))
            profit = 1e8 * (number - 1.5) * part
            figures.append(Figure(ticker, when, "net_profit", profit, "stated", ("S001",)))
    return replace(
        facts,
        companies=tuple(companies),
        figures=tuple(figures),
        price_changes=tuple(price for price in facts.price_changes if price.ticker != DROPPED),
        giants=tuple(ticker for ticker in facts.giants if ticker != DROPPED),
        rollout=tuple(one for one in facts.rollout if one.ticker != DROPPED),
    )


def incoming(facts: Facts, source: str = "files: next") -> Incoming:
    """These facts as a refresh brings them."""
    return Incoming(facts, 2, source, DAY, facts.period, facts.compare)
