"""When a claim is reproduced, differs, or stays open.

`reproduced` and `differs` are said only where every value that the missing figures allow agrees: the first if all of them meet
the claim, the second if none does. In between, a claim that could be tested with more figures is `undecided`, and shows the
range; one for which there is no data of its kind at all (a roll-out, the future) is `not_testable`. A figure whose only source
is the article is `article_only`, whatever it is.

A range is compared as a whole: where none of the steps between its ends (8 of 55, 9 of 55) meets a claim but a value between
two steps would, the verdict stays `undecided`, never wrongly `differs`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xl_aigc.measures.frame import number

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.measures.claims.result import Evidence, Measured, Reason, Verdict


@dataclass(frozen=True, slots=True)
class Accepted:
    """The numbers that meet a claim; an end that is open does not belong to them."""

    low: float = -math.inf
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False

    def __contains__(self, value: float) -> bool:
        above = value > self.low if self.low_open else value >= self.low
        below = value < self.high if self.high_open else value <= self.high
        return above and below

    def verdict(self, low: float, high: float) -> Verdict:
        """Return the verdict on every value from `low` to `high`."""
        if low in self and high in self:
            return "reproduced"
        misses = high < self.low or low > self.high
        touches_open_end = (high == self.low and self.low_open) or (low == self.high and self.high_open)
        return "differs" if misses or touches_open_end else "undecided"


def margin(claim: Claim, *, money: bool) -> float:
    """Return the tolerance of a claim in its own unit: relative for money, absolute for anything else."""
    if claim.tolerance is None or not isinstance(claim.stated, (int, float)):
        return 0.0
    return abs(claim.stated) * claim.tolerance if money else claim.tolerance


def accepted(claim: Claim, *, money: bool = False) -> Accepted:
    """Return the numbers that meet a claim with a stated number.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> accepted(load_facts().article.claim("profit_decline_share"))
        Accepted(low=0.7, high=inf, low_open=True, high_open=False)
    """
    stated, around = float(claim.stated), margin(claim, money=money)  # type: ignore[arg-type]  # a number, as the caller knows
    return {
        "equal": Accepted(stated - around, stated + around),
        "about": Accepted(stated - around, stated + around),
        "above": Accepted(low=stated, low_open=True),
        "below": Accepted(high=stated, high_open=True),
        "at_least": Accepted(low=stated),
        "nearly": Accepted(stated - around, stated, high_open=True),
    }[claim.relation]


def judge(claim: Claim, evidence: Evidence, *, money: bool) -> tuple[Verdict, Reason]:
    """Return the verdict on a claim, and why."""
    if evidence.reason in {"no_data", "only_time"}:
        return "not_testable", evidence.reason
    if evidence.article_only and evidence.measured is not None:
        return "article_only", "article_figure"
    if evidence.reason == "undefined":
        return "undecided", "undefined"
    verdict = _compare(claim, evidence, money=money)
    if evidence.reason is not None:
        return verdict, evidence.reason
    if verdict == "undecided":
        return verdict, "open" if evidence.measured is not None else "missing"
    return verdict, "known" if evidence.known == evidence.due else "settled"


def _compare(claim: Claim, evidence: Evidence, *, money: bool) -> Verdict:
    low, high = evidence.low, evidence.high
    if isinstance(low, tuple) and isinstance(high, tuple):
        return _members(claim, frozenset(low), frozenset(high))
    if isinstance(low, str):
        return "reproduced" if low == claim.stated else "differs"
    least, most = number(_numeric(low)), number(_numeric(high))
    if least is None or most is None:
        return "undecided"
    return accepted(claim, money=money).verdict(least, most)


def _numeric(value: Measured) -> float | None:
    return None if isinstance(value, (str, tuple)) else value


def _members(claim: Claim, certain: frozenset[str], possible: frozenset[str]) -> Verdict:
    """Return the verdict on stated tickers, given those that are certainly and those that are possibly among the measured."""
    stated = stated_tickers(claim)
    if stated - possible or (claim.relation == "equal" and certain - stated):
        return "differs"
    missing = stated - certain if claim.relation == "at_least" else (stated - certain) | (possible - stated)
    return "undecided" if missing else "reproduced"


def stated_tickers(claim: Claim) -> frozenset[str]:
    """Return the tickers that a claim states."""
    return frozenset(claim.stated if isinstance(claim.stated, tuple) else (str(claim.stated),))
