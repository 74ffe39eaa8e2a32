"""The claims of the bundled basket, also with figures added."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xl_aigc.data.folder import load_facts
from xl_aigc.data.model import Figure
from xl_aigc.data.period import Period
from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.measures.frame import build_frame

if TYPE_CHECKING:
    from xl_aigc.data.model import Facts, FigureKind
    from xl_aigc.measures.claims.evaluate import Result

FACTS = load_facts()
NOW, BEFORE = Period("2024H1"), Period("2023H1")


def results_of(facts: Facts) -> dict[str, Result]:
    """The result of each claim by its id."""
    return {result.claim.id: result for result in evaluate(build_frame(facts, NOW))}


def with_figures(*figures: Figure) -> Facts:
    """The bundled facts and a few figures more."""
    return replace(FACTS, figures=(*FACTS.figures, *figures))


def figure(
    ticker: str,
    item: str,
    value: float,
    period: Period = NOW,
    kind: FigureKind = "stated",
    sources: tuple[str, ...] = ("S000",),
) -> Figure:
    """A figure that a filing states."""
    return Figure(ticker, period, item, value, kind, sources)
