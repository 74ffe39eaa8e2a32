"""Numbers of findings that a sentence reads more than once: each stands once, in a cell of the sheet of chart data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from xl_aigc.report.live import Live

if TYPE_CHECKING:
    from xl_aigc.report.page import Page

SHORT: Final = 60
"""Characters of a formula that sentences repeat as it is."""
LABEL: Final = 4
"""Columns of the name of a number."""


@dataclass
class Workings:
    """The cells of these numbers.

    Attributes:
        page: the sheet of chart data, at the row of the next cell.
        cells: the cell of each formula.
    """

    page: Page
    cells: dict[str, str] = field(default_factory=dict)

    def held(self, number: Live, label: str, number_format: str) -> Live:
        """Return a number as formulas of other sheets read it: from its cell, unless it is short.

        Args:
            number: the number.
            label: what it is.
            number_format: how its cell shows it.
        """
        if number.native is None or len(number.native) <= SHORT:
            return number
        if number.native not in self.cells:
            page = self.page
            page.write(page.row, page.left, label, "feed", span=LABEL)
            at = page.row, page.left + LABEL
            page.write(*at, Live(number.value, number.native), "feed", number_format=number_format)
            self.cells[number.native] = page.address(*at, sheet=True)
            page.row += 1
        return Live(number.value, self.cells[number.native])
