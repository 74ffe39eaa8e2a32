"""A claim on a rank correlation as cells: they read the sheet that computes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.measures.claims.correlation import Correlated, correlate
from xl_aigc.measures.claims.evaluate import at_own_period, own_frame
from xl_aigc.metrics import chance_limit
from xl_aigc.report import chance
from xl_aigc.report.chance import FOUND, Cells
from xl_aigc.report.claims_words import note_of
from xl_aigc.report.live import MISSING, Live, rounded, sentence

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.measures.claims.result import ClaimResult
    from xl_aigc.report.report import Report


def correlation_cells(report: Report, claim: Claim, *, whole: bool = False) -> Cells | None:
    """Return the cells of the rank correlation that a claim is about, or that of all companies; None where no sheet computes it."""
    if not claim.correlates or not at_own_period(report.frame):
        return None
    y, x = claim.correlates
    found: dict[Correlated, Cells] = report.findings.get(FOUND, {})
    return found.get(Correlated(y, x, None if whole else claim.top))


def chance_limit_of(report: Report, result: ClaimResult) -> Live:
    """Return the chance limit of a claim about a rank correlation, which stands where other claims have their tolerance."""
    cells = correlation_cells(report, result.claim)
    limit = chance_limit(result.evidence.known)
    return cells.limit if cells else Live(MISSING if limit is None else limit)


def note(report: Report, result: ClaimResult) -> Live:
    """Return the note on a claim; one on a rank correlation begins with the same correlation over all companies."""
    claim, words = result.claim, note_of(report, result)
    if not claim.correlates or not claim.top:
        return Live(words)
    y, x = claim.correlates
    found = correlate(own_frame(report.frame), Correlated(y, x))
    cells = correlation_cells(report, claim, whole=True)
    shown = (found.rho, found.n, found.limit)
    rho, n, limit = (cells.rho, cells.n, cells.limit) if cells else map(Live, map(report.shown, shown))
    parts = {
        "rho": two_places(rho),
        "n": n,
        "limit": two_places(limit),
        "found": chance.in_words(report, found, str(rho.native), str(limit.native)),
    }
    if not cells:
        parts = {name: Live(part.value) for name, part in parts.items()}
    template = report.text("claim_words.whole", **{name: "{" + name + "}" for name in parts})
    separator = report.text("claim_words.sentence_separator")
    return sentence(f"{template}{separator}{words}", **parts)


def two_places(number_: Live) -> Live:
    """Return a number to two decimal places, as a text."""
    return Live(rounded(number_.value, 2), f'TEXT({number_.native},"0.00")')
