"""Reporting periods and days: as the house, people and vendors write them.

The periods of a basket are cumulative (Q1, H1, Q3, FY: from the first day of the year) or single quarters with the year
(Q1, Q2, Q3, Q4, FY). So `2024Q3` is nine months in one basket and three in another; every other part means the same in both.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from xl_aigc.data.day_forms import LONGEST, closing_day, read_day
from xl_aigc.data.month_spans import find_ended
from xl_aigc.data.numerals import without_width
from xl_aigc.data.period_forms import FULL_YEAR, find_part, typed_form
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import simplified
from xl_aigc.errors import DataError

CUMULATIVE: Final = ("Q1", "H1", "Q3", "FY")
SINGLE: Final = ("Q1", "Q2", "Q3", "Q4", "FY")
_MONTHS: Final = {"Q1": 3, "Q2": 6, "H1": 6, "Q3": 9, "Q4": 12, "FY": 12}
"""The months of the year that are over at the end of each part, which stand in order of time."""
_ORDER: Final = tuple(_MONTHS)
PARTS: Final = {_MONTHS[part]: part for part in CUMULATIVE}
_ENDS: Final = {(3, 31): 3, (6, 30): 6, (9, 30): 9, (12, 31): 12}
_REMEMBERED: Final = 4096
"""Texts whose periods are kept."""
_YEAR: Final = r"(19[0-9]{2}|20[0-9]{2})"
_PERIOD: Final = re.compile(rf"{_YEAR}(Q[1-4]|H1|FY)")
_QUARTER: Final = re.compile(rf"{_YEAR}Q([1-4])")
_QUARTER_OR_YEAR: Final = re.compile(
    r"(?P<year>19[0-9]{2}|20[0-9]{2})[ -]?(?P<part>Q[1-4]|FY)|(?P<part2>Q[1-4]|FY)[ -]?(?P<year2>19[0-9]{2}|20[0-9]{2})"
)
_INSTEAD: Final = {"Q2": "H1", "H2": "FY", "Q4": "FY"}
_EXPECTED: Final = {
    False: "a year and Q1, H1, Q3 or FY, such as 2024H1 (reports are cumulative from the first day of the year).",
    True: "a year and Q1, Q2, Q3, Q4 or FY, such as 2024Q2 (the periods of the basket are single quarters).",
}


@dataclass(frozen=True, slots=True, order=True, init=False, repr=False)
class Period:
    """One reporting period; the earlier one is the smaller.

    Args:
        text: a year and a part of it.
        single: whether the parts are those of single quarters.

    Attributes:
        year: the year, of fiscal years the one in which they end.

    Raises:
        DataError: the text is no period of this kind.

    Example:
        >>> Period("2024H1").year_before
        Period('2023H1')
        >>> Period("2024H1") < Period("2024Q3") < Period("2024FY")
        True
        >>> Period("2024Q4", single=True).months
        12
    """

    year: int
    _place: int

    def __init__(self, text: str, *, single: bool = False) -> None:
        match = _PERIOD.fullmatch(text)
        if match is None or match[2] not in (SINGLE if single else CUMULATIVE):
            raise DataError(
                f"{quote(text)} is no {'' if single or not _is_other(text) else 'cumulative '}period.",
                expected=_EXPECTED[single],
                remedy=None if single else _remedy(text),
            )
        object.__setattr__(self, "year", int(match[1]))
        object.__setattr__(self, "_place", _ORDER.index(match[2]))

    @classmethod
    def stored(cls, text: str) -> Period:
        """The period of a text that the program wrote, whichever kind the basket is of.

        Raises:
            DataError: the text is no period.
        """
        return cls(text, single=text[4:] in SINGLE)

    @classmethod
    def parse(cls, text: str, *, single: bool = False) -> Period:
        """The period that a person typed, in any spelling.

        Raises:
            DataError: the text is no period of this kind.

        Example:
            >>> {str(Period.parse(text)) for text in (" 2024h1 ", "2024年半年报", "2024-06-30", "H1, 2024", "June 2024 YTD")}
            {'2024H1'}
            >>> [str(Period.parse(text, single=True)) for text in ("2024q2", "Q2 of 2024", "2024-06-30", "FY 2024")]
            ['2024Q2', '2024Q2', '2024Q2', '2024FY']
        """
        plain = typed_form(text, single=single)
        found = read_quarter(plain) or _quarter_of_day(plain) if single else read_period(plain, typed=True)
        return found or cls(plain, single=single)

    @classmethod
    def typed(cls, text: str) -> Period:
        """The period that a person typed before it is known of which kind the basket is.

        Raises:
            DataError: the text is no period of either kind.

        Example:
            >>> Period.typed("2024Q2"), Period.typed("2024年半年报")
            (Period('2024Q2'), Period('2024H1'))
        """
        return read_quarter(text) or cls.parse(text)

    def checked(self, *, single: bool) -> Period:
        """This period, where a basket of that kind can have it.

        Raises:
            DataError: it can't; the message says what to write.
        """
        return Period(str(self), single=single)

    @classmethod
    def ending_on(cls, day: dt.date) -> Period | None:
        """The period that ends on a day, None where none does.

        Example:
            >>> Period.ending_on(dt.date(2024, 6, 30)), Period.ending_on(dt.date(2024, 5, 31))
            (Period('2024H1'), None)
        """
        months = _ENDS.get((day.month, day.day))
        known = months is not None and 1900 <= day.year < 2100
        return cls(f"{day.year}{PARTS[months]}") if months and known else None

    @classmethod
    def ending(cls, quarter: str) -> Period:
        """The cumulative period that ends with a single quarter.

        Raises:
            DataError: the text is no quarter.

        Example:
            >>> Period.ending("2024Q2")
            Period('2024H1')
        """
        match = _QUARTER.fullmatch(quarter)
        if match is None:
            raise DataError(
                f"{quote(quarter)} is no quarter.", expected="a year and Q1 to Q4, such as 2024Q2."
            )
        return cls(f"{match[1]}{PARTS[3 * int(match[2])]}")

    @property
    def part(self) -> str:
        """The part of the year: `Q1`, `Q2`, `H1`, `Q3`, `Q4` or `FY`."""
        return _ORDER[self._place]

    @property
    def months(self) -> int:
        """The months of the year that are over when it ends: 3, 6, 9 or 12."""
        return _MONTHS[self.part]

    @property
    def year_before(self) -> Period:
        """The same part of the year before."""
        return Period.stored(f"{self.year - 1}{self.part}")

    @property
    def quarter_before(self) -> Period | None:
        """The cumulative period one quarter shorter in the same year; None for the first quarter, and for a single one.

        Example:
            >>> Period("2024H1").quarter_before
            Period('2024Q1')
        """
        if self.months == 3 or self.part not in CUMULATIVE:
            return None
        return Period(f"{self.year}{PARTS[self.months - 3]}")

    def last_day(self, year_end: str = "") -> dt.date:
        """The day on which it ends.

        Args:
            year_end: month and day on which fiscal years end, such as `09-30`; empty where that differs between companies: the
                earliest day that can be.

        Example:
            >>> Period("2024H1").last_day("12-31"), Period("2024FY").last_day("09-30")
            (datetime.date(2024, 6, 30), datetime.date(2024, 9, 30))
            >>> Period("2024FY").last_day()
            datetime.date(2024, 1, 31)
        """
        end = int(year_end[:2]) if year_end else 1
        years, month = divmod(end + self.months - 13, 12)
        year = self.year + years
        return dt.date(year, month + 1, monthrange(year, month + 1)[1])

    def __str__(self) -> str:
        return f"{self.year}{self.part}"

    def __repr__(self) -> str:
        return f"Period({str(self)!r})"


def _is_other(text: str) -> bool:
    """Return whether a text is a part of a year, but of single quarters or of no report at all."""
    return text[4:] in _INSTEAD and text[:4].isdigit()


def _remedy(text: str) -> str | None:
    if _is_other(text):
        return f"Write {text[:4]}{_INSTEAD[text[4:]]} for the months from the first day of the year to the end of {text[4:]}."
    return None


Found = tuple[Period, int, int]


def find_period(text: str) -> Found | None:
    """The period that a text holds, and where it stands in it.

    Example:
        >>> find_period("营业收入2024中报")
        (Period('2024H1'), 4, 10)
        >>> find_period("2024-06-30")[0], find_period("2023年报")[0], find_period("2024-05-31"), find_period("2024Q2")
        (Period('2024H1'), Period('2023FY'), None, None)
    """
    return _found(simplified(text[:LONGEST]), typed=False)


def _found(text: str, *, typed: bool) -> Found | None:
    part = find_part(text, typed=typed)
    if part is not None:
        return Period(part.text), part.start, part.end
    for day, months, start, end in find_ended(text):
        period = Period.ending_on(day)
        if period is not None:
            return (period, start, end) if months in {None, period.months} else None
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
        >>> read_period("1H24"), read_period("2Q24", typed=True), read_period(2023, typed=True)
        (Period('2024H1'), Period('2024H1'), Period('2023FY'))
    """
    if isinstance(value, dt.date):
        return Period.ending_on(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if float(value).is_integer() else str(value)
    return _read_text(value, typed=typed) if isinstance(value, str) and len(value) <= LONGEST else None


@lru_cache(_REMEMBERED)
def _read_text(value: str, *, typed: bool) -> Period | None:
    """Return the period that a short text is; a table holds few of them, each in many rows."""
    text = simplified(without_width(value).strip())
    day = read_day(text) or (closing_day(text) if typed else None)
    if day is not None:
        return Period.ending_on(day)
    if typed and FULL_YEAR.fullmatch(text):
        return Period(f"{text[:4]}FY")
    found = _found(text, typed=typed)
    return found[0] if found and found[1:] == (0, len(text)) else None


def _quarter_of_day(text: str) -> Period | None:
    """The single quarter that ends on the day, or with the month, that a text is."""
    ending = Period.ending_on(day) if (day := read_day(text) or closing_day(text)) else None
    return Period(f"{ending.year}Q{ending.months // 3}", single=True) if ending else None


def read_quarter(value: object) -> Period | None:
    """The single quarter, or the year, that a cell is; None where it is none.

    Example:
        >>> read_quarter("2024Q2"), read_quarter("Q4 2024"), read_quarter("FY2024"), read_quarter("2024H1")
        (Period('2024Q2'), Period('2024Q4'), Period('2024FY'), None)
    """
    match = _QUARTER_OR_YEAR.fullmatch(value.strip().upper()) if isinstance(value, str) else None
    if match is None:
        return None
    return Period(f"{match['year'] or match['year2']}{match['part'] or match['part2']}", single=True)
