"""Periods and days as they are typed in a cell."""

from datetime import date
from functools import lru_cache
from typing import Final

from xl_aigc.data.period import Period, read_day
from xl_aigc.data.quote import quote
from xl_aigc.errors import DataError
from xl_aigc.functions.cells import ArgumentError

_REMEMBERED: Final = 1024


def day(text: str) -> date:
    """A day: a date as text, eight digits, or a serial number.

    Raises:
        ArgumentError: none of these.

    Example:
        >>> day("2024-09-12") == day("20240912") == day("45547")
        True
    """
    found = read_day(text)
    if found is None:
        raise ArgumentError(f"{quote(text)} is no date.", expected="a date such as 2024-09-12.")
    return found


def period(text: str) -> str:
    """A period in the house form: `2024H1`, `2024中报`, or the day it ends (`2024-06-30`).

    Raises:
        ArgumentError: none of these.

    Example:
        >>> period("2024 h1"), period("2024年半年报"), period("45473")
        ('2024H1', '2024H1', '2024H1')
    """
    try:
        return _period(text)
    except DataError as error:
        raise ArgumentError(error.problem, expected=error.expected) from None


@lru_cache(_REMEMBERED)
def _period(text: str) -> str:
    return str(Period.parse(text))


def year_before(key: str) -> str:
    """The same period a year earlier.

    Example:
        >>> year_before("2024H1")
        '2023H1'
    """
    return f"{int(key[:4]) - 1:04d}{key[4:]}"
