"""Number formats of Excel, changed part by part: positive, negative, zero, text."""

from __future__ import annotations

import re
from typing import Final

MINUS: Final = '"−"'
"""A minus in a number format."""
LEAST: Final = 2
"""Parts of a format that says nothing of 0."""
ZEROS: Final = re.compile(r"0(?:\.(0+))?(?![0-9])")
"""Digits of a number format that are always shown, the last before the point and those behind it."""


def with_decimals(text: str, digits: int) -> str:
    """Return a number format with so many decimals; what it shows of 0 stays.

    Example:
        >>> with_decimals("#,##0.0%;(#,##0.0%);0%;@", 2), with_decimals("0.0", 0)
        ('#,##0.00%;(#,##0.00%);0%;@', '0')
    """
    parts = text.split(";")
    parts[:2] = (ZEROS.sub(f"0.{'0' * digits}" if digits else "0", part) for part in parts[:2])
    return ";".join(parts)


def with_words(text: str, before: str, behind: str) -> str:
    """Return a number format with words around its numbers, within their brackets.

    Example:
        >>> with_words("0_);(0);0_);@_)", "> ", " km")
        '"> "0" km"_);("> "0" km");"> "0" km"_);@_)'
    """
    parts = text.split(";")
    for place, part in enumerate(parts[:3]):
        bare = part.removesuffix("_)")
        first, number, last = (
            ("(", bare[1:-1], ")") if bare.startswith("(") else ("", bare, part[len(bare) :])
        )
        around = (f'"{one}"' if one else "" for one in (before, behind))
        parts[place] = f"{first}{next(around)}{number}{next(around)}{last}"
    return ";".join(parts)


def with_minus(text: str, *, plus: bool) -> str:
    """Return a number format with a minus in place of brackets.

    Example:
        >>> with_minus("0.0%_);(0.0%);0%_);@_)", plus=True), with_minus("0;@", plus=False)
        ('+0.0%;"−"0.0%;0%;@', '0;@')
    """
    parts = text.replace("_)", "").split(";")
    if len(parts) > LEAST and plus and parts[1].startswith(MINUS):
        return f"+{text}"
    if len(parts) <= LEAST or not (parts[1].startswith("(") and parts[1].endswith(")")):
        return text
    return ";".join(["+" * plus + parts[0], f"{MINUS}{parts[1][1:-1]}", *parts[2:]])


def in_parts(text: str) -> str:
    """Return a number format of one part with the minus that texts and charts have, and a zero that is not rounded.

    Example:
        >>> in_parts("0.00%"), in_parts("0;(0)")
        ('0.00%;"−"0.00%;0%;@', '0;(0)')
    """
    return text if ";" in text else f"{text};{MINUS}{text};{ZEROS.sub('0', text)};@"


def has_brackets(text: str) -> bool:
    """Return whether a number format of several parts puts negative numbers in brackets."""
    return "(" in text.split(";")[1]
