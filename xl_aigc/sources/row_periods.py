"""The period that a row of a table is of: cumulative, or a single quarter where the basket's are."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from xl_aigc.data.day_forms import find_month, read_day
from xl_aigc.data.headings import read_heading
from xl_aigc.data.kinds import PARTIAL, REACH, YEAR
from xl_aigc.data.period import read_period, read_quarter
from xl_aigc.data.quote import quote
from xl_aigc.errors import DataError
from xl_aigc.sources.lone_spans import THIRD, is_lone_month
from xl_aigc.sources.raw_table import Cell, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xl_aigc.data.period import Period
    from xl_aigc.sources.columns import Shape
    from xl_aigc.sources.raw_table import RawTable
    from xl_aigc.sources.reading import Reading

_QUARTER: Final = re.compile("季|quarter|qtr", re.IGNORECASE)
"""Words in the heading of a column that names the quarter of each row."""


class RowPeriods:
    """Tells the period of each row, in their order, since a merged cell holds for the rows below it.

    Raises:
        DataError: the table states no period, or names a cumulative one where single quarters are due.
    """

    def __init__(self, table: RawTable, reading: Reading, shape: Shape) -> None:
        self._table, self._reading, self._shape = table, reading, shape
        self._single = reading.request.single_quarters
        asked = reading.request.periods
        self._fixed = shape.stated.period or (asked[0] if len(asked) == 1 else None)
        self._quarters, self._third = False, set[int]()
        self._monthly, self._months = False, set[int]()
        self._above: tuple[str, Cell] = "", None
        self._refuse_without_period()
        self._refuse_cumulative()

    def of(self, line: int, cells: Sequence[Cell], ticker: str) -> Period | None:
        """The period of a row, None where it is none, which is noted."""
        place = self._shape.keys.get("period")
        if place is None:
            return self._of_year(line, cells, ticker)
        cell = cells[place] if place < len(cells) else None
        if not shown(cell) and "item" in self._shape.keys and self._above[0] == ticker:
            cell = self._above[1]  # merged: the rows of its items are below
        self._above = ticker, cell
        others = [cells[at] for role, at in self._shape.twins if role == "period" and at < len(cells)]
        cell = next((each for each in (cell, *others) if not self._is_other_day(each)), cell)
        period = self._read(cell)
        twins = (self._read(other) for other in others)
        if period is None or any(twin not in {None, period} for twin in twins):
            said = read_heading(shown(cell)).unusable
            self._quarters |= said == "single_quarter"
            self._monthly |= is_lone_month(shown(cell))
            usual = "not_a_quarter" if self._single else "bad_period"
            reason = said if said == "forecast" else usual
            self._reading.aside.add(reason, self._table.place(line), ticker=ticker, period=shown(cell))
            return None
        if period.part == "Q3" and THIRD.search(shown(cell)):
            self._third.add(line)
        if find_month(shown(cell)):
            self._months.add(line)
        return period

    def _of_year(self, line: int, cells: Sequence[Cell], ticker: str) -> Period | None:
        """The period that is stated for the whole table, None where a column says another year, which is noted."""
        years = (shown(cells[at]) for role, at in self._shape.kinds if role == YEAR and at < len(cells))
        other = next(
            (year for year in years if self._fixed and year[:4] not in {"", str(self._fixed.year)}), ""
        )
        if other:
            self._reading.aside.add("bad_period", self._table.place(line), ticker=ticker, period=other)
        return None if other else self._fixed

    def doubtful(self, line: int) -> str:
        """Why a row may be of a part of the year alone: a third quarter where others are the second or fourth, a month among months."""
        if self._quarters and not self._single and line in self._third:
            return "single_quarter"
        return "other_span" if self._monthly and line in self._months else ""

    def _is_other_day(self, cell: Cell) -> bool:
        """Return whether a cell is a day on which no period ends, such as that of an announcement."""
        return self._read(cell) is None and (isinstance(cell, dt.date) or read_day(shown(cell)) is not None)

    def _read(self, cell: Cell) -> Period | None:
        return read_quarter(cell) if self._single else read_period(cell)

    def _refuse_cumulative(self) -> None:
        """Refuse headings that name a period, where periods are single quarters: a vendor's are cumulative."""
        named = [column for column in self._shape.values if column.heading.period]
        if named and self._single:
            raise DataError(
                f"The heading {quote(named[0].heading.text)} names a cumulative period.",
                self._table.place(),
                expected="single quarters in a column of their own, such as 2024Q2.",
                remedy="Put the periods in a column, or read the file as cumulative.",
            )

    def _partial(self) -> Iterator[str]:
        """The headings of columns that name quarters or months without a year."""
        for role, place in self._shape.kinds:
            text = self._shape.headings[place].text
            if role in PARTIAL or (role == REACH and _QUARTER.search(text)):
                yield text

    def _refuse_without_period(self) -> None:
        columns = [column for column in self._shape.values if not column.heading.period]
        if "period" in self._shape.keys or self._fixed or not columns:
            return
        named = ", ".join(quote(column.heading.text) for column in columns[:8])
        part = next(self._partial(), "")
        if part and not self._single:
            raise DataError(
                f"The period of {named} is stated nowhere, and by the column {quote(part)} the figures may be of a part of the year alone.",
                self._table.place(),
                expected="figures from 1 January, with their period in a column 报告期 or Period.",
                remedy="Export those.",
            )
        doubtful = self._shape.stated.doubtful
        day = f" The line {quote(doubtful)} may be of the day of the export." if doubtful else ""
        raise DataError(
            f"The period of {named} is stated nowhere.{day}",
            self._table.place(),
            expected="a period in the heading, in a column 报告期 or Period, or in a line above.",
            remedy="State it there, or say it: --period 2024H1.",
        )
