"""Reporting periods of A-share companies: cumulative from 1 January to the end of a quarter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from xl_aigc.data.quote import quote
from xl_aigc.errors import DataError

PARTS: Final = {3: "Q1", 6: "H1", 9: "Q3", 12: "FY"}
_MONTHS: Final = {part: months for months, part in PARTS.items()}
_PERIOD: Final = re.compile(r"(19[0-9]{2}|20[0-9]{2})(Q1|H1|Q3|FY)")
_QUARTER: Final = re.compile(r"(19[0-9]{2}|20[0-9]{2})Q([1-4])")
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
        """The period that a person typed: surrounding blanks and lower case are taken.

        Raises:
            DataError: the text is no cumulative period.

        Example:
            >>> Period.parse(" 2024h1 ")
            Period('2024H1')
        """
        return cls(text.strip().upper())

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
