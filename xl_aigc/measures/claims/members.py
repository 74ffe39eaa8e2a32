"""Claims on which companies: members of a cohort, the highest, the lowest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.expressions import tree as t
from xl_aigc.measures.basket import has
from xl_aigc.measures.claims.basket import derived_priors, gaps_of
from xl_aigc.measures.claims.possible import still_open
from xl_aigc.measures.claims.result import Evidence
from xl_aigc.measures.mask import Mask, everyone, group, known

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.measures.frame import Frame
    from xl_aigc.measures.measure import Measure

TOP: Final = 10


def counted(frame: Frame, count: Measure) -> Mask:
    """Return the companies that a count counts.

    Raises:
        TypeError: the measure counts no companies.
    """
    if not isinstance(count.tree, t.Count):
        raise TypeError(f"The measure {count.key!r} counts no companies.")
    return Mask(frame, count.tree.test)


@dataclass(frozen=True, slots=True)
class Members:
    """Members of a set, as far as they are known.

    Attributes:
        measured: those in it by what is known.
        certain: those in it whatever is missing.
        maybe: those that may come in, besides the measured.
        informed: those whose figures are known.
        needs: the columns that the set rests on.
    """

    measured: Mask
    certain: Mask
    maybe: Mask
    informed: Mask
    needs: tuple[str, ...]


SETS: Final = {"members_both_up": "count_both_up", "tickers_rd_above_10bn": "count_rd_above_10bn"}
"""Measures that are sets of companies, each with the count that has them as members."""

RANKED: Final = {
    "tickers_rd_top10": ("rd_expense", TOP, False),
    "ticker_price_lowest": ("price_change", 1, True),
}
"""Measures that are the first places of a ranking: the column, the number of places, and whether the smallest comes first."""


def members_of(frame: Frame, key: str, among: Mask | None = None, count: Measure | None = None) -> Members:
    """Find the members of one of the sets or rankings.

    Args:
        frame: the columns.
        key: a key of `SETS` or `RANKED`.
        among: the companies asked about; None for the basket.
        count: the count of a set, where it compares with another bound than the cell of the limit.
    """
    among = among or everyone(frame)
    if key in RANKED:
        return _first_places(frame, key, among)
    count = count or frame.table.basket[SETS[key]]
    inside = among & counted(frame, count)
    return Members(inside, inside, still_open(frame, count) & among, among & has(frame, count), count.needs)


def _first_places(frame: Frame, key: str, among: Mask) -> Members:
    """Return the first places of a ranking: each company without a figure could stand before the others."""
    column, count, ascending = RANKED[key]
    ranked = among & known(frame, column)
    lacking = among & ~known(frame, column)
    sure = t.Arithmetic("-", t.Number(count), t.Count(lacking.test))
    return Members(
        _first(ranked, column, t.Number(count), ascending=ascending),
        _first(ranked, column, sure, ascending=ascending),
        lacking,
        ranked,
        (column,),
    )


def _first(ranked: Mask, column: str, places: t.Node, *, ascending: bool) -> Mask:
    """Return the first companies of a ranking and those equal to the last of them; nobody where there are no places."""
    of = ranked.frame.table.column(column)
    place = t.Apply("min", (places, t.Count(ranked.test)))
    edge = t.Extreme(of, ranked.test, lowest=ascending, k=place)
    return ranked & Mask(ranked.frame, t.Compare("<=" if ascending else ">=", of, edge))


def members_evidence(frame: Frame, claim: Claim) -> Evidence:
    """Gather the evidence on a claim about the members of a set."""
    key, here = claim.key or "", everyone(frame)
    found = members_of(frame, key)
    measured = _in_order(frame, key, found.measured)
    return Evidence(
        measured=measured,
        low=tickers(frame, found.certain),
        high=(*measured, *tickers(frame, found.maybe)),
        known=sum(found.informed.chosen),
        due=sum(here.chosen),
        missing=gaps_of(frame, found.maybe, found.needs),
        derived=derived_priors(frame, found.informed, found.needs),
        on_named=_in_order(frame, key, members_of(frame, key, group(frame, "named")).measured),
    )


def _in_order(frame: Frame, key: str, mask: Mask) -> tuple[str, ...]:
    """Return the tickers of a mask: of a ranking in its order, else in table order."""
    if key not in RANKED:
        return tickers(frame, mask)
    column, _, ascending = RANKED[key]
    numbers = dict(zip(frame.facts.tickers, frame.numbers(column), strict=True))
    return tuple(sorted(tickers(frame, mask), key=lambda t: (numbers[t] or 0.0) * (1 if ascending else -1)))


def tickers(frame: Frame, mask: Mask) -> tuple[str, ...]:
    """Return the tickers of a mask, in table order."""
    return tuple(ticker for ticker, chosen in zip(frame.facts.tickers, mask.chosen, strict=True) if chosen)
