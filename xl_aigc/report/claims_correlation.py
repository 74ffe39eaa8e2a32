"""A claim on a rank correlation as cells: they read the sheet that computes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.measures.claims.correlation import Correlated
from xl_aigc.measures.claims.evaluate import at_own_period
from xl_aigc.measures.claims.own import moves_with_limits
from xl_aigc.metrics import chance_limit
from xl_aigc.report.chance import FOUND, Cells
from xl_aigc.report.live import MISSING, Live

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.measures.claims.result import ClaimResult
    from xl_aigc.report.report import Report


def correlation_cells(report: Report, claim: Claim, *, whole: bool = False) -> Cells | None:
    """Return the cells of the rank correlation that a claim is about, or that of all companies; None where no sheet computes it."""
    if not claim.correlates or not at_own_period(report.frame):
        return None
    y, x = claim.correlates
    if any(moves_with_limits(report.table, key) for key in (y, x)):
        return None
    found: dict[Correlated, Cells] = report.findings.get(FOUND, {})
    return found.get(Correlated(y, x, None if whole else claim.top))


def chance_limit_of(report: Report, result: ClaimResult) -> Live:
    """Return the chance limit of a claim about a rank correlation, which stands where other claims have their tolerance."""
    cells = correlation_cells(report, result.claim)
    limit = chance_limit(result.evidence.known)
    return cells.limit if cells else Live(MISSING if limit is None else limit)
