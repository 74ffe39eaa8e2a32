"""Rules for one figure of a batch: its form, its size, and how it stands to the figures beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.data.checks import ERROR_JUMP
from xl_aigc.data.exchanged import Contradictions
from xl_aigc.data.item import ITEMS
from xl_aigc.data.markets import shared_year_end
from xl_aigc.data.neighbours import Neighbours
from xl_aigc.data.period import CUMULATIVE, SINGLE
from xl_aigc.data.swapped import swapped
from xl_aigc.data.tickers import is_ticker

if TYPE_CHECKING:
    from xl_aigc.data.batch import Batch
    from xl_aigc.data.model import Facts, Figure
    from xl_aigc.data.period import Period
    from xl_aigc.data.tickers import Markets

PARTS_OF_REVENUE: Final = frozenset(
    item.key for item in ITEMS.values() if item.kind == "flow" and item.key != "revenue"
)
UNIT_SLIPS: Final = {"unit_hundred": 2.0, "unit_ten_thousand": 4.0, "unit_hundred_million": 8.0}
"""The powers of ten by which a figure is off when its unit is wrong."""
_SLIP_WIDTH: Final = 0.35
"""Largest accepted distance from a power: a factor of 2.2 either way, for the growth between two periods."""
ALWAYS: Final = frozenset(("revenue", "total_assets"))
"""Items that no listed company is without."""
STEADY: Final = frozenset(("revenue", "operating_cost", "total_assets"))
"""Items that hardly grow a hundredfold within a year, however small the company."""
_SOLD: Final = STEADY | {"admin_expense"}
"""Items that filings hardly ever state below zero; a statement that deducts them from revenue may write them so."""


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """From where on a row or a batch is not believed.

    Attributes:
        bad_share: the share of bad rows above which nothing of a batch is taken.
        jump: how many times a figure may be larger or smaller than the one before it.
        above_revenue: how many times the company's revenue of the period a flow may be.
        largest: an amount that no figure reaches.
        first_year: before it there was no exchange.
        never_nothing: an amount that hardly becomes 0 by the next period.
    """

    bad_share: float = 0.10
    jump: float = ERROR_JUMP
    above_revenue: float = 100.0
    largest: float = 1e15
    first_year: int = 1990
    never_nothing: float = 1e6


class FigureRules:
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
        self._swapped = swapped(figures, self._neighbours)
        # In a basket's own folder a person states what holds.
        self._contradictions = Contradictions(() if batch.basket else figures, known)
        self._positive = {"revenue"} if batch.basket else _SOLD
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
        if doubt := self._against_another(figure):
            return doubt
        if value < 0 and (figure.item in self._positive or ITEMS[figure.item].sign == "nonnegative"):
            return "negative", "revenue, expenses and balances are positive numbers."
        same, before = self._neighbours.of(figure)
        if same == value:
            return None
        if value == 0:
            return self._zero(figure.item, same or before)
        return self._jump(figure, same or before) or self._above_revenue(figure)

    def _against_another(self, figure: Figure) -> tuple[str, str] | None:
        """Why a figure is doubted that another one contradicts; figures of single quarters may fall."""
        key, contradictions = (figure.ticker, figure.period, figure.item), self._contradictions
        falling = {} if self._single else contradictions.falling
        doubts = {
            "swapped": self._swapped.get(key),
            "swapped_periods": contradictions.exchanged.get(key),
            "falling": falling.get(key),
        }
        reason, other = next(((each, other) for each, other in doubts.items() if other), ("", None))
        if other is None:
            return None
        periods = ["" if figure.period == other.period else f"{each.period} " for each in (figure, other)]
        pair = (
            f"{figure.item} {periods[0]}{figure.value:,.0f} and {other.item} {periods[1]}{other.value:,.0f}"
        )
        return reason, (
            f"{pair}. If they are right, write both into figures.csv of the basket's folder, which `xl-aigc store export FOLDER` "
            "writes, and refresh from it (--from FOLDER)."
        )

    def _zero(self, item: str, before: float | None) -> tuple[str, str] | None:
        if before and abs(before) >= self._limits.never_nothing:
            return "zero", f"the one before is {before:,.0f}."
        return ("zero", "a company has some.") if item in ALWAYS else None

    def _jump(self, figure: Figure, before: float | None) -> tuple[str, str] | None:
        if not before or figure.value * before < 0:  # a profit that turned is no slip of a unit
            return None
        ratio = abs(figure.value / before)
        times = max(ratio, 1 / ratio) if ratio else math.inf
        limit = self._limits.jump / (10**_SLIP_WIDTH if figure.item in STEADY else 1)
        if times < limit:
            return None
        power = math.log10(times)
        slip = next((key for key, of in UNIT_SLIPS.items() if abs(power - of) <= _SLIP_WIDTH), None)
        words = f"the one before is {before:,.0f}, {times:,.0f} times {'smaller' if ratio > 1 else 'larger'}."
        return slip or "jump_above_100x", words

    def _above_revenue(self, figure: Figure) -> tuple[str, str] | None:
        if figure.item not in PARTS_OF_REVENUE:
            return None
        revenue = self._neighbours.value(figure.ticker, "revenue", figure.period)
        if not revenue or abs(figure.value) <= self._limits.above_revenue * abs(revenue):
            return None
        return "above_revenue", f"revenue is {revenue:,.0f}."
