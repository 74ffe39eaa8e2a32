"""Money in larger units."""

from typing import Annotated, Final

from xl_aigc.functions.arguments import Takes
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.vocabulary import unit_factor

UNITS: Final = ("one", "wan", "yi", "million", "billion")


@function(spreads=True)
def unit(value: Annotated[object, Takes("amount")], unit: Annotated[str, Takes("text", UNITS)]) -> object:
    """One sum of money in a unit; a text stays, and a number that is no money."""
    factor = unit_factor(unit)
    return value / factor if type(value) is float else value
