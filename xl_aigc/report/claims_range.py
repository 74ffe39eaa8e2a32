"""The range of a claim as cells: the least and the most that is possible, whatever is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.measures.claims.basket import counted
from xl_aigc.measures.claims.evaluate import at_own_period
from xl_aigc.measures.claims.own import with_own_bound
from xl_aigc.report.claims_live import Row, is_set, shown_of, shows, stated_mask, stated_members
from xl_aigc.report.live import Live

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.measures.claims.result import ClaimResult
    from xl_aigc.report.report import Report


def bounds(report: Report, result: ClaimResult, row: Row) -> tuple[Live, Live]:
    """Return the least and the most that is possible; blank where nothing widens or bounds what is measured."""
    claim = result.claim
    if claim.key is None or claim.correlates or shows(report, claim) == "text":
        return Live(""), Live("")
    low, high = (
        "" if end is None else shown_of(report, claim, end)
        for end in (result.evidence.low, result.evidence.high)
    )
    natives = _bounds_native(report, claim, row) if at_own_period(report.frame) else None
    return (Live(low, natives[0]), Live(high, natives[1])) if natives else (Live(low), Live(high))


def _bounds_native(report: Report, claim: Claim, row: Row) -> tuple[str, str] | None:
    key = claim.key or ""
    if is_set(claim):
        found, names = stated_members(report, claim), stated_mask(report, claim)
        certain, measured_, maybe = (
            report.count(names & one) for one in (found.certain, found.measured, found.maybe)
        )
        return str(certain.native), f"{measured_.native}+{maybe.native}"
    if key not in report.table.basket:
        return None
    measure, due = with_own_bound(report.frame, claim, report.table.basket[key]), report.due().native
    if measure is None:
        return None
    count = counted(measure)
    if not count.counts:  # what is known bounds it only where everything is
        whole = f'IF({report.known(key).native}={due},IF(ISNUMBER({row.measured}),{row.measured},""),"")'
        return whole, whole
    low, high = (str(one.native) for one in report.bounds(count))
    if count is measure:
        return low, high
    return tuple(f'IF({due}=0,"",{end}/{due})' for end in (low, high))  # type: ignore[return-value]  # two
