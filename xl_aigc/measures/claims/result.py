"""Results of testing a claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.data.completeness import Gap

Verdict = Literal["reproduced", "differs", "undecided", "not_testable", "article_only", "other_basket"]
VERDICTS: Final[tuple[Verdict, ...]] = ("reproduced", "differs", "undecided", "not_testable", "article_only")
"""Verdicts that are counted together; those on another basket are counted apart."""
OTHER_BASKET: Final = "other_basket"

Measured = float | str | tuple[str, ...] | None
"""A number (yuan for money, a fraction for a ratio), the key of a word, tickers, or None where nothing could be measured."""

Reason = Literal[
    "known",
    "settled",
    "open",
    "missing",
    "undefined",
    "article_figure",
    "no_data",
    "only_time",
    "by_construction",
    "chance",
    "other_basket",
]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Evidence of the figures on the subject of a claim.

    Attributes:
        measured: what the known figures give.
        low: the least that is possible given what is missing; for tickers those that are certain; None where nothing
            bounds it.
        high: the most that is possible; for tickers those that are possible.
        known: companies (of a claim on the basket) or figures (of a claim on a company) that are known.
        due: how many there would be with nothing missing.
        missing: the figures that leave it open, those of the largest companies first.
        derived: how many of the known rest on a prior figure that was derived from the announced growth.
        article_only: a figure has no source but the article.
        on_named: the same measured on the companies that the article names.
        reason: why nothing can be said, where that is so.
    """

    measured: Measured
    low: Measured = None
    high: Measured = None
    known: int = 0
    due: int = 0
    missing: tuple[Gap, ...] = ()
    derived: int = 0
    article_only: bool = False
    on_named: Measured = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """A claim and how it came out.

    Attributes:
        claim: what the article states.
        evidence: what the figures say.
        verdict: one of `VERDICTS`, or `OTHER_BASKET`.
        reason: why: nothing is missing (`known`), what is missing can't change it (`settled`) or leaves it `open`, a
            company's figure is `missing`, the result is `undefined`, the only source is the article (`article_figure`),
            there is `no_data` of this kind, `only_time` can tell, or our classification follows the article
            (`by_construction`), a rank correlation is within `chance`, or the claim is about
            a basket and this is an `other_basket`.
    """

    claim: Claim
    evidence: Evidence
    verdict: Verdict
    reason: Reason
