"""The months that the figures of a row are over, by columns beside its period: their first day, the part of the year, the form of report."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.data.day_forms import read_day
from xl_aigc.data.kinds import BEGINS, FORM, FRAME, LENIENT, Kind, kind_of

if TYPE_CHECKING:
    from xl_aigc.data.period import Period

_FRAME: Final = re.compile(r"CY(?:19|20)[0-9]{2}(?:Q(?P<quarter>[1-4]))?(?P<instant>I?)", re.IGNORECASE)
"""A calendar quarter or year as the SEC names it: `CY2024Q2`, `CY2023`; with `I` the last day of one."""


_LATER: Final = (4, 7, 10)
"""Months with which a quarter but the first begins."""


class RowSpan(NamedTuple):
    """Statements of a row on the months of its flows; amounts at the end of a period have none.

    Attributes:
        begins: the first day, None where none is stated.
        part: the part of the year that words say, empty where they say none.
        reason: why words say that the months are not those from 1 January, empty where they do not.
        form: the same of the form of report, in which other figures may stand beside such ones.
        doubt: a day under a heading that is not known, with which a quarter but the first begins.
    """

    begins: dt.date | None = None
    part: str = ""
    reason: str = ""
    form: str = ""
    doubt: dt.date | None = None

    def doubting(self, day: dt.date) -> RowSpan:
        """The same with a day that stands under a heading which is not known."""
        return self._replace(doubt=day) if day.day == 1 and day.month in _LATER else self

    def heeding(self, role: str, word: str) -> RowSpan:
        """The same with the word of one more column.

        Args:
            role: the role of the column.
            word: its word, not empty.
        """
        if role == BEGINS:
            return self._replace(begins=read_day(word))
        if role == FORM:
            kind = kind_of(FORM, word) or kind_of(LENIENT, word) or Kind()
            return self._replace(form=kind.reason, part=self.part or kind.part)
        kind = _framed(word) if role == FRAME else kind_of(role, word) or Kind("unknown_kind")
        return self._replace(reason=self.reason or kind.reason, part=kind.part or self.part)

    def problem(self, period: Period) -> str:
        """Why no cumulative figure of a period can be taken from the row, empty where one can.

        Example:
            >>> from xl_aigc.data.period import Period
            >>> half = Period("2024H1")
            >>> RowSpan(dt.date(2024, 1, 1), form="single_quarter").problem(half), RowSpan(part="Q1").problem(half)
            ('', 'single_quarter')
        """
        if self.begins is not None:
            return "" if self.begins == dt.date(period.year, 1, 1) else "other_span"
        if self.doubt and self.doubt.year == period.year and self.doubt.month <= period.months:
            return "other_span"
        if self.part and self.part != period.part:
            return "single_quarter" if self.part == "Q1" else "other_span"
        return self.reason or ("" if self.part else self.form)


NO_SPAN: Final = RowSpan()


def _framed(word: str) -> Kind:
    found = _FRAME.fullmatch(word)
    if found is None:
        return Kind("unknown_kind")
    if found["instant"] or found["quarter"] == "1":
        return Kind()
    return Kind("single_quarter") if found["quarter"] else Kind(part="FY")
