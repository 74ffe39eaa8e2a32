"""Figures that stand so close to a bound that their cohort may be an accident of rounding.

A source that prints 391 million means anything from 390.5 to 391.5 million. The zeros at the end of a value say how
coarse its source may have been: half a unit of its last digit that is not 0, either way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.measures.frame import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.report.report import Report

PRICE_STEP: Final = 0.001
"""Price changes are known to 0.1 point."""

PLACES: Final = 9
"""Decimals, in points, to which a distance and a rounding are compared: they are equal where a bound is just reached."""

Bound = str | Literal[0]

BOUNDS: Final[tuple[tuple[str, tuple[Bound, ...]], ...]] = (
    ("revenue_yoy", (0,)),
    ("net_profit_yoy", (0,)),
    ("rd_expense", ("limit_rd_100m", "limit_rd_1bn", "limit_rd_10bn")),
    ("rd_intensity", ("limit_intensity_low", "limit_intensity_mid", "limit_intensity_high")),
    ("price_change", ("limit_price_up", 0, "limit_price_down", "limit_price_crash")),
)
"""The bounds that part cohorts, by measure."""


@dataclass(frozen=True, slots=True)
class Near:
    """A number close to a bound.

    Attributes:
        ticker: the company.
        measure: the measure.
        bound: key of a limit, or 0.
        distance: how far the number is from the bound: a fraction; of the bound where the measure is money.
        rounding: how far the rounding of its source may move it toward the bound, in the same terms.
    """

    ticker: str
    measure: str
    bound: Bound
    distance: float
    rounding: float

    @property
    def flips(self) -> bool:
        """Return whether the rounding alone may move it to the other side."""
        return round(100 * self.distance, PLACES) <= round(100 * self.rounding, PLACES)


def coarseness(amount: float) -> float:
    """Half a unit of the last digit of an amount that is not 0.

    Args:
        amount: an amount of money; an amount that is no whole number is exact here.

    Example:
        >>> coarseness(391_000_000), coarseness(1_305_007_000), coarseness(416_421.26)
        (500000.0, 500.0, 0.005)
    """
    if amount != int(amount):
        return 0.005
    if amount == 0:
        return 0.0
    step = 1
    while amount % (step * 10) == 0:
        step *= 10
    return step / 2


def near_a_bound(report: Report) -> list[Near]:
    """Return every number whose cohort may flip, or that stands within the limits of nearness; those that flip first."""
    found = [near for key, bounds in BOUNDS for near in _measure(report, key, bounds)]
    return sorted(found, key=lambda near: (not near.flips, near.distance, near.ticker))


def _measure(report: Report, key: str, bounds: tuple[Bound, ...]) -> Iterator[Near]:
    money = key == "rd_expense"
    close = report.frame.limit("limit_near_money" if money else "limit_near")
    for place, (ticker, value) in enumerate(zip(report.facts.tickers, report.frame[key], strict=True)):
        shown = number(value)
        if shown is None or report.frame["in_basket"][place] != 1:
            continue
        for bound in bounds:
            at = report.frame.limit(bound) if isinstance(bound, str) else 0.0
            if money and at == 0:
                continue  # a share of nothing is no distance
            scale = at if money else 1.0
            distance = abs(shown - at) / scale
            edge = _edge(report, place, key, toward=at - shown)
            near = Near(ticker, key, bound, distance, abs(edge - shown) / scale)
            if near.flips or distance <= close:
                yield near


def _edge(report: Report, place: int, key: str, toward: float) -> float:
    """Return the bound to which the rounding of the inputs may move a number."""
    way = 1.0 if toward > 0 else -1.0
    frame, facts = report.frame, report.facts
    ticker = facts.tickers[place]

    def amount(item: str, *, prior: bool, move: float) -> float:
        """Return an input moved by its rounding, in the unit of the report."""
        value = facts.value(ticker, item, frame.compare if prior else frame.period) or 0.0
        return (value + move * coarseness(value)) / frame.divisor

    if key == "price_change":
        return (number(frame[key][place]) or 0.0) + way * PRICE_STEP / 2
    if key == "rd_expense":
        return amount(key, prior=False, move=way)
    if key == "rd_intensity":
        return amount("rd_expense", prior=False, move=way) / amount("revenue", prior=False, move=-way)
    item = key.removesuffix("_yoy")
    now, then = amount(item, prior=False, move=way), amount(item, prior=True, move=-way)
    return (now - then) / abs(then)
