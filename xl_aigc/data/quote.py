"""How a value from outside is shown: in a message, on a terminal, in a log."""

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


def printable(text: str) -> str:
    r"""A text whose control characters are spelled out, so that a terminal does not obey them.

    Example:
        >>> printable("a\nb\x1b[31m 元")
        'a\\nb\\x1b[31m 元'
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
