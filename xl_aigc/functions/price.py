"""Share prices."""

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.functions.arguments import Number
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.cells import NoResultError


@function(spreads=True, sweep=metrics.price_change.sweep)
def price_change(close_: Number, base_close: Number) -> object:
    """The price change of one share."""
    found = metrics.price_change(close_, base_close)
    if isinstance(found, metrics.Undefined):
        raise NoResultError(lambda: _no_change(close_, base_close), CellError(found.value))
    return found


def _no_change(close: float, base: float) -> str:
    """A sentence on prices between which there is no change."""
    if base == 0:
        return "The price before, base_close, is 0, and there is no change over 0."
    negative = [
        f"{name} is {price:,.12g}" for name, price in (("close", close), ("base_close", base)) if price < 0
    ]
    return (
        f"A price is never negative: {' and '.join(negative)}."
        if negative
        else "The change is larger than any cell holds."
    )
