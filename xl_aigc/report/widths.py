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
PORTRAIT_COLUMNS: Final = 12
"""The same where the paper stands upright."""
HALF: Final = 6
"""Columns of each half of a section sheet; the gutter between the halves is a column of its own."""
GUTTER_COLUMN: Final = HALF + 2
"""The column of the gutter: behind the margin and the first half."""
MARGIN_PIXELS, COLUMN_PIXELS, GUTTER_PIXELS = 12, 94, 24
PIXELS_PER_DIGIT: Final = 7
"""Pixels that a file's unit of width stands for: a digit of the font of its default style."""
REPORT_COLUMN, SMALL_COLUMN = 12.7, 15.9
"""Digits of the body font, and of small print, that a column of a section sheet holds."""
LAST_NARROW: Final = 0x2E7F
"""The last sign before those of Chinese and Korean."""
_SIGNS: Final = {
    sign: width
    for signs, width in (
        ("ijl'|", 0.4),
        (" .,:;!ft/[]I", 0.5),
        ("r()-", 0.6),
        ("cksvxyzJ", 0.9),
        ("FTZ", 1.1),
        ("ABEKPSVXY&", 1.2),
        ("CDHNRUw", 1.3),
        ("GOQ", 1.4),
        ("mM", 1.5),
        ("W%", 1.7),
        ("@", 1.8),
    )
    for sign in signs
}
"""Signs that are narrower or wider than a digit of Arial, which is as wide as most small letters."""
_WIDE_SIGN, _SYLLABLE = 1.85, 1.7
"""Digits of a Chinese sign, and of a Korean syllable."""
_SYLLABLES: Final = range(0xAC00, 0xD7A4)
_BREAKS: Final = re.compile(r"[\uAC00-\uD7A3]+\s*|[\u2E80-\uABFF\uD7A4-\uFFFF]|[^\s\u2E80-\uFFFF]+\s*|\s+")
"""Places where a line of text may break: after a Chinese character, after a word, and where a Korean word ends."""


def display_width(text: str) -> float:
    """Width of a text in digits of the body font; a Chinese or Korean sign takes two."""
    return float(len(text) if text.isascii() else sum(2 if ord(sign) > LAST_NARROW else 1 for sign in text))


def text_width(text: str, letters: float = 1.0) -> float:
    """Return the width of a text in digits of Arial, sign by sign.

    Args:
        text: the text.
        letters: width of its letters and digits beside those of Arial; Chinese and Korean signs are alike in all fonts.

    Example:
        >>> round(text_width("fill"), 1), round(text_width("1,000"), 1)
        (1.7, 4.5)
    """
    return sum(map(_wide, (sign for sign in text if ord(sign) > LAST_NARROW))) + letters * sum(
        _SIGNS.get(sign, 1.0) for sign in text if ord(sign) <= LAST_NARROW
    )


def _wide(sign: str) -> float:
    return _SYLLABLE if ord(sign) in _SYLLABLES else _WIDE_SIGN


def amount_width(values: Iterable[object], decimals: int = 1) -> float:
    """Width in digits of the largest of some amounts, with separators, decimals and room for parentheses.

    Example:
        >>> amount_width([1.5, -1322297.04, "n.a."])
        11.5
    """
    largest = max((abs(value) for value in values if isinstance(value, (int, float))), default=0.0)
    shown = f"{largest:,.{decimals}f}"
    signs = sum(not sign.isdigit() for sign in shown)
    return len(shown) - signs / 2 + 2


def lines_of(text: str, span: float, column: float = COLUMN, letters: float = 1.0) -> int:
    """Return the number of lines of a text in cells of the sheet's grid, broken between words as a spreadsheet does.

    Args:
        text: the text.
        span: columns of the grid that it has.
        column: digits that a column holds, in the size of the text.
        letters: as of `text_width`.
    """
    room = span * column * 0.96
    if "\n" not in text and text_width(text, letters) <= room:
        return 1
    lines = 0
    for part in text.split("\n"):
        used, lines = 0.0, lines + 1
        for word in _BREAKS.findall(part):
            width = text_width(word, letters)
            if used and used + width > room:
                used, lines = 0.0, lines + 1
            lines += int(width // room) if width > room else 0
            used += width % room if width > room else width
    return max(1, lines)
