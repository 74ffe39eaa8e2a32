"""Forms of periods and days in a text: words of reports, short forms, dates and serial numbers."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.data import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST: Final = 200
"""Characters of a text in which a period is looked for."""
_WORDS: Final = {row["word"]: row["part"] for row in tables.rows("periods")}
_TYPED_ONLY: Final = frozenset(row["word"] for row in tables.rows("periods") if row["typed_only"] == "yes")
"""Words that a person means cumulatively and a vendor may use of a single quarter."""
_TYPED_BEFORE: Final = _TYPED_ONLY | {"Q3"}
"""The same where the part stands before its year: 2024Q3 is the house's own form."""
_DASHES: Final = str.maketrans("–—", "--")
"""Longer dashes that stand for a hyphen, as in 1—6月."""
_LONGEST_FIRST: Final = "|".join(sorted(_WORDS, key=len, reverse=True))
_REPORTS: Final = "|".join(word for word in _WORDS if word.endswith(("报", "报告")) and word[0].isalpha())
"""Words for reports, which may stand behind a year of two digits: `24中报`."""
# Blanks are bounded: a year and 32,000 of them would else take minutes.
_NAMED: Final = re.compile(
    rf"(?:(?<![A-Z])[FC]Y[ '’-]?)?(?P<year>19[0-9]{{2}}|20[0-9]{{2}}|(?<![0-9])[0-9]{{2}}(?=年|{_REPORTS}))\s{{0,4}}(?:[-_/]|[年년])?\s{{0,4}}"
    rf"(?:(?P<word>{_LONGEST_FIRST})|(?P<part>Q1|H1|Q3|FY))(?![0-9A-Z])",
    re.IGNORECASE,
)
_SHORT: Final = re.compile(
    r"(?<![0-9A-Z.])(?:(?P<before>[1-4]Q|Q[1-4]|1H|H1|HY|3M|6M|9M|12M)[ '’-]{0,2}(?:[FC]Y[ '’-]?)?(?P<year>(?:19|20)?[0-9]{2})"
    r"|(?:[FC]Y[ '’-]?)?(?P<short>[0-9]{2})(?P<after>[1-4]Q|Q[1-4]|1H|H1|HY|9M|FY)"
    r"|[FC]Y[ '’-]{0,2}(?P<fiscal>(?:19|20)?[0-9]{2})A?|(?P<actual>(?:19|20)[0-9]{2})A)(?![0-9A-Z])",
    re.IGNORECASE,
)
"""A part before its year, or a year of two digits: `1H24`, `24H1`, `FY2023`, `6M 2024`, `1H FY24`, `FY24H1`, `2023A`."""
_CHINESE_QUARTER: Final = re.compile(r"(?P<year>(?:19|20)[0-9]{2})年?第?(?P<quarter>[一二三四])季度?")
_SECOND_HALF: Final = re.compile(
    r"(?:2H|H2)[ '’-]{0,2}(?P<year>(?:19|20)?[0-9]{2})|(?P<before>(?:19|20)?[0-9]{2})年?[ -]?(?:2H|H2|下半年)",
    re.IGNORECASE,
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOST_MONTHS: Final = len(_MONTHS)
_MONTH: Final = re.compile(
    r"(?:(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?:[-/.]|年|M)?(?P<month>0[1-9]|1[0-2]|(?<=[-/.年Mm])[1-9])月?"
    r"|(?<![0-9/-])(?P<month2>0?[1-9]|1[0-2])[-/](?P<year2>(?:19|20)[0-9]{2})"
    rf"|(?<![A-Z])(?P<name>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})\.?[ '’-]{{0,2}}(?P<year3>(?:19|20)?[0-9]{{2}}))(?![0-9A-Z/.-])",
    re.IGNORECASE,
)
"""A month of a year: `2024-06`, `202406`, `2024年6月`, `2024M6`, `06/2024`, `Jun-24`, `June 2024`."""
_NUMBERED_MONTH: Final = re.compile(
    r"(?<![0-9./-])(?P<year>(?:19|20)[0-9]{2})[-/]?(?P<month>0[1-9]|1[0-2])(?![0-9年月日]|[./-][0-9])"
    r"|(?:(?<=截[至止])|(?<=截[至止]于))(?P<year2>(?:19|20)[0-9]{2})年(?P<month2>1[0-2]|0?[1-9])月(?![0-9])"
    rf"|(?<=(?:ended|nding) )(?P<name>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})\.?[ ,’'-]{{0,2}}(?P<year3>(?:19|20)[0-9]{{2}})(?![0-9])",
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
_PLAIN_FORMS: Final = (
    (
        re.compile(r"(?:FY|CY)[ ’'-]?((?:19|20)?[0-9]{2})[ -]?(Q[1-4]|H[12]|[1-4]Q|[12]H)", re.IGNORECASE),
        r"\1\2",
    ),
    (re.compile(r"((?:FY|CY)[ ’'-]?(?:19|20)?[0-9]{2}|(?:19|20)[0-9]{2}) ?A", re.IGNORECASE), r"\1"),
    (re.compile(r"CY([ ’'-]?(?:19|20)?[0-9]{2})A?", re.IGNORECASE), r"FY\1"),
)
"""Forms around a period: a year of the calendar, a fiscal year before a part of it, and `A` behind a year, of actual figures."""
_SHORT_YEAR: Final = re.compile(r"([0-9]{2})年(?=.)")
_THIS_CENTURY: Final = 70
FULL_YEAR: Final = re.compile(r"(?:19[0-9]{2}|20[0-9]{2})年?")
_DAY: Final = re.compile(
    r"(?<![0-9])(?P<year>[0-9]{4})(?:[-/.年년]\s?(?P<month>0?[1-9]|1[0-2])[-/.月월]\s?(?P<day>[0-3]?[0-9])[日일]?"
    r"|(?P<month2>0[1-9]|1[0-2])(?P<day2>[0-3][0-9]))(?:[ T]0{1,2}:00(?::00(?:\.0{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?![0-9])"
)
_AS_NUMBER: Final = re.compile(r"(?<=[0-9]{8})\.0+$")
"""The end that a program gives to a day which it took for a number, such as 20240630.0."""
_EPOCH: Final = dt.date(1899, 12, 30)
_SERIALS: Final = range(20_000, 80_000)
"""The serial numbers of days from 1954 to 2119, as a spreadsheet holds them."""
_REMEMBERED: Final = 1024


class Part(NamedTuple):
    """A year and a part of it, such as `2024H1`, and where it stands in a text."""

    text: str
    start: int
    end: int


@lru_cache(_REMEMBERED)
def find_part(text: str, *, typed: bool) -> Part | None:
    """The first cumulative period that a text names, None where it names none.

    Args:
        text: the text.
        typed: whether a person typed it, who means the cumulative period by any word.

    Example:
        >>> find_part("Revenue 1H24", typed=False), find_part("2Q24", typed=False)
        (Part(text='2024H1', start=8, end=12), None)
    """
    for found in _NAMED.finditer(text.translate(_DASHES)):
        word = (found["word"] or found["part"]).upper()
        if typed or word not in _TYPED_ONLY:
            return Part(f"{_four_digits(found['year'])}{_WORDS.get(word, word)}", found.start(), found.end())
    for found in _SHORT.finditer(text):
        year, word = _short_form(found)
        if typed or word not in _TYPED_BEFORE:
            return Part(f"{year}{_WORDS.get(word, word)}", found.start(), found.end())
    return None


def _short_form(found: re.Match[str]) -> tuple[str, str]:
    """The year of a short form, in four digits, and its part; the whole year where it names none."""
    year = next(filter(None, found.group("year", "short", "fiscal", "actual")))
    return _four_digits(year), (found["before"] or found["after"] or "FY").upper()


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


def short_quarter(text: str) -> str | None:
    """The single quarter that a short form names, with its year; None where it names none.

    Example:
        >>> short_quarter("2Q24"), short_quarter("24q4"), short_quarter("1H24")
        ('2024Q2', '2024Q4', None)
    """
    named = _CHINESE_QUARTER.fullmatch(text)
    if named:
        return f"{named['year']}Q{'一二三四'.index(named['quarter']) + 1}"
    found = _SHORT.fullmatch(text)
    year, word = _short_form(found) if found else ("", "")
    return f"{year}Q{word.strip('Q')}" if "Q" in word else None


def second_half(text: str) -> str | None:
    """The second half-year that a text is, as `2024H2`: no report is of it alone; None where it is none.

    Example:
        >>> second_half("2H24"), second_half("2024年下半年"), second_half("1H24")
        ('2024H2', '2024H2', None)
    """
    found = _SECOND_HALF.fullmatch(text[:LONGEST])
    return f"{_four_digits(found['year'] or found['before'])}H2" if found else None


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
    year = int(_four_digits(found["year"] or found["year2"] or found["year3"]))
    return dt.date(year, month, monthrange(year, month)[1])


def _day_of_year_last(found: re.Match[str]) -> dt.date | None:
    month, day = sorted((int(found["first"]), int(found["second"])))
    return _date(found["year"], month, str(day)) if day > _MOST_MONTHS else None


def plain_form(text: str) -> str:
    """A period that a person typed, without what stands around it, its year in four digits before Chinese words.

    Example:
        >>> [plain_form(text) for text in ("FY2024H1", "FY23A", "2023A", "CY2023", "24年中报", "2024H1")]
        ['2024H1', 'FY23', '2023', 'FY2023', '2024年中报', '2024H1']
    """
    plain = text.strip()
    if len(plain) > LONGEST:
        return plain
    for form, instead in _PLAIN_FORMS:
        if match := form.fullmatch(plain):
            plain = match.expand(instead)
    short = _SHORT_YEAR.match(plain)
    return f"{_four_digits(short[1])}{plain[2:]}" if short else plain


def _four_digits(year: str) -> str:
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
    return _EPOCH + dt.timedelta(days=int(whole)) if is_serial and int(whole) in _SERIALS else None


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
    return _date(_four_digits(match["year"]), month, match["day"] or match["day2"])


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
