"""Money in larger units."""

from typing import Annotated, Final

from xl_aigc.functions.amount_columns import Amount, MoneyHeader
from xl_aigc.functions.amounts import check_currency
from xl_aigc.functions.arguments import Takes
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.vocabulary import unit_factor

UNITS: Final = ("one", "wan", "yi", "million", "billion")


@function(spreads=True)
def unit(value: Annotated[object, Takes("amount")], unit: Annotated[str, Takes("text", UNITS)]) -> object:
    """One sum of money in a unit, or its header with the unit; another text stays, and a number that is no money."""
    if isinstance(value, MoneyHeader):
        return value.in_unit(unit)
    factor = unit_factor(unit)
    if isinstance(value, Amount):
        check_currency(unit, value.header.currency, f"The column {value.header.text} is")
        return value.value / factor
    return value / factor if type(value) is float else value
