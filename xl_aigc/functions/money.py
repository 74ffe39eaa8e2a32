"""Money in larger units."""

from typing import Annotated

from xl_aigc.data.units import unit_of
from xl_aigc.functions.arguments import Takes
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.vocabulary import unit_factor

UNITS = ("one", "wan", "yi", "million", "billion")


@function(spreads=True)
def unit(
    value: Annotated[object, Takes("number_or_text")], unit: Annotated[str, Takes("text", UNITS)]
) -> object:
    """One sum of money in a unit; a text stays."""
    factor = unit_factor(unit)
    return value / factor if isinstance(value, float) else value


def divisor(unit: str | None, currency: str | None) -> float:
    """Return what money in units of its currency is divided by to be in a unit.

    Args:
        unit: as typed; None for the currency itself.
        currency: the code of the figures' currency, None where it is not known.

    Raises:
        ArgumentError: no such unit, or one of another currency.

    Example:
        >>> divisor("亿元", "CNY"), divisor("m", "USD"), divisor(None, "CNY")
        (100000000.0, 1000000.0, 1.0)
    """
    if unit is None:
        return 1.0
    factor, named = unit_factor(unit), unit_of(unit)
    if named and named.currency and currency and named.currency != currency:
        problem = f"The figures are in {currency}; the unit {unit} is of {named.currency}."
        raise ArgumentError(problem, expected="a unit without a currency, or one of the same currency.")
    return factor
