"""Amounts of money in the unit that is asked for."""

import re
from typing import Any

from xl_aigc.data.currency import currency_name, is_foreign, shown_currency
from xl_aigc.data.markets import MARKETS, USUAL
from xl_aigc.data.units import unit_of
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.reader import FactsReader
from xl_aigc.functions.vocabulary import unit_factor

_HANGUL = re.compile("[가-힣]")


def divisor(unit: str | None, reader: FactsReader | None, basket: str | None = None) -> float:
    """Return what money in units of its currency is divided by to be in a unit.

    Args:
        unit: as typed; None for the currency itself.
        reader: the facts whose basket tells the currency, None where it is not known.
        basket: the basket; the default one for None.

    Raises:
        ArgumentError: no such unit, or one of another currency.

    Example:
        >>> divisor("亿", None), divisor(None, None)
        (100000000.0, 1.0)
    """
    if unit is None:
        return 1.0
    factor = unit_factor(unit)
    check_currency(unit, reader.currency(basket or reader.baskets[0]) if reader else "", "The figures are")
    return factor


def check_currency(unit: str, currency: str, what: str) -> None:
    """Refuse a unit of another currency than that of some figures, since nothing is converted.

    Args:
        unit: as typed.
        currency: the code of the currency of the figures; empty where it is not known.
        what: the figures and their verb, with which the message begins.

    Raises:
        ArgumentError: the unit names another currency.
    """
    named = unit_of(unit)
    if named and is_foreign(named.currency, currency):
        problem = (
            f"{what} in {shown_currency(currency)}; the unit {unit} is of {shown_currency(named.currency)}."
        )
        raise ArgumentError(problem, expected="a unit without a currency, or one of the same currency.")


def in_unit(value: Any, factor: float) -> Any:
    """A number in a unit of a factor, to 15 digits, so that 1.1亿 which was made units is 1.1 again; anything else stays.

    Example:
        >>> in_unit(1.1 * 1e8, 1e8), in_unit(None, 1e8), in_unit("yes", 0.01)
        (1.1, None, 'yes')
    """
    if factor == 1.0 or isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    return float(f"{value / factor:.15g}")


def unit_shown(unit: str | None, currency: str, spoken: str) -> str:
    """The unit in the header of a column of money, with the currency where that is known and not the program's usual one; empty for none.

    Example:
        >>> unit_shown("bn", "USD", "en"), unit_shown("亿", "USD", "zh"), unit_shown(None, "USD", "zh")
        ('USD bn', '亿美元', '美元')
    """
    if currency in {"", MARKETS[USUAL].currency}:
        return unit or ""
    return with_currency(unit, currency) if unit else currency_name(currency, spoken)


def with_currency(unit: str, currency: str) -> str:
    """A unit with a currency, unless it names one itself.

    Example:
        >>> with_currency("亿", "USD"), with_currency("million", "USD"), with_currency("亿美元", "USD"), with_currency("억", "KRW")
        ('亿美元', 'USD million', '亿美元', '억 원')
    """
    named = unit_of(unit)
    if not currency or (named and named.currency):
        return unit
    if unit.isascii():
        return f"{currency} {unit}"
    is_korean = _HANGUL.search(unit)
    return (
        f"{unit} {currency_name(currency, 'ko')}" if is_korean else f"{unit}{currency_name(currency, 'zh')}"
    )
