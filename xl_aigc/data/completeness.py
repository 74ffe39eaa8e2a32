"""Completeness: the figures present, of those due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.data.layers import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xl_aigc.data.model import Company, Facts
    from xl_aigc.data.period import Period

CORE_ITEMS: Final = ("revenue", "net_profit", "rd_expense", "rd_investment", "selling_expense")
"""Items whose figures are due of every company, in a basket that has some figure of them."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Figures present of figures due, for one item and period.

    Attributes:
        layer: the layer counted, None for all companies.
        present: companies that have the figure.
        due: companies that should have it.
        derived: of those present, how many were derived.
    """

    item: str
    period: Period
    layer: str | None
    present: int
    due: int
    derived: int

    @property
    def share(self) -> float | None:
        """Present over due; None where nothing is due."""
        return self.present / self.due if self.due else None


@dataclass(frozen=True, slots=True)
class Gap:
    """A figure that is missing."""

    ticker: str
    period: Period
    item: str


def items_due(facts: Facts, periods: Sequence[Period]) -> tuple[str, ...]:
    """Return the items whose figures are due.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> from xl_aigc.data.period import Period
        >>> items_due(load_facts(), [Period("2024H1")]) == CORE_ITEMS
        True
    """
    there = {item for period in periods for item in facts.items(period)}
    return tuple(item for item in CORE_ITEMS if item in there)


def coverage(facts: Facts, periods: Sequence[Period], items: Sequence[str]) -> list[Coverage]:
    """Count figures present and due: for each item and period all companies, then each layer that has some.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> from xl_aigc.data.period import Period
        >>> both = coverage(load_facts(), [Period("2024H1")], ["revenue"])[0]
        >>> both.present, both.due, both.derived
        (54, 55, 6)
    """
    groups: list[tuple[str | None, Sequence[Company]]] = [(None, facts.companies)]
    groups += [
        (layer, [c for c in facts.companies if c.layer == layer]) for layer in keys_of(facts.sorts.layers)
    ]
    return [
        _count(facts, item, period, layer, companies)
        for item in items
        for period in periods
        for layer, companies in groups
        if companies or layer is None
    ]


def gaps(facts: Facts, items: Sequence[str], periods: Sequence[Period]) -> Iterator[Gap]:
    """Every missing figure, company by company.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> from xl_aigc.data.period import Period
        >>> [gap.ticker for gap in gaps(load_facts(), ["revenue"], [Period("2024H1")])]
        ['603888.SH']
    """
    for ticker in facts.tickers:
        for period in periods:
            for item in items:
                if facts.figure(ticker, item, period) is None:
                    yield Gap(ticker, period, item)


def _count(
    facts: Facts, item: str, period: Period, layer: str | None, companies: Sequence[Company]
) -> Coverage:
    held = facts.figures_of(item, period)
    found = [held[c.ticker] for c in companies if c.ticker in held]
    derived = sum(figure.kind == "derived" for figure in found)
    return Coverage(item, period, layer, len(found), len(companies), derived)
