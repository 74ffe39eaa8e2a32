"""The limits that measures compare with: each becomes a visible, named cell of the workbook.

Nothing here is computed. A reader changes the cell, and every count that rests on it follows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast

from xl_aigc.data.checks import ERROR_JUMP, WARN_JUMP
from xl_aigc.files.csv_file import bundled_table

Kind = Literal["money", "percent", "points", "count"]
INDEX: Final = "index_change"
"""Defined name of the cell that holds the change of the basket's first index."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit.

    Attributes:
        key: also the defined name of its cell.
        value: units of the currency for money, a fraction for percent.
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


def index_name(place: int) -> str:
    """Defined name of the cell that holds the change of one of the basket's indices, from 0.

    Example:
        >>> index_name(0), index_name(1)
        ('index_change', 'index_change_2')
    """
    return INDEX if place == 0 else f"{INDEX}_{place + 1}"
