"""The names of fields and units, alike however a vendor spells them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_IGNORED: Final = dict.fromkeys(map(ord, " \t\r\n\u00a0\u3000_-()[]:：、,.·'’/*"))
_REMEMBERED: Final = 8192


@lru_cache(_REMEMBERED)
def normalised(text: str) -> str:
    """A name without case, blanks, brackets, hyphens and full-width forms.

    Example:
        >>> normalised("营业收入（ 合并 ）"), normalised("Rev_Total")
        ('营业收入合并', 'revtotal')
    """
    return unicodedata.normalize("NFKC", text).casefold().translate(_IGNORED)
