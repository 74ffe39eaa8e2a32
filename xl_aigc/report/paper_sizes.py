"""Sizes of paper and the margins of a printed page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper, as OOXML numbers it (ECMA-376 part 1, 18.3.1.63); short and long side in inches."""

    number: int
    short: float
    long: float


PAPERS: Final = {
    "a4": (Paper(9, 8.27, 11.69), Paper(8, 11.69, 16.54)),
    "letter": (Paper(1, 8.5, 11.0), Paper(3, 11.0, 17.0)),
}
"""Paper of the sheets and of the two wide tables, by the theme's word: A4 and A3, letter and tabloid."""
SIDE, TOP, BOTTOM = 0.32, 0.35, 0.5
HEADER, FOOTER = 0.2, 0.2
TABLE_TOP, TABLE_SIDE = 0.5, 0.25
"""Margins in inches; a wide table has a line above it, and more of the width."""
