"""Growth: over a year, over years, and out of cumulative reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xl_aigc.metrics.broadcast import elementwise
from xl_aigc.metrics.undefined import Number, Undefined

if TYPE_CHECKING:
    from types import ModuleType

    from numpy.typing import NDArray

STATUS: Final = (
    "turned_profitable",
    "turned_to_loss",
    "loss_widened",
    "loss_narrowed",
    "loss_unchanged",
    "increased",
    "decreased",
    "unchanged",
)
"""Every status of `growth_status`, in the order in which they are tested."""


@elementwise()
def yoy(current: float, prior: float) -> Number:
    """Growth over the prior period, with the right sign where the base is a loss.

    Args:
        current: figure of this period.
        prior: figure of the same period a year before, in the same unit.

    Returns:
        A fraction: (current - prior) / |prior|. `DIV0` where prior is 0. The absolute value is the convention of the
        data vendors; filings print a growth over a loss as not applicable, so show `growth_status` beside it.

    Example:
        >>> yoy(120.0, 100.0), yoy(-50.0, -100.0), yoy(5.0, 0.0).value
        (0.2, 0.5, '#DIV/0!')
    """
    return (current - prior) / abs(prior)


def _status_arrays(numpy: ModuleType, current: NDArray[Any], prior: NDArray[Any]) -> NDArray[Any]:
    tests = (
        (prior < 0) & (current > 0),
        (prior >= 0) & (current < 0),
        (prior < 0) & (current < prior),
        (prior < 0) & (current > prior),
        prior < 0,
        current > prior,
        current < prior,
    )
    return numpy.select(tests, range(len(tests)), len(tests))  # type: ignore[no-any-return]


@elementwise(arrays=_status_arrays, words=STATUS)
def growth_status(current: float, prior: float) -> str | None:
    """Classify the change from the prior period with the term used in filings.

    Args:
        current: result of this period.
        prior: result of the period compared with, in the same unit.

    Returns:
        One of `STATUS`; None where an input is missing or undefined.

    Example:
        >>> growth_status(-389e6, 358e6), growth_status([0.0, -2.0], [-1.0, -2.0])
        ('turned_to_loss', ['loss_narrowed', 'loss_unchanged'])
    """
    if prior < 0:
        if current > 0:
            return "turned_profitable"
        return _direction(current, prior, ("loss_narrowed", "loss_widened", "loss_unchanged"))
    if current < 0:
        return "turned_to_loss"
    return _direction(current, prior, ("increased", "decreased", "unchanged"))


def _direction(current: float, prior: float, words: tuple[str, str, str]) -> str:
    """The word for up, down or equal."""
    up, down, equal = words
    return up if current > prior else down if current < prior else equal


def _cagr_arrays(
    numpy: ModuleType, first: NDArray[Any], last: NDArray[Any], years: NDArray[Any]
) -> NDArray[Any]:
    growth = (last / first) ** (1 / years) - 1
    return numpy.where((first > 0) & (last >= 0) & (years > 0), growth, numpy.nan)  # type: ignore[no-any-return]


@elementwise(arrays=_cagr_arrays)
def cagr(first: float, last: float, years: float) -> Number:
    """Compound annual growth.

    Args:
        first: figure of the first year; must be above 0.
        last: figure of the last year, in the same unit; must not be negative.
        years: years between them; must be above 0.

    Returns:
        A fraction a year; `NUM` outside these bounds.

    Example:
        >>> round(cagr(100.0, 121.0, 2), 9), cagr(-1.0, 121.0, 2).value
        (0.1, '#NUM!')
    """
    if first <= 0 or last < 0 or years <= 0:
        return Undefined.NUM
    return (last / first) ** (1 / years) - 1  # type: ignore[no-any-return]  # a base >= 0 has a real power


@elementwise()
def single_quarter(cumulative: float, cumulative_before: float) -> Number:
    """One quarter alone, out of reports that count from 1 January.

    Args:
        cumulative: figure from 1 January to the end of the quarter.
        cumulative_before: figure from 1 January to the end of the quarter before; 0 for the first quarter.

    Returns:
        The figure of the quarter, in the same unit.

    Example:
        >>> single_quarter(250.0, 100.0)
        150.0
    """
    return cumulative - cumulative_before


@elementwise()
def trailing_twelve_months(ytd: float, full_year_before: float, ytd_before: float) -> Number:
    """The last twelve months, out of reports that count from 1 January.

    Args:
        ytd: figure from 1 January to now.
        full_year_before: figure of the whole year before.
        ytd_before: figure from 1 January to the same day of the year before.

    Returns:
        The figure of the last twelve months, in the same unit.

    Example:
        >>> trailing_twelve_months(60.0, 100.0, 40.0)
        120.0
    """
    return full_year_before + ytd - ytd_before


@elementwise()
def change_points(a: float, b: float) -> Number:
    """The difference of two ratios in percentage points.

    Args:
        a: a fraction, 0.25 for 25%.
        b: the fraction to compare it with.

    Returns:
        Percentage points: 25% against 20% is 5.

    Example:
        >>> change_points(0.75, 0.5)
        25.0
    """
    return (a - b) * 100
