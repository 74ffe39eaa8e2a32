"""Figures that a claim rests on, and whether its measure is money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.data.claims import SINGLE_QUARTER
from xl_aigc.data.item import ITEMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.data.claims import Claim
    from xl_aigc.data.period import Period
    from xl_aigc.measures.frame import Frame
    from xl_aigc.measures.measure_table import Table

PRIOR: Final = "_prior"
TWO_PERIODS: Final = ("_yoy", "_status")
"""Subjects of claims that are no columns of the report."""
ITEMS_AND_PRIOR: Final = frozenset(item + basis for item in ITEMS for basis in ("", PRIOR))


def figures_of(measure: str, table: Table) -> tuple[str, ...]:
    """Return the figures that a column rests on, `_prior` for those of the comparison period; none where that is not known.

    Example:
        >>> from xl_aigc.measures.own import program_table
        >>> [figures_of(key, program_table()) for key in ("net_profit_yoy", "rd_intensity")]
        [('net_profit', 'net_profit_prior'), ('rd_expense', 'revenue')]
    """
    if measure in ITEMS_AND_PRIOR:
        return (measure,)
    for ending in TWO_PERIODS:
        item = measure.removesuffix(ending)
        if item != measure and item in ITEMS:
            return (item, item + PRIOR)
    return tuple(key for key in table.figures_of(measure) if key in ITEMS_AND_PRIOR or key == "price_change")


def figures_of_all(measures: Sequence[str], table: Table) -> tuple[str, ...]:
    """Return the figures that several columns rest on, each once."""
    return tuple(dict.fromkeys(figure for measure in measures for figure in figures_of(measure, table)))


def item_and_period(figure: str, frame: Frame) -> tuple[str, Period]:
    """Return the item and the period of a figure as `figures_of` names it."""
    return figure.removesuffix(PRIOR), frame.compare if figure.endswith(PRIOR) else frame.period


def is_money(claim: Claim, table: Table) -> bool:
    """Return whether a claim states money."""
    if claim.item is not None:
        return True
    if claim.measure is not None:
        known = table.measures.get(claim.measure)
        return claim.measure.endswith(SINGLE_QUARTER) or (known is not None and known.shows == "money")
    return claim.key in table.basket and table.basket[claim.key].shows == "money"
