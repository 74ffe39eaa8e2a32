"""Money in larger units."""

from typing import Annotated

from xl_aigc.cell_errors import CellError
from xl_aigc.functions.catalogue import Example, Takes, function
from xl_aigc.functions.vocabulary import unit_in_yuan


@function(
    en="Converts yuan to 万元, 亿元, million or billion.",
    zh="将元换算为万元、亿元、百万元或十亿元。",
    examples=(
        Example('=AIGC_UNIT(2500000000,"亿元")', 25),
        Example('=AIGC_UNIT({705000000;"--"},"million")', [[705], [CellError.NA]]),
        Example('=AIGC_UNIT(1,"dollar")', CellError.VALUE),
    ),
    spreads=True,
)
def unit(
    value: Annotated[float, Takes("number", "Money in yuan", "金额，单位元")],
    unit: Annotated[
        str,
        Takes(
            "text",
            "yuan, 万元, 亿元, million or billion",
            "元、万元、亿元、百万元、十亿元",
            ("yuan", "wan", "yi", "million", "billion"),
        ),
    ],
) -> object:
    """One sum of money in a unit."""
    return value / unit_in_yuan(unit)
