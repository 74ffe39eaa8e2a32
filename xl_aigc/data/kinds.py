"""Words that say which kind of figure a row or column holds: of which statement, over which months, restated or not."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.data import tables
from xl_aigc.data.spelling import normalised

if TYPE_CHECKING:
    from collections.abc import Mapping

STRICT: Final = ("statement", "span", "state", "basis")
"""Roles of columns in which a word that is not in the table sets the row aside."""
LENIENT: Final = "type"
"""The role of a column that may also hold other words, such as the name of a report."""
NEWEST: Final = ("announced", "updated")
"""Roles of columns by which the newest of several rows is known: days, then flags."""
PART: Final = "part"
"""The role of a column that says of which part of a company a row is: of a product, a region, a subsidiary."""
AREA: Final = "area"
"""The role of a column that may say so, or where a company is."""
FLAGS: Final = ("consolidated", "preliminary", "cumulative")
"""Roles of columns whose words say a kind there alone: yes or no."""
FORM: Final = "form"
"""The role of a column with the form of report, such as 10-Q."""
FRAME: Final = "frame"
"""The role of a column with the calendar quarter or year that a row is of, as the SEC names it."""
BEGINS: Final = "begins"
"""The role of a column with the first day of the span of each row."""
REACH: Final = "reach"
"""The role of a column with the part of the year that each row is of, or its months."""
SPANS: Final = (REACH, "qtrs", FORM, FRAME, BEGINS)
"""Roles of columns that say over which months a flow is; their words say so there alone."""
QUARTER: Final = "quarter"
"""The role of a column with the end of the quarter that each row is of alone."""
MONTH: Final = "month"
"""The role of a column with the month that each row is of, where its words do not say that it counts from January."""
ENTITY: Final = "entity"
"""The role of a column with the company or subsidiary that a row is of."""
FULL_NAME: Final = "full_name"
"""The role of a column with the registered name of the company."""
BESIDE: Final = "beside"
"""The role of a column that names somebody else on purpose, such as the auditor."""
YEAR: Final = "year"
"""The role of a column with the year alone of each row, where the part of it is stated elsewhere."""
PARTIAL: Final = (QUARTER, MONTH)
"""Roles of columns by which a row is of a part of the year alone."""
NAMES: Final = (ENTITY, FULL_NAME, BESIDE)
"""Roles of columns of names."""
ROLES: Final = (*STRICT, LENIENT, *NEWEST, "currency", PART, AREA, *FLAGS, *SPANS, *NAMES, YEAR, *PARTIAL)
SHORTEST: Final = 3
"""Characters of the shortest word in letters of English that says a kind in any place."""
_EDGE: Final = r"\n()\[\]:,.\s/·-"


class Kind(NamedTuple):
    """The kind of a figure.

    Attributes:
        reason: why it is not taken, empty where it is.
        rank: the higher goes before the lower, where a figure is given in both; 1 for what was restated.
        part: the part of the year that it is of, empty where the word says none.
    """

    reason: str = ""
    rank: int = 0
    part: str = ""


@cache
def _known() -> Mapping[tuple[str, str], Kind]:
    return {
        (row["role"], normalised(row["word"])): Kind(row["reason"], int(row["rank"] or 0), row["part"])
        for row in tables.rows("kinds")
    }


_NOT_BEHIND: Final = "".join(
    rf"(?<!{words} {article})"
    for words in ("attributable to", "owners of", "holders of")
    for article in ("", "the ")
)
"""A place that is not behind words which say whose the profit is: the parent's, of the whole group."""


@cache
def _in_headings() -> re.Pattern[str]:
    """The words where they stand for themselves in a heading; codes of one or two characters do not."""
    spoken = (row["word"] for row in tables.rows("kinds") if row["role"] not in (*FLAGS, *SPANS))
    texts = {unicodedata.normalize("NFKC", word) for word in spoken}
    found = sorted(
        (text for text in texts if not (text.isascii() and len(text) < SHORTEST)), key=len, reverse=True
    )
    return re.compile(
        rf"(?:^|(?<=[0-9年度{_EDGE}])){_NOT_BEHIND}(?:{'|'.join(map(re.escape, found))})(?=$|[0-9{_EDGE}])",
        re.IGNORECASE,
    )


def kind_of(role: str, word: str) -> Kind | None:
    """The kind that a word of a column says, None where the table has no such word.

    Example:
        >>> kind_of("statement", "母公司报表").reason, kind_of("statement", "4").rank, kind_of("span", "?")
        ('parent_statement', 1, None)
        >>> kind_of("reach", "6 months").part, kind_of("form", "10-Q").reason
        ('H1', 'single_quarter')
    """
    if role == LENIENT:
        return next(
            (kind for each in (*STRICT, PART) if (kind := _known().get((each, normalised(word))))), Kind()
        )
    return _known().get((role, normalised(word)))


def is_code(word: str) -> bool:
    """Return whether a word says a kind only below a heading that names one: it is a number, or a letter or two.

    Example:
        >>> is_code("408001000"), is_code("Q"), is_code("TTM")
        (True, True, False)
    """
    return word.isascii() and (len(word) < SHORTEST or not any(map(str.isalpha, word)))


@cache
def _forms() -> re.Pattern[str]:
    words = (
        row["word"]
        for row in tables.rows("kinds")
        if row["role"] == FORM and any(map(str.isdigit, row["word"]))
    )
    return re.compile(rf"(?<![0-9A-Z])(?:{'|'.join(map(re.escape, words))})(?![0-9A-Z])", re.IGNORECASE)


def form_in(text: str) -> str:
    """The form of report that a text names by its number, empty where it names none.

    Example:
        >>> form_in("AAPL_10-Q_2024"), form_in("2024-10-01")
        ('10-Q', '')
    """
    found = _forms().search(text)
    return found[0] if found else ""


def is_kind(word: str) -> bool:
    """Return whether a word says a kind and nothing else.

    Example:
        >>> is_kind("母公司"), is_kind("营业收入")
        (True, False)
    """
    return any((role, normalised(word)) in _known() for role in STRICT)


def without_kinds(heading: str) -> tuple[str, Kind]:
    """A heading without the words of the table, and the kind that they say together.

    Example:
        >>> [(name, kind.reason) for name, kind in map(without_kinds, ("营业收入(调整前)", "营业收入"))]
        [('营业收入()', 'before_restatement'), ('营业收入', '')]
        >>> without_kinds("Profit attributable to owners of the parent")[1].reason, without_kinds("Revenue (parent)")[1].reason
        ('', 'parent_statement')
    """
    kinds = [kind_of(LENIENT, word) or Kind() for word in _in_headings().findall(heading)]
    reason = next((kind.reason for kind in kinds if kind.reason), "")
    return _in_headings().sub("", heading), Kind(reason, max((kind.rank for kind in kinds), default=0))
