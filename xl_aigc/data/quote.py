"""Quotes a value from outside in a message, on a terminal or in a log."""

from __future__ import annotations

import unicodedata
from typing import Final

SHOWN: Final = 80


def quote(value: object) -> str:
    r"""The value as Python writes it, cut where it is long; signs that nobody sees are named.

    Example:
        >>> quote("abc"), len(quote("x" * 100_000))
        ("'abc'", 83)
        >>> quote("1\N{NO-BREAK SPACE}234"), quote("\N{ZERO WIDTH NO-BREAK SPACE}revenue")
        ("'1<no-break space>234'", "'<byte order mark>revenue'")
    """
    text = repr("".join(map(_seen, value[: SHOWN + 1])) if isinstance(value, str) else value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def _seen(sign: str) -> str:
    """A sign of a text, or the name of a blank or a mark of the format that nobody sees."""
    if sign.isprintable() or unicodedata.category(sign) not in {"Zs", "Cf"}:
        return sign
    return (
        "<byte order mark>"
        if sign == "\N{ZERO WIDTH NO-BREAK SPACE}"
        else f"<{unicodedata.name(sign, 'sign').lower()}>"
    )
