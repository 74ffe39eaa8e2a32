"""The unit in the heading of a column: in brackets, behind a sign or a blank, or a percent sign at its end."""

from __future__ import annotations

import re
from typing import Final

from xl_aigc.data.units import unit_of

_BRACKETED: Final = re.compile(r"\(([^()]{1,40})\)")
_UNIT_WORD: Final = re.compile(r"^(?:金额)?单位\s{0,9}:?|^unit\s{0,9}:|\b(?:in|of)\s{1,9}", re.IGNORECASE)
_EXCEPT: Final = re.compile(r"[,;]\s{0,3}(?:except|unless)\b.*", re.IGNORECASE)
"""Words behind a unit that say of which figures it is not."""
_BEGINNING: Final = re.compile(r"(?:^|[\s_/,:-])(?=[^\s_/,:-])")
_LONGEST: Final = 40
"""Characters at the end of a heading in which a unit without brackets may stand."""
_PERCENT: Final = "%"
_LETTERS: Final = ("b", "B")
"""Units that behind a name are more often a part of it, as in `Class B`."""
_EDGES: Final = " ,;、"


def without_unit(text: str) -> tuple[str, str]:
    """A heading without its unit, and the unit; brackets that hold no unit are part of the name.

    Args:
        text: the heading, in compatibility forms (NFKC).

    Example:
        >>> without_unit("营业收入/亿"), without_unit("Revenue (in millions)"), without_unit("涨跌幅%")
        (('营业收入', '亿'), ('Revenue ', 'millions'), ('涨跌幅', '%'))
        >>> without_unit("Revenue, US dollars (millions)"), without_unit("Revenue ¥ bn")
        (('Revenue', 'US dollars millions'), ('Revenue', '¥ bn'))
    """
    bare, unit = _one_unit(text)
    beside, other = _one_unit(bare) if unit and unit != _PERCENT else ("", "")
    both = f"{other} {unit}"
    return (beside, both) if other and unit_of(both) else (bare, unit)


def _one_unit(text: str) -> tuple[str, str]:
    """A heading without one unit; a currency and its scale may stand apart, as in `Revenue, RMB (millions)`."""
    for match in _BRACKETED.finditer(text):
        word = _EXCEPT.sub("", _UNIT_WORD.sub("", match[1].strip(_EDGES))).strip(_EDGES)
        if word == _PERCENT or unit_of(word):
            return text[: match.start()] + text[match.end() :], word
    bare = text.strip()
    for match in _BEGINNING.finditer(bare, max(0, len(bare) - _LONGEST)):
        word = bare[match.end() :]
        is_whole = word not in _LETTERS and word.count("(") == word.count(")")
        if is_whole and (word == _PERCENT or unit_of(word)):
            return bare[: match.start()].rstrip(_EDGES), _UNIT_WORD.sub("", word)
    return (bare[:-1].rstrip(), _PERCENT) if bare.endswith(_PERCENT) else (text, "")
