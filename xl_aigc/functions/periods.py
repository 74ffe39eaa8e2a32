"""Periods and days as they are typed in a cell."""

from datetime import date
from functools import lru_cache
from typing import Final

from xl_aigc.data.day_forms import closing_day, read_day
from xl_aigc.data.month_spans import names_months
from xl_aigc.data.period import Period
from xl_aigc.data.period_forms import plain_form, without_kind
from xl_aigc.data.quote import quote
from xl_aigc.data.span import Span, read_span
from xl_aigc.data.units import unit_of
from xl_aigc.errors import DataError
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.fiscal_periods import in_fiscal_years
from xl_aigc.functions.reader import FactsReader

_REMEMBERED: Final = 1024
_CALENDAR: Final = "12-31"
"""The end of fiscal years that are those of the calendar."""


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
        unit = " A unit is the argument unit, which stands behind as_of." if unit_of(text) else ""
        raise ArgumentError(f"{quote(text)} is no date.", expected=f"a date such as 2024-09-12.{unit}")
    return found


def span(text: str | None, reader: FactsReader, basket: str | None = None) -> Span:
    """The months that were typed: `2024H1`, `1H24`, `2024中报`, `2024-06-30`, or relative ones such as `LFY-1` and `LTM`.

    Args:
        text: what was typed; None for the newest period.
        reader: the facts in use, whose newest period relative ones go back from.
        basket: the basket, whose periods may be single quarters; the default one for None.

    Raises:
        ArgumentError: none of these, or nothing is known that they could be relative to.
    """
    try:
        key = basket or reader.baskets[0]
        single, end = reader.single_quarters(key), reader.year_end(key)
        return _span(_in_years(text or "0", end), reader.newest_period(key), single=single)
    except DataError as error:
        unit = f"{quote(text)} is a unit, which is the argument unit." if text and unit_of(text) else None
        expected = " ".join(filter(None, (error.expected, error.remedy, unit)))
        raise ArgumentError(_between_ends(text or "") or error.problem, expected=expected) from None


def why_no_period(text: str, reader: FactsReader) -> ArgumentError | None:
    """The refusal of a text that has the form of a period and is none of the default basket, such as 2024H2; None for another text."""
    try:
        span(text, reader)
    except ArgumentError as error:
        return None if error.problem == _no_period(text) else error
    return None


def _no_period(text: str) -> str:
    return f"{quote(text)} is no period."


def _between_ends(text: str) -> str:
    """The problem of a month or a day that ends no period; empty for another text."""
    bare, _ = without_kind(text)
    found = read_day(bare) or closing_day(plain_form(bare))
    if found is None or Period.ending_on(found):
        return ""
    return f"{quote(text)} is no period: periods end with March, June, September and December."


@lru_cache(_REMEMBERED)
def _in_years(text: str, end: str) -> str:
    """A period as it was typed, by the fiscal years of a basket where its months are not those of a part of the year."""
    if end in {"", _CALENDAR}:
        return in_fiscal_years(text, _CALENDAR) if names_months(text) else text
    return in_fiscal_years(text, end)


@lru_cache(_REMEMBERED)
def _span(text: str, newest: str, *, single: bool) -> Span:
    if newest:
        return read_span(text, Period.stored(newest), single=single)
    return Span(Period.parse(text, single=single), single=single)
