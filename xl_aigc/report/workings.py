"""Numbers of findings that a sentence reads more than once: each stands once, in a cell of the sheet of chart data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from xl_aigc.report.live import Live

if TYPE_CHECKING:
    from collections.abc import Callable

SHORT: Final = 60
"""Characters of a formula that sentences repeat as it is."""


@dataclass
class Workings:
    """The cells of these numbers.

    Attributes:
        add: writes a number with its label and number format into the next cell; gives the cell's address.
        cells: the cell of each formula.
    """

    add: Callable[[Live | str, Live, str], str]
    cells: dict[str, str] = field(default_factory=dict)

    def held(self, number: Live, label: Live | str, number_format: str) -> Live:
        """Return a number as formulas of other sheets read it: from its cell, unless it is short.

        Args:
            number: the number.
            label: what it is.
            number_format: how its cell shows it.
        """
        if number.native is None or len(number.native) <= SHORT:
            return number
        if number.native not in self.cells:
            self.cells[number.native] = self.add(label, number, number_format)
        return Live(number.value, self.cells[number.native])
