"""The marks that stand for a number that is not there."""

from __future__ import annotations

from typing import Final

from xl_aigc.data import tables

MISSING_MARKS: Final = frozenset(row["mark"] for row in tables.rows("missing"))
"""Case-folded; a missing number is never 0."""
_LONGEST: Final = max(map(len, MISSING_MARKS))


def is_missing(text: str) -> bool:
    """Return whether a text without blanks around it says that there is no number.

    Example:
        >>> is_missing("N/A"), is_missing("不适用"), is_missing("0")
        (True, True, False)
    """
    return len(text) <= _LONGEST and text.casefold() in MISSING_MARKS
