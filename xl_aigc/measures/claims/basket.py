"""Claims on the basket: counts, shares, and which companies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xl_aigc.data.completeness import Gap
from xl_aigc.expressions import tree as t
from xl_aigc.measures.basket import has, value
from xl_aigc.measures.claims.needs import PRIOR, figures_of_all, item_and_period
from xl_aigc.measures.claims.possible import settled, still_open
from xl_aigc.measures.claims.result import Evidence, Reason
from xl_aigc.measures.frame import Frame, number
from xl_aigc.measures.mask import Mask, everyone, group

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.measures.measure import Measure


def measure_evidence(frame: Frame, claim: Claim) -> Evidence:
    """Gather the evidence on a claim about a basket measure."""
    measure = frame.table.basket[claim.key or ""]
    here = everyone(frame)
    known = here & has(frame, measure)
    measured = number(value(measure, here))
    low, high = bounds(frame, measure)
    count = counted(measure)
    yuan = frame.divisor if measure.shows == "money" else 1.0
    return Evidence(
        measured=_times(measured, yuan),
        low=_times(low, yuan),
        high=_times(high, yuan),
        known=sum(known.chosen),
        due=sum(here.chosen),
        missing=gaps_of(frame, still_open(frame, count), measure.needs),
        derived=derived_priors(frame, known, measure.needs),
        on_named=_times(number(value(measure, group(frame, "named"))), yuan),
        reason=_reason(frame, measure, measured, known),
    )


def _times(number_: float | None, factor: float) -> float | None:
    """Return a number times a factor; exactly the number itself for the factor 1."""
    return number_ if number_ is None or factor == 1.0 else number_ * factor


def _reason(frame: Frame, measure: Measure, measured: float | None, known: Mask) -> Reason | None:
    """Why nothing can be said, or why agreement proves nothing."""
    if measured is None and any(known.chosen):
        return "undefined"
    classified = bool(measure.needs) and not figures_of_all(measure.needs, frame.table)
    return "by_construction" if classified else None


def counted(measure: Measure) -> Measure:
    """Return the count that a share is a share of; any other measure is itself."""
    return (
        replace(measure, shows="count", tree=t.Count(measure.tree.test))
        if isinstance(measure.tree, t.Share)
        else measure
    )


def bounds(frame: Frame, measure: Measure) -> tuple[float | None, float | None]:
    """Return the least and the most that a measure can be, whatever is missing; None where only the figures themselves can tell."""
    here = everyone(frame)
    count = counted(measure)
    if count.counts:
        certain = settled(frame, count)
        low = (number(value(count, here)) or 0) + (sum(certain.chosen) if certain else 0)
        high = low + sum(still_open(frame, count).chosen)
        if count is measure:
            return low, high
        due = sum(here.chosen)
        return (low / due, high / due) if due else (None, None)
    complete = sum((here & has(frame, measure)).chosen) == sum(here.chosen)
    found = number(value(measure, here)) if complete else None
    return found, found


def gaps_of(frame: Frame, companies: Mask, measures: tuple[str, ...]) -> tuple[Gap, ...]:
    """Return the missing figures of some companies, those of the largest first (by revenue; unknown last)."""
    revenue = frame.numbers("revenue")
    places = [place for place, chosen in enumerate(companies.chosen) if chosen]
    places.sort(key=lambda place: -(revenue[place] or 0.0))
    due = [item_and_period(figure, frame) for figure in figures_of_all(measures, frame.table)]
    tickers = frame.facts.tickers
    return tuple(
        Gap(tickers[place], period, item)
        for place in places
        for item, period in due
        if frame.facts.figure(tickers[place], item, period) is None
    )


def derived_priors(frame: Frame, companies: Mask, measures: tuple[str, ...]) -> int:
    """Count the companies of a mask with a prior figure that was derived from the announced growth."""
    priors = [
        item_and_period(figure, frame)
        for figure in figures_of_all(measures, frame.table)
        if figure.endswith(PRIOR)
    ]
    found = 0
    for ticker in companies.pick(frame.facts.tickers):
        figures = (frame.facts.figure(str(ticker), item, period) for item, period in priors)
        found += any(figure is not None and figure.kind == "derived" for figure in figures)
    return found
