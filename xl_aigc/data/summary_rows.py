"""Rows of a table that are no companies: totals, averages, and the notes that vendors put below."""

from __future__ import annotations

import re
from typing import Final

from xl_aigc.data import tables

LONGEST: Final = 60
"""Characters of a name that is looked at; a note may be longer, and then begins with its word and a colon."""


def _words(place: str) -> str:
    found = [row["word"] for row in tables.rows("summary_rows") if row["place"] == place]
    return "|".join(sorted(map(re.escape, found), key=len, reverse=True))


_SUMMARY: Final = re.compile(
    rf"(?:{_words('whole')})\s{{0,4}}(?:[:：]|\([^()]{{0,40}}\)|（[^（）]{{0,40}}）)?"
    rf"|.{{0,{LONGEST}}}(?:{_words('end')})\s{{0,4}}[:：]?"
    rf"|(?:{_words('start')})\s{{0,4}}(?:[:：(（].{{0,{LONGEST}}})",
    re.IGNORECASE,
)
_SPACED: Final = re.compile(r"(?<=[\u4e00-\u9fff가-힣])\s{1,8}(?=[\u4e00-\u9fff가-힣])")
"""Blanks that only spread a word over its cell, such as 合　计."""
_NOTE: Final = re.compile(rf"(?:{_words('note')})\s{{0,4}}[:：]", re.IGNORECASE)


def is_summary(name: str) -> bool:
    """Return whether a row's name says that the row is no company; a name in two languages has a stroke between them.

    Example:
        >>> [is_summary(name) for name in ("合　计", "上游小计", "Subtotal (upstream)", "数据来源：Wind", "TotalEnergies", "Total Energies SE")]
        [True, True, True, True, False, False]
    """
    text = (name if name.isascii() else _SPACED.sub("", name)).strip()
    if "/" not in text:
        return bool(_SUMMARY.fullmatch(text[: LONGEST + 1]) or _NOTE.match(text))
    parts = text[: LONGEST + 1].split("/")
    return all(_SUMMARY.fullmatch(part.strip()) for part in parts) or bool(_NOTE.match(text))
