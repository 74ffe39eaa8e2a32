"""The table of plausibility tests: what is seldom right, and which companies it is true of.

None of these is an error by itself: a young company may spend more on R&D than it sells, and a profit may grow tenfold.
Each is a reason to look at the source again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.measures import Mask, everyone, known
from xl_aigc.workbook.live import MISSING, Live

if TYPE_CHECKING:
    from xl_aigc.workbook.report import Report

JUMPING: Final = ("revenue", "net_profit", "rd_expense", "selling_expense")


@dataclass(frozen=True, slots=True)
class Test:
    """A ratio that is seldom above a limit.

    Attributes:
        key: its label is `plausibility.<key>`.
        limit: the limit, a named cell.
        parts: columns that are added up.
        whole: the column that their sum is set against.
        both_ways: a fall to a fraction counts as much as a rise to a multiple.
    """

    key: str
    limit: str
    parts: tuple[str, ...]
    whole: str
    both_ways: bool = False

    @property
    def shows(self) -> Literal["percent", "ratio"]:
        """How the ratio is shown."""
        return "ratio" if self.both_ways else "percent"

    @property
    def native(self) -> str:
        """The ratio as an expression over the Companies table; an error where it has none."""
        above = f"ABS({'+'.join(f'[{part}]' for part in self.parts)})"
        below = f"ABS([{self.whole}])"
        if not self.both_ways:
            return f"({above}/{below})"
        return f"(({above}/{below}+{below}/{above}+ABS({above}/{below}-{below}/{above}))/2)"

    def ratios(self, report: Report) -> list[float | None]:
        """The ratio of each company; None where a figure is missing or 0."""
        columns = [report.frame.numbers(key) for key in (*self.parts, self.whole)]
        return [self._ratio(row) for row in zip(*columns, strict=True)]

    def _ratio(self, row: tuple[float | None, ...]) -> float | None:
        numbers = [value for value in row if value is not None]
        if len(numbers) < len(row):
            return None
        above, below = abs(sum(numbers[:-1])), abs(numbers[-1])
        if below == 0 or (self.both_ways and above == 0):
            return None
        return max(above / below, below / above) if self.both_ways else above / below

    def tested(self, report: Report) -> Mask:
        """The companies with every figure that the ratio needs."""
        return everyone(report.frame) & known(report.frame, *self.parts, self.whole)

    def found(self, report: Report) -> Mask:
        """The companies above the limit."""
        bound = report.frame.limit(self.limit)
        above = [ratio is not None and ratio > bound for ratio in self.ratios(report)]
        # 1/FALSE and a text both are errors, so that ISNUMBER is true only of a ratio above the limit.
        return everyone(report.frame) & Mask(f"(ISNUMBER(1/({self.native}>{self.limit}))*1)", above)

    def highest(self, report: Report) -> Live:
        """The highest ratio of all companies tested."""
        chosen = everyone(report.frame).chosen
        ratios = [r for r, there in zip(self.ratios(report), chosen, strict=True) if there and r is not None]
        native = f'IFERROR(AGGREGATE(14,6,{self.native}/{everyone(report.frame).native},1),"n.a.")'
        return Live(max(ratios) if ratios else MISSING, native)


def jump(item: str, limit: str = "limit_jump_warn") -> Test:
    """How many times an item rose or fell within a year."""
    return Test(f"jump_{item}", limit, (item,), f"{item}_prior", both_ways=True)


TESTS: Final = (
    Test("selling_and_rd", "limit_of_revenue", ("selling_expense", "rd_expense"), "revenue"),
    Test("rd_expense", "limit_of_revenue", ("rd_expense",), "revenue"),
    Test("rd_investment", "limit_of_revenue", ("rd_investment",), "revenue"),
    Test("selling_expense", "limit_of_revenue", ("selling_expense",), "revenue"),
    Test("net_profit", "limit_of_revenue", ("net_profit",), "revenue"),
    *(jump(item) for item in JUMPING),
)
"""Every test, in the order of the table."""
