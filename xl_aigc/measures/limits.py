"""The limits that measures compare with: each becomes a visible, named cell of the workbook.

Nothing here is computed. A reader changes the cell, and every count that rests on it follows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, cast

from xl_aigc.data import rows
from xl_aigc.data.checks import ERROR_JUMP, WARN_JUMP
from xl_aigc.errors import DataError, Place
from xl_aigc.files.csv_file import bundled_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


_ELSEWHERE: Final = {"limit_jump_warn": WARN_JUMP, "limit_jump_error": ERROR_JUMP}
"""Limits that checks of the figures compare with too."""
LIMITS: Final = {
    row["key"]: Limit(
        row["key"],
        _ELSEWHERE.get(row["key"]) or json.loads(row["value"]),
        cast("Kind", row["shows"]),
        exact=bool(row["exact"]),
    )
    for row in bundled_table(Path(__file__).with_name("limits.csv"))
}
"""Every limit, by key. Sources: the thresholds that the article names, and the bounds of the cohort rules."""


def read_settings(given: Sequence[str]) -> dict[str, float]:
    """Limits of one's own, written as NAME=VALUE: money in yuan, shares as fractions.

    Raises:
        DataError: there is no such limit, it stands twice, or its value is no number.

    Example:
        >>> read_settings(["limit_rd_100m=50e6", "limit_price_up=0.3"])
        {'limit_rd_100m': 50000000.0, 'limit_price_up': 0.3}
    """
    settings: dict[str, float] = {}
    for text in given:
        name, _, value = text.partition("=")
        key = rows.choice(name, LIMITS, "limit", Place("--set"))
        if key in settings:
            raise DataError(f"{key} is set twice.", Place("--set"), expected="each limit once.")
        settings[key] = rows.number(value, Place("--set", key=key))
    return settings


def in_cells(settings: Mapping[str, float], divisor: float) -> dict[str, float]:
    """Limits as their cells show them.

    Args:
        settings: limits of one's own by name, money in yuan.
        divisor: yuan in the unit of the report.
    """
    return {key: replace(LIMITS[key], value=value).shown(divisor) for key, value in settings.items()}


def index_name(place: int) -> str:
    """Defined name of the cell that holds the change of one of the basket's indices, from 0.

    Example:
        >>> index_name(0), index_name(1)
        ('index_change', 'index_change_2')
    """
    return INDEX if place == 0 else f"{INDEX}_{place + 1}"
