"""Columns of companies' own reports: 本报告期, which of a third quarter is that quarter alone, beside 年初至报告期末."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data.item import ITEMS
from xl_aigc.data.month_spans import names_months

if TYPE_CHECKING:
    from xl_aigc.data.fields import Field
    from xl_aigc.data.period import Period
    from xl_aigc.sources.columns import Column, Shape

_OWN: Final = re.compile("本报告期(?!末|期末|比)")
_SO_FAR: Final = re.compile("年初[至到]")
_MONTHS: Final = {"1-3月": "Q1", "1-6月": "H1", "1-9月": "Q3", "1-12月": "FY"}
_NAMED: Final = re.compile(rf"(?<![0-9])(?:{'|'.join(_MONTHS)})")


class ReportColumns:
    """The columns whose months are those of the report: 本报告期, and 上年同期 right of it.

    Attributes:
        alone: their places.
        both: whether columns from the beginning of the year stand beside them.
    """

    def __init__(self, shape: Shape) -> None:
        self.alone: set[int] = set()
        own = so_far = False
        before: set[int] = set()
        last = ""
        for place, heading in enumerate(shape.headings):
            if _OWN.search(heading.text):
                last, own = "own", True
            elif _SO_FAR.search(heading.text):
                last, so_far = "so far", True
            elif not last:
                before.add(place)
            if last == "own":
                self.alone.add(place)
        self.both = own and so_far
        lines = any(_OWN.search(line) and not _SO_FAR.search(line) for line in shape.stated.lines)
        if self.both or (lines and not so_far):
            self.alone |= before

    def without_quarters(self, shape: Shape) -> Shape:
        """The same without the columns of the report's own months, where those from the beginning of the year stand beside them, and of other months than the heading's period."""
        reasons = [
            "single_quarter"
            if self.both and self._is_alone(column)
            else _of_other_months(column, column.heading.period)
            for column in shape.values
        ]
        pairs = list(zip(shape.values, reasons, strict=True))
        left_out = tuple((column.heading, reason) for column, reason in pairs if reason)
        values = tuple(column for column, reason in pairs if not reason)
        return replace(shape, values=values, left_out=(*shape.left_out, *left_out))

    def problem(self, column: Column, field: Field, period: Period) -> str:
        """Why no figure of a period is taken from a column, empty where one is.

        A balance has a heading of its own: below months of this year and the last one a report gives that of last December.
        """
        if ITEMS[field.item].kind != "flow":
            of_months = period.part != "FY" and names_months(column.heading.text)
            return "other_span" if self.both or of_months else ""
        if other := _of_other_months(column, period):
            return other
        if _NAMED.search(column.heading.text):
            return ""
        return "single_quarter" if period.part == "Q3" and self._is_alone(column) else ""

    def _is_alone(self, column: Column) -> bool:
        return column.place in self.alone and column.heading.period is None


def _of_other_months(column: Column, period: Period | None) -> str:
    named = _NAMED.search(column.heading.text)
    return "other_span" if named and period and _MONTHS[named[0]] != period.part else ""
