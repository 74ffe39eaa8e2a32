"""Money in larger units."""

from typing import Annotated

from xl_aigc.functions.arguments import Number, Takes
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.vocabulary import unit_factor


@function(spreads=True)
def unit(
    value: Number, unit: Annotated[str, Takes("text", ("one", "wan", "yi", "million", "billion"))]
) -> object:
    """One sum of money in a unit."""
    return value / unit_factor(unit)
