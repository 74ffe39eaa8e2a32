"""Cohorts: a rule gives every company exactly one, or none where an input is missing.

A table is a mapping of columns, `{"revenue": [...], "revenue_prior": [...], ...}`, with one row per company.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from xl_aigc.metrics.broadcast import vectorised
from xl_aigc.metrics.growth import STATUS, growth_status, yoy
from xl_aigc.metrics.intensity import rd_intensity
from xl_aigc.metrics.statistics import known, median

if TYPE_CHECKING:
    from xl_aigc.metrics.undefined import Number

Table = Mapping[str, Sequence[Any]]

GROWTH = ("both_up", "revenue_only_up", "profit_only_up", "both_down")
LAYER = ("upstream", "midstream", "downstream")
ARCHETYPE = ("deep_pockets", "clear_model", "rigid_demand", "other")
RD_SCALE = ("up_to_100m", "from_100m_to_1bn", "from_1bn_to_10bn", "above_10bn")
RD_INTENSITY = ("up_to_5pct", "from_5_to_10pct", "from_10_to_20pct", "above_20pct")
PRICE = (
    *("price_above_20pct", "from_0_to_20pct", "from_minus_20_to_0"),
    *("from_minus_40_to_minus_20", "minus_40_or_worse"),
)
UNKNOWN = "unknown"

RD_SCALE_EDGES = (1e8, 1e9, 1e10)
RD_INTENSITY_EDGES = (0.05, 0.10, 0.20)
PRICE_EDGES = (-0.40, -0.20, 0.0, 0.20)


class Rule(NamedTuple):
    """A rule: its cohorts in the order they are shown, and the columns that it reads."""

    key: str
    cohorts: tuple[str, ...]
    inputs: tuple[str, ...]


RULES = {
    rule.key: rule
    for rule in (
        Rule("growth", GROWTH, ("revenue", "revenue_prior", "net_profit", "net_profit_prior")),
        Rule("status", STATUS, ("net_profit", "net_profit_prior")),
        Rule("layer", LAYER, ("layer",)),
        Rule("archetype", ARCHETYPE, ("archetype",)),
        Rule("rd_scale", RD_SCALE, ("rd_expense",)),
        Rule("rd_intensity", RD_INTENSITY, ("rd_expense", "revenue")),
        Rule("price", PRICE, ("price_change",)),
    )
}
"""The rules with a name. Any other column groups by its values, or by intervals where edges are given."""


@vectorised
def growth_cohort(revenue: float, revenue_prior: float, net_profit: float, net_profit_prior: float) -> str:
    """Whether revenue and profit are strictly above the prior period.

    Example:
        >>> growth_cohort(110.0, 100.0, 5.0, 5.0)
        'revenue_only_up'
    """
    return GROWTH[(0 if revenue > revenue_prior else 2) + (0 if net_profit > net_profit_prior else 1)]


@vectorised
def rd_scale_cohort(rd_expense: float) -> str:
    """The size of an R&D expense, in yuan; a bound belongs to the lower cohort.

    Example:
        >>> rd_scale_cohort(1e8), rd_scale_cohort(1.2e10)
        ('up_to_100m', 'above_10bn')
    """
    return RD_SCALE[bisect_left(RD_SCALE_EDGES, rd_expense)]


@vectorised
def rd_intensity_cohort(intensity: float) -> str:
    """The size of an R&D intensity, a fraction; a bound belongs to the lower cohort.

    Example:
        >>> rd_intensity_cohort(0.1995)
        'from_10_to_20pct'
    """
    return RD_INTENSITY[bisect_left(RD_INTENSITY_EDGES, intensity)]


@vectorised
def price_cohort(change: float) -> str:
    """The size of a price change, a fraction; a bound belongs to the lower cohort.

    Example:
        >>> price_cohort(0.0), price_cohort(-0.4), price_cohort(0.225)
        ('from_minus_20_to_0', 'minus_40_or_worse', 'price_above_20pct')
    """
    return PRICE[-1 - bisect_left(PRICE_EDGES, change)]


def interval_cohort(value: Any, edges: Sequence[float]) -> Any:
    """The interval that a number lies in: (-inf, e1], (e1, e2], ..., (en, inf).

    Args:
        value: a number or a sequence of them.
        edges: bounds, ascending.

    Raises:
        ValueError: the edges are not ascending.

    Example:
        >>> interval_cohort(5.0, [1.0, 5.0])
        '(1, 5]'
    """
    if list(edges) != sorted(set(edges)) or not edges:
        raise ValueError(f"edges must be ascending numbers, not {list(edges)!r}")
    names = _interval_names(edges)
    return vectorised(lambda value: names[bisect_left(edges, value)])(value)


def _interval_names(edges: Sequence[float]) -> list[str]:
    bounds = ["-inf", *(f"{edge:.12g}" for edge in edges), "inf"]
    pairs = zip(bounds, bounds[1:])  # noqa: B905, RUF007  Python 3.10 inside LibreOffice
    return [f"({low}, {high}{')' if high == 'inf' else ']'}" for low, high in pairs]


_ASSIGN = {
    "growth": growth_cohort,
    "status": growth_status,
    "rd_scale": rd_scale_cohort,
    "rd_intensity": lambda rd, revenue: rd_intensity_cohort(rd_intensity(rd, revenue)),
    "price": price_cohort,
}


def assign(table: Table, rule: str, edges: Sequence[float] | None = None) -> list[str | None]:
    """The cohort of every row; None where it can't be told.

    Args:
        table: columns by name.
        rule: a key of `RULES`, or any column.
        edges: for a column of numbers, the bounds of its intervals.

    Raises:
        KeyError: a column that the rule reads is not in the table.

    Example:
        >>> assign({"layer": ["upstream", "", "midstream"]}, "layer")
        ['upstream', None, 'midstream']
    """
    if edges is not None:
        return list(interval_cohort(list(table[rule]), edges))
    if rule in _ASSIGN:
        columns = [list(table[key]) for key in RULES[rule].inputs]
        return [word if isinstance(word, str) else None for word in _ASSIGN[rule](*columns)]
    return [str(value).strip() or None if value is not None else None for value in table[rule]]


class CohortSummary(NamedTuple):
    """One cohort in numbers: sums in yuan, growth and ratios of sums over matched pairs only, fractions."""

    cohort: str
    companies: int
    share: float | None
    revenue: Number
    revenue_yoy: Number
    revenue_pairs: int
    net_profit: Number
    net_profit_yoy: Number
    profit_pairs: int
    loss_makers: int
    median_net_profit_yoy: Number
    rd_expense: Number
    rd_intensity: Number
    rd_pairs: int
    median_price_change: Number


class Summary(NamedTuple):
    """The cohorts of a rule in order (unknown last, where there are any) and all companies together."""

    rows: list[CohortSummary]
    total: CohortSummary


def summarise(table: Table, rule: str, edges: Sequence[float] | None = None) -> Summary:
    """Every cohort of a rule in numbers.

    Args:
        table: columns by name; a column that is not there counts as missing throughout.
        rule: a key of `RULES`, or any column.
        edges: for a column of numbers, the bounds of its intervals.

    Returns:
        One row per cohort of a named rule, empty ones included; for a column, one per value, the largest first.

    Raises:
        KeyError: a column that the rule reads is not in the table.

    Example:
        >>> rows = summarise({"layer": ["upstream", "upstream", None], "revenue": [1.0, None, 5.0]}, "layer").rows
        >>> [(row.cohort, row.companies, row.revenue) for row in rows]
        [('upstream', 2, 1.0), ('midstream', 0, None), ('downstream', 0, None), ('unknown', 1, 5.0)]
    """
    cohorts = assign(table, rule, edges)
    classified = sum(cohort is not None for cohort in cohorts)
    rows = []
    for name in _order(cohorts, rule, edges):
        members = [place for place, cohort in enumerate(cohorts) if cohort == name]
        rows.append(_summary(name, members, table, classified))
    strangers = [place for place, cohort in enumerate(cohorts) if cohort is None]
    if strangers:
        rows.append(_summary(UNKNOWN, strangers, table, None))
    return Summary(rows, _summary("total", list(range(len(cohorts))), table, None))


def _order(cohorts: Sequence[str | None], rule: str, edges: Sequence[float] | None) -> Sequence[str]:
    if edges is not None:
        return _interval_names(edges)
    counted = [name for name, _ in Counter(cohort for cohort in cohorts if cohort is not None).most_common()]
    if rule not in RULES:
        return counted
    named = RULES[rule].cohorts
    return (*named, *(name for name in counted if name not in named))


def _summary(name: str, members: Sequence[int], table: Table, classified: int | None) -> CohortSummary:
    def column(key: str) -> list[Any]:
        return [table[key][place] for place in members] if key in table else [None] * len(members)

    revenue, profit, expense = column("revenue"), column("net_profit"), column("rd_expense")
    revenue_now, revenue_then = _matched(revenue, column("revenue_prior"))
    profit_now, profit_then = _matched(profit, column("net_profit_prior"))
    spent, earned = _matched(expense, revenue)
    return CohortSummary(
        cohort=name,
        companies=len(members),
        share=len(members) / classified if classified else None,
        revenue=_total(revenue),
        revenue_yoy=yoy(_total(revenue_now), _total(revenue_then)),
        revenue_pairs=len(revenue_now),
        net_profit=_total(profit),
        net_profit_yoy=yoy(_total(profit_now), _total(profit_then)),
        profit_pairs=len(profit_now),
        loss_makers=sum(value < 0 for value in known(profit)),
        median_net_profit_yoy=median(yoy(profit_now, profit_then)) if profit_now else None,
        rd_expense=_total(expense),
        rd_intensity=rd_intensity(_total(spent), _total(earned)),
        rd_pairs=len(spent),
        median_price_change=median(column("price_change")),
    )


def _total(values: Sequence[Any]) -> float | None:
    numbers = known(values)
    return sum(numbers) if numbers else None


def _matched(left: Sequence[Any], right: Sequence[Any]) -> tuple[list[float], list[float]]:
    """The pairs of two columns that are whole, as two columns."""
    pairs = [pair for pair in zip(left, right) if len(known(pair)) == 2]  # noqa: B905  Python 3.10 inside LibreOffice
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
