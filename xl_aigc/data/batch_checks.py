"""Checks the rows of a batch: each bad row is set aside with its reason; a batch with too many is refused."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data.aside import Aside
from xl_aigc.data.checks import ERROR_JUMP
from xl_aigc.data.item import ITEMS
from xl_aigc.data.markets import shared_year_end
from xl_aigc.data.neighbours import Neighbours
from xl_aigc.data.period import CUMULATIVE, SINGLE
from xl_aigc.data.reasons import REASONS
from xl_aigc.data.tickers import DEFAULT, is_ticker
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xl_aigc.data.batch import Batch
    from xl_aigc.data.model import Company, Facts, Figure, PriceChange
    from xl_aigc.data.period import Period
    from xl_aigc.data.rollout import Rollout
    from xl_aigc.data.tickers import Markets

PARTS_OF_REVENUE: Final = frozenset(
    item.key for item in ITEMS.values() if item.kind == "flow" and item.key != "revenue"
)
UNIT_SLIPS: Final = {"unit_ten_thousand": 4.0, "unit_hundred_million": 8.0}
"""The powers of ten by which a figure is off when its unit is wrong."""
_SLIP_WIDTH: Final = 0.35
"""Largest accepted distance from a power: a factor of 2.2 either way, for the growth between two periods."""
_ROWS_SHOWN: Final = 5
Places = dict[str, Place]
"""Place of the figures of each source, by its id."""


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """From where on a row or a batch is not believed.

    Attributes:
        bad_share: the share of bad rows above which nothing of a batch is taken.
        jump: how many times a figure may be larger or smaller than the one before it.
        above_revenue: how many times the company's revenue of the period a flow may be.
        largest: an amount that no figure reaches.
        first_year: before it there was no exchange.
    """

    bad_share: float = 0.10
    jump: float = ERROR_JUMP
    above_revenue: float = 100.0
    largest: float = 1e15
    first_year: int = 1990


def check_batch(batch: Batch, known: Facts | None = None, limits: BatchLimits | None = None) -> Batch:
    """A batch without the rows that can't be taken; these are in `set_aside`, all of them, with their reasons.

    A figure that equals the known one is not doubted for its size. A complete batch of which something bad was set aside is
    no longer complete, so that nothing is withdrawn for being in doubt.

    Args:
        batch: what a source gave.
        known: what was known before; None where nothing was.
        limits: from where on a row is not believed; None for the usual limits.

    Raises:
        DataError: the share of bad rows is above `limits.bad_share`, the batch holds nothing that can be taken, or it is in
            another currency than the figures known of the same companies.

    Example:
        >>> from xl_aigc.sources import Request, fetch
        >>> check_batch(fetch(Request("reference"))).set_aside
        ()
    """
    limits = limits or BatchLimits()
    _refuse_other_currency(batch, known)
    markets = known.markets if known and batch.basket is None else batch.markets or DEFAULT
    aside = Aside(list(batch.set_aside))
    places = {source.id: Place(source.address) for source in batch.sources}
    figures = _without_doubles(batch.figures, aside, places)
    figures = _kept(figures, aside, places, _FigureRules(batch, figures, known, limits, markets))
    prices = tuple(price for price in batch.price_changes if not _bad_price(price, batch, aside, markets))
    rollout = tuple(one for one in batch.rollout if not _bad_rollout(one, batch, aside, markets))
    bad = aside.bad
    checked = replace(
        batch,
        figures=tuple(figures),
        companies=_companies(batch, known),
        price_changes=prices,
        rollout=rollout,
        set_aside=aside.rows(batch.origin),
        complete=batch.complete and not bad,
    )
    _refuse_too_bad(checked, bad, limits)
    return checked


def _refuse_other_currency(batch: Batch, known: Facts | None) -> None:
    """Refuse figures that would stand beside others of the same company in another currency."""
    if known is None or batch.currency in {"", known.currency}:
        return
    held = set(known.tickers)
    both = next((figure.ticker for figure in batch.figures if figure.ticker in held), None)
    if both is not None:
        raise DataError(
            f"The figures are in {batch.currency}, those of {both} in the basket {known.key!r} in {known.currency}.",
            Place(batch.origin),
            expected=f"figures in {known.currency}.",
            remedy="Read them from a data folder with rates.csv, or keep them in a store of their own (--store).",
        )


def _companies(batch: Batch, known: Facts | None) -> tuple[Company, ...]:
    """The companies; of a batch that is not complete the new ones, since a vendor knows nothing of layers and archetypes."""
    if batch.complete or known is None:
        return batch.companies
    held = set(known.tickers)
    return tuple(company for company in batch.companies if company.ticker not in held)


def _kept(figures: list[Figure], aside: Aside, places: Places, rules: _FigureRules) -> list[Figure]:
    kept = []
    for figure in figures:
        reason, message = rules.reason(figure)
        if reason is None:
            kept.append(figure)
        else:
            _note(aside, figure, places, reason, message)
    return kept


def _without_doubles(figures: Iterable[Figure], aside: Aside, places: Places) -> list[Figure]:
    """Each figure once: of equal ones the first, of different ones none."""
    first: dict[tuple[str, str, Period], Figure] = {}
    torn: set[tuple[str, str, Period]] = set()
    for figure in figures:
        key = (figure.ticker, figure.item, figure.period)
        held = first.get(key)
        if held is None:
            first[key] = figure
        elif held.value == figure.value:
            _note(aside, figure, places, "repeated")
        else:
            torn.add(key)
            _note(aside, figure, places, "contradictory", f"it is also given as {held.value:,.2f}.")
    for key in torn:
        _note(aside, first[key], places, "contradictory", "it is also given with another value.")
    return [figure for key, figure in first.items() if key not in torn] if torn else list(first.values())


class _FigureRules:
    """The rules for one figure, each with what they need to know of the others."""

    def __init__(
        self,
        batch: Batch,
        figures: list[Figure],
        known: Facts | None,
        limits: BatchLimits,
        markets: Markets,
    ) -> None:
        self._limits = limits
        self._markets = markets
        self._as_of = batch.as_of
        self._single = batch.single_quarters
        basket = batch.basket or known
        self._year_end = basket.year_end if basket else shared_year_end(markets)
        self._known = known
        self._neighbours = Neighbours(figures, known)
        self._periods: dict[Period, str | None] = {}
        self._tickers: dict[str, bool] = {}

    def reason(self, figure: Figure) -> tuple[str | None, str]:
        """The first reason not to take a figure, and what to say beyond the reason's own words."""
        return self._form(figure) or self._size(figure) or (None, "")

    def _form(self, figure: Figure) -> tuple[str, str] | None:
        good = self._tickers.get(figure.ticker)
        if good is None:
            good = self._tickers[figure.ticker] = is_ticker(figure.ticker, self._markets)
        if not good:
            return "bad_ticker", ""
        if figure.period not in self._periods:
            self._periods[figure.period] = self._of_period(figure.period)
        wrong = self._periods[figure.period]
        if wrong:
            return wrong, ""
        if figure.item not in ITEMS:
            return "unknown_item", ""
        if not math.isfinite(figure.value):
            return "not_finite", ""
        return None

    def _of_period(self, period: Period) -> str | None:
        if period.year < self._limits.first_year:
            return "old_period"
        if period.part not in (SINGLE if self._single else CUMULATIVE):
            return "not_a_quarter" if self._single else "bad_period"
        return "future_period" if period.last_day(self._year_end) > self._as_of else None

    def _size(self, figure: Figure) -> tuple[str, str] | None:
        value = figure.value
        if abs(value) > self._limits.largest:
            return "too_large", f"at most {self._limits.largest:,.0f} was expected."
        if value < 0 and ITEMS[figure.item].sign == "nonnegative":
            return "negative", "expenses and balances are positive numbers."
        if value == 0:
            return None
        same, before = self._neighbours.of(figure)
        if same == value:
            return None
        return self._jump(figure, same or before) or self._above_revenue(figure)

    def _jump(self, figure: Figure, before: float | None) -> tuple[str, str] | None:
        if not before:
            return None
        ratio = abs(figure.value / before)
        times = max(ratio, 1 / ratio) if ratio else math.inf
        if times <= self._limits.jump:
            return None
        power = math.log10(times)
        slip = (key for key, of in UNIT_SLIPS.items() if abs(power - of) <= _SLIP_WIDTH)
        words = f"the one before is {before:,.0f}, {times:,.0f} times {'smaller' if ratio > 1 else 'larger'}."
        return next(slip, "jump_above_100x"), words

    def _above_revenue(self, figure: Figure) -> tuple[str, str] | None:
        if figure.item not in PARTS_OF_REVENUE:
            return None
        revenue = self._neighbours.value(figure.ticker, "revenue", figure.period)
        if not revenue or abs(figure.value) <= self._limits.above_revenue * abs(revenue):
            return None
        return "above_revenue", f"revenue is {revenue:,.0f}."


def _bad_price(price: PriceChange, batch: Batch, aside: Aside, markets: Markets) -> bool:
    sound = (
        is_ticker(price.ticker, markets)
        and math.isfinite(price.change)
        and price.change > -1
        and price.base_date < price.date <= batch.as_of
    )
    if not sound:
        period = f"{price.base_date} to {price.date}"
        place = Place(batch.origin)
        aside.add(
            "bad_price", place, ticker=price.ticker, item="price_change", period=period, value=price.change
        )
    return not sound


def _bad_rollout(rollout: Rollout, batch: Batch, aside: Aside, markets: Markets) -> bool:
    wrong = rollout.contradiction()
    if wrong is None and not is_ticker(rollout.ticker, markets):
        wrong = "ticker", "the ticker is none."
    if wrong is None and rollout.as_of > batch.as_of:
        wrong = "rollout_day", f"it is as of {rollout.as_of}, after the day of the figures, {batch.as_of}."
    if wrong is not None:
        place = Place(batch.origin)
        aside.add("bad_rollout", place, more=wrong[1], ticker=rollout.ticker, item=wrong[0])
    return wrong is not None


def _note(aside: Aside, figure: Figure, places: Places, reason: str, more: str = "") -> None:
    place = next((places[id_] for id_ in figure.sources if id_ in places), Place())
    aside.add(
        reason,
        place,
        more=more,
        ticker=figure.ticker,
        item=figure.item,
        period=figure.period,
        value=repr(figure.value),
    )


def _refuse_too_bad(batch: Batch, bad: int, limits: BatchLimits) -> None:
    taken = len(batch.figures) + len(batch.price_changes) + len(batch.rollout)
    if taken and bad <= limits.bad_share * (taken + bad):
        return
    counts = Counter(row.reason for row in batch.set_aside)
    said = ", ".join(f"{reason} {count:,}" for reason, count in counts.most_common()) or "no row at all"
    problem = (
        f"{bad:,} of {taken + bad:,} rows can't be taken ({said})."
        if bad
        else f"there is no figure in it ({said})."
    )
    raise DataError(
        "\n".join([f"{problem} Nothing was taken.", *_first_rows(batch)]),
        Place(batch.origin),
        expected=f"at most {limits.bad_share:.0%} bad rows, and at least one figure.",
        remedy="Correct the source or the mapping.",
    )


def _first_rows(batch: Batch) -> Iterator[str]:
    bad = [row for row in batch.set_aside if REASONS[row.reason].bad]
    for row in bad[:_ROWS_SHOWN]:
        named = " ".join(filter(None, (row.ticker, row.period, row.item, row.value)))
        yield f"  {row.place}: {named}: {row.message}"
