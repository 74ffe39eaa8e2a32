"""Checks: two ways to one number, and their largest accepted difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.report.live import MISSING, Live, Shown

if TYPE_CHECKING:
    from collections.abc import Sequence


EXACT: Final = Live(0)
"""Largest accepted difference of counts."""


@dataclass(frozen=True, slots=True)
class Check:
    """Two ways to one number.

    Attributes:
        key: its name; its words are the labels `checks.<key>.label` and `checks.<key>.why`.
        sheet: the sheet whose numbers rest on it.
        expected: the one way.
        actual: the other way.
        shows: number format of both.
        tolerance: how far they may stand apart, in the unit of both.
    """

    key: str
    sheet: str
    expected: Live
    actual: Live
    shows: Literal["count", "money"] = "count"
    tolerance: Live = EXACT

    @property
    def difference(self) -> Shown:
        """Actual less expected, 0 within the tolerance; `n.a.` where one of them is no number."""
        ends = (self.expected.value, self.actual.value)
        if any(isinstance(end, str) for end in ends):
            return MISSING
        apart = float(self.actual.value) - float(self.expected.value)
        return 0 if abs(apart) <= float(self.tolerance.value) else apart

    @property
    def passed(self) -> bool:
        """Return whether the two ways agree."""
        return self.difference == 0


def passed(checks: Sequence[Check]) -> int:
    """Return the number of checks that pass."""
    return sum(check.passed for check in checks)


def checks_of_sheet(checks: Sequence[Check], sheet: str) -> list[Check]:
    """Return the checks that the numbers of one sheet rest on."""
    return [check for check in checks if check.sheet == sheet]
