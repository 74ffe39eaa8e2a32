"""Plausibility of the figures of a basket: what a person should look at, as data; the words are elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, get_args

from xl_aigc.data.item import ITEMS
from xl_aigc.data.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xl_aigc.data.model import Facts, Figure
    from xl_aigc.data.period import Period

Level = Literal["error", "warn", "note"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
"""The gravest first."""

CHECKS: Final[Mapping[str, Level]] = {
    "period_without_figures": "error",
    "periods_of_different_parts": "warn",
    "company_without_figures": "warn",
    "prices_after_as_of": "error",
    "price_dates_differ": "warn",
    "jump_above_100x": "error",
    "jump_above_10x": "warn",
    "cumulative_fell": "warn",
    "selling_and_rd_above_revenue": "warn",
    "rd_expense_above_revenue": "warn",
    "rd_investment_above_revenue": "warn",
    "selling_expense_above_revenue": "warn",
    "profit_above_revenue": "warn",
    "without_source": "warn",
    "article_only": "note",
    "not_independent": "note",
}
"""Every check and how grave what it finds is: `error` is hardly right, `warn` is to be looked at, `note` is to be known."""

WARN_JUMP: Final = LIMITS["limit_jump_warn"].value
ERROR_JUMP: Final = LIMITS["limit_jump_error"].value

# What may hardly be larger than revenue: the sum of the items, whatever its sign.
_ABOVE_REVENUE: Final[Mapping[str, tuple[str, ...]]] = {
    "selling_and_rd_above_revenue": ("selling_expense", "rd_expense"),
    "rd_expense_above_revenue": ("rd_expense",),
    "rd_investment_above_revenue": ("rd_investment",),
    "selling_expense_above_revenue": ("selling_expense",),
    "profit_above_revenue": ("net_profit",),
}

# Cumulative figures of these can't fall within a year.
_GROWING: Final = tuple(
    item.key for item in ITEMS.values() if item.kind == "flow" and item.sign == "nonnegative"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure or company that a person should look at.

    Attributes:
        key: the check, one of `CHECKS`.
        ticker: the company; None where it is about the basket.
        item: the item; None where it is about all of them.
        period: the period; None where it is about all of them.
        values: the numbers and words that its sentence names, by name; money in units of the currency.
    """

    key: str
    ticker: str | None = None
    item: str | None = None
    period: Period | None = None
    values: Mapping[str, float | str] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """The severity of the finding."""
        return CHECKS[self.key]


def check(facts: Facts) -> list[Finding]:
    """List what a person should look at in a basket, in the order of `CHECKS`, then of the figures.

    What can't be taken at all (duplicates, unknown items, text for numbers) was refused when the folder was read.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> [finding.ticker for finding in check(load_facts()) if finding.key == "company_without_figures"]
        ['603888.SH']
    """
    order = {key: place for place, key in enumerate(CHECKS)}
    found = [*_basket(facts), *_prices(facts), *_against_revenue(facts)]
    for figure in facts.figures:
        found += _figure(facts, figure)
    return sorted(found, key=lambda finding: order[finding.key])


def _basket(facts: Facts) -> Iterator[Finding]:
    for period in (facts.period, facts.compare):
        if period not in facts.periods:
            yield Finding("period_without_figures", period=period)
    if facts.period.part != facts.compare.part:
        values = {"compare": str(facts.compare)}
        yield Finding("periods_of_different_parts", period=facts.period, values=values)
    known = {figure.ticker for figure in facts.figures}
    for ticker in facts.tickers:
        if ticker not in known:
            yield Finding("company_without_figures", ticker)


def _prices(facts: Facts) -> Iterator[Finding]:
    windows = Counter((price.base_date, price.date) for price in facts.price_changes)
    usual = windows.most_common(1)[0][0] if windows else None
    for price in facts.price_changes:
        values = {"base_date": price.base_date.isoformat(), "date": price.date.isoformat()}
        if price.date > facts.as_of:
            yield Finding(
                "prices_after_as_of", price.ticker, values=values | {"as_of": facts.as_of.isoformat()}
            )
        if (price.base_date, price.date) != usual:
            yield Finding("price_dates_differ", price.ticker, values=values)


def _against_revenue(facts: Facts) -> Iterator[Finding]:
    for key, items in _ABOVE_REVENUE.items():
        for period in facts.periods:
            for ticker in facts.tickers:
                revenue = facts.value(ticker, "revenue", period)
                parts = [value for item in items if (value := facts.value(ticker, item, period)) is not None]
                if revenue is not None and len(parts) == len(items) and abs(sum(parts)) > abs(revenue):
                    values = {"value": sum(parts), "revenue": revenue}
                    yield Finding(key, ticker, items[0] if len(items) == 1 else None, period, values)


def _figure(facts: Facts, figure: Figure) -> Iterator[Finding]:
    ticker, item, period = figure.ticker, figure.item, figure.period
    if not figure.sources:
        yield Finding("without_source", ticker, item, period)
    if figure.article_only:
        yield Finding("article_only", ticker, item, period, {"value": figure.value})
    yield from _growth(facts, figure)
    before = period.quarter_before
    if before is not None and item in _GROWING:
        earlier = facts.value(ticker, item, before)
        if earlier is not None and figure.value < earlier:
            values: dict[str, float | str] = {"value": figure.value, "earlier": earlier}
            values["earlier_period"] = str(before)
            yield Finding("cumulative_fell", ticker, item, period, values)


def _growth(facts: Facts, figure: Figure) -> Iterator[Finding]:
    """Compare a figure with the one of the year before."""
    prior = facts.figure(figure.ticker, figure.item, figure.period.year_before)
    if prior is None:
        return
    values: dict[str, float | str] = {"value": figure.value, "prior": prior.value}
    small, large = sorted((abs(figure.value), abs(prior.value)))
    if small and large > WARN_JUMP * small:
        alike = figure.value * prior.value > 0  # a profit that turned is no slip of a unit
        key = "jump_above_100x" if alike and large > ERROR_JUMP * small else "jump_above_10x"
        yield Finding(key, figure.ticker, figure.item, figure.period, {**values, "times": large / small})
    if prior.kind == "derived":
        yield Finding("not_independent", figure.ticker, figure.item, figure.period, values)
