"""Cohorts of numbers by the limits that their cells hold, in the order in which the formulas test them.

A reader may change a limit to anything, also to one above the next: the first test that holds decides, as in the formula.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc import metrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xl_aigc.measures.frame import Frame, Value

RD_LIMITS = ("limit_rd_100m", "limit_rd_1bn", "limit_rd_10bn")
INTENSITY_LIMITS = ("limit_intensity_low", "limit_intensity_mid", "limit_intensity_high")


def rd_scale(frame: Frame) -> Sequence[Value]:
    """The size of the R&D expense."""
    bounds = [frame.limit(key) for key in RD_LIMITS]
    return [_first_within(value, bounds, metrics.RD_SCALE) for value in frame.numbers("rd_expense")]


def rd_intensity(frame: Frame) -> Sequence[Value]:
    """The level of the R&D intensity."""
    bounds = [frame.limit(key) for key in INTENSITY_LIMITS]
    return [_first_within(value, bounds, metrics.RD_INTENSITY) for value in frame.numbers("rd_intensity")]


def price(frame: Frame) -> Sequence[Value]:
    """How the share price went."""
    up, down, crash = (frame.limit(f"limit_price_{key}") for key in ("up", "down", "crash"))
    bounds = (up, 0.0, down, crash)
    return [_first_above(value, bounds, metrics.PRICE) for value in frame.numbers("price_change")]


def _first_within(value: float | None, bounds: Iterable[float], words: Sequence[str]) -> str | None:
    if value is None:
        return None
    return next((word for word, bound in zip(words, bounds, strict=False) if value <= bound), words[-1])


def _first_above(value: float | None, bounds: Iterable[float], words: Sequence[str]) -> str | None:
    if value is None:
        return None
    return next((word for word, bound in zip(words, bounds, strict=False) if value > bound), words[-1])
