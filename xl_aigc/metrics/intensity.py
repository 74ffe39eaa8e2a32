"""Expenses over revenue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xl_aigc.metrics.broadcast import elementwise
from xl_aigc.metrics.undefined import Number, Undefined

if TYPE_CHECKING:
    from types import ModuleType

    from numpy.typing import NDArray


def _ratio_arrays(numpy: ModuleType, expense: NDArray[Any], revenue: NDArray[Any]) -> NDArray[Any]:
    return numpy.where(revenue < 0, numpy.nan, expense / revenue)  # type: ignore[no-any-return]


@elementwise(arrays=_ratio_arrays)
def expense_ratio(expense: float, revenue: float) -> Number:
    """An expense over revenue.

    Args:
        expense: any expense of the period.
        revenue: revenue of the same period, in the same unit.

    Returns:
        A fraction; `DIV0` where revenue is 0, `NUM` where it is negative.

    Example:
        >>> expense_ratio(20.0, 100.0), expense_ratio(20.0, -100.0).value
        (0.2, '#NUM!')
    """
    return Undefined.NUM if revenue < 0 else expense / revenue


@elementwise(arrays=_ratio_arrays)
def rd_intensity(rd_expense: float, revenue: float) -> Number:
    """R&D expense over revenue.

    Args:
        rd_expense: R&D expense of the income statement. R&D investment, with its capitalised part, is another item:
            never mix the two in one column.
        revenue: revenue of the same period, in the same unit.

    Returns:
        A fraction; `DIV0` where revenue is 0, `NUM` where it is negative.

    Example:
        >>> rd_intensity([20.0, 20.0, None], [100.0, 0.0, 100.0])
        [0.2, <Undefined.DIV0: '#DIV/0!'>, None]
    """
    return Undefined.NUM if revenue < 0 else rd_expense / revenue
