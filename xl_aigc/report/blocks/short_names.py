"""Names of companies beside bars and points and in tables, as far as there is room for them."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.report.blocks.feeds import NAME_SPAN, shown_values
from xl_aigc.report.charts import NAMES
from xl_aigc.report.live import Live
from xl_aigc.report.names_in_titles import ELLIPSIS, sign_width, width_of_names
from xl_aigc.report.page import Field
from xl_aigc.report.widths import text_width

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from xl_aigc.report.page import Page
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report

BAR_NAME, COLUMN_NAME = 40, 17
"""Signs of a name that stand beside a bar, and in each column of a sheet that a name in a table takes, in letters of 8 points."""
DIGIT, NAME_EDGE, MOST_NAMES = 6.67, 10, 250
"""Pixels of a digit of the labels of a chart, between a name and its bar, and that names take at most."""
LEAST_KEPT: Final = 0.6
"""Share of its room that a name fills when it is cut between words; one word of a long name would not tell it from others."""


def room(report: Report, signs: int) -> int:
    """Return how many signs of a name there is room for: half as many where most signs of the basket's names are wide."""
    return signs // width_of_names(report)


def row_labels(texts: Sequence[str], signs: int) -> dict[str, str]:
    """Return the labels of rows as far as their column has room for so many letters; those that are cut alike keep their ends.

    Example:
        >>> list(row_labels(["Upstream", "Makers of parts one", "Makers of parts two"], 12).values())
        ['Upstream', 'Maker…ts one', 'Maker…ts two']
    """
    rooms = {text: signs // sign_width(text) for text in texts}
    cuts = {text: str(short_name(Live(text), "", room).value) for text, room in rooms.items()}
    alike = {cut for cut, count in Counter(cuts.values()).items() if count > 1}
    ends = {text: f"{text[: room // 2 - 1]}{ELLIPSIS}{text[-(room // 2) :]}" for text, room in rooms.items()}
    return {text: ends[text] if cut in alike else cut for text, cut in cuts.items()}


def short_name(name: Live, cell: str, signs: int) -> Live:
    """Return a name as far as a chart has room for it, cut between words, or within one where too little would be left.

    Args:
        name: the name.
        cell: where it stands.
        signs: how many signs there is room for.
    """
    text, head = str(name.value), f"LEFT({cell},{signs})"
    least = math.ceil(LEAST_KEPT * signs)
    spaces = f'(LEN({head})-LEN(SUBSTITUTE({head}," ","")))'
    end = f'IFERROR(FIND("…",SUBSTITUTE({head}," ","…",{spaces}))-1,0)'
    native = f'IF(LEN({cell})<={signs},{cell},LEFT({cell},IF({end}<{least},{signs - 1},{end}))&"…")'
    return Live(text if len(text) <= signs else f"{_cut(text[:signs], least)}…", native)


def _cut(head: str, least: int) -> str:
    """Return the first signs of a name without the word that they end in, or without the last sign where that leaves too few."""
    before, space, _ = head.rpartition(" ")
    before = before.partition("…")[0] if space else ""
    return before if len(before) >= least else head[:-1]


def cuts_at(report: Report, places: Iterable[int], signs: int) -> list[str]:
    """Return the names of the companies at some places of the frame as they are cut."""
    names = (report.frame[report.name_key()][place] for place in places)
    return [str(short_name(Live(str(name)), "", signs).value) for name in names]


def area_of(cell: str, first: int, rows: int) -> str:
    """Return the cells of a column of a feed.

    Example:
        >>> area_of("$F12", 10, 5)
        '$F$10:$F$14'
    """
    column = cell.rstrip("0123456789")
    return f"{column}${first}:{column}${first + rows - 1}"


def fields(report: Report) -> list[Field]:
    """Return the columns of a feed for a name: whole, as far as there is room for it, and as it is shown."""
    words = {"name": "columns.company", "cut": "charts.cut", "short": "charts.label"}
    return [Field(key, report.text(label), span=NAME_SPAN) for key, label in words.items()]


@dataclass(frozen=True, slots=True)
class Among:
    """The names that a name stands among: of a chart, or of a table.

    Attributes:
        first: the first row of the feed that holds them.
        rows: its rows.
        cuts: the names as far as there is room for them.
        signs: how many signs there is room for.
    """

    first: int
    rows: int
    cuts: Collection[str]
    signs: int = BAR_NAME

    def told(self, name: Live, ticker: Live, at: Mapping[str, str]) -> tuple[Live, Live]:
        """Return a name as far as there is room for it, and as it is shown.

        Args:
            name: the name.
            ticker: the company's ticker, and its cell.
            at: the cells of the row of the feed.
        """
        cut = short_name(name, at["name"], self.signs)
        return cut, _told_apart(cut, at["cut"], ticker, self)


def _told_apart(cut: Live, cell: str, ticker: Live, among: Among) -> Live:
    """Return a name that is cut, with its ticker where another company's is cut to the same."""
    text, code, cuts, signs = str(cut.value), str(ticker.value), among.cuts, among.signs
    area = area_of(cell, among.first, among.rows)
    alike = sum(text.casefold() == other.casefold() for other in cuts) > 1
    whole = text.removesuffix(ELLIPSIS)
    shown = f"{whole[: signs - len(code) - 2].rstrip()}{ELLIPSIS * text.endswith(ELLIPSIS)} {code}"
    bare = f'SUBSTITUTE({cell},"{ELLIPSIS}","")'
    head = f'TRIM(LEFT({bare},{signs}-LEN({ticker.native})-2))&IF(RIGHT({cell})="{ELLIPSIS}","{ELLIPSIS}","")'
    native = f'IF({cell}="","",IF(SUMPRODUCT(--({area}={cell}))>1,{head}&" "&{ticker.native},{cell}))'
    return Live(shown if alike and text else text, native)


def names_width(page: Page, placed: Placed, key: str) -> int:
    """Return the pixels that the names beside bars take."""
    longest = max(
        (text_width(str(text), page.letters) for text in shown_values(page, placed, key)), default=0.0
    )
    return round(min(max(longest * DIGIT + NAME_EDGE, NAMES), MOST_NAMES))
