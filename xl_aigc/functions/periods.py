"""Periods and days as they are typed in a cell."""

from datetime import date
from functools import lru_cache
from typing import Final

from xl_aigc.data.period import Period, read_day
from xl_aigc.data.quote import quote
from xl_aigc.data.span import Span, read_span
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


def span(text: str | None, newest: str) -> Span:
    """The months that were typed: `2024H1`, `1H24`, `2024中报`, `2024-06-30`, or relative ones such as `LFY-1` and `LTM`.

    Args:
        text: what was typed; None for the newest period.
        newest: the newest period, in the house form.

    Raises:
        ArgumentError: none of these, or nothing is known that they could be relative to.

    Example:
        >>> str(span("2024 h1", "2024H1")), str(span("45473", "2024H1")), str(span("LTM", "2024H1"))
        ('2024H1', '2024H1', '2024H1 ltm')
    """
    try:
        return _span(text or "0", newest)
    except DataError as error:
        raise ArgumentError(
            error.problem, expected=" ".join(filter(None, (error.expected, error.remedy)))
        ) from None


@lru_cache(_REMEMBERED)
def _span(text: str, newest: str) -> Span:
    return read_span(text, Period(newest)) if newest else Span(Period.parse(text))
