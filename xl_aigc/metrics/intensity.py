"""An expense beside the revenue it is made from."""

from __future__ import annotations

from xl_aigc.metrics.broadcast import finite, vectorised
from xl_aigc.metrics.undefined import Number, Undefined


@vectorised
def expense_ratio(expense: float, revenue: float) -> Number:
    """An expense over revenue.

    Args:
        expense: any expense, in yuan.
        revenue: revenue of the same period, in yuan.

    Returns:
        A fraction; `DIV0` where revenue is 0, `NUM` where it is negative.

    Example:
        >>> expense_ratio(20.0, 100.0)
        0.2
    """
    if revenue == 0:
        return Undefined.DIV0
    return finite(expense / revenue) if revenue > 0 else Undefined.NUM


@vectorised
def rd_intensity(rd_expense: float, revenue: float) -> Number:
    """R&D expense (研发费用, without the capitalised part) over revenue.

    Args:
        rd_expense: R&D expense of the income statement, in yuan.
        revenue: revenue of the same period, in yuan.

    Returns:
        A fraction; `DIV0` where revenue is 0, `NUM` where it is negative.

    Example:
        >>> round(rd_intensity(757e6, 2502e6), 4)
        0.3026
    """
    if revenue == 0:
        return Undefined.DIV0
    return finite(rd_expense / revenue) if revenue > 0 else Undefined.NUM
