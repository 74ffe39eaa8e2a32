"""The note on a claim: why the verdict is what it is, with the numbers that stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.measures.claims.correlation import Correlated, correlate
from xl_aigc.measures.claims.evaluate import own_frame
from xl_aigc.measures.claims.result import OTHER_BASKET
from xl_aigc.report import chance
from xl_aigc.report.claims_correlation import correlation_cells
from xl_aigc.report.claims_live import Row
from xl_aigc.report.claims_live import shows as form_of
from xl_aigc.report.claims_words import note_of
from xl_aigc.report.live import Live, rounded, sentence

if TYPE_CHECKING:
    from xl_aigc.measures.claims.result import ClaimResult
    from xl_aigc.report.report import Report


def note(report: Report, result: ClaimResult, row: Row) -> Live:
    """Return the note on a claim; one on a rank correlation begins with the same correlation over all companies."""
    claim, words = result.claim, note_of(report, result)
    if result.verdict == OTHER_BASKET:
        return _distance(report, result, row, words)
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


def _distance(report: Report, result: ClaimResult, row: Row, words: str) -> Live:
    """Return how far what is measured on another basket lies from what the article states, before the other words."""
    claim, measured = result.claim, result.evidence.measured
    shown = form_of(report, claim)
    if shown == "text" or not isinstance(measured, (int, float)) or isinstance(claim.stated, (str, tuple)):
        return Live(words)
    share, distance = shown == "percent", measured - claim.stated
    digits = {"percent": 1, "count": 0}.get(shown, 2)
    factor = 100.0 if share else 1 / report.frame.divisor if shown == "money" else 1.0
    form = "0" if digits == 0 else "0." + "0" * digits
    difference = f"({row.measured}-{row.stated})*100" if share else f"{row.measured}-{row.stated}"
    native = f'TEXT({difference},"{form}")'
    key = "claim_words.distance_points" if share else "claim_words.distance"
    template = report.text(key, distance="{distance}")
    separator = report.text("claim_words.sentence_separator")
    number_ = Live(rounded(distance * factor, digits), native)
    return sentence(f"{template}{separator}{words}", distance=number_)


def two_places(number_: Live) -> Live:
    """Return a number to two decimal places, as a text."""
    return Live(rounded(number_.value, 2), f'TEXT({number_.native},"0.00")')
