"""Share prices: the change between two closes and the deepest fall on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xl_aigc.metrics.broadcast import finite, number, vectorised
from xl_aigc.metrics.undefined import Number, Undefined

if TYPE_CHECKING:
    from collections.abc import Iterable


@vectorised
def price_change(close: float, base_close: float) -> Number:
    """Change of a price since a base date.

    Args:
        close: close at the end.
        base_close: close at the base date, adjusted in the same way.

    Returns:
        A fraction; `DIV0` where the base close is 0, `NUM` where a price is negative.

    Example:
        >>> price_change(75.0, 100.0)
        -0.25
    """
    if base_close == 0:
        return Undefined.DIV0
    if base_close < 0 or close < 0:
        return Undefined.NUM
    return finite(close / base_close - 1)


def drawdown(closes: Iterable[Any]) -> Number:
    """The deepest fall from a running peak.

    Args:
        closes: closes in the order of time; missing ones are passed over.

    Returns:
        A fraction, 0 or below; None without a close, `NUM` where a close is 0 or negative.

    Example:
        >>> drawdown([100.0, 120.0, 90.0, 130.0])
        -0.25
    """
    deepest: float = 0.0
    peak: float | None = None
    for close in closes:
        value = number(close, "closes")
        if value is None:
            continue
        if isinstance(value, Undefined) or value <= 0:
            return Undefined.NUM
        peak = value if peak is None else max(peak, value)
        deepest = min(deepest, value / peak - 1)
    return None if peak is None else deepest
