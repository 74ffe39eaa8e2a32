"""Periods and days as they are typed in a cell."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from xl_aigc.functions.cells import ArgumentError, day_of_serial

_HOUSE: Final = re.compile(r"(\d{4})\s*[-_]?\s*(Q1|H1|Q3|FY)", re.IGNORECASE)
_CHINESE: Final = re.compile(
    r"(\d{4})年?\s*(一季报|一季度|第一季度|中报|半年报|半年度|三季报|三季度|前三季度|年报|年度)"
)
_DAY: Final = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")
_PARTS: Final = {
    **dict.fromkeys(("一季报", "一季度", "第一季度"), "Q1"),
    **dict.fromkeys(("中报", "半年报", "半年度"), "H1"),
    **dict.fromkeys(("三季报", "三季度", "前三季度"), "Q3"),
    **dict.fromkeys(("年报", "年度"), "FY"),
}
_ENDS: Final = {(3, 31): "Q1", (6, 30): "H1", (9, 30): "Q3", (12, 31): "FY"}
_REMEMBERED: Final = 1024


@lru_cache(_REMEMBERED)
def day(text: str) -> date:
    """A day: ISO text, eight digits, or a serial number.

    Raises:
        ArgumentError: none of these.

    Example:
        >>> day("2024-09-12") == day("20240912") == day("45547")
        True
    """
    found = _DAY.fullmatch(text.strip())
    try:
        if found:
            year, month, number = map(int, found.groups())
            return date(year, month, number)
        return day_of_serial(float(text))
    except (ValueError, OverflowError):
        raise ArgumentError(f"{text!r} is no date.", expected="a date such as 2024-09-12.") from None


@lru_cache(_REMEMBERED)
def period(text: str) -> str:
    """A period in the house form: `2024H1`, `2024中报`, or the day it ends (`2024-06-30`).

    Raises:
        ArgumentError: none of these.

    Example:
        >>> period("2024 h1"), period("2024年半年报"), period("45473")
        ('2024H1', '2024H1', '2024H1')
    """
    found = _HOUSE.fullmatch(text.strip())
    if found:
        return found.group(1) + found.group(2).upper()
    found = _CHINESE.fullmatch(text.strip())
    if found:
        return found.group(1) + _PARTS[found.group(2)]
    expected = "a period such as 2024Q1, 2024H1, 2024Q3 or 2024FY."
    try:
        end = day(text)
    except ArgumentError:
        raise ArgumentError(f"there is no period {text!r}.", expected=expected) from None
    part = _ENDS.get((end.month, end.day))
    if part is None:
        raise ArgumentError(f"no period ends on {end.isoformat()}.", expected=expected)
    return f"{end.year}{part}"


def year_before(key: str) -> str:
    """The same period a year earlier.

    Example:
        >>> year_before("2024H1")
        '2023H1'
    """
    return f"{int(key[:4]) - 1:04d}{key[4:]}"
