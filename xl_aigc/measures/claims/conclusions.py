"""The article's conclusions, each by the claims that test it.

A conclusion has the verdict of its tests where they agree. Where one is reproduced and another differs it is borne out in part;
any other mixture leaves it undecided. Over another basket than the article's it has no verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.measures.claims.basket import derived_priors
from xl_aigc.measures.claims.evaluate import evaluate, own_frame
from xl_aigc.measures.claims.members import counted
from xl_aigc.measures.claims.own import is_own_basket
from xl_aigc.measures.claims.possible import still_open
from xl_aigc.measures.claims.result import OTHER_BASKET, ClaimResult, Evidence, Verdict
from xl_aigc.measures.claims.verdict import Accepted
from xl_aigc.measures.mask import Mask, everyone, that, where

if TYPE_CHECKING:
    from xl_aigc.data.claims import Conclusion
    from xl_aigc.measures.frame import Frame

MOST: Final = Accepted(low=0.5, low_open=True)
"""Lower bound of "most": more than half."""


@dataclass(frozen=True, slots=True)
class ConclusionResult:
    """A conclusion, the claims that test it, and how it came out.

    Attributes:
        conclusion: what the article concludes.
        tests: the results of the claims that test it.
        archetypes: the share of the conclusion's archetypes among the growers, where that tests it too.
        verdict: as of a claim, or `partly`.
    """

    conclusion: Conclusion
    tests: tuple[ClaimResult, ...]
    archetypes: Evidence | None
    verdict: Verdict | Literal["partly"]


def conclude(frame: Frame) -> tuple[ConclusionResult, ...]:
    """Return the result of every conclusion, in the article's order.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> from xl_aigc.measures.frame import build_frame
        >>> facts = load_facts()
        >>> [(result.conclusion.id, result.verdict) for result in conclude(build_frame(facts, facts.period))]
        [('icing', 'undecided'), ('who_earns', 'undecided'), ('talk_and_money', 'differs')]
    """
    results = {result.claim.id: result for result in evaluate(frame)}
    conclusions = frame.facts.article.conclusions if frame.facts.article else ()
    return tuple(_conclude(frame, conclusion, results) for conclusion in conclusions)


def _conclude(frame: Frame, conclusion: Conclusion, results: dict[str, ClaimResult]) -> ConclusionResult:
    tests = tuple(results[id_] for id_ in conclusion.tested_by if id_ in results)
    archetypes = archetype_share(own_frame(frame), conclusion) if conclusion.archetypes else None
    verdicts = {result.verdict for result in tests}
    if archetypes is not None:
        own = is_own_basket(frame.facts)
        verdicts.add(archetype_verdict(archetypes) if own else OTHER_BASKET)
    return ConclusionResult(conclusion, tests, archetypes, _together(verdicts))


def _together(verdicts: set[Verdict]) -> Verdict | Literal["partly"]:
    if OTHER_BASKET in verdicts:
        return OTHER_BASKET
    if len(verdicts) == 1:
        return next(iter(verdicts))
    return "partly" if verdicts == {"reproduced", "differs"} else "undecided"


def archetype_share(frame: Frame, conclusion: Conclusion) -> Evidence:
    """Return the share of the archetypes of a conclusion among the companies that grew revenue and profit.

    The article sorts only companies that it names. One that it does not name, and that nobody sorted since (archetype `other`),
    may be of any of them; the range says so.
    """
    low, high = (_share(whole, part) for part, whole in archetype_bounds(frame, conclusion))
    growers = _growers(frame)
    unsorted = growers & _unsorted(frame)
    return Evidence(
        measured=_share(growers, of_archetypes(frame, conclusion)),
        low=low,
        high=high,
        known=len(growers) - len(unsorted),
        due=len(growers),
        derived=derived_priors(frame, growers, ("growth_cohort",)),
        on_named=_share(growers & where(frame, "membership", "named"), of_archetypes(frame, conclusion)),
    )


def archetype_bounds(frame: Frame, conclusion: Conclusion) -> tuple[tuple[Mask, Mask], tuple[Mask, Mask]]:
    """Return the companies that make the least and the most of the share: those of the archetypes, and all that count."""
    growers, maybe = _growers(frame), still_open(frame, frame.table.basket["count_both_up"])
    is_ = of_archetypes(frame, conclusion)
    fits = is_ | _unsorted(frame)
    return (growers & is_, growers | (maybe & ~is_)), ((growers | maybe) & fits, growers | (maybe & fits))


def _growers(frame: Frame) -> Mask:
    return everyone(frame) & counted(frame, frame.table.basket["count_both_up"])


def _unsorted(frame: Frame) -> Mask:
    return where(frame, "archetype", "other") & ~where(frame, "membership", "named")


def archetype_verdict(share: Evidence) -> Verdict:
    """Return whether most of the growers are of the archetypes of a conclusion."""
    if not isinstance(share.low, (int, float)) or not isinstance(share.high, (int, float)):
        return "undecided"
    return MOST.verdict(share.low, share.high)


def of_archetypes(frame: Frame, conclusion: Conclusion) -> Mask:
    """Return the companies of the archetypes of a conclusion."""
    return that(frame, f"archetype in ({', '.join(map(repr, conclusion.archetypes))},)")


def _share(among: Mask, part: Mask) -> float | None:
    total = sum(among.chosen)
    return sum((among & part).chosen) / total if total else None
