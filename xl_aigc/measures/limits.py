"""The limits that measures compare with: each becomes a visible, named cell of the workbook.

Nothing here is computed. A reader changes the cell, and every count that rests on it follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from xl_aigc.data.checks import ERROR_JUMP, WARN_JUMP

Kind = Literal["money", "percent", "points", "count"]
INDEX: Final = "index_change"
"""Defined name of the cell that holds the change of the basket's first index."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit.

    Attributes:
        key: also the defined name of its cell.
        value: yuan for money, a fraction for percent.
        shows: what it is; money is shown in the unit of the report.
        exact: its cell shows every digit.
    """

    key: str
    value: float
    shows: Kind
    exact: bool = False

    @property
    def number_format(self) -> str:
        """Number format of its cell."""
        return "general" if self.exact else self.shows

    def shown(self, divisor: float) -> float:
        """Return the number in its cell, where money is divided by the unit of the report."""
        return self.value / divisor if self.shows == "money" else self.value


LIMITS: Final = {
    limit.key: limit
    for limit in (
        Limit("limit_rd_100m", 1e8, "money"),
        Limit("limit_rd_1bn", 1e9, "money"),
        Limit("limit_rd_10bn", 1e10, "money"),
        Limit("limit_intensity_low", 0.05, "percent"),
        Limit("limit_intensity_mid", 0.10, "percent"),
        Limit("limit_intensity_high", 0.20, "percent"),
        Limit("limit_price_up", 0.20, "percent"),
        Limit("limit_price_down", -0.20, "percent"),
        Limit("limit_price_crash", -0.40, "percent"),
        Limit("limit_fall_100", -1.0, "percent"),
        Limit("limit_fall_1000", -10.0, "percent"),
        Limit("limit_screen_price", 0.0, "percent"),
        Limit("limit_screen_layer", 8, "count"),
        Limit("limit_screen_known", 3, "count"),
        Limit("limit_clip_growth", 3.0, "percent"),
        Limit("limit_clip_intensity", 0.6, "percent"),
        Limit("limit_of_revenue", 1.0, "percent"),
        Limit("limit_jump_warn", WARN_JUMP, "count"),
        Limit("limit_jump_error", ERROR_JUMP, "count"),
        Limit("limit_near", 0.005, "percent"),
        Limit("limit_near_money", 0.01, "percent"),
        Limit("limit_rounding", 1.0, "money", exact=True),
    )
}
"""Every limit, by key. Sources: the thresholds that the article names, and the bounds of the cohort rules."""


def index_name(place: int) -> str:
    """Defined name of the cell that holds the change of one of the basket's indices, from 0.

    Example:
        >>> index_name(0), index_name(1)
        ('index_change', 'index_change_2')
    """
    return INDEX if place == 0 else f"{INDEX}_{place + 1}"
