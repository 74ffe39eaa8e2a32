"""Claims that two measures go together: sizes as SciPy has them, verdicts only beyond chance."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scipy import stats

from xl_aigc.data.folder import load_facts
from xl_aigc.measures.claims.correlation import Correlated, correlate
from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.measures.frame import build_frame

FACTS = load_facts()
FRAME = build_frame(FACTS, FACTS.period)
CLAIMS = ("models_follow_rd", "algorithms_follow_rd", "speed_follows_rd")


def scipy_of(y, top=None):
    x = FRAME.numbers("rd_expense")
    pairs = sorted((a, b) for a, b in zip(x, FRAME.numbers(y), strict=True) if a is not None)
    pairs = [pair for pair in pairs[-top if top else 0 :] if pair[1] is not None]
    return stats.spearmanr(*zip(*pairs, strict=True)), len(pairs)


@pytest.mark.parametrize(
    ("y", "top", "rho", "n", "beyond"),
    [
        ("models_registered", 10, 0.25, 10, False),
        ("algorithms_registered", 10, -0.10, 10, False),
        ("days_since_model", 10, -0.75, 6, False),
        ("models_registered", None, 0.52, 40, True),
        ("algorithms_registered", None, 0.63, 39, True),
        ("days_since_model", None, 0.27, 15, False),
    ],
)
def test_roll_out_and_rd_as_computed_outside(y, top, rho, n, beyond):
    """The sizes are those of a second computation outside the program; SciPy agrees, and its p is on the same side of 5%."""
    found = correlate(FRAME, Correlated(y, "rd_expense", top))
    assert (round(found.rho, 2), found.n, found.beyond_chance) == (rho, n, beyond)
    (size, p), pairs = scipy_of(y, top)
    assert (found.rho, found.n) == (pytest.approx(size), pairs)
    assert bool(p <= 0.05) is beyond


def test_the_three_claims_stay_open_for_chance():
    results = {result.claim.id: result for result in evaluate(FRAME)}
    assert {(results[id_].verdict, results[id_].reason) for id_ in CLAIMS} == {("undecided", "chance")}


@pytest.mark.parametrize(("relation", "verdict"), [("above", "reproduced"), ("below", "differs")])
def test_a_correlation_beyond_chance_decides_a_claim(relation, verdict):
    claim = replace(FACTS.article.claim("models_follow_rd"), top=None, relation=relation)
    facts = replace(FACTS, article=replace(FACTS.article, claims=(claim,)))
    (result,) = evaluate(build_frame(facts, facts.period))
    assert (result.verdict, result.evidence.known, result.evidence.due) == (verdict, 40, 55)


def test_without_roll_out_there_is_nothing_to_test():
    facts = replace(FACTS, rollout=())
    results = {result.claim.id: result for result in evaluate(build_frame(facts, facts.period))}
    assert {(results[id_].verdict, results[id_].reason) for id_ in CLAIMS} == {("not_testable", "no_data")}
