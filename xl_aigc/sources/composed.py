"""Headings that two rows state together: `Six months ended 30 June` above `2024`, `Three Months Ended` above `June 30, 2024`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xl_aigc.data.month_spans import find_ended
from xl_aigc.sources.raw_table import heading_text, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.sources.raw_table import Cell

    Row = tuple[int, Sequence[Cell]]

_TERM: Final = re.compile(
    r"(?P<term>제\s?[0-9]{1,3}\s?기(?:\s?(?:반기|[13]?\s?분기)말?)?)\s{0,4}\(?(?:(?P<begins>[0-9]{4}[.-][0-9]{2}[.-][0-9]{2})\s?부터\s?)?"
    r"(?P<ends>[0-9]{4}[.-][0-9]{2}[.-][0-9]{2})\s?(?:까지|현재)"
)
"""The days of a business term in a line of a Korean report; its columns name the term alone."""
_WIDEST: Final = 200
"""Columns of the widest report that is looked at."""
_AT: Final = re.compile(r"(?:as )?(?:at|of) ", re.IGNORECASE)
_YEAR: Final = re.compile(r"((?:19|20)[0-9]{2})\s?年?")
_CHINESE: Final = re.compile(r"(截[至止]至?)\s?([0-9]{1,2}月[0-9]{1,2}日止.{2,8})")
"""A span whose year stands below it."""


def composed(rows: Sequence[Row]) -> list[Row]:
    """The first rows of a table, each two that state periods together as one; years alone are those of a title that names its months."""
    if any(len(cells) > _WIDEST for _, cells in rows):
        return list(rows)
    done: list[Row] = []
    terms = _terms(rows)
    for line, named in rows:
        cells = [terms.get(_bare(cell), cell) for cell in named] if terms else named
        above = done[-1][1] if done else ()
        one = _below(above, cells) or _below(_title(done), cells)
        if one and above and not _is_line(above):
            done.pop()
            done += [(line, (text,)) for text in map(shown, above[:1]) if text]
        done.append((line, one or cells))
    return done


def _terms(rows: Sequence[Row]) -> dict[str, str]:
    """The last day of each term that begins with its year, or is a day's."""
    found = [match for _, cells in rows for cell in cells for match in _TERM.finditer(shown(cell))]
    return {
        _bare(each["term"]): each["ends"]
        for each in found
        if not each["begins"] or each["begins"][4:] in {".01.01", "-01-01"}
    }


def _bare(cell: Cell) -> str:
    return "".join(shown(cell).split())


def _is_line(cells: Sequence[Cell]) -> bool:
    return [place for place, cell in enumerate(cells) if shown(cell)] == [0]


def _title(rows: Sequence[Row]) -> Sequence[Cell]:
    """The last line that names the months of a period with its year."""
    lines = (shown(cells[0]) for _, cells in reversed(rows) if _is_line(cells))
    return next(((line,) for line in lines if all(_of_months(line))), ())


def _of_months(line: str) -> tuple[str, str]:
    """The months of a period in a line, and the year in which they end; empty where it names none, or several."""
    found = [each for each in find_ended(line) if each.months]
    if len(found) != 1:
        return "", ""
    return line[found[0].start : found[0].end], str(found[0].day.year)


def _below(above: Sequence[Cell], cells: Sequence[Cell]) -> list[Cell] | None:
    """A row with what stands above its cells and states a period with them; None where that is not so of each number behind the first one."""
    over, done, first = "", list(cells), 0
    for place, cell in enumerate(cells):
        over = heading_text(above[place]) if place < len(above) and shown(above[place]) else over
        text = heading_text(cell)
        together = _together(over, text) if over and text else ""
        if together:
            first, done[place] = first or place, together
        elif first and any(map(str.isdigit, text)):  # a word such as Change heads a column of its own
            return None
    return done if first else None


def _together(above: str, below: str) -> str:
    """The heading that two texts are together, empty where they state no period together."""
    year = _YEAR.fullmatch(below)
    span, ends = _of_months(above) if year else ("", "")
    if year and span:
        return span.replace(ends, year[1]) if int(ends) - int(year[1]) in {0, 1} else ""
    chinese = _CHINESE.fullmatch(above) if year else None
    if year and chinese:
        return f"{chinese[1]}{year[1]}年{chinese[2]}"
    at = _AT.match(above)
    above = above[at.end() :] if at else above
    both = f"{above} {below}"
    return both if any(each.start < len(above) < each.end for each in find_ended(both)) else ""
