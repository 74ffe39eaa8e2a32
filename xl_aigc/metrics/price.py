"""Share prices: the change between two closes, and the deepest fall of a series."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xl_aigc.metrics.broadcast import elementwise
from xl_aigc.metrics.reading import read_column
from xl_aigc.metrics.undefined import Number, Undefined

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from numpy.typing import NDArray


def _change_arrays(numpy: ModuleType, close: NDArray[Any], base_close: NDArray[Any]) -> NDArray[Any]:
    return numpy.where((close < 0) | (base_close < 0), numpy.nan, close / base_close - 1)  # type: ignore[no-any-return]


@elementwise(arrays=_change_arrays)
def price_change(close: float, base_close: float) -> Number:
    """The change of a share price.

    Args:
        close: a close.
        base_close: the close to compare it with, adjusted the same way; the last of the year before, for a change
            in the year to date.

    Returns:
        A fraction; `DIV0` where the base is 0, `NUM` where a price is negative (old prices, adjusted back for many
        dividends, can be, and a change from there says nothing).

    Example:
        >>> price_change(75.0, 100.0)
        -0.25
    """
    return Undefined.NUM if close < 0 or base_close < 0 else close / base_close - 1


def drawdown(closes: Sequence[Number] | NDArray[Any]) -> Number:
    """The deepest fall of a series from the highest close before it.

    Args:
        closes: closes in the order of time; days without one, as in a suspension, are passed over.

    Returns:
        A fraction, 0 or negative; None where there is no close, `NUM` where a close is undefined or not above 0.

    Raises:
        TypeError: a text or a boolean among the closes.

    Example:
        >>> drawdown([10.0, 20.0, 15.0, None, 30.0, 18.0])
        -0.4
    """
    peak = deepest = 0.0
    for close in read_column(closes, "closes"):
        if close is None:
            continue
        if isinstance(close, Undefined) or close <= 0:
            return Undefined.NUM
        peak = max(peak, close)
        deepest = min(deepest, (close - peak) / peak)
    return deepest if peak else None
