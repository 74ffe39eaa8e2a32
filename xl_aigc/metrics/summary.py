"""Summaries of companies by cohort: sums, growth of sums over matched pairs, medians."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.metrics.cohort import cohorts_of, find_rule
from xl_aigc.metrics.growth import yoy
from xl_aigc.metrics.intensity import rd_intensity
from xl_aigc.metrics.statistics import median
from xl_aigc.metrics.table import UNKNOWN, numbers, same_length
from xl_aigc.metrics.undefined import Number, Undefined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.metrics.cohort import Rule
    from xl_aigc.metrics.table import Table

TOTAL: Final = "total"
COLUMNS: Final = (
    *("revenue", "revenue_prior", "net_profit", "net_profit_prior"),
    *("rd_expense", "price_change"),
)
"""The columns that a summary reads; one that a table does not have counts as missing throughout."""


@dataclass(frozen=True)
class CohortSummary:
    """Summary of the companies of one cohort.

    A growth or a ratio is over the companies that have both figures, and its pairs say how many these are.

    Attributes:
        cohort: key of the cohort; `unknown` for companies that no cohort could be given to, `total` for all.
        companies: number of companies.
        share: of the companies that a cohort could be given to; None for the unknown ones.
        revenue: sum of what is known, in units of the currency; this and every sum is None where nothing is known.
        revenue_matched: sum over the companies with both periods' revenue.
        revenue_prior: prior period's sum over the same companies.
        revenue_yoy: growth from `revenue_prior` to `revenue_matched`, a fraction.
        revenue_pairs: number of these companies.
        net_profit: sum of what is known, in units of the currency.
        net_profit_matched: sum over the companies with both periods' net profit.
        net_profit_prior: prior period's sum over the same companies.
        net_profit_yoy: growth from `net_profit_prior` to `net_profit_matched`, a fraction.
        profit_pairs: number of these companies.
        loss_makers: number of companies with a net profit below 0; None where none of the companies' is known.
        median_net_profit_yoy: median of the companies' own growths, a fraction.
        rd_expense: sum of what is known, in units of the currency.
        rd_expense_matched: sum over the companies with both R&D expense and revenue.
        rd_revenue: revenue of the same companies.
        rd_intensity: `rd_expense_matched` over `rd_revenue`, a fraction.
        rd_pairs: number of these companies.
        median_price_change: median of the changes of price, a fraction.
    """

    cohort: str
    companies: int
    share: float | None
    revenue: Number
    revenue_matched: Number
    revenue_prior: Number
    revenue_yoy: Number
    revenue_pairs: int
    net_profit: Number
    net_profit_matched: Number
    net_profit_prior: Number
    net_profit_yoy: Number
    profit_pairs: int
    loss_makers: int | None
    median_net_profit_yoy: Number
    rd_expense: Number
    rd_expense_matched: Number
    rd_revenue: Number
    rd_intensity: Number
    rd_pairs: int
    median_price_change: Number


class _Matched(NamedTuple):
    """Sums of two columns over the companies that have both, and the number of these companies."""

    left: Number
    right: Number
    pairs: int


@dataclass(frozen=True)
class Summary:
    """A summary of a table by a rule.

    Attributes:
        rows: every cohort of the rule in its order, those without companies too; at the end the unknown ones, if any.
        total: all companies.
        classified: number of companies that a cohort could be given to, over which shares are.
    """

    rows: list[CohortSummary]
    total: CohortSummary
    classified: int


def summarise(table: Table, rule: str, edges: Sequence[float] | None = None) -> Summary:
    """Each cohort of a rule in numbers.

    Args:
        table: columns by key, a row per company; money in units of the currency, ratios as fractions. Of the columns that are summed
            (`COLUMNS`) any may be absent.
        rule: key of one of `RULES`; or any column of words, whose largest cohort comes first; or, with edges, any
            column of numbers.
        edges: bounds in rising order, for a column of numbers or in place of the bounds of an interval rule.

    Raises:
        TypeError: a text where a number is due, or the reverse.
        ValueError: no such rule or column, edges where the rule takes none, or columns of unequal length.

    Example:
        >>> games = {"segment": ["games", "games", "film"], "revenue": [6.0, None, 3.0], "revenue_prior": [5.0, 9.0, 4.0]}
        >>> [(row.cohort, row.companies, row.revenue, row.revenue_yoy) for row in summarise(games, "segment").rows]
        [('games', 2, 6.0, 0.2), ('film', 1, 3.0, -0.25)]
    """
    chosen = find_rule(table, rule, edges)
    cohorts = cohorts_of(table, chosen)
    columns = _columns(table, chosen.inputs, len(cohorts))
    members: dict[str, list[int]] = {key: [] for key in _order(chosen, cohorts)}
    for row, cohort in enumerate(cohorts):
        members.setdefault(cohort or UNKNOWN, []).append(row)
    classified = len(cohorts) - len(members.get(UNKNOWN, ()))
    return Summary(
        [_summary(key, rows, columns, 0 if key == UNKNOWN else classified) for key, rows in members.items()],
        _summary(TOTAL, range(len(cohorts)), columns, classified),
        classified,
    )


def _columns(table: Table, inputs: Sequence[str], size: int) -> Mapping[str, Sequence[Number]]:
    """The columns that are summed, missing throughout where the table has none, and each company's own growth."""
    same_length(table, [*inputs, *(key for key in COLUMNS if key in table)])
    columns = {key: numbers(table, key) if key in table else [None] * size for key in COLUMNS}
    return columns | {"net_profit_yoy": yoy(columns["net_profit"], columns["net_profit_prior"])}


def _order(rule: Rule, found: Sequence[str | None]) -> list[str]:
    """The cohorts of the rule, then words that it does not list, the most frequent first and else as they came.

    A table whose words are all its own, such as other layers, has none of the cohorts of a rule of words.
    """
    counts = Counter(cohort for cohort in found if cohort is not None)
    others = rule.classify is None and counts and counts.keys().isdisjoint(rule.cohorts)
    cohorts = () if others else rule.cohorts
    return [*cohorts, *(cohort for cohort, _ in counts.most_common() if cohort not in cohorts)]


def _summary(
    cohort: str, rows: Sequence[int], columns: Mapping[str, Sequence[Number]], classified: int
) -> CohortSummary:
    """One cohort in numbers; `classified` is what its share is of, 0 for none."""
    own = {key: [column[row] for row in rows] for key, column in columns.items()}
    revenues = _matched(own["revenue"], own["revenue_prior"])
    profits = _matched(own["net_profit"], own["net_profit_prior"])
    expenses = _matched(own["rd_expense"], own["revenue"])
    members = classified if cohort == TOTAL else len(rows)
    return CohortSummary(
        cohort=cohort,
        companies=len(rows),
        share=members / classified if classified else None,
        revenue=_total(_known(own["revenue"])),
        revenue_matched=revenues.left,
        revenue_prior=revenues.right,
        revenue_yoy=yoy(revenues.left, revenues.right),
        revenue_pairs=revenues.pairs,
        net_profit=_total(_known(own["net_profit"])),
        net_profit_matched=profits.left,
        net_profit_prior=profits.right,
        net_profit_yoy=yoy(profits.left, profits.right),
        profit_pairs=profits.pairs,
        loss_makers=_loss_makers(own["net_profit"]),
        median_net_profit_yoy=median(own["net_profit_yoy"]),
        rd_expense=_total(_known(own["rd_expense"])),
        rd_expense_matched=expenses.left,
        rd_revenue=expenses.right,
        rd_intensity=rd_intensity(expenses.left, expenses.right),
        rd_pairs=expenses.pairs,
        median_price_change=median(own["price_change"]),
    )


def _loss_makers(profits: Sequence[Number]) -> int | None:
    known = _known(profits)
    return sum(profit < 0 for profit in known) if known or not profits else None


def _known(column: Sequence[Number]) -> list[float]:
    return [value for value in column if isinstance(value, float)]


def _matched(left: Sequence[Number], right: Sequence[Number]) -> _Matched:
    """The sums of two columns over the companies that have both figures."""
    pairs = [
        (a, b) for a, b in zip(left, right, strict=True) if isinstance(a, float) and isinstance(b, float)
    ]
    return _Matched(_total([a for a, _ in pairs]), _total([b for _, b in pairs]), len(pairs))


def _total(known: Sequence[float]) -> Number:
    """A sum that does not depend on the order of the companies; None of nothing."""
    try:
        return math.fsum(known) if known else None
    except OverflowError:
        return Undefined.NUM
