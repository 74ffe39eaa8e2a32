"""What a count over partial data could still become.

A company without all the figures of a measure leaves a count open, unless the figures that it has settle the matter: one whose
revenue fell cannot have grown both, whatever its profit; one with a profit cannot have fallen by 100% or more, whatever it
earned a year earlier. Each such rule is a comparison, once in Python and as a formula.

R&D expense has no such rule: neither revenue nor R&D investment bounds it (several companies spend more on R&D than they
earn, and the expense also holds the amortisation of what was capitalised earlier).
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.measures.aggregate import has
from xl_aigc.measures.mask import Mask, everyone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.measures.aggregate import BasketMeasure
    from xl_aigc.measures.frame import Frame

SIGNS: Final = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


@dataclass(frozen=True, slots=True)
class Fact:
    """A comparison of a column with zero, or with another column; false where a number is missing."""

    column: str
    sign: str
    other: str | None = None

    def mask(self, frame: Frame) -> Mask:
        """The companies of which it is known to hold."""
        compare = SIGNS[self.sign]
        left = frame.numbers(self.column)
        right = frame.numbers(self.other) if self.other else [0.0] * len(left)
        native = f"ISNUMBER([{self.column}])*"
        native += (
            f"ISNUMBER([{self.other}])*([{self.column}]{self.sign}[{self.other}])"
            if self.other
            else f"([{self.column}]{self.sign}0)"
        )
        pairs = zip(left, right, strict=True)
        return Mask(native, [a is not None and b is not None and compare(a, b) for a, b in pairs])


REVENUE_UP: Final = Fact("revenue", ">", "revenue_prior")
REVENUE_NOT_UP: Final = Fact("revenue", "<=", "revenue_prior")
PROFIT_UP: Final = Fact("net_profit", ">", "net_profit_prior")
PROFIT_NOT_UP: Final = Fact("net_profit", "<=", "net_profit_prior")
PROFIT: Final = Fact(
    "net_profit",
    ">",
)
NO_PROFIT: Final = Fact("net_profit", "<=")
LOSS: Final = Fact("net_profit", "<")
NO_LOSS: Final = Fact("net_profit", ">=")
WAS_LOSS: Final = Fact("net_profit_prior", "<")
WAS_NO_LOSS: Final = Fact("net_profit_prior", ">=")

RULED_OUT: Final[Mapping[str, tuple[Fact, ...]]] = {
    "count_both_up": (REVENUE_NOT_UP, PROFIT_NOT_UP),
    "count_revenue_only_up": (REVENUE_NOT_UP, PROFIT_UP),
    "count_profit_only_up": (REVENUE_UP, PROFIT_NOT_UP),
    "count_both_down": (REVENUE_UP, PROFIT_UP),
    "count_revenue_only_up_or_both_down": (PROFIT_UP,),
    "count_net_profit_yoy_at_most_minus_100pct": (PROFIT,),
    "count_net_profit_yoy_at_most_minus_1000pct": (PROFIT,),
    "count_status_turned_profitable": (NO_PROFIT, WAS_NO_LOSS),
    "count_status_turned_to_loss": (NO_LOSS, WAS_LOSS),
    "count_status_loss_widened": (NO_LOSS, WAS_NO_LOSS),
    "count_status_loss_narrowed": (PROFIT, WAS_NO_LOSS),
    "count_status_loss_unchanged": (NO_LOSS, WAS_NO_LOSS),
    "count_status_increased": (NO_PROFIT, WAS_LOSS),
    "count_status_decreased": (LOSS, WAS_LOSS),
    "count_status_unchanged": (LOSS, WAS_LOSS),
}
"""What rules a company out of a count although not all of its figures are known."""

SETTLED: Final[Mapping[str, tuple[Fact, ...]]] = {"count_revenue_only_up_or_both_down": (PROFIT_NOT_UP,)}
"""What settles that a company counts although not all of its figures are known."""


def _outside(mask: Mask) -> Mask:
    return Mask(f"(1-{mask.native})", [not chosen for chosen in mask.chosen])


def _lacking(frame: Frame, measure: BasketMeasure) -> Mask:
    return everyone(frame) & _outside(has(frame, measure))


def settled(frame: Frame, measure: BasketMeasure) -> Mask | None:
    """The companies that count for certain although figures of theirs are missing; None where no rule can tell."""
    facts = SETTLED.get(measure.key)
    if not facts:
        return None
    mask = _lacking(frame, measure)
    for fact in facts:
        mask &= fact.mask(frame)
    return mask


def still_open(frame: Frame, measure: BasketMeasure) -> Mask:
    """The companies that may or may not count once their missing figures are known."""
    mask = _lacking(frame, measure)
    for fact in (*RULED_OUT.get(measure.key, ()), *SETTLED.get(measure.key, ())):
        mask &= _outside(fact.mask(frame))
    return mask
