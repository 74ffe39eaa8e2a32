"""Share prices."""

from xl_aigc import metrics
from xl_aigc.functions.arguments import Number
from xl_aigc.functions.catalogue import function


@function(spreads=True, sweep=metrics.price_change.sweep)
def price_change(close_: Number, base_close: Number) -> object:
    """The price change of one share."""
    return metrics.price_change(close_, base_close)
