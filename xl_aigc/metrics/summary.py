"""Summaries of companies by cohort: sums, growth of sums over matched pairs, medians."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, cast

from xl_aigc.metrics.cohort import cohorts_of, find_rule
from xl_aigc.metrics.growth import yoy
from xl_aigc.metrics.intensity import rd_intensity
from xl_aigc.metrics.reading import ReadColumn
from xl_aigc.metrics.statistics import median
from xl_aigc.metrics.table import UNKNOWN, numbers, same_length
from xl_aigc.metrics.undefined import Number, Undefined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.metrics.cohort import Rule
    from xl_aigc.metrics.table import Table

    _Columns = Mapping[str, Sequence[float | None]]

TOTAL: Final = "total"
COLUMNS: Final = (
    *("revenue", "revenue_prior", "net_profit", "net_profit_prior"),
    *("rd_expense", "price_change"),
)
"""The columns that a summary reads; one that a table does not have counts as missing throughout."""
SUMMED: Final = (
    *("revenue", "revenue_matched", "revenue_prior"),
    *("net_profit", "net_profit_matched", "net_profit_prior"),
    *("rd_expense", "rd_expense_matched", "rd_revenue"),
)
"""The sums of a summary."""
FEWEST_PICKED: Final = 2
"""Rows from which an `itemgetter` gives a tuple."""


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
    same_length(table, [*chosen.inputs, *(key for key in COLUMNS if key in table)])
    read = {key: numbers(table, key) for key in COLUMNS if key in table}
    inputs: dict[str, Any] = {key: read.get(key, table[key]) for key in chosen.inputs}
    cohorts = cohorts_of(inputs, chosen)
    columns = _columns(read, len(cohorts))
    members: dict[str, list[int]] = {key: [] for key in _order(chosen, cohorts)}
    for row, cohort in enumerate(cohorts):
        members.setdefault(cohort or UNKNOWN, []).append(row)
    classified = len(cohorts) - len(members.get(UNKNOWN, ()))
    return Summary(
        [
            _summary(key, _of_rows(columns, rows), len(rows), 0 if key == UNKNOWN else classified)
            for key, rows in members.items()
        ],
        _summary(TOTAL, columns, len(cohorts), classified),
        classified,
    )


def _columns(known: Mapping[str, ReadColumn], size: int) -> _Columns:
    """The columns of the sums and medians, by the name in a summary; one that the table has not is missing throughout."""
    nothing = ReadColumn([None] * size)
    read = {key: known.get(key, nothing) for key in COLUMNS}
    growths = yoy(read["net_profit"], read["net_profit_prior"])
    return {
        **{key: _defined(read[key]) for key in ("revenue", "net_profit", "rd_expense")},
        "median_net_profit_yoy": _defined(growths),
        "median_price_change": _defined(read["price_change"]),
        **_matched(read, ("revenue", "revenue_prior"), ("revenue_matched", "revenue_prior")),
        **_matched(read, ("net_profit", "net_profit_prior"), ("net_profit_matched", "net_profit_prior")),
        **_matched(read, ("rd_expense", "revenue"), ("rd_expense_matched", "rd_revenue")),
    }


def _defined(column: Sequence[Number]) -> list[float | None]:
    """A column in which what is undefined is missing."""
    if set(map(type, column)) <= {float, type(None)}:
        return cast("list[float | None]", column)
    return [value if isinstance(value, float) else None for value in column]


def _matched(
    read: Mapping[str, ReadColumn], of: tuple[str, str], names: tuple[str, str]
) -> dict[str, list[float | None]]:
    """Two columns with the figures of the companies that have both, by other names."""
    left, right = (_defined(read[key]) for key in of)
    return {
        names[0]: [a if b is not None else None for a, b in zip(left, right, strict=True)],
        names[1]: [b if a is not None else None for a, b in zip(left, right, strict=True)],
    }


def _of_rows(columns: _Columns, rows: Sequence[int]) -> _Columns:
    """The columns with some of their rows only."""
    if len(rows) < FEWEST_PICKED:
        return {key: [column[row] for row in rows] for key, column in columns.items()}
    pick = itemgetter(*rows)
    return {key: pick(column) for key, column in columns.items()}


def _order(rule: Rule, found: Sequence[str | None]) -> list[str]:
    """The cohorts of the rule, then words that it does not list, the most frequent first and else as they came.

    A table whose words are all its own, such as other layers, has none of the cohorts of a rule of words.
    """
    counts = Counter(cohort for cohort in found if cohort is not None)
    others = rule.classify is None and counts and counts.keys().isdisjoint(rule.cohorts)
    cohorts = () if others else rule.cohorts
    return [*cohorts, *(cohort for cohort, _ in counts.most_common() if cohort not in cohorts)]


def _summary(cohort: str, own: _Columns, companies: int, classified: int) -> CohortSummary:
    """One cohort in numbers; `classified` is what its share is of, 0 for none."""
    known = {key: [value for value in column if value is not None] for key, column in own.items()}
    sums = {key: _total(known[key]) for key in SUMMED}
    members = classified if cohort == TOTAL else companies
    return CohortSummary(
        cohort=cohort,
        companies=companies,
        share=members / classified if classified else None,
        **sums,
        revenue_yoy=yoy(sums["revenue_matched"], sums["revenue_prior"]),
        revenue_pairs=len(known["revenue_matched"]),
        net_profit_yoy=yoy(sums["net_profit_matched"], sums["net_profit_prior"]),
        profit_pairs=len(known["net_profit_matched"]),
        loss_makers=_loss_makers(known["net_profit"], companies),
        median_net_profit_yoy=median(known["median_net_profit_yoy"]),
        rd_intensity=rd_intensity(sums["rd_expense_matched"], sums["rd_revenue"]),
        rd_pairs=len(known["rd_expense_matched"]),
        median_price_change=median(known["median_price_change"]),
    )


def _loss_makers(profits: Sequence[float], companies: int) -> int | None:
    return sum(map((0.0).__gt__, profits)) if profits or not companies else None


def _total(known: Sequence[float]) -> Number:
    """A sum that does not depend on the order of the companies; None of nothing."""
    try:
        return math.fsum(known) if known else None
    except OverflowError:
        return Undefined.NUM
