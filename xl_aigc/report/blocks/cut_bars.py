"""Bars that would squeeze the others: they are drawn to a bound only, and marked, with their true numbers at them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from xl_aigc.report.blocks import feeds
from xl_aigc.report.live import Live, choice, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.report.page import Page
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report

FAR, REACH, GIANTS, HAIRLINE, BARS = 5, 3, 3, 20, 8
"""Of so many bars (the last number) or more, one more than so many times as long as the next is drawn so many times as long as it;
up to so many are, where the longest is so many times as long as that."""
LEFT, RIGHT = "◄", "►"
"""Marks of bars that are longer than they are drawn."""
VALUE: Final = "value"
"""Column of a feed that has the true numbers of bars."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A cell of a feed that holds how far its bars are drawn; blank where each is drawn as long as it is.

    Attributes:
        limit: the bound.
        shows: number form of the bars.
        signed: rises have a sign, as changes have.
    """

    limit: Live
    shows: str
    signed: bool = False

    @classmethod
    def of(cls, page: Page, placed: Placed, shows: str, *, signed: bool = False) -> Bound:
        """Draw the bound of the bars of a feed."""
        limit = _limit(feeds.numbers_of(page, placed, VALUE), feeds.area(placed, VALUE))
        cell = feeds.draw_result(page, page.report.text("charts.bound"), limit, shows, span=1)
        return cls(Live(limit.value, cell), shows, signed)

    def drawn(self, true: Live) -> Live:
        """Return a number as far as its bar is drawn; blank for none."""
        cell, beyond, number = self.limit.native, self.limit.value, true.value
        within = f"MAX(-{cell},MIN({cell},{true.native}))"
        native = f'IF(ISNUMBER({true.native}),IF({cell}="",{true.native},{within}),"")'
        if isinstance(number, str):
            return Live("", native)
        return Live(number if isinstance(beyond, str) else max(-beyond, min(beyond, number)), native)

    def label(self, report: Report, true: Live, drawn: Live) -> Live:
        """Return the true number of a bar, with a mark where it is drawn shorter."""
        digits = feeds.in_places(report, self.shows, true, signed=self.signed)
        past, native = true.value != drawn.value, digits.native
        low, high = f"{LEFT} {digits.value}", f"{digits.value} {RIGHT}"
        marked = f'IF({true.native}<0,"{LEFT} "&{native},{native}&" {RIGHT}")'
        text = (
            ""
            if isinstance(true.value, str)
            else (low if true.value < 0 else high)
            if past
            else str(digits.value)
        )
        return Live(
            text, f'IF(ISNUMBER({true.native}),IF({true.native}={drawn.native},{native},{marked}),"")'
        )

    def note(self, page: Page, placed: Placed) -> Live:
        """Return what is said below of bars that are drawn shorter than they are; blank where none is."""
        report, area = page.report, placed.range(VALUE)
        numbers = feeds.numbers_of(page, placed, VALUE)
        limit = replace(self.limit, native=f"{feeds.sheet_of(page)}!{self.limit.native}")
        past = [
            number for number in numbers if not isinstance(limit.value, str) and abs(number) > limit.value
        ]
        told = sentence(
            report.text("charts.bars_clipped", n="{n}", of="{of}", bound="{bound}"),
            n=Live(len(past), f'COUNTIF({area},">"&{limit.native})+COUNTIF({area},"<"&-{limit.native})'),
            of=Live(len(numbers), f"COUNT({area})"),
            bound=feeds.in_places(report, self.shows, limit),
        )
        return choice(Live(limit.value == "", f'{limit.native}=""'), Live(""), told)


def _limit(numbers: Sequence[float], area: str) -> Live:
    """Return how far bars are drawn: some times the largest that is not far beyond the next; blank where none is.

    Args:
        numbers: those of the bars.
        area: their cells.
    """
    found: Live = Live("", '""')
    ordered = [*sorted(map(abs, numbers), reverse=True), *[0.0] * (GIANTS + 1)]
    for place in range(GIANTS):
        longest, one, following = (
            f"IFERROR(AGGREGATE(14,6,ABS({area}),{at}),0)" for at in (1, place + 1, place + 2)
        )
        least = ordered[place + 1]
        times = HAIRLINE if place else FAR
        far = Live(
            len(numbers) >= BARS
            and least > 0
            and ordered[place] > FAR * least
            and ordered[0] > times * least,
            f"AND(COUNT({area})>={BARS},{following}>0,{one}>{FAR}*{following},{longest}>{times}*{following})",
        )
        found = choice(far, Live(REACH * ordered[place + 1], f"{REACH}*{following}"), found)
    return found
