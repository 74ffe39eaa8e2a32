"""Growth of a figure over another period."""

from __future__ import annotations

from xl_aigc.metrics.broadcast import finite, vectorised
from xl_aigc.metrics.undefined import Number, Undefined

STATUS = (
    *("increased", "decreased", "unchanged", "turned_profitable"),
    *("turned_to_loss", "loss_widened", "loss_narrowed", "loss_unchanged"),
)
"""Every growth status: what a profit did since the prior period."""


@vectorised
def yoy(current: float, prior: float) -> Number:
    """Growth over the prior period, with the sign right where the prior figure is a loss.

    Args:
        current: figure of the period.
        prior: figure of the period compared with, in the same unit.

    Returns:
        A fraction: (current - prior) / |prior|. `DIV0` where the prior figure is 0.

    Example:
        >>> yoy(120.0, 100.0), round(yoy(416421.26, -17241392.69), 4)
        (0.2, 1.0242)
    """
    if prior == 0:
        return Undefined.DIV0
    return finite((current - prior) / abs(prior))


@vectorised
def growth_status(current: float, prior: float) -> str:
    """What a profit did since the prior period, as the key of a word.

    Args:
        current: profit of the period.
        prior: profit of the period compared with.

    Returns:
        One of `STATUS`.

    Example:
        >>> growth_status(-389e6, 358e6)
        'turned_to_loss'
    """
    if prior < 0 < current:
        return "turned_profitable"
    if current < 0 <= prior:
        return "turned_to_loss"
    if prior < 0:
        return "loss_widened" if current < prior else "loss_narrowed" if current > prior else "loss_unchanged"
    return "increased" if current > prior else "decreased" if current < prior else "unchanged"


@vectorised
def cagr(first: float, last: float, years: float) -> Number:
    """Compound annual growth.

    Args:
        first: figure at the beginning, above 0.
        last: figure at the end, 0 or above.
        years: years between them, above 0.

    Returns:
        A fraction a year; `NUM` where an argument is outside its range.

    Example:
        >>> round(cagr(100.0, 121.0, 2), 10)
        0.1
    """
    if first <= 0 or last < 0 or years <= 0:
        return Undefined.NUM
    return finite((last / first) ** (1 / years) - 1)


@vectorised
def single_quarter(cumulative: float, cumulative_before: float) -> Number:
    """One quarter alone, out of figures that are cumulative from 1 January.

    Args:
        cumulative: figure to the end of the quarter.
        cumulative_before: figure to the end of the quarter before; 0 for a first quarter.

    Example:
        >>> round(single_quarter(3.3646, -2.5848), 4)
        5.9494
    """
    return finite(cumulative - cumulative_before)


@vectorised
def trailing_twelve_months(ytd: float, full_year_before: float, ytd_before: float) -> Number:
    """The last twelve months, out of figures that are cumulative from 1 January.

    Args:
        ytd: figure of this year to date.
        full_year_before: figure of the whole year before.
        ytd_before: figure of the year before to the same date.

    Example:
        >>> trailing_twelve_months(60.0, 100.0, 45.0)
        115.0
    """
    return finite(full_year_before + ytd - ytd_before)


@vectorised
def change_points(a: float, b: float) -> Number:
    """Difference of two fractions in percentage points.

    Example:
        >>> round(change_points(0.25, 0.20), 10)
        5.0
    """
    return finite((a - b) * 100)
