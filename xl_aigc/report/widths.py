"""Widths: the columns of a section sheet, and how much room a text or an amount takes in them."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

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
_BREAKS: Final = re.compile(
    r"[\uAC00-\uD7A3]+[),.%]*\s*|[\u2E80-\uABFF\uD7A4-\uFFFF]|[^\s\u2E80-\uFFFF]+\s*|\s+"
)
"""Places where a line of text may break: after a Chinese character, after a word, and where a Korean word ends."""

NEAR: Final = (0.93, 1.0, 1.07)
"""Shares of a width that the letters of a program may leave; programs measure them differently."""
MOST_BREAKS: Final = 3
"""Line breaks that a heading is given at most."""
CLOSING, OPENING = frozenset("）)，、。：；”’》%/"), frozenset("（(“‘《")
"""Signs that never begin a line, and those that never end one."""
_UNITS: Final = re.compile(
    r"（[^（）]{1,8}）|[\uAC00-\uD7A3]+[),.%]*\s*|[\u2E80-\uABFF\uD7A4-\uFFFF]|[^\s\u2E80-\uFFFF]+\s*|\s+"
)
"""Pieces of a heading that stay whole: those of `_BREAKS`, and a unit in brackets."""


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


def lines_in(text: str, room: float, letters: float = 1.0) -> list[str]:
    """Return the lines of a text in so many digits, each as full as it can be.

    Example:
        >>> lines_in("本期变动（百分点）", 13.0), lines_in("long words", 5.0)
        (['本期变动（百分', '点）'], ['long ', 'words'])
    """
    lines: list[str] = []
    for part in text.split("\n"):
        lines.append("")
        used = 0.0
        for word in _BREAKS.findall(part):
            torn = text_width(word.rstrip(), letters) > room
            if torn and used:  # programs begin a word on a line of its own before they tear it
                lines.append("")
                used = 0.0
            for piece in word if torn else (word,):
                width = text_width(piece, letters)
                if used and used + text_width(piece.rstrip(), letters) > room:
                    lines.append("")
                    used = 0.0
                lines[-1] += piece
                used += width
    return lines


def tears(text: str, room: float, letters: float = 1.0) -> bool:
    """Return whether programs would tear a text apart in so many digits, or in a little less or more.

    Example:
        >>> tears("变动（百分点）", 12.0), tears("中位数", 4.0), tears("变动（百分点）", 10.0), tears("变动", 10.0)
        (True, True, False, False)
    """
    return any(_torn(lines_in(text, room * share, letters)) for share in NEAR)


def _torn(lines: Sequence[str]) -> bool:
    """Return whether a line begins with a sign that closes or parts, ends with one that opens, or is one Chinese sign."""
    if len(lines) < 2:
        return False
    alone = (len(line.strip()) == 1 and _is_chinese(line.strip()) for line in lines)
    ends = pairwise(lines)
    return any(alone) or any(
        below[:1] in CLOSING or above.rstrip()[-1:] in OPENING for above, below in ends if above and below
    )


def well_broken(
    text: str,
    room: float,
    letters: float = 1.0,
    ends: Collection[str] = (),
    headed: tuple[float, float] | None = None,
) -> str:
    r"""Return a text with line breaks of its own where the lines that programs would break it into tear it.

    The lines are as few, and the longest of them is as short as can be; a unit in brackets has a line of its own if it can.

    Args:
        text: the text.
        room: digits of a line.
        letters: as of `text_width`.
        ends: words that stand alone on the last line rather than parts of words.
        headed: the share of its size in which programs set it, and the width of its letters then, where that is another.

    Example:
        >>> well_broken("本期变动（百分点）", 15.0), well_broken("利润同比中位数", 12.0, ends=["中位数"]), well_broken("同比", 9.0)
        ('本期变动\n（百分点）', '利润同比\n中位数', '同比')
    """
    share, drawn = headed or (1.0, letters)
    if not tears(text, room / share, drawn):
        return text
    found, pieces = lines_in(text, room, letters), _UNITS.findall(text)
    ways = [
        lines
        for count in range(1, min(len(found), MOST_BREAKS) + 1)
        for places in combinations(range(1, len(pieces)), min(count, len(pieces) - 1))
        if not _torn(lines := _cut(pieces, places))
        and all(text_width(line.rstrip(), letters) <= room for line in lines)
    ]

    def worth(lines: Sequence[str]) -> tuple[int, bool, float]:
        return (
            len(lines),
            lines[-1] not in ends and lines[-1][0] not in OPENING,
            max(text_width(line, letters) for line in lines),
        )

    best = min(ways, key=worth, default=None)
    return text if best is None else "\n".join(line.rstrip() for line in best)


def _is_chinese(sign: str) -> bool:
    return ord(sign) > LAST_NARROW and ord(sign) not in _SYLLABLES


def _cut(pieces: Sequence[str], places: Sequence[int]) -> list[str]:
    """Return the lines of a text that is cut before some of its pieces."""
    ends = (*places, len(pieces))
    return ["".join(pieces[first:last]) for first, last in zip((0, *places), ends, strict=True)]


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
    return len(lines_in(text, room, letters))
