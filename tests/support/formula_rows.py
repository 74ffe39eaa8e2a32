"""Rows of the table of formulas: what is asked for, and how values are written in a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from support.pandas_companies import MILLION, PRICE, RD_INTENSITY, RD_SCALE, REFERENCE, companies

if TYPE_CHECKING:
    from collections.abc import Iterable


MARK = "pandas: "
"""Opens the name of a computed case."""
MONEY = tuple(
    f"{item}{basis}"
    for item in ("revenue", "net_profit", "rd_expense", "selling_expense")
    for basis in ("", "_prior")
)
RATIOS = (
    "revenue_yoy",
    "net_profit_yoy",
    "net_margin",
    "rd_intensity",
    "rd_intensity_prior",
    "selling_ratio",
    "rd_to_selling",
    "rd_gap",
)
WORD_MEASURES = (
    "net_profit_status",
    "rd_scale",
    "rd_intensity_cohort",
    "price_cohort",
    "growth_cohort",
    "price_flag",
    "rd_flag",
)
NOW = (
    "2024H1",
    "24H1",
    "1H24",
    "2024Q2",
    "2Q24",
    "2024/6/30",
    "2024-06-30",
    "20240630",
    "2024上半年",
    "2024中报",
    "2024半年报",
    "2024年半年度报告",
    "45473",
    "0",
)
BEFORE = ("2023H1", "23H1", "1H23", "2Q23", "2023/6/30", "20230630", "2023中报", "-1")
RULES = {
    "growth": ("growth_cohort", ["both_up", "revenue_only_up", "profit_only_up", "both_down"]),
    "layer": ("layer", ["upstream", "midstream", "downstream"]),
    "archetype": ("archetype", ["deep_pockets", "clear_model", "rigid_demand", "other"]),
    "rd_scale": ("rd_scale", RD_SCALE),
    "rd_intensity": ("rd_intensity_cohort", RD_INTENSITY),
    "price": ("price_cohort", PRICE),
}
Row = tuple[str, str, str, str]


def frame() -> pd.DataFrame:
    """The companies with money in yuan."""
    found = companies().copy()
    for column in (*MONEY, "net_profit_change"):
        found[column] *= MILLION
    return found


def yuan(ticker: str, item: str, period: str) -> float:
    """A figure as its CSV file has it."""
    rows = pd.read_csv(REFERENCE / "figures.csv").set_index(["ticker", "item", "period"])["value"]
    return float(rows[ticker, item, period])


def cell(value: object) -> str:
    """A value as an array constant holds it."""
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if value is None or pd.isna(value):
        return "#N/A"
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value)).upper()
    return repr(float(value)).removesuffix(".0")


def array(rows: Iterable[Iterable[object]]) -> str:
    return "{" + ";".join(",".join(map(cell, row)) for row in rows) + "}"


def column(header: str, values: Iterable[object]) -> str:
    return array([[header], *([value] for value in values)])


def case(function: str, what: str, formula: str, expected: object) -> Row:
    """A row of the table; a text is what stands in it, anything else a value."""
    return function, MARK + what, formula, expected if isinstance(expected, str) else cell(expected)
