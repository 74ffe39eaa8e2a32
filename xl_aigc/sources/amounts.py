"""Amounts of money as vendors write them."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Final, Literal

from xl_aigc.data.currency import currency_spellings, is_foreign
from xl_aigc.data.missing import is_missing_number
from xl_aigc.data.numerals import is_plain, numeral, product, ungrouped, without_blanks, without_lakhs
from xl_aigc.data.spelling import normalised
from xl_aigc.data.units import factor_of, unit_names, unit_of
from xl_aigc.errors import DataError
from xl_aigc.sources.number_formats import Formatted
from xl_aigc.sources.raw_table import Unclear

Problem = Literal[
    "not_a_number",
    "not_finite",
    "percent",
    "formula",
    "error_value",
    "rounded",
    "unknown_unit",
    "foreign_currency",
    "number_format",
    "decimal_sign",
]

_SHORTENED: Final = re.compile(r"[-+]?[0-9](?:\.[0-9]{1,5})?[Ee]\+[0-9]{2}")
"""The form in which a spreadsheet shows a long number in a narrow column, and a program one with few digits."""
_ERROR: Final = re.compile(r"#[A-Z0-9/_]{2,12}[!?]?")
_MONEY: Final = re.compile(
    r"(?P<sign>[-+(]?)\s{0,3}(?P<money>[A-Za-z]{0,2}\$|US ?\$|[£€₩])\s{0,9}(?=[0-9.(])", re.ASCII
)
"""A sign of currency before the digits of a number, or before the brackets of a negative one."""
_FORMULA: Final = ("=", "@", "+", "-")


def known_unit(unit: str) -> float:
    """Return how many units of the currency a unit is that a person named.

    Raises:
        DataError: there is no such unit.
    """
    factor = factor_of(unit)
    if factor is None:
        raise DataError(f"There is no unit {unit!r}.", expected=f"one of {', '.join(unit_names())}.")
    return factor


def read_amount(
    value: object, factor: float | None, currency: str = ""
) -> tuple[float | None, Problem | None]:
    """An amount in units of the currency, None where it is missing, or the reason why it can't be read.

    Args:
        value: the cell.
        factor: factor of the unit it is in, None where none is stated; a unit in the cell itself goes before it.
        currency: the currency that a unit in the cell may name; empty for any.

    Example:
        >>> read_amount("668.99亿", None), read_amount("(1,234.5)", 1e4), read_amount("--", 1.0)
        ((66899000000.0, None), (-12345000.0, None), (None, None))
        >>> read_amount("12.5%", 1.0), read_amount("=1+1", 1.0), read_amount(12, None), read_amount("#REF!", 1.0)
        ((None, 'percent'), (None, 'formula'), (None, 'unknown_unit'), (None, 'error_value'))
        >>> read_amount("5亿美元", 1.0, "HKD")
        (None, 'foreign_currency')
    """
    if value is None:
        return None, None
    if isinstance(value, Formatted):
        return _formatted(value, factor, currency)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return (None, None) if math.isnan(value) else _times(str(value), factor)
    if not isinstance(value, str) or isinstance(value, Unclear):
        return None, "decimal_sign" if isinstance(value, Unclear) else "not_a_number"
    text = without_lakhs(ungrouped(value.strip()) if value.isascii() else without_blanks(value))
    if _SHORTENED.fullmatch(text):
        return None, "rounded"
    return _times(text, factor) if is_plain(text) else _worded(text, factor, currency)


def _formatted(value: Formatted, factor: float | None, currency: str) -> tuple[float | None, Problem | None]:
    """The amount of a number whose format says in which scale, unit or currency it is shown."""
    percent, currencies, factors = value.shows
    if percent:
        return None, "percent"
    if currency and currencies and currency not in currencies:
        return None, "foreign_currency"
    if factors is None or float(value) == 0:
        return _times(str(value), factor)
    if factor in factors:
        return _times(str(value), factors[factor])
    return None, "unknown_unit" if factor is None and 1.0 in factors else "number_format"


def _worded(text: str, factor: float | None, currency: str) -> tuple[float | None, Problem | None]:
    if is_missing_number(text):
        return None, None
    if text.endswith("%"):
        return None, "percent"
    before, named = _MONEY.match(text), ""
    if before:
        named = currency_spellings().get(normalised(before["money"]), before["money"])
        text = before["sign"] + text[before.end() :]
    written = numeral(text)
    own = unit_of(written.unit) if written and written.unit else None
    if written is None or (written.unit and own is None):
        if _ERROR.fullmatch(text):
            return None, "error_value"
        return None, "formula" if text.startswith(_FORMULA) else "not_a_number"
    if is_foreign(named, currency) or (own and is_foreign(own.currency, currency)):
        return None, "foreign_currency"
    return _times(written.digits, own.factor if own else factor)


def _times(digits: str, factor: float | None) -> tuple[float | None, Problem | None]:
    """The product of digits and a factor; nothing is 0 in every unit."""
    number = product(digits, factor or 1.0)
    if factor is None and number != 0:
        return None, "unknown_unit"
    return _finite(number)


def _finite(number: float) -> tuple[float | None, Problem | None]:
    return (number, None) if math.isfinite(number) else (None, "not_finite")
