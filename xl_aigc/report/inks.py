"""Colours of the theme: six hexadecimal digits, and those of texts, which must stand out from white paper."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError

LEAST: Final = 4.5
"""Contrast of text with its paper, as WCAG 2.1 asks for (1.4.3)."""
WHITE: Final = "FFFFFF"
_HEX: Final = re.compile(r"[0-9A-Fa-f]{6}")
_WEIGHTS: Final = (0.2126, 0.7152, 0.0722)
"""Parts of red, green and blue in the luminance of a colour."""


def contrast(colour: str, paper: str = WHITE) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2.1 defines it.

    Example:
        >>> round(contrast("000000"), 1), round(contrast("777777"), 2)
        (21.0, 4.48)
    """
    low, high = sorted((_luminance(colour), _luminance(paper)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip(_WEIGHTS, linear, strict=True))


def _colour(value: object) -> str:
    """Six hexadecimal digits, in capitals."""
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    if not _HEX.fullmatch(value):
        raise PydanticCustomError("colour", 'six hexadecimal digits in quotes, such as "1F3864"')
    return value.upper()


def _ink(value: object) -> str:
    """A colour that can be read on white."""
    colour = _colour(value)
    if contrast(colour) < LEAST:
        said = f"a colour whose contrast with white is at least 4.5, so that it can be read; that of this one is {contrast(colour):.1f}"
        raise PydanticCustomError("contrast", said)
    return colour


_SCHEMA: Final = WithJsonSchema({"type": "string", "pattern": f"^{_HEX.pattern}$"})
Colour = Annotated[str, PlainValidator(_colour), _SCHEMA]
Ink = Annotated[str, PlainValidator(_ink), _SCHEMA]
