"""Widths: the columns of a section sheet, and how much room a text or an amount takes in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

GUTTER: Final = 2.0
COLUMN: Final = 10.7
COLUMNS: Final = 18
"""Each sheet of evidence but the two tables has a narrow first column and this many equal ones; a wide cell takes several."""
HALF: Final = 6
"""Columns of each half of a section sheet; the gutter between the halves is a column of its own."""
GUTTER_COLUMN: Final = HALF + 2
"""The column of the gutter: behind the margin and the first half."""
MARGIN_PIXELS, COLUMN_PIXELS, GUTTER_PIXELS = 12, 94, 24
PIXELS_PER_DIGIT: Final = 7
"""Pixels that a file's unit of width stands for: a digit of the font of its default style."""
REPORT_COLUMN, SMALL_COLUMN = 12.7, 15.9
"""Digits of the body font, and of small print, that a column of a section sheet holds."""
_DIGIT: Final = 0.556
_SIGNS: Final = {
    **dict.fromkeys("ijl'|", 0.22),
    **dict.fromkeys(" ft.,:;/\\!I[]", 0.28),
    **dict.fromkeys("()r-", 0.33),
    **dict.fromkeys("ckvxyzsJ", 0.5),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZw&+<=>", 0.68),
    **dict.fromkeys("mM%", 0.86),
    **dict.fromkeys("W—", 1.0),
}
"""Widths of signs of Arial in its size, but of those that are as wide as a digit; a Chinese or Korean sign is as wide as high."""
_BREAKS: Final = re.compile(r"[\u2E80-\uFFFF]|[^\s\u2E80-\uFFFF]+\s*|\s+")
"""Places where a line of text may break: after a Chinese or Korean character, or after a word."""


def display_width(text: str) -> float:
    """Width of a text in digits of the body font; a Chinese or Korean sign takes two."""
    return float(len(text) if text.isascii() else sum(2 if ord(sign) > 0x2E7F else 1 for sign in text))


def _running_width(text: str) -> float:
    """Width of running text in digits: most letters are narrower than one."""
    return sum(1.0 if ord(sign) > 0x2E7F else _SIGNS.get(sign, _DIGIT) for sign in text) / _DIGIT


def amount_width(values: Iterable[object]) -> float:
    """Width in digits of the largest of some amounts, with separators, one decimal and room for parentheses.

    Example:
        >>> amount_width([1.5, -1322297.04, "n.a."])
        11.5
    """
    largest = max((abs(value) for value in values if isinstance(value, int | float)), default=0.0)
    shown = f"{largest:,.1f}"
    signs = sum(not sign.isdigit() for sign in shown)
    return len(shown) - signs / 2 + 2


def lines_of(text: str, span: int, column: float = COLUMN) -> int:
    """Return the number of lines of a text in cells of the sheet's grid, broken between words as a spreadsheet does.

    Args:
        text: the text.
        span: columns of the grid that it has.
        column: digits that a column holds, in the size of the text.
    """
    room = span * column * 0.96
    if "\n" not in text and _running_width(text) <= room:
        return 1
    lines = 0
    for part in text.split("\n"):
        used, lines = 0.0, lines + 1
        for word in _BREAKS.findall(part):
            width = _running_width(word)
            if used and used + width > room:
                used, lines = 0.0, lines + 1
            lines += int(width // room) if width > room else 0
            used += width % room if width > room else width
    return max(1, lines)
