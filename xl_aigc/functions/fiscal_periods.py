"""Days, months and years of the calendar as periods of a basket whose fiscal years are others."""

import re
from datetime import date
from typing import Final

from xl_aigc.data.day_forms import LONGEST, closing_day, read_day
from xl_aigc.data.month_spans import find_ended
from xl_aigc.data.numerals import without_width
from xl_aigc.data.period import CUMULATIVE, Period
from xl_aigc.data.period_forms import months_of_calendar, plain_form, second_half, without_kind
from xl_aigc.data.quote import quote
from xl_aigc.data.span import read_span
from xl_aigc.data.spelling import simplified
from xl_aigc.errors import DataError
from xl_aigc.functions.cells import ArgumentError

_CALENDAR: Final = re.compile(
    r"(?:(?<![A-Z])|(?<=[0-9][HQM]))(?:CY[ '’-]{0,2}(?=[0-9QH])|calendar(?: year)?(?![A-Z])[ '’-]{0,2})",
    re.IGNORECASE,
)
_YEAR_END: Final = "12-31"
"""The end of the years of the calendar."""
_MONTHS: Final = {"quarter": 3, "ltm": 12}
"""The months of the words beside a day that say what ends on it."""
_WORDS: Final = {3: " (quarter)", 12: " LTM"}
"""Words for months that end on any quarter's last day."""


def in_fiscal_years(text: str, year_end: str) -> str:
    """A period as it was typed; a day, a month or a year of the calendar by the fiscal quarter that ends with it.

    Args:
        text: what was typed.
        year_end: the month and day on which fiscal years end, such as `09-30`.

    Raises:
        ArgumentError: no quarter ends with the day or month, or the months to it are no period.

    Example:
        >>> [in_fiscal_years(text, "09-30") for text in ("2024-06-30", "Jun-24 LTM", "nine months ended June 2024", "2024H1")]
        ['2024Q3', '2024Q3 LTM', '9M2024', '2024H1']
        >>> in_fiscal_years("CY2024", "03-31"), in_fiscal_years("six months ended 30 September 2023", "03-31")
        ('2025Q3 LTM', '6M2024')
        >>> [in_fiscal_years(text, "09-30") for text in ("CY2024Q2", "Jan-Mar 2024", "2024-06 YTD")]
        ['2024Q3 (quarter)', '2024Q2 (quarter)', '9M2024']
    """
    kind = ""
    ended = _ended(text)
    if ended is None:
        bare, kind = without_kind(text)
        ended = _ended(bare)
    if ended is None:
        if not (months_of_calendar(text) or _CALENDAR.search(text[:LONGEST])):
            return text
        ended, kind = _of_calendar(text, year_end), ""
    day, months = ended
    period = _ending_on(day, year_end)
    of_kind = period.months if kind == "ytd" else _MONTHS.get(kind)
    asked = of_kind if months is None else months
    if asked is None:
        return f"{period.year}Q{period.months // 3}"
    if asked != (of_kind or asked) or asked not in {*_WORDS, period.months}:
        raise ArgumentError(
            f"{quote(text)} is no period of the basket, whose fiscal years end on {year_end}.",
            expected=f"a period such as {period}, which ends on the same day.",
        )
    if asked == period.months and kind in {"", "ytd"}:
        return f"{asked}M{period.year}"
    return f"{period.year}Q{period.months // 3}{_WORDS[asked]}"


def _ended(text: str) -> tuple[date, int | None] | None:
    """The day that a text is, or on which the months that it names end, and how many; None where it is none."""
    plain = simplified(without_width(text[: LONGEST + 1]).strip())
    if len(plain) > LONGEST:
        return None
    if day := read_day(plain) or closing_day(plain_form(plain)):
        return day, None
    whole = (found for found in find_ended(plain) if (found.start, found.end) == (0, len(plain)))
    return next(((found.day, found.months) for found in whole), None)


def _of_calendar(text: str, year_end: str) -> tuple[date, int]:
    """The last day of a part of a year of the calendar, and how many months end on it.

    Raises:
        ArgumentError: the text is none.
    """
    of_year = _CALENDAR.sub("FY", text)
    if half := second_half(plain_form(of_year)):
        return date(int(half[:4]), 12, 31), 6
    try:
        found = read_span(of_year, Period("2000FY"), single=True)
    except DataError:
        raise ArgumentError(
            f"{quote(text)} counts from January, and the basket's fiscal years end on {year_end}.",
            expected="a period such as 2024H1, the first half of the fiscal year that ends in 2024.",
        ) from None
    part = 12 if found.period.part == "FY" else 3
    months = {"ltm": 12, "ytd": found.period.months}.get(found.kind, part)
    return found.period.last_day(_YEAR_END), months


def _ending_on(day: date, year_end: str) -> Period:
    """The cumulative period of fiscal years that ends on a day.

    Raises:
        ArgumentError: none does.
    """
    for year in (day.year, day.year + 1):
        for part in CUMULATIVE:
            period = Period(f"{year}{part}")
            is_end = day.strftime("%m-%d") == year_end and part == CUMULATIVE[-1]
            if is_end or day == period.last_day(year_end):
                return period
    raise ArgumentError(
        f"No period of the basket ends on {day.isoformat()}: its fiscal years end on {year_end}.",
        expected="the last day of a fiscal quarter, or a period such as 2024FY, the fiscal year that ends in 2024.",
    )
