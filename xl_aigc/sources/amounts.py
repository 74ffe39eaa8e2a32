"""Amounts of money as vendors write them."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Final, Literal

from xl_aigc.data.missing import is_missing
from xl_aigc.data.numerals import is_plain, numeral, product, without_blanks
from xl_aigc.data.units import factor_of, unit_names
from xl_aigc.errors import DataError

Problem = Literal["not_a_number", "not_finite", "percent", "formula"]

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


def read_amount(value: object, factor: float) -> tuple[float | None, Problem | None]:
    """An amount in units of the currency, None where it is missing, or the reason why it can't be read.

    Args:
        value: the cell.
        factor: factor of the unit it is in; a unit in the cell itself goes before it.

    Example:
        >>> read_amount("668.99亿", 1.0), read_amount("(1,234.5)", 1e4), read_amount("--", 1.0)
        ((66899000000.0, None), (-12345000.0, None), (None, None))
        >>> read_amount("12.5%", 1.0), read_amount("=1+1", 1.0)
        ((None, 'percent'), (None, 'formula'))
    """
    if value is None:
        return None, None
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return (None, None) if math.isnan(value) else _finite(product(str(value), factor))
    if not isinstance(value, str):
        return None, "not_a_number"
    text = value.strip() if value.isascii() else without_blanks(value)
    return _finite(product(text, factor)) if is_plain(text) else _worded(text, factor)


def _worded(text: str, factor: float) -> tuple[float | None, Problem | None]:
    if is_missing(text):
        return None, None
    if text.endswith("%"):
        return None, "percent"
    written = numeral(text)
    own = factor_of(written.unit) if written and written.unit else factor
    if written is None or own is None:
        return None, "formula" if text.startswith(_FORMULA) else "not_a_number"
    return _finite(product(written.digits, own))


def _finite(number: float) -> tuple[float | None, Problem | None]:
    return (number, None) if math.isfinite(number) else (None, "not_finite")
