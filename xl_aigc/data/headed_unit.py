"""The unit in the heading of a column: in brackets, behind a sign or a blank, or a percent sign at its end."""

from __future__ import annotations

import re
from typing import Final

from xl_aigc.data.units import factor_of

_BRACKETED: Final = re.compile(r"\(([^()]{1,20})\)")
_UNIT_WORD: Final = re.compile(r"^(?:金额)?单位\s{0,9}:?|^unit\s{0,9}:|\b(?:in|of)\s{1,9}", re.IGNORECASE)
_UNIT_BEHIND: Final = re.compile(
    r"(?:^|[\s_/,:-])(?:单位:|in )?([^\s_/,:-]{1,12}(?: [a-z]{1,9})?)$", re.IGNORECASE
)
_SPOKEN: Final = re.compile(
    r"(?:^|[\s,:-]\s{0,9})(?:in\s)?(\w{1,9}\sof\s\w{1,9}|[A-Za-z$]{1,4}\sin\s\w{1,9})$", re.IGNORECASE
)
"""A scale of a currency in words: `millions of USD`, `EUR in millions`."""
_LAST_WORD: Final = re.compile(r"\s([^\s_/,:-]{1,12})$")
"""A unit of one word behind a name of one word: `Revenue mn`."""
_PERCENT: Final = "%"
_LETTERS: Final = ("b", "B")
"""Units that behind a name are more often a part of it, as in `Class B`."""


def without_unit(text: str) -> tuple[str, str]:
    """A heading without its unit, and the unit; brackets that hold no unit are part of the name.

    Args:
        text: the heading, in compatibility forms (NFKC).

    Example:
        >>> without_unit("营业收入/亿"), without_unit("Revenue (in millions)"), without_unit("涨跌幅%")
        (('营业收入', '亿'), ('Revenue ', 'millions'), ('涨跌幅', '%'))
    """
    for match in _BRACKETED.finditer(text):
        word = _UNIT_WORD.sub("", match[1].strip(" ,;、")).strip(" ,;、")
        if word == _PERCENT or factor_of(word) is not None:
            return text[: match.start()] + text[match.end() :], word
    bare = text.strip()
    if spoken := _SPOKEN.search(bare):
        word = _UNIT_WORD.sub("", spoken[1])
        if factor_of(word) is not None:
            return bare[: spoken.start()], word
    for pattern in (_UNIT_BEHIND, _LAST_WORD):
        last = pattern.search(bare)
        if last and last[1] not in _LETTERS and (last[1] == _PERCENT or factor_of(last[1]) is not None):
            return bare[: last.start()], last[1]
    return (bare[:-1].rstrip(), _PERCENT) if bare.endswith(_PERCENT) else (text, "")
