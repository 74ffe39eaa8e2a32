"""Fiscal years of a company, told from a filing: the fiscal year and quarter in which a day lies, and lengths in quarters.

Days and not months are counted, since a year of 52 or 53 weeks ends on another day each year.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

QUARTER: Final = 365.25 / 4
"""Days of a quarter."""
TOLERANCE: Final = 35
"""Days by which the end of a quarter may lie off: quarters of 12 weeks end three weeks before those of 13."""
_QUARTERS: Final = {"Q1": 1, "Q2": 2, "H1": 2, "Q3": 3, "Q4": 4, "FY": 4}
_LENGTHS: Final = ((80, 100), (165, 190), (250, 285), (350, 380))
"""The fewest and most days of one to four quarters."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The fiscal years of a company.

    Attributes:
        year: a fiscal year.
        ends: about the day on which it ends.
    """

    year: int
    ends: dt.date

    def quarter_ending(self, day: dt.date) -> tuple[int, int] | None:
        """The fiscal year and the quarter, 1 to 4, that end about a day; None where none does, or a later year does.

        Example:
            >>> apple = Calendar(2023, dt.date(2023, 9, 30))
            >>> apple.quarter_ending(dt.date(2022, 12, 31)), apple.quarter_ending(dt.date(2022, 9, 24))
            ((2023, 1), (2022, 4))
            >>> apple.quarter_ending(dt.date(2023, 2, 14)), apple.quarter_ending(dt.date(2023, 12, 30))
            (None, None)
        """
        days = (self.ends - day).days
        back = round(days / QUARTER)
        if back < 0 or abs(days - back * QUARTER) > TOLERANCE:
            return None
        return self.year - back // 4, 4 - back % 4


def calendar_of(year: str, part: str, period: dt.date, year_end: str = "") -> Calendar | None:
    """The fiscal years as a filing tells them; None where it does not, or contradicts itself.

    Args:
        year: the fiscal year of the filing.
        part: the part of it that the filing reports on: `Q1`, `Q2`, `Q3` or `FY`.
        period: the last day of that part.
        year_end: month and day on which fiscal years end, such as `0930`; empty where not stated.

    Example:
        >>> calendar_of("2024", "Q1", dt.date(2024, 3, 31), "1231")
        Calendar(year=2024, ends=datetime.date(2024, 12, 30))
        >>> calendar_of("2024", "Q1", dt.date(2024, 3, 31), "0630")
    """
    quarters = _QUARTERS.get(part)
    if quarters is None or not year.isdecimal() or abs(int(year) - period.year) > 1:
        return None
    ends = period + dt.timedelta(days=round((4 - quarters) * QUARTER))
    return Calendar(int(year), ends) if _agrees(ends, year_end) else None


def quarters_between(start: dt.date, end: dt.date) -> int | None:
    """The length of a span of days in quarters, None where it is no whole number of them.

    Example:
        >>> quarters_between(dt.date(2024, 1, 1), dt.date(2024, 6, 30)), quarters_between(dt.date(2024, 1, 1), dt.date(2024, 2, 29))
        (2, None)
    """
    days = (end - start).days + 1
    return next((place for place, (least, most) in enumerate(_LENGTHS, 1) if least <= days <= most), None)


def _agrees(ends: dt.date, year_end: str) -> bool:
    if not year_end:
        return True
    try:
        stated = dt.datetime.strptime(f"2000{year_end}", "%Y%m%d").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return False
    apart = abs((ends.replace(year=2000) - stated).days)
    return min(apart, 366 - apart) <= TOLERANCE
