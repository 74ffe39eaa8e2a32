"""Periods as vendors write them."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final

from xl_aigc.data.period import PARTS, Period
from xl_aigc.errors import DataError

_YEARS: Final = r"(?P<year>19[0-9]{2}|20[0-9]{2})"
_WORDS: Final = {
    **dict.fromkeys(("一季报", "第一季度", "一季度", "一季", "1-3月"), "Q1"),
    **dict.fromkeys(("半年度报告", "半年度", "半年报", "上半年", "中报", "1-6月"), "H1"),
    **dict.fromkeys(("前三季度", "三季报", "三季度报告", "三季(?!度)", "1-9月"), "Q3"),
    **dict.fromkeys(("年度报告", "年报", "年度", "1-12月"), "FY"),
}
"""What vendors call the cumulative periods. 第三季度 is not among them: it may be the single quarter."""
_NAMED: Final = re.compile(
    rf"{_YEARS}\s*年?\s*(?P<part>{'|'.join(_WORDS)}|(?<![0-9])(?:Q1|H1|Q3|FY))", re.IGNORECASE
)
_HOUSE: Final = re.compile(rf"{_YEARS}\s*[-_]?\s*(?P<part>Q1|H1|Q3|FY)(?![0-9A-Z])", re.IGNORECASE)
_DAY: Final = re.compile(
    rf"(?<![0-9]){_YEARS}(?:[-/.年](?P<month>0?[1-9]|1[0-2])[-/.月](?P<day>[0-3]?[0-9])日?"
    r"|(?P<month2>0[1-9]|1[0-2])(?P<day2>[0-3][0-9]))(?:[ T]00:00(?::00(?:\.0+)?)?)?(?![0-9])"
)
_ENDS: Final = {(3, 31): 3, (6, 30): 6, (9, 30): 9, (12, 31): 12}
_REMEMBERED: Final = 1024
_EPOCH: Final = dt.date(1899, 12, 30)


def find_period(text: str) -> tuple[Period, int, int] | None:
    """The period that a text holds, and where it stands in it.

    Example:
        >>> find_period("营业收入2024中报")
        (Period('2024H1'), 4, 10)
        >>> find_period("2024-06-30")[0], find_period("2023年报")[0], find_period("2024-05-31"), find_period("2024Q2")
        (Period('2024H1'), Period('2023FY'), None, None)
    """
    named = _HOUSE.search(text) or _NAMED.search(text)
    if named:
        part = next(
            (key for word, key in _WORDS.items() if re.match(word, named["part"])), named["part"].upper()
        )
        return Period(f"{named['year']}{part}"), named.start(), named.end()
    for day in _DAY.finditer(text):
        end = int(day["month"] or day["month2"]), int(day["day"] or day["day2"])
        if end in _ENDS:
            return Period(f"{day['year']}{PARTS[_ENDS[end]]}"), day.start(), day.end()
    return None


def read_period(value: object) -> Period | None:
    """The period that a cell is, None where it is none.

    Example:
        >>> read_period("20240630"), read_period(45473), read_period("2024Q2")
        (Period('2024H1'), Period('2024H1'), None)
    """
    if isinstance(value, dt.date):
        months = _ENDS.get((value.month, value.day))
        try:
            return None if months is None else Period(f"{value.year}{PARTS[months]}")
        except DataError:  # a year that no company reported in
            return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        if 20_000 < value < 80_000:  # a day's serial number in a spreadsheet
            return read_period(_EPOCH + dt.timedelta(days=int(value)))
        value = str(int(value)) if float(value).is_integer() else str(value)
    if not isinstance(value, str):
        return None
    return _whole(value.strip())


@lru_cache(_REMEMBERED)
def _whole(text: str) -> Period | None:
    found = find_period(text)
    return found[0] if found and found[1:] == (0, len(text)) else None
