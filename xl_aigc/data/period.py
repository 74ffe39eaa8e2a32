"""Reporting periods of A-share companies: cumulative from 1 January to the end of a quarter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.data.quote import quote
from xl_aigc.errors import DataError

if TYPE_CHECKING:
    import datetime as dt

PARTS: Final = {3: "Q1", 6: "H1", 9: "Q3", 12: "FY"}
_ENDS: Final = {(3, 31): 3, (6, 30): 6, (9, 30): 9, (12, 31): 12}
_MONTHS: Final = {part: months for months, part in PARTS.items()}
_YEAR: Final = r"(19[0-9]{2}|20[0-9]{2})"
_PERIOD: Final = re.compile(rf"{_YEAR}(Q1|H1|Q3|FY)")
_QUARTER: Final = re.compile(rf"{_YEAR}Q([1-4])")
_CUMULATIVE: Final = {"Q2": "H1", "H2": "FY", "Q4": "FY"}
_EXPECTED: Final = "a year and Q1, H1, Q3 or FY, such as 2024H1 (reports are cumulative from 1 January)."


@dataclass(frozen=True, slots=True, order=True, init=False, repr=False)
class Period:
    """One cumulative reporting period; the earlier one is the smaller.

    Attributes:
        year: the calendar year.
        months: how many months it covers: 3, 6, 9 or 12.

    Raises:
        DataError: the text is no cumulative period.

    Example:
        >>> Period("2024H1").year_before
        Period('2023H1')
        >>> Period("2024H1") < Period("2024Q3") < Period("2024FY")
        True
    """

    year: int
    months: int

    def __init__(self, text: str) -> None:
        match = _PERIOD.fullmatch(text)
        if match is None:
            raise DataError(_problem(text), expected=_EXPECTED, remedy=_remedy(text))
        object.__setattr__(self, "year", int(match[1]))
        object.__setattr__(self, "months", _MONTHS[match[2]])

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that a person typed, in any spelling.

        Raises:
            DataError: the text is no cumulative period.

        Example:
            >>> Period.parse(" 2024h1 "), Period.parse("2024年半年报"), Period.parse("2024-06-30")
            (Period('2024H1'), Period('2024H1'), Period('2024H1'))
        """
        from xl_aigc.data.period_words import read_period  # noqa: PLC0415  it needs this class

        return read_period(text, typed=True) or cls(text.strip().upper())

    @classmethod
    def ending_on(cls, day: dt.date) -> Period | None:
        """The period that ends on a day, None where none does.

        Example:
            >>> import datetime as dt
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
        """The part of the year: `Q1`, `H1`, `Q3` or `FY`."""
        return PARTS[self.months]

    @property
    def year_before(self) -> Period:
        """The same part of the year before."""
        return Period(f"{self.year - 1}{self.part}")

    @property
    def quarter_before(self) -> Period | None:
        """The cumulative period one quarter shorter in the same year; None for the first quarter.

        Example:
            >>> Period("2024H1").quarter_before
            Period('2024Q1')
        """
        return None if self.months == 3 else Period(f"{self.year}{PARTS[self.months - 3]}")

    def __str__(self) -> str:
        return f"{self.year}{self.part}"

    def __repr__(self) -> str:
        return f"Period({str(self)!r})"


def _problem(text: str) -> str:
    if text[4:] in _CUMULATIVE and text[:4].isdigit():
        return f"{quote(text)} is no cumulative period."
    return f"{quote(text)} is no period."


def _remedy(text: str) -> str | None:
    if text[4:] in _CUMULATIVE and text[:4].isdigit():
        return (
            f"Write {text[:4]}{_CUMULATIVE[text[4:]]} for the months from 1 January to the end of {text[4:]}."
        )
    return None
