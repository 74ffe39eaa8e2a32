"""A claim in words: what the article says, and why the verdict is what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.measures.claims.result import ClaimResult
    from xl_aigc.report.report import Report

NAMED: Final = 3
"""Figures that a note names."""


def text_of(report: Report, claim: Claim) -> str:
    """Return the words of a claim, or its id where it has none."""
    return claim.text.get(report.language) or claim.id


def reason_of(report: Report, result: ClaimResult) -> str:
    """Why the verdict is what it is, and what it rests on."""
    return _joined(report, [_reason(report, result), _independence(report, result)])


def aside_of(report: Report, result: ClaimResult) -> str:
    """Return what else a reader should know of a claim, whatever the figures are."""
    claim = result.claim
    source = [report.text(f"claim_words.rendering.{claim.source}")] if claim.source else []
    return _joined(report, [*source, claim.note.get(report.language, "")])


def _joined(report: Report, parts: list[str]) -> str:
    return report.text("claim_words.sentence_separator").join(part for part in parts if part)


def _reason(report: Report, result: ClaimResult) -> str:
    if result.reason == "known":
        return ""
    names = {
        "n": len(lacking(result)),
        "first": report.company_name(lacking(result)[0]) if lacking(result) else "",
        "figures": _figures(report, result),
    }
    return report.text(f"claim_words.reasons.{result.reason}", **names)


def lacking(result: ClaimResult) -> list[str]:
    """Return the companies whose figures are missing: those that the claim states first, then the largest."""
    claim = result.claim
    stated = claim.stated if isinstance(claim.stated, tuple) else ()
    tickers = dict.fromkeys(gap.ticker for gap in result.evidence.missing)
    return sorted(tickers, key=lambda ticker: ticker not in stated)


def _figures(report: Report, result: ClaimResult) -> str:
    figures = dict.fromkeys(f"{report.word(gap.item)} {gap.period}" for gap in result.evidence.missing)
    return report.text("claim_words.list_separator").join([*figures][:NAMED])


def _independence(report: Report, result: ClaimResult) -> str:
    derived = result.evidence.derived
    if not derived:
        return ""
    if result.claim.key is None:
        return report.text("claim_words.derived_one")
    return report.text("claim_words.derived", n=derived, known=result.evidence.known)
