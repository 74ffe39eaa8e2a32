"""Spans that a text states beside the day on which they end: `six months ended June 30, 2024`, `截至2024年6月30日止六个月`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.data import tables
from xl_aigc.data.day_forms import LONGEST, find_days
from xl_aigc.data.spelling import simplified

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

_LONGEST: Final = 60
"""Characters before a day that are looked at."""
SEVERAL: Final = 0
"""The months of a text that states several spans of one day."""


def _words(kind: str) -> str:
    found = [row["word"] for row in tables.rows("span_words") if row["with"] == kind]
    return "|".join(sorted(map(re.escape, found), key=len, reverse=True))


_MONTHS: Final = {row["word"]: int(row["months"]) for row in tables.rows("span_words")}
_NUMBER: Final = _words("months")
_WHOLE: Final = _words("")
_BEFORE: Final = re.compile(
    rf"(?:(?<![0-9A-Z])(?:for[ ])?(?:the[ ])?(?:(?P<number>{_NUMBER})[ -]?(?:months?|mths?|m)|(?P<whole>{_WHOLE})|period)(?:[ ]period)?[ ]"
    r"(?:ended|ending|to|through)(?:[ ]on)?|截[至止]至?于?)[ :]{0,2}$",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    rf"(?P<until>止)?(?:的|之)?(?:(?P<number>{_NUMBER})个?月|(?P<whole>{_WHOLE}))?(?:的?期间)?", re.IGNORECASE
)
_ANOTHER: Final = re.compile(
    rf"(?:{_NUMBER})(?:[ -]months?|个月)?(?:[ ]ended)?,?[ ]?(?:and|&|/|,|和|及|、)[ ]?$", re.IGNORECASE
)
"""A further number before the one that a span begins with: `three and six months`."""


class Ended(NamedTuple):
    """A day with the words around it that say what ends on it.

    Attributes:
        day: the day.
        months: how many months end on it; None where no word says so, `SEVERAL` where different ones do.
        start: where the words begin.
        end: where they end.
    """

    day: dt.date
    months: int | None
    start: int
    end: int


def find_ended(text: str) -> Iterator[Ended]:
    """The days that a text holds, with the span that ends on each.

    Example:
        >>> [found[1:] for found in find_ended("截至2024年6月30日止年度")]
        [(12, 0, 15)]
        >>> [found.months for found in find_ended("three and six months ended June 30, 2024")]
        [0]
    """
    for day, first, last in find_days(text):
        before, behind = _BEFORE.search(text, max(0, first - _LONGEST), first), _BEHIND.match(text, last)
        start, end, named = first, last, set[int]()
        if before:
            start, named = before.start(), _months(before)
            named |= {SEVERAL} if _ANOTHER.search(text, max(0, start - _LONGEST), start) else set()
        if behind and (behind["until"] or behind["number"]):
            end, named = behind.end(), named | _months(behind)
        yield Ended(day, (named.pop() if len(named) == 1 else SEVERAL) if named else None, start, end)


def other_months(text: str) -> int | None:
    """The months that a text says to end on a day, and that are not those from 1 January; None where it says nothing of the kind.

    Example:
        >>> other_months("three months ended June 30, 2024"), other_months("six months ended June 30, 2024")
        (3, None)
    """
    named = (found for found in find_ended(simplified(text[:LONGEST])) if found.months is not None)
    return next((found.months for found in named if found.months != found.day.month), None)


def names_months(text: str) -> bool:
    """Return whether a text says how many months end on a day in it."""
    return any(found.months for found in find_ended(simplified(text[:LONGEST])))


def _months(found: re.Match[str]) -> set[int]:
    word = found["number"] or found["whole"]
    return {_MONTHS[word.lower()]} if word else set()
