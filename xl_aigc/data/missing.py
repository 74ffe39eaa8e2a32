"""The marks that stand for a number that is not there."""

from __future__ import annotations

from typing import Final

from xl_aigc.data import tables
from xl_aigc.data.spelling import simplified

MISSING_MARKS: Final = frozenset(row["mark"] for row in tables.rows("missing") if not row["where"])
"""Case-folded; a missing number is never 0."""
_OF_NUMBERS: Final = frozenset(row["mark"] for row in tables.rows("missing") if row["where"])
"""Words that stand in place of a number alone, such as those for suspended trading; a column of words may hold them."""
_LONGEST: Final = max(map(len, MISSING_MARKS | _OF_NUMBERS))


def is_missing_number(text: str) -> bool:
    """Return whether a text without blanks around it says that there is no number, where a number is due.

    Example:
        >>> is_missing_number("停牌"), is_missing("停牌"), is_missing_number("N/A")
        (True, False, True)
    """
    return is_missing(text) or (len(text) <= _LONGEST and simplified(text).casefold() in _OF_NUMBERS)


def is_missing(text: str) -> bool:
    """Return whether a text without blanks around it says that there is no number.

    Example:
        >>> is_missing("N/A"), is_missing("不适用"), is_missing("0")
        (True, True, False)
    """
    return len(text) <= _LONGEST and text.casefold() in MISSING_MARKS
