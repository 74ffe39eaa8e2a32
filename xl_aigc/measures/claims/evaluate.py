"""Every claim of the article, held against the figures.

Nothing is tuned to match. A claim is about the article's own period, so a report on another period shows what was found then.
It keeps the article's own bounds where a reader changes the cell of a limit. Over another basket than the article's it is
measured, and has no verdict.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xl_aigc.measures.claims.basket import measure_evidence
from xl_aigc.measures.claims.company import company_evidence
from xl_aigc.measures.claims.correlation import correlation_evidence
from xl_aigc.measures.claims.members import RANKED, SETS, members_evidence
from xl_aigc.measures.claims.needs import is_money
from xl_aigc.measures.claims.own import has_moved_limits, is_own_basket, without_limits
from xl_aigc.measures.claims.result import ClaimResult, Evidence
from xl_aigc.measures.claims.verdict import judge
from xl_aigc.measures.frame import Frame, build_frame

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.data.model import Facts
    from xl_aigc.data.period import Period

NO_DATA = Evidence(None, reason="no_data")
ONLY_TIME = Evidence(None, reason="only_time")


def evaluate(frame: Frame) -> tuple[ClaimResult, ...]:
    """Return the result of every claim, in the article's order; none for a basket without an article.

    Args:
        frame: every measure of every company.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> facts = load_facts()
        >>> results = {result.claim.id: result for result in evaluate(build_frame(facts, facts.period))}
        >>> share = results["profit_decline_share"]
        >>> share.verdict, round(share.evidence.measured, 3), round(share.evidence.high, 3), f"{share.evidence.known} of {share.evidence.due}"
        ('undecided', 0.72, 0.745, '50 of 55')
    """
    if "_claims" not in frame.cache:
        own = own_frame(frame)
        frame.cache["_claims"] = tuple(_result(own, claim) for claim in frame.facts.claims)
    results: tuple[ClaimResult, ...] = frame.cache["_claims"]
    return results


def own_frame(frame: Frame) -> Frame:
    """Return the frame of the article's own period and bounds."""
    if at_own_period(frame) and not has_moved_limits(frame):
        return frame
    if "_own_frame" not in frame.cache:
        frame.cache["_own_frame"] = build_frame(
            replace(frame.facts, limits={}),
            frame.facts.period,
            frame.facts.compare,
            unit=frame.unit,
            limits=without_limits(frame),
            table=frame.table,
        )
    own: Frame = frame.cache["_own_frame"]
    return own


def at_own_period(frame: Frame) -> bool:
    """Return whether a report is about the period that the article is about."""
    return (frame.period, frame.compare) == (frame.facts.period, frame.facts.compare)


def claimed_periods(facts: Facts) -> frozenset[Period]:
    """Return the periods whose figures the article's claims may need; none for a basket without an article.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> sorted(map(str, claimed_periods(load_facts())))
        ['2023H1', '2023Q1', '2024H1', '2024Q1']
    """
    if not facts.claims:
        return frozenset()
    own = {facts.period, facts.compare, *(claim.period for claim in facts.claims if claim.period)}
    return frozenset(own | {before for period in own if (before := period.quarter_before)})


def _result(frame: Frame, claim: Claim) -> ClaimResult:
    evidence = find(frame, claim)
    verdict, reason = judge(claim, evidence, money=is_money(claim, frame.table))
    if claim.key is not None and verdict != "not_testable" and not is_own_basket(frame.facts):
        verdict, reason = "other_basket", "other_basket"
    return ClaimResult(claim, evidence, verdict, reason)


def find(frame: Frame, claim: Claim) -> Evidence:
    """Gather the evidence of the figures on the subject of a claim."""
    if not claim.testable:
        return ONLY_TIME
    if claim.correlates:
        return correlation_evidence(frame, claim)
    if claim.key is None:
        return company_evidence(frame, claim)
    if claim.key in frame.table.basket:
        return measure_evidence(frame, claim)
    if claim.key in SETS or claim.key in RANKED:
        return members_evidence(frame, claim)
    return NO_DATA
