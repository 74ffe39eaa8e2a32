"""The period in the heading of a column, and where it stands."""

from __future__ import annotations

import re
from typing import Final

from xl_aigc.data.day_forms import find_closing_day, four_digits
from xl_aigc.data.period import Found, Period, find_period

_UNCLEAR: Final = re.compile(
    r"(?:(?<![A-Z])[FC]Y[ '’-]?)?(?:19|20)[0-9]{2}[ _-]?(?:[24]Q|Q[24]|2H|H2)(?![0-9A-Z])"
    r"|(?<![A-Z])[FC]Y[ '’-]?[0-9]{2}[ _-]?(?:[24]Q|Q[24]|2H|H2)(?![0-9A-Z])"
    r"|(?<![0-9A-Z])(?:[FC]Y[ '’-]?)?(?:[24]Q|Q[24]|2H|H2)[ '’-]?(?:19|20)?[0-9]{2}(?![0-9])"
    r"|(?<![0-9])[0-9]{2}(?:[24]Q|Q[24]|2H|H2)(?![0-9A-Z])",
    re.IGNORECASE,
)
"""A quarter or half that may be alone or count from 1 January."""
_SHORT_MONTH: Final = re.compile(r"\(['’]?([0-9]{2})[./](03|06|09|12)\)")
"""The last month of a quarter behind a year of two digits in brackets, as Korean tables have it: `(24.06)`."""
YEAR: Final = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年?(?![0-9A-Za-z/.-])")
"""A year alone."""


def without_period(text: str, *, typed: bool) -> tuple[str, Period | None]:
    """A heading without its period, and the period; None beside the shorter heading for one of which nobody knows from what day it counts.

    Args:
        text: the heading.
        typed: whether it is of a person's own table.

    Example:
        >>> without_period("营业收入(2024-06-30)", typed=False), without_period("Revenue 2Q24", typed=True)
        (('营业收入', Period('2024H1')), ('Revenue', None))
        >>> without_period("매출액(24.06)", typed=False)
        ('매출액', Period('2024H1'))
    """
    text = _SHORT_MONTH.sub(lambda month: f"({four_digits(month[1])}-{month[2]})", text)
    sure = find_period(text)
    found = _typed_period(text, sure) if typed else sure
    if found is None:
        return text, None
    period, start, end = found
    before, after = text[:start].rstrip(" _-@"), text[end:].lstrip(" _-@")
    if before.endswith("(") and after.startswith(")"):
        before, after = before[:-1], after[1:]
    apart = period is None or " " in {text[start - 1], text[end : end + 1]}
    between = " " if before and after and apart else ""
    return f"{before}{between}{after}", period


def _typed_period(text: str, sure: Found | None) -> tuple[Period | None, int, int] | None:
    """A quarter that may be alone, the period that is sure unless it is the year of such a quarter, a month, or a year alone, and where it stands in a heading."""
    unclear = _UNCLEAR.search(text)
    if unclear and (sure is None or unclear.start() <= sure[1] < sure[2] < unclear.end()):
        return None, unclear.start(), unclear.end()
    if sure:
        return sure
    if month := find_closing_day(text):
        return Period.ending_on(month[0]), *month[1:]
    year = YEAR.search(text)
    return (Period(f"{year[1]}FY"), year.start(), year.end()) if year else None
