"""Quotes a value from outside in a message, on a terminal or in a log."""

from __future__ import annotations

from typing import Final

SHOWN: Final = 80


def quote(value: object) -> str:
    """The value as Python writes it, cut where it is long.

    Example:
        >>> quote("abc"), len(quote("x" * 100_000))
        ("'abc'", 83)
    """
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
