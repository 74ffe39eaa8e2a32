"""Forms of days and months in a text: dates, names and numbers of months, serial numbers."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST: Final = 200
"""Characters of a text in which a period is looked for."""
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOST_MONTHS: Final = len(_MONTHS)
_MONTH: Final = re.compile(
    r"(?:(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?:[-/.]|年|M)?(?P<month>0[1-9]|1[0-2]|(?<=[-/.年Mm])[1-9])(?:月[末底]?)?"
    r"|(?<![0-9/-])(?P<month2>0?[1-9]|1[0-2])[-/](?P<year2>(?:19|20)[0-9]{2})"
    rf"|(?<![A-Z])(?P<name>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})\.?[ '’-]{{0,2}}(?P<year3>(?:19|20)?[0-9]{{2}}))(?![0-9A-Z/.-])",
    re.IGNORECASE,
)
"""A month of a year: `2024-06`, `202406`, `2024年6月`, `2024M6`, `06/2024`, `Jun-24`, `June 2024`."""
_NUMBERED_MONTH: Final = re.compile(
    r"(?<![0-9./-])(?P<year>(?:19|20)[0-9]{2})[-/]?(?P<month>0[1-9]|1[0-2])(?![0-9年月日]|[./-][0-9])"
    r"|(?:(?<=截[至止])|(?<=截[至止]于))(?P<year2>(?:19|20)[0-9]{2})年(?P<month2>1[0-2]|0?[1-9])月(?![0-9])"
    rf"|(?:(?<=(?:ended|nding) )|(?<=onths to )|(?<=onths through ))(?P<name>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})\.?[ ,’'-]{{0,2}}(?P<year3>(?:19|20)[0-9]{{2}})(?![0-9])",
    re.IGNORECASE,
)
"""A month whose figures count to its end: `202406`, `2024-06`, `截至2024年6月`, `ended June 2024`; 2024年6月 alone is one month."""
_YEAR_LAST: Final = re.compile(
    r"(?<![0-9/.-])(?P<first>[0-9]{1,2})[-/.](?P<second>[0-9]{1,2})[-/.](?P<year>(?:19|20)[0-9]{2})(?![0-9])"
)
_DAY_OF_NAMED_MONTH: Final = re.compile(
    rf"(?:(?<![0-9])(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?[ ./-]{{1,2}}(?P<month>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})"
    rf"|(?<![A-Z])(?P<month2>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})[ .-]{{1,2}}(?P<day2>[0-3]?[0-9])(?:st|nd|rd|th)?)"
    r"[ .,/-]{1,2}'?(?P<year>(?:19|20)?[0-9]{2})(?![0-9])",
    re.IGNORECASE,
)
"""A day whose month is a word: `30-Jun-2024`, `30 June 2024`, `Jun 30, 2024`, `31-Dec-23`."""
_THIS_CENTURY: Final = 70
_DAY: Final = re.compile(
    r"(?<![0-9])(?P<year>[0-9]{4})(?:[-/.年년]\s?(?P<month>0?[1-9]|1[0-2])[-/.月월]\s?(?P<day>[0-3]?[0-9])[日일]?"
    r"|(?P<month2>0[1-9]|1[0-2])(?P<day2>[0-3][0-9]))(?:[ T]0{1,2}:00(?::00(?:\.0{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?![0-9])"
)
_AS_NUMBER: Final = re.compile(r"(?<=[0-9]{8})\.0+$")
"""The end that a program gives to a day which it took for a number, such as 20240630.0."""
_EPOCH: Final = dt.date(1899, 12, 30)
SERIALS: Final = range(20_000, 80_000)
"""The serial numbers of days from 1954 to 2119, as a spreadsheet holds them."""


def find_days(text: str) -> Iterator[tuple[dt.date, int, int]]:
    """The days that a text holds, and where they stand in it; then the ends of months that a vendor names by numbers alone."""
    for form, read in (*_DAYS, (_NUMBERED_MONTH, _end_of_month)):
        for match in form.finditer(text):
            day = read(match)
            if day is not None:
                yield day, match.start(), match.end()


def find_closing_day(text: str) -> tuple[dt.date, int, int] | None:
    """A day as `closing_day` reads it, and where it stands in a text; None where the text holds none.

    Example:
        >>> find_closing_day("Revenue Jun-24"), find_closing_day("Revenue")
        ((datetime.date(2024, 6, 30), 8, 14), None)
    """
    for form, read in ((_MONTH, _end_of_month), (_YEAR_LAST, _day_of_year_last)):
        for match in form.finditer(text):
            day = read(match)
            if day is not None:
                return day, match.start(), match.end()
    return None


def closing_day(text: str) -> dt.date | None:
    """The last day of a month that a person names, or a day written with its year at the end; None where it is none.

    A day whose two numbers may both be the month is none.

    Example:
        >>> {closing_day(text) for text in ("2024-06", "202406", "2024年6月", "Jun-24", "06/30/2024", "30/06/2024")}
        {datetime.date(2024, 6, 30)}
        >>> closing_day("06/07/2024")
    """
    plain = text[:LONGEST]
    found = find_closing_day(plain)
    return found[0] if found and found[1:] == (0, len(plain)) else None


def _end_of_month(found: re.Match[str]) -> dt.date:
    name = found["name"]
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(found["month"] or found["month2"])
    year = int(four_digits(found["year"] or found["year2"] or found["year3"]))
    return dt.date(year, month, monthrange(year, month)[1])


def _day_of_year_last(found: re.Match[str]) -> dt.date | None:
    month, day = sorted((int(found["first"]), int(found["second"])))
    return _date(found["year"], month, str(day)) if day > _MOST_MONTHS else None


def four_digits(year: str) -> str:
    """A year of two digits as one from 1970 to 2069."""
    if len(year) == 4:
        return year
    return f"20{year}" if int(year) < _THIS_CENTURY else f"19{year}"


def read_day(text: str) -> dt.date | None:
    """The day that a text is: a date, or the serial number of one; None where it is none.

    Example:
        >>> read_day("2024-09-12") == read_day("2024年9月12日") == read_day("20240912") == read_day("45547")
        True
        >>> read_day("2024-09-12") == read_day("12-Sep-24") == read_day("Sep 12, 2024")
        True
        >>> read_day("30/06/2024") == read_day("06/30/2024"), read_day("06/07/2024")
        (True, None)
        >>> read_day("2024-02-30") is None
        True
    """
    if len(text) > LONGEST:
        return None
    plain = _AS_NUMBER.sub("", text.strip())
    for form, read in _DAYS:
        if match := form.fullmatch(plain):
            return read(match)
    whole, _, part = text.strip().partition(".")
    is_serial = whole.isascii() and whole.isdigit() and len(whole) == 5 and (part.isdigit() or not part)
    return _EPOCH + dt.timedelta(days=int(whole)) if is_serial and int(whole) in SERIALS else None


def find_month(text: str) -> tuple[dt.date, int, int] | None:
    """The end of a month that numbers alone name, as a vendor writes it, and where it stands in a text; None where there is none.

    Example:
        >>> find_month("营业收入202406"), find_month("2024-05")[0], find_month("2024-06-30")
        ((datetime.date(2024, 6, 30), 4, 10), datetime.date(2024, 5, 31), None)
    """
    found = _NUMBERED_MONTH.search(text[:LONGEST])
    return (_end_of_month(found), found.start(), found.end()) if found else None


def _day(match: re.Match[str]) -> dt.date | None:
    return _date(match["year"], match["month"] or match["month2"], match["day"] or match["day2"])


def _day_of_named_month(match: re.Match[str]) -> dt.date | None:
    month = _MONTHS.index((match["month"] or match["month2"])[:3].lower()) + 1
    return _date(four_digits(match["year"]), month, match["day"] or match["day2"])


_DAYS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], dt.date | None]], ...]] = (
    (_DAY, _day),
    (_DAY_OF_NAMED_MONTH, _day_of_named_month),
    (_YEAR_LAST, _day_of_year_last),
)
"""Forms of days with what reads them."""


def _date(year: str, month: str | int, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
