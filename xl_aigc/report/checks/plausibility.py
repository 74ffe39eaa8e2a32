"""The table of plausibility tests: what is seldom right, and which companies it is true of.

None of these is an error by itself: a young company may spend more on R&D than it sells, and a profit may grow tenfold.
Each is a reason to look at the source again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.measures.mask import Mask, everyone, known, that

if TYPE_CHECKING:
    from xl_aigc.report.live import Live
    from xl_aigc.report.report import Report

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
        """Return the number form of the ratio."""
        return "ratio" if self.both_ways else "percent"

    @property
    def ratio(self) -> str:
        """Return the ratio as an expression; a fall counts as a rise the other way."""
        above, below = f"abs({' + '.join(self.parts)})", f"abs({self.whole})"
        return f"max({above} / {below}, {below} / {above})" if self.both_ways else f"{above} / {below}"

    def tested(self, report: Report) -> Mask:
        """Return the companies with every figure that the ratio needs."""
        return everyone(report.frame) & known(report.frame, *self.parts, self.whole)

    def found(self, report: Report) -> Mask:
        """Return the companies above the limit."""
        # A ratio of exactly the limit is not above it, however a program rounds the quotient.
        return everyone(report.frame) & that(report.frame, f"{self.ratio} > {self.limit} * 1.000000001")

    def highest(self, report: Report) -> Live:
        """Return the highest ratio of all companies tested."""
        highest = report.frame.table.over(f"highest({self.ratio})")
        return report.over(highest, everyone(report.frame))


def jump(item: str, limit: str = "limit_jump_warn") -> Test:
    """Return the factor by which an item rose or fell within a year."""
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


def tests_of(report: Report) -> tuple[Test, ...]:
    """Return the tests that a basket has figures for."""
    return tuple(test for test in TESTS if report.absent.isdisjoint((*test.parts, test.whole)))
