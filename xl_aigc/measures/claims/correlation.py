"""Claims that two measures of companies go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xl_aigc.measures.claims.result import Evidence
from xl_aigc.measures.mask import everyone, known
from xl_aigc.metrics import RankCorrelation, rank_correlation

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.measures.frame import Frame


@dataclass(frozen=True, slots=True)
class Correlated:
    """Two measures and the companies on which their rank correlation is measured.

    Attributes:
        y: the one measure.
        x: the other, which ranks the companies.
        top: only so many companies with the highest x; None for all that have one.
    """

    y: str
    x: str
    top: int | None = None


def correlate(frame: Frame, pair: Correlated) -> RankCorrelation:
    """Return the rank correlation of two measures.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> from xl_aigc.measures.frame import build_frame
        >>> facts = load_facts()
        >>> found = correlate(build_frame(facts, facts.period), Correlated("models_registered", "rd_expense", 10))
        >>> round(found.rho, 2), found.n, found.beyond_chance
        (0.25, 10, False)
    """
    chosen = (everyone(frame) & known(frame, pair.x)).chosen
    x, y = frame.numbers(pair.x), frame.numbers(pair.y)
    ranked = sorted((place for place, one in enumerate(chosen) if one), key=lambda place: -(x[place] or 0.0))
    kept = ranked[: pair.top]
    return rank_correlation([x[place] for place in kept], [y[place] for place in kept])


def correlation_evidence(frame: Frame, claim: Claim) -> Evidence:
    """Gather the evidence on a claim about a rank correlation; one within chance says nothing."""
    y, x = claim.correlates or ("", "")
    if not {x, y} <= frame.table.measures.keys():
        return Evidence(None, reason="no_data")
    found = correlate(frame, Correlated(y, x, claim.top))
    if found.rho is None:
        return Evidence(None, due=claim.top or sum(everyone(frame).chosen), known=found.n, reason="no_data")
    rho = found.rho if isinstance(found.rho, float) else None
    end = rho if found.beyond_chance else None
    return Evidence(
        measured=rho,
        low=end,
        high=end,
        known=found.n,
        due=claim.top or sum(everyone(frame).chosen),
        reason="undefined" if rho is None else None if found.beyond_chance else "chance",
    )
