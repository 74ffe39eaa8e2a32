"""The basis of a claim as a cell: the companies or figures that are known, of those due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.expressions.native.literal import quoted
from xl_aigc.measures.claims.company import figures_due
from xl_aigc.measures.claims.evaluate import at_own_period
from xl_aigc.report.claims_correlation import correlation_cells
from xl_aigc.report.claims_live import is_set, stated_members
from xl_aigc.report.live import Live, sentence

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.measures.claims.result import ClaimResult
    from xl_aigc.report.report import Report


def known_of_due(report: Report, result: ClaimResult) -> Live:
    """Return the number of companies or figures that are known, of those due."""
    claim = result.claim
    if not result.evidence.due:
        return Live("")
    template = report.text("claim_words.known_of", known="{known}", due="{due}")
    if claim.correlates:
        cells = correlation_cells(report, claim)
        n = cells.n if cells else Live(result.evidence.known)
        return sentence(report.text("claim_words.pairs", n="{n}"), n=n)
    known, due = Live(result.evidence.known), Live(result.evidence.due)
    if at_own_period(report.frame):
        known, due = _known_of_due(report, claim) or (known, due)
    return sentence(template, known=known, due=due)


def _known_of_due(report: Report, claim: Claim) -> tuple[Live, Live] | None:
    """Return what `known_of_due` counts: companies, or figures of one; None where it counts nothing that can change."""
    if claim.key in report.table.basket:
        return report.known(claim.key), report.due()
    if is_set(claim):
        return report.count(stated_members(report, claim).informed), report.due()
    due, ticker = figures_due(report.frame, claim), claim.ticker or ""
    there = [report.facts.figure(ticker, *one) is not None for one in due]
    place, cells = f"MATCH({quoted(ticker)},[data.ticker.all],0)", []
    for (item, period), known in zip(due, there, strict=True):
        basis = {report.period: "", report.compare: "_prior"}.get(period)
        key = "" if basis is None else f"{item}{basis}"
        cells.append(
            f"ISNUMBER(INDEX([data.{key}.all],{place}))" if key in report.names.data else str(int(known))
        )
    return (Live(sum(there), f"({'+'.join(cells)}+0)"), Live(len(due))) if due else None
