"""Claims on which companies: members of a cohort, the highest, the lowest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.measures.aggregate import has
from xl_aigc.measures.basket import BASKET_MEASURES
from xl_aigc.measures.claims.basket import derived_priors, gaps_of
from xl_aigc.measures.claims.possible import still_open
from xl_aigc.measures.claims.result import Evidence
from xl_aigc.measures.mask import Mask, everyone, group, known, where

if TYPE_CHECKING:
    from collections.abc import Callable

    from xl_aigc.data import Claim
    from xl_aigc.measures.frame import Frame

TOP: Final = 10


def both_up(frame: Frame) -> Mask:
    """The companies known to have grown both."""
    return where(frame, "growth_cohort", "both_up")


def rd_above_10bn(frame: Frame) -> Mask:
    """The companies known to spend more than the highest limit on R&D."""
    limit = frame.limit("limit_rd_10bn")
    return Mask(
        "ISNUMBER([rd_expense])*([rd_expense]>limit_rd_10bn)",
        [value is not None and value > limit for value in frame.numbers("rd_expense")],
    )


SETS: Final[dict[str, tuple[str, Callable[[Frame], Mask]]]] = {
    "members_both_up": ("count_both_up", both_up),
    "tickers_rd_above_10bn": ("count_rd_above_10bn", rd_above_10bn),
}
"""Measures that are sets of companies, each with the count of its members."""

RANKED: Final = {
    "tickers_rd_top10": ("rd_expense", TOP, False),
    "ticker_price_lowest": ("price_change", 1, True),
}
"""Measures that are the first places of a ranking: the column, the number of places, and whether the smallest comes first."""


def set_evidence(frame: Frame, claim: Claim) -> Evidence:
    """What the figures say on the members of a set."""
    key, members = SETS[claim.key or ""]
    count, here = BASKET_MEASURES[key], everyone(frame)
    certain, maybe = here & members(frame), still_open(frame, count)
    informed = here & has(frame, count)
    return Evidence(
        measured=tickers(frame, certain),
        low=tickers(frame, certain),
        high=(*tickers(frame, certain), *tickers(frame, maybe)),
        known=sum(informed.chosen),
        due=sum(here.chosen),
        missing=gaps_of(frame, maybe, count.needs),
        derived=derived_priors(frame, informed, count.needs),
        on_named=tickers(frame, group(frame, "named") & members(frame)),
    )


def ranked_evidence(frame: Frame, claim: Claim) -> Evidence:
    """What the figures say on the first places of a ranking: each company without a figure could stand before the others."""
    column, count, ascending = RANKED[claim.key or ""]
    here = everyone(frame)
    ranked = here & known(frame, column)
    missing = sum(here.chosen) - sum(ranked.chosen)
    lacking = Mask("", [a and not b for a, b in zip(here.chosen, ranked.chosen, strict=True)])
    places = first_places(frame, ranked, column, count, ascending=ascending)
    return Evidence(
        measured=places,
        low=places[: max(0, count - missing)],
        high=(*places, *tickers(frame, lacking)),
        known=sum(ranked.chosen),
        due=sum(here.chosen),
        missing=gaps_of(frame, lacking, (column,)),
        on_named=first_places(frame, group(frame, "named") & ranked, column, count, ascending=ascending),
    )


def first_places(frame: Frame, among: Mask, column: str, count: int, *, ascending: bool) -> tuple[str, ...]:
    """The tickers of the first places of a ranking; equal numbers in table order."""
    numbers = frame.numbers(column)
    places = [place for place, chosen in enumerate(among.chosen) if chosen]
    places.sort(key=lambda place: (numbers[place] or 0.0) * (1 if ascending else -1))
    return tuple(frame.facts.tickers[place] for place in places[:count])


def tickers(frame: Frame, mask: Mask) -> tuple[str, ...]:
    """The tickers of a mask, in table order."""
    return tuple(ticker for ticker, chosen in zip(frame.facts.tickers, mask.chosen, strict=True) if chosen)
