"""Amounts of money as vendors write them."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.errors import DataError
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.sources.words import normalised

if TYPE_CHECKING:
    from collections.abc import Mapping

Problem = Literal["not_a_number", "not_finite", "percent", "formula"]

MISSING: Final = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "—",
        "——",
        "n.a.",
        "n.m.",
        "#n/a n/a",
        "n/a",
        "#n/a",
        "na",
        "nan",
        "none",
        "null",
        "nat",
        "不适用",
        "无",
    }
)
"""What stands for a number that is not there; it is never 0."""

_AMOUNT: Final = re.compile(
    r"(?P<sign>[-+]?)[¥￥]?(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?|[0-9]+\.?[0-9]*|\.[0-9]+)"
    r"(?P<power>e[-+]?[0-9]{1,3})?(?P<unit>[^0-9.,%()]{0,12})",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_BRACKETS: Final = re.compile(r"\((.*)\)")
_FORMULA: Final = ("=", "@", "+", "-")


@cache
def _yuan() -> Mapping[str, float]:
    rows = bundled_table(Path(__file__).with_name("units.csv"))
    return {normalised(row["unit"]): float(row["yuan"]) for row in rows}


def unit_names() -> tuple[str, ...]:
    """The units that are known, as `units.csv` spells them, normalised."""
    return tuple(_yuan())


def yuan_of(unit: str) -> float | None:
    """How many yuan a unit is, None where there is no such unit.

    Example:
        >>> yuan_of("万元"), yuan_of("CNY million"), yuan_of("股")
        (10000.0, 1000000.0, None)
    """
    return _yuan().get(normalised(unit))


def known_unit(unit: str) -> float:
    """How many yuan a unit is that a person stated.

    Raises:
        DataError: there is no such unit.
    """
    yuan = yuan_of(unit)
    if yuan is None:
        raise DataError(f"there is no unit {unit!r}.", expected=f"one of {', '.join(unit_names())}.")
    return yuan


def read_amount(value: object, factor: float) -> tuple[float | None, Problem | None]:
    """An amount in yuan, None where it is missing, or the reason why it can't be read.

    Args:
        value: the cell.
        factor: yuan of the unit it is in; a unit in the cell itself goes before it.

    Example:
        >>> read_amount("668.99亿", 1.0), read_amount("(1,234.5)", 1e4), read_amount("--", 1.0)
        ((66899000000.0, None), (-12345000.0, None), (None, None))
        >>> read_amount("12.5%", 1.0), read_amount("=1+1", 1.0)
        ((None, 'percent'), (None, 'formula'))
    """
    if value is None:
        return None, None
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return (None, None) if math.isnan(value) else _finite(_exact(str(value), factor))
    if not isinstance(value, str):
        return None, "not_a_number"
    text = value.strip() if value.isascii() else _plain(value)
    if _BARE.fullmatch(text):
        return _finite(_exact(text, factor))
    return _worded(text, factor)


def _plain(value: str) -> str:
    """A text without blanks and full-width forms."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", value)).replace("−", "-")


def _exact(text: str, factor: float) -> float:
    """The product in decimals, so that 1.1 万元 is 11000 and not 11000.000000000002."""
    number = float(text)
    if factor == 1.0 or not math.isfinite(number):
        return number
    return float(Decimal(text) * Decimal(factor))


def _worded(text: str, factor: float) -> tuple[float | None, Problem | None]:
    if text.casefold() in MISSING:
        return None, None
    if text.endswith("%"):
        return None, "percent"
    brackets = _BRACKETS.fullmatch(text)
    match = _AMOUNT.fullmatch(brackets[1] if brackets else text)
    own = yuan_of(match["unit"]) if match and match["unit"].strip() else factor
    if match is None or own is None or (brackets and match["sign"]):
        return None, "formula" if text.startswith(_FORMULA) else "not_a_number"
    number = _exact(match["sign"] + match["digits"].replace(",", "") + (match["power"] or ""), own)
    return _finite(-number if brackets else number)


def _finite(number: float) -> tuple[float | None, Problem | None]:
    return (number, None) if math.isfinite(number) else (None, "not_finite")
