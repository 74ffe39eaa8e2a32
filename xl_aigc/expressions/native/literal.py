"""A text as a formula spells it."""

from __future__ import annotations

from typing import Final

MAX_LITERAL: Final = 255
"""Characters of a literal in a formula of Excel; it calls a file with a longer one damaged."""


def quoted(text: str) -> str:
    """Return a text between quotation marks; a long one in pieces that the formula joins.

    Example:
        >>> quoted('a "yes" here')
        '"a ""yes"" here"'
        >>> quoted("x" * 256) == f'"{"x" * 255}"&"x"'
        True
    """
    pieces = [text[start : start + MAX_LITERAL] for start in range(0, len(text) or 1, MAX_LITERAL)]
    return "&".join(f'"{piece.replace(chr(34), chr(34) * 2)}"' for piece in pieces)
