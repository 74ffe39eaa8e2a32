"""Claims on one company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc import metrics
from xl_aigc.data.claims import SINGLE_QUARTER
from xl_aigc.data.completeness import Gap
from xl_aigc.measures.claims.needs import figures_of, is_money, item_and_period
from xl_aigc.measures.claims.result import Evidence
from xl_aigc.metrics import Undefined

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.data.model import Figure
    from xl_aigc.data.period import Period
    from xl_aigc.measures.frame import Frame, Value

NO_DATA = Evidence(None, reason="no_data")


def company_evidence(frame: Frame, claim: Claim) -> Evidence:
    """Gather the evidence on a claim about a company.

    Nothing bounds a figure that is missing: R&D investment is no upper bound of R&D expense, which also holds the amortisation
    of what was capitalised earlier.
    """
    ticker = claim.ticker or ""
    due = figures_due(frame, claim)
    if not due:
        return NO_DATA
    known = [frame.facts.figure(ticker, item, period) for item, period in due]
    missing = tuple(
        Gap(ticker, period, item) for (item, period), figure in zip(due, known, strict=True) if figure is None
    )
    figures = [figure for figure in known if figure is not None]
    value = None if missing else _value(frame, claim, figures)
    shown = None if isinstance(value, Undefined) else value
    return Evidence(
        measured=shown,
        low=shown,
        high=shown,
        known=len(figures),
        due=len(due),
        missing=missing,
        derived=int(_rests_on_derived_prior(figures)),
        article_only=any(figure.article_only for figure in figures),
        reason="undefined" if isinstance(value, Undefined) else None,
    )


def figures_due(frame: Frame, claim: Claim) -> list[tuple[str, Period]]:
    """Return the item and the period of every figure that a claim on a company needs; none where no figure measures it."""
    period = claim.period or frame.period
    if claim.item is not None:
        return [(claim.item, period)]
    measure = claim.measure or ""
    if not measure.endswith(SINGLE_QUARTER):
        return [item_and_period(figure, frame) for figure in figures_of(measure, frame.table)]
    item, before = measure.removesuffix(SINGLE_QUARTER), period.quarter_before
    return [(item, period), *([(item, before)] if before else [])]


def _value(frame: Frame, claim: Claim, figures: list[Figure]) -> Value:
    """Return the measure, from the figures that it needs."""
    measure, values = claim.measure or "", [figure.value for figure in figures]
    if claim.item is not None:
        return values[0]
    if measure.endswith(SINGLE_QUARTER):
        return metrics.single_quarter(values[0], values[1] if len(values) == 2 else 0.0)
    if measure in frame.columns:
        value = frame[measure][frame.facts.tickers.index(claim.ticker or "")]
        return (
            value * frame.divisor
            if is_money(claim, frame.table) and isinstance(value, (int, float))
            else value
        )
    compare = metrics.growth_status if measure.endswith("_status") else metrics.yoy
    return compare(*values)


def _rests_on_derived_prior(figures: list[Figure]) -> bool:
    """Return whether a figure of an earlier year was derived: from the announced growth, which it therefore proves nothing on."""
    years = {figure.period.year for figure in figures}
    return any(figure.kind == "derived" and figure.period.year < max(years) for figure in figures)
