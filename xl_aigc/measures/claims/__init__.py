"""Claims: statements of the article, tested against the figures."""

from xl_aigc.measures.claims.conclusions import ConclusionResult, archetype_share, conclude
from xl_aigc.measures.claims.evaluate import at_own_period, claimed_periods, evaluate, own_frame
from xl_aigc.measures.claims.result import VERDICTS, ClaimResult, Evidence, Measured, Reason, Verdict
from xl_aigc.measures.claims.verdict import accepted, margin

__all__ = [
    "VERDICTS",
    "ClaimResult",
    "ConclusionResult",
    "Evidence",
    "Measured",
    "Reason",
    "Verdict",
    "accepted",
    "archetype_share",
    "at_own_period",
    "claimed_periods",
    "conclude",
    "evaluate",
    "margin",
    "own_frame",
]
