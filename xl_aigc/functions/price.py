"""Share prices."""

from typing import Annotated

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.functions.catalogue import Example, Takes, function


@function(
    en="Returns close / base close - 1. For year to date, use the last close of the prior year. Adjust both "
    "closes the same way.",
    zh="返回涨跌幅：收盘价/基准收盘价－1。年初至今以上年末收盘价为基准，两者复权方式须一致。",
    examples=(
        Example("=AIGC_PRICE_CHANGE(8,10)", -0.2),
        Example("=AIGC_PRICE_CHANGE(8,0)", CellError.DIV0),
    ),
    spreads=True,
)
def price_change(
    close_: Annotated[float, Takes("number", "Close", "收盘价")],
    base_close: Annotated[float, Takes("number", "Base close", "基准收盘价")],
) -> object:
    """The price change of one share."""
    return metrics.price_change(close_, base_close)
