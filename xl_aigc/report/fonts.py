"""Fonts that are known by name, whether a program of the West writes it or one of China or Korea: `fonts.csv`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.files.csv_file import bundled_table

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDE_FONT: Final = 1.15
"""Width of the letters of the widest usual fonts beside Arial, such as Verdana."""
WIDE_LETTERS: Final = 1.1
"""Width of Latin letters and digits of a Chinese or Korean font, or of the one that stands in for it, beside those of Arial."""
_FONTS: Final[Mapping[str, Mapping[str, str]]] = {
    name.casefold(): row
    for row in bundled_table(Path(__file__).with_name("fonts.csv"))
    for name in (row["font"], row["also"])
    if name
}
"""The row of each font by each of its names."""


def is_narrow(font: str) -> bool:
    """Return whether the letters of a font are no wider than those of Arial.

    Example:
        >>> is_narrow("Times New Roman"), is_narrow("微软雅黑")
        (True, False)
    """
    return _row(font).get("width") == "arial"


def is_measured(font: str) -> bool:
    """Return whether a font is no wider than those for which texts are measured; every reader's program has it, or one of the same widths.

    Example:
        >>> is_measured("微软雅黑"), is_measured("Microsoft YaHei"), is_measured("맑은 고딕"), is_measured("宋体"), is_measured("Verdana")
        (True, True, True, True, False)
    """
    return bool(_row(font).get("width"))


def digits_of(font: str) -> float:
    """Return the width of digits beside Arial's in a program that lacks their font; in a wide font they are set smaller instead.

    Example:
        >>> digits_of("Arial"), digits_of("宋体"), digits_of("Verdana")
        (1.0, 1.15, 1.0)
    """
    return WIDE_FONT if is_measured(font) and not is_narrow(font) else 1.0


def is_untouched(font: str) -> bool:
    """Return whether new workbooks of Excel have a font, in some language."""
    return bool(_row(font).get("untouched"))


def _row(font: str) -> Mapping[str, str]:
    return _FONTS.get(font.strip().casefold(), {})
