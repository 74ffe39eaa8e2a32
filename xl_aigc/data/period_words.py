"""Periods and days as people and vendors write them."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final

from xl_aigc.data import tables
from xl_aigc.data.period import Period

LONGEST: Final = 200
"""Characters of a text in which a period is looked for."""
_WORDS: Final = {row["word"]: row["part"] for row in tables.rows("periods")}
_TYPED_ONLY: Final = frozenset(row["word"] for row in tables.rows("periods") if row["typed_only"] == "yes")
"""Words that a person means cumulatively and a vendor may use of a single quarter."""
_LONGEST_FIRST: Final = "|".join(sorted(_WORDS, key=len, reverse=True))
# Blanks are bounded: a year and 32,000 of them would else take minutes.
_NAMED: Final = re.compile(
    r"(?P<year>19[0-9]{2}|20[0-9]{2})\s{0,4}(?:[-_]|年)?\s{0,4}"
    rf"(?:(?P<word>{_LONGEST_FIRST})|(?P<part>Q1|H1|Q3|FY)(?![0-9A-Z]))",
    re.IGNORECASE,
)
_DAY: Final = re.compile(
    r"(?<![0-9])(?P<year>[0-9]{4})(?:[-/.年](?P<month>0?[1-9]|1[0-2])[-/.月](?P<day>[0-3]?[0-9])日?"
    r"|(?P<month2>0[1-9]|1[0-2])(?P<day2>[0-3][0-9]))(?:[ T]00:00(?::00(?:\.0{1,9})?)?)?(?![0-9])"
)
_EPOCH: Final = dt.date(1899, 12, 30)
_SERIALS: Final = range(20_000, 80_000)
"""The serial numbers of days from 1954 to 2119, as a spreadsheet holds them."""
_REMEMBERED: Final = 1024

Found = tuple[Period, int, int]


def find_period(text: str) -> Found | None:
    """The period that a text holds, and where it stands in it.

    Example:
        >>> find_period("营业收入2024中报")
        (Period('2024H1'), 4, 10)
        >>> find_period("2024-06-30")[0], find_period("2023年报")[0], find_period("2024-05-31"), find_period("2024Q2")
        (Period('2024H1'), Period('2023FY'), None, None)
    """
    return _find(text[:LONGEST], typed=False)


@lru_cache(_REMEMBERED)
def _find(text: str, *, typed: bool) -> Found | None:
    for found in _NAMED.finditer(text):
        word = found["word"]
        if typed or word not in _TYPED_ONLY:
            part = _WORDS[word] if word else found["part"].upper()
            return Period(f"{found['year']}{part}"), found.start(), found.end()
    for match in _DAY.finditer(text):
        day = _day(match)
        period = None if day is None else Period.ending_on(day)
        if period is not None:
            return period, match.start(), match.end()
    return None


def read_period(value: object, *, typed: bool = False) -> Period | None:
    """The period that a cell is, None where it is none.

    Args:
        value: a text, a date, or the serial number of a day.
        typed: whether a person typed it, who means the cumulative period by any word.

    Example:
        >>> read_period("20240630"), read_period(45473), read_period("2024Q2")
        (Period('2024H1'), Period('2024H1'), None)
        >>> read_period("2024三季度"), read_period("2024三季度", typed=True)
        (None, Period('2024Q3'))
    """
    if isinstance(value, dt.date):
        return Period.ending_on(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if float(value).is_integer() else str(value)
    if not isinstance(value, str) or len(value) > LONGEST:
        return None
    text = value.strip()
    day = read_day(text)
    if day is not None:
        return Period.ending_on(day)
    found = _find(text, typed=typed)
    return found[0] if found and found[1:] == (0, len(text)) else None


def read_day(text: str) -> dt.date | None:
    """The day that a text is: a date, or the serial number of one; None where it is none.

    Example:
        >>> read_day("2024-09-12") == read_day("2024年9月12日") == read_day("20240912") == read_day("45547")
        True
        >>> read_day("2024-02-30") is None
        True
    """
    if len(text) > LONGEST:
        return None
    match = _DAY.fullmatch(text.strip())
    if match is not None:
        return _day(match)
    whole, _, part = text.strip().partition(".")
    is_serial = whole.isascii() and whole.isdigit() and len(whole) == 5 and (part.isdigit() or not part)
    return _EPOCH + dt.timedelta(days=int(whole)) if is_serial and int(whole) in _SERIALS else None


def _day(match: re.Match[str]) -> dt.date | None:
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    try:
        return dt.date(int(match["year"]), int(month), int(day))
    except ValueError:
        return None
