"""What the report says of several companies, in plain pandas: by label, how it is computed.

`companies` of `pandas_companies` holds the columns; a growth or ratio of sums is over the rows that have both sides.
"""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from support.pandas_companies import PRICE, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

Group = pd.DataFrame


def finite(values: pd.Series) -> pd.Series:
    """The numbers of a column."""
    return values.replace(np.inf, np.nan).dropna()


def known(*keys: str) -> Callable[[Group], float]:
    return lambda g: len(g[list(keys)].dropna())


def total(key: str) -> Callable[[Group], float]:
    return lambda g: g[key].sum(min_count=1)


def matched(key: str, partner: str) -> Callable[[Group], float]:
    return lambda g: g[[key, partner]].dropna()[key].sum(min_count=1)


def summed_growth(key: str) -> Callable[[Group], float]:
    def rule(g: Group) -> float:
        sums = g[[key, f"{key}_prior"]].dropna().sum(min_count=1)
        return float((sums.iloc[0] - sums.iloc[1]) / abs(sums.iloc[1]))

    return rule


def summed_ratio(above: str, below: str) -> Callable[[Group], float]:
    def rule(g: Group) -> float:
        sums = g[[above, below]].dropna().sum(min_count=1)
        return float(sums.iloc[0] / sums.iloc[1])

    return rule


def median(key: str) -> Callable[[Group], float]:
    return lambda g: finite(g[key]).median()


def count(key: str, test: Callable[[pd.Series, float], pd.Series], limit: float) -> Callable[[Group], float]:
    return lambda g: int(test(finite(g[key]), limit).sum())


def word(column: str, *keys: str) -> Callable[[Group], float]:
    return lambda g: int(g[column].isin([WORDS[key] for key in keys]).sum())


def share(part: Callable[[Group], float], *needs: str) -> Callable[[Group], float]:
    return lambda g: part(g) / n if (n := known(*needs)(g)) else np.nan


FELL = count("net_profit_change", operator.lt, 0)
LOSSES = count("net_profit", operator.lt, 0)
HEAVY = count("rd_intensity", operator.gt, 0.1)
BASKET: dict[str, tuple[Callable[[Group], float], tuple[str, ...]]] = {
    "Companies": (len, ()),
    "Companies with profit, both years": (known("net_profit", "net_profit_prior"), ()),
    "Companies with revenue, both years": (known("revenue", "revenue_prior"), ()),
    "Companies with revenue and profit, both years": (
        known("revenue", "revenue_prior", "net_profit", "net_profit_prior"),
        (),
    ),
    "Companies with R&D, both years": (known("rd_expense", "rd_expense_prior"), ()),
    "Revenue": (total("revenue"), ("revenue",)),
    "Revenue YoY": (summed_growth("revenue"), ("revenue", "revenue_prior")),
    "Net profit": (total("net_profit"), ("net_profit",)),
    "Net profit, matched companies": (
        matched("net_profit", "net_profit_prior"),
        ("net_profit", "net_profit_prior"),
    ),
    "Year-ago net profit": (
        matched("net_profit_prior", "net_profit"),
        ("net_profit", "net_profit_prior"),
    ),
    "Net profit, change": (total("net_profit_change"), ("net_profit_change",)),
    "Net profit YoY": (summed_growth("net_profit"), ("net_profit", "net_profit_prior")),
    "Median net profit YoY": (median("net_profit_yoy"), ("net_profit_yoy",)),
    "Loss-makers": (LOSSES, ("net_profit",)),
    "Profit down": (FELL, ("net_profit_change",)),
    "Profit down, share": (share(FELL, "net_profit_change"), ("net_profit_change",)),
    "Profit down 100% or more": (count("net_profit_yoy", operator.le, -1), ("net_profit_yoy",)),
    "Profit down 1,000% or more": (count("net_profit_yoy", operator.le, -10), ("net_profit_yoy",)),
    "Revenue and profit up": (word("growth_cohort", "both_up"), ("growth_cohort",)),
    "Both up, share": (share(word("growth_cohort", "both_up"), "growth_cohort"), ("growth_cohort",)),
    "Price down, share": (
        share(count("price_change", operator.lt, 0), "price_change"),
        ("price_change",),
    ),
    "Median price change": (median("price_change"), ("price_change",)),
    "Lowest price change": (lambda g: g["price_change"].min(), ("price_change",)),
    "Above +20%": (word("price_cohort", PRICE[0]), ("price_cohort",)),
    "Up 20% or less": (word("price_cohort", PRICE[1]), ("price_cohort",)),
    "Flat or down under 20%": (word("price_cohort", PRICE[2]), ("price_cohort",)),
    "Down 20% to under 40%": (word("price_cohort", PRICE[3]), ("price_cohort",)),
    "Down 40% or more": (word("price_cohort", PRICE[4]), ("price_cohort",)),
    "R&D expense": (total("rd_expense"), ("rd_expense",)),
    "R&D expense YoY": (summed_growth("rd_expense"), ("rd_expense", "rd_expense_prior")),
    "R&D to revenue": (summed_ratio("rd_expense", "revenue"), ("rd_expense", "revenue")),
    "Median R&D to revenue": (median("rd_intensity"), ("rd_intensity",)),
    "Median R&D expense YoY": (median("rd_expense_yoy"), ("rd_expense_yoy",)),
    "R&D above CNY 100m": (count("rd_expense", operator.gt, 100), ("rd_expense",)),
    "R&D above CNY 1bn": (count("rd_expense", operator.gt, 1000), ("rd_expense",)),
    "R&D above CNY 10bn": (count("rd_expense", operator.gt, 10000), ("rd_expense",)),
    "Companies with selling expense, both years": (known("selling_expense", "selling_expense_prior"), ()),
    "Selling expense YoY": (summed_growth("selling_expense"), ("selling_expense", "selling_expense_prior")),
    "Selling to revenue": (summed_ratio("selling_expense", "revenue"), ("selling_expense", "revenue")),
    "Roll-out known": (known("models_registered"), ()),
    "With a registered model": (count("models_registered", operator.gt, 0), ("models_registered",)),
    "With a registered algorithm": (
        count("algorithms_registered", operator.gt, 0),
        ("algorithms_registered",),
    ),
    "R&D to revenue above 10%, share": (share(HEAVY, "rd_intensity"), ("rd_intensity",)),
    "R&D to revenue above 10%": (HEAVY, ("rd_intensity",)),
    "Companies with R&D expense": (known("rd_expense"), ()),
    "Price down": (count("price_change", operator.lt, 0), ("price_change",)),
    "Turned to loss": (word("net_profit_status", "turned_to_loss"), ("net_profit_status",)),
}
SHORT = {
    "Profit growth": "Net profit YoY",
    "Median profit growth": "Median net profit YoY",
    "Profit fell": "Profit down, share",
    "Change in profit": "Net profit, change",
    "Revenue growth": "Revenue YoY",
    "Net profit, both years": "Net profit, matched companies",
}
"""Headings in exhibits, and the labels that they stand for."""
"""What the report says of several companies, by its label: the rule, and the columns that a company must have."""

SETTLED: dict[str, Callable[[Group], pd.Series]] = {
    # Whoever is known to have failed at one of the two can't have grown both.
    "Revenue and profit up": lambda g: (
        (g["revenue"] <= g["revenue_prior"]) | (g["net_profit"] <= g["net_profit_prior"])
    ),
    # Whoever has a profit can't have lost all of the earlier one.
    "Profit down 100% or more": lambda g: g["net_profit"] > 0,
    "Profit down 1,000% or more": lambda g: g["net_profit"] > 0,
    # Whoever earns, or lost money the year before, can't have turned to loss.
    "Turned to loss": lambda g: (g["net_profit"] >= 0) | (g["net_profit_prior"] < 0),
}
"""Companies whose part in a count is settled by the figures that are known, though not all are."""


def highest(label: str, g: Group) -> int:
    """What a count could reach if every company that is still open were among those counted."""
    rule, needs = BASKET[label]
    unknown = g[g[list(needs)].isna().any(axis=1)]
    settled = SETTLED[label](unknown).sum() if label in SETTLED else 0
    return int(rule(g) + len(unknown) - settled)


EXACT = {6: 1 - 6 * 4 / 210, 10: 1 - 6 * 58 / 990, 15: 1 - 6 * 268 / 3360}
"""Limit of |rho| at 5%, two-sided, of few pairs: 0.886, 0.648 and 0.521 in printed tables of critical values."""
CHANCE = {39: 2.0261924630291093, 40: 2.0243941639119702}
"""The same of more pairs: Student's t at two degrees of freedom less than pairs."""


def chance_limit(pairs: int) -> float:
    """The size that a rank correlation of so many pairs exceeds by chance in 5 of 100 cases."""
    return EXACT[pairs] if pairs in EXACT else CHANCE[pairs] / math.sqrt(pairs - 2 + CHANCE[pairs] ** 2)


KNOWN = {"Companies with R&D, both years", "Roll-out known", "Companies with R&D expense"}
"""Measures of the basket that count who has figures: they rest on everybody."""
