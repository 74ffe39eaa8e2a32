"""Numbers cut to some digits alike in Python and in every program that computes the workbook."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from xl_aigc.data.units import has_decimals
from xl_aigc.expressions import tree as t
from xl_aigc.report.live import HALF_LOST, SAFE_DIGITS, Live, has_halves, rounded

if TYPE_CHECKING:
    from xl_aigc.report.live import Shown
    from xl_aigc.report.report import Report

LEAST_WHOLE, MOST_WHOLE = 0.01, 0.995
"""Shares between which a percentage in a headline has no decimals."""
SUM: Final = "sum"
"""Number format of sums of money."""


def unit_of_forms(report: Report) -> str:
    """Return the unit whose number formats amounts have; an empty text where they have no decimals."""
    return report.unit if has_decimals(report.unit, report.facts.currency) else ""


def form_of(report: Report, key: str) -> str:
    """Return the number format of a measure of the basket: a sum of money has fewer decimals than an amount of one company."""
    measure = report.table.basket[key]
    summed = any(isinstance(leaf, t.Total) for leaf in measure.tree.walk())
    return SUM if measure.shows == "money" and summed else measure.shows


def in_digits(value: Shown, places: int, *, percent: bool) -> str:
    """Return the size of a number as `TEXT(ROUND(ABS(number),1),"#,##0.0")`, or `ROUND(…,3)` and `"0.0%"`, show it.

    Example:
        >>> in_digits(-0.247, 1, percent=True), in_digits(11235.4, 0, percent=False)
        ('24.7%', '11,235')
    """
    if isinstance(value, str):
        return value
    shown = Decimal(rounded(abs(value), places + 2 * percent)).scaleb(2 if percent else 0)
    return f"{shown:f}%" if percent else f"{shown:,f}"


def cut(native: str, digits: int, value: Shown = 0.0) -> str:
    """Round a number in a formula as `rounded` does its value; a half that one program computes as 0.09449999999999997 is one in each."""
    whole = f"ROUND({native},{SAFE_DIGITS})"
    return f"ROUND({whole}*(1+{HALF_LOST}),{digits})" if has_halves(value) else f"ROUND({whole},{digits})"


def next_to_whole(share: Live) -> Live:
    """Return whether a percentage needs a decimal where others have none: below 1%, or between 99.5% and 100%, which would show as all.

    Example:
        >>> [next_to_whole(Live(share)).value for share in (0.003, 0.03, 0.996, 0.99, 1.0, 0.0)]
        [True, False, True, False, False, False]
    """
    size = 0.0 if isinstance(share.value, str) else float(rounded(abs(share.value), 3))
    native = share.native and cut(f"ABS({share.native})", 3)
    test = f"OR(AND({native}>0,{native}<{LEAST_WHOLE}),AND({native}>={MOST_WHOLE},{native}<1))"
    return Live(0 < size < LEAST_WHOLE or MOST_WHOLE <= size < 1, native and test)
