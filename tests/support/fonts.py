"""Texts measured with the real fonts, or with those that have their metrics."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from PIL import ImageFont

FACES = {"Arial": "urw-base35/NimbusSans-{}.otf", "other": "noto/NotoSansCJK-{}.ttc"}
EXACT = 4
"""A font is loaded so many times larger, for fractions of a pixel."""


@cache
def face(name, bold, size):
    kind = "Arial" if name == "Arial" else "other"
    file = Path("/usr/share/fonts/opentype", FACES[kind].format("Bold" if bold else "Regular"))
    if not file.exists():
        pytest.skip(f"The font {file.name} is needed")
    return ImageFont.truetype(str(file), round(size * 96 / 72 * EXACT))


def width(cell, text):
    """Pixels of a text in the font of a cell."""
    return face(cell.font.name, bool(cell.font.b), cell.font.sz).getlength(text) / EXACT


def digits(cell, text):
    """The same in digits of Arial of 10 points, the unit of the widths of columns."""
    return width(cell, text) / (face("Arial", False, 10).getlength("0") / EXACT)
