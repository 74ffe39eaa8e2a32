"""Computes every measure of every company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.errors import DataError
from xl_aigc.measures.company import TABLE
from xl_aigc.measures.frame import UNITS, Frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.data import Facts, Period
    from xl_aigc.expressions.table import Table


def build_frame(
    facts: Facts,
    period: Period,
    compare: Period | None = None,
    *,
    unit: str = "yi",
    limits: Mapping[str, float] | None = None,
    table: Table | None = None,
) -> Frame:
    """Every measure of every company of a basket.

    Args:
        facts: the basket and its figures, in yuan.
        period: the period to report on.
        compare: the period to compare with; the same period a year earlier if None.
        unit: one of `UNITS`, for amounts of money.
        limits: numbers in place of those of `LIMITS` and of the index changes, by the names of their cells, as these show
            them: money in the unit.
        table: the measures; None for those of the program.

    Raises:
        DataError: no such unit.

    Example:
        >>> from xl_aigc.data import Period, load_facts
        >>> frame = build_frame(load_facts(), Period.parse("2024H1"))
        >>> sum(value == "both_up" for value in frame["growth_cohort"])
        11
    """
    if unit not in UNITS:
        raise DataError(f"there is no unit {unit!r}.", expected=f"one of {', '.join(UNITS)}.")
    frame = Frame(facts, period, compare or period.year_before, UNITS[unit], dict(limits or {}), table or TABLE)
    frame.columns["ticker"] = [company.ticker for company in facts.companies]
    for key in frame.table.measures:
        frame.column(key)
    return frame
