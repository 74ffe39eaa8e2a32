"""Ranges that become longer, and what goes along with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.references import Area, split_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

_LAST: Final = re.compile(r"(.*[A-Za-z]\$?)([0-9]+)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Growth:
    """A range with a header that has got further rows.

    Attributes:
        old: as it was.
        new: as it is; it begins where the old one does.
        others: tables of the same sheet, which grow on their own.
    """

    old: Area
    new: Area
    others: tuple[Area, ...] = ()

    def covers(self, area: Area) -> bool:
        """Return whether an area holds all its old rows, and ends with them."""
        if area.bottom != self.old.bottom or area.top > self.old.top + 1:
            return False
        return not any(
            other.left <= area.left and area.right <= other.right and other.top <= area.top
            for other in self.others
        )


def overlap(one: Area, other: Area) -> bool:
    """Return whether two areas have a cell in common.

    Example:
        >>> overlap(Area.parse("A1:B2"), Area.parse("B2:C9")), overlap(Area.parse("A1:B2"), Area.parse("C1"))
        (True, False)
    """
    return (
        one.top <= other.bottom
        and other.top <= one.bottom
        and one.left <= other.right
        and other.left <= one.right
    )


def grown_area(area: Area, growths: Sequence[Growth]) -> Area:
    """Return an area, longer where it covers the rows of a range that has grown."""
    for growth in growths:
        if growth.covers(area):
            return Area(area.top, area.left, growth.new.bottom, area.right)
    return area


def grown_ranges(text: str, growths: Sequence[Growth]) -> str:
    """Ranges with spaces between them, as rules list them.

    Example:
        >>> grown_ranges("B2:B9 D4 C:C", [Growth(Area.parse("A1:C9"), Area.parse("A1:C12"))])
        'B2:B12 D4 C:C'
    """
    return " ".join(_grown(word, growths) for word in text.split())


def _grown(word: str, growths: Sequence[Growth]) -> str:
    try:
        area = Area.parse(word)
    except WorkbookError:  # a range of whole columns or rows
        return word
    longer = grown_area(area, growths)
    return word if longer == area else longer.name


def grown_name(text: str, growths: Sequence[Growth]) -> str:
    """Return the text of a name that stands for a range on the sheet: a print area, a filter.

    Example:
        >>> grown_name("'My data'!$A$1:$C$9", [Growth(Area.parse("A1:C9"), Area.parse("A1:C12"))])
        "'My data'!$A$1:$C$12"
    """
    try:
        _, area = split_sheet(text)
    except WorkbookError:  # several ranges, or whole columns
        return text
    longer = grown_area(area, growths)
    last = _LAST.match(text)
    return text if longer == area or not last else f"{last[1]}{longer.bottom}"
