"""The header of a table: the row or rows that name its columns, the lines of words above it, and the rows below."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

from xl_aigc.data.headings import Heading, read_heading
from xl_aigc.data.item import ITEMS
from xl_aigc.data.kinds import is_kind
from xl_aigc.data.markets import ANY
from xl_aigc.data.period import find_period, read_period
from xl_aigc.data.period_forms import FULL_YEAR
from xl_aigc.data.quote import quote
from xl_aigc.data.tickers import read_ticker
from xl_aigc.errors import DataError
from xl_aigc.sources.amounts import read_amount
from xl_aigc.sources.composed import composed
from xl_aigc.sources.raw_table import heading_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xl_aigc.data.tickers import Markets
    from xl_aigc.sources.mapping import Fields
    from xl_aigc.sources.raw_table import Cell, RawTable

    Row = tuple[int, Sequence[Cell]]

MAX_TITLE_ROWS: Final = 30
MAX_HEADER_ROWS: Final = 5
MAX_COLUMNS: Final = 5_000
_FIRST: Final = ("ticker", "item")
"""Roles of the columns that every row fills, one of which a table has."""
_LONGEST_WORD: Final = 8
"""Characters from which on a text is no word that another one explains."""
LOOKED_AT: Final = 40
"""Rows below a header that are looked at for the column of items."""
NOTE: Final = re.compile(
    r"^(?:数据|资料|資料|来源|來源|[单單]位|注|备注|備註|说明|說明|免责|声明|source\b|units?\s*:|note|disclaimer)",
    re.IGNORECASE,
)
"""First words of lines that are no rows of the table."""
_LABELS: Final = ((0, "单位"), (0, "Unit"))
"""Words in the first column before the units of the columns right of it."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table.

    Attributes:
        line: the number of the row with the headings.
        cells: the texts of that row.
        titles: the texts of the lines above the header, and of notes between it and the rows.
        lost: the numbers of the rows above it that name a ticker, as rows of a table do.
        headings: the heading of every column.
        first: the first rows below, to look at.
        below: all rows below, which can be read once.
    """

    line: int
    cells: tuple[str, ...]
    titles: list[str]
    lost: list[int]
    headings: list[Heading]
    first: Sequence[Row]
    below: Iterator[Row]


def read_head(table: RawTable, fields: Fields, markets: Markets) -> Head:
    """Read the head of a table: the first row that names tickers, else the one of the first 30 that names most columns.

    Raises:
        DataError: the table is empty, or a row has too many columns.
    """
    rows = iter(table.rows)
    seen: list[Row] = []
    for number, cells in rows:
        if len(cells) > MAX_COLUMNS:
            problem, most = f"The row has {len(cells):,} columns.", f"at most {MAX_COLUMNS:,}."
            raise DataError(problem, table.place(number), expected=most)
        if table.headed or any(map(shown, cells)):
            seen.append((number, cells))
            if table.headed or _keyed(cells, fields, markets) or len(seen) >= MAX_TITLE_ROWS:
                break
    if not seen:
        raise DataError("The table is empty.", table.place(), expected="a header and a row for each company.")
    if _keyed(seen[-1][1], fields, markets):
        place = len(seen) - 1
    else:
        seen = seen if table.headed else composed(seen)
        place = max(range(len(seen)), key=lambda at: _likeness(seen[at][1], fields, markets))
        _refuse_years(table, seen[: place + 1])
    return _assembled(table, seen, place, rows, fields, markets)


def _refuse_years(table: RawTable, rows: Sequence[Row]) -> None:
    """Refuse a table whose columns are years alone, which may be of whole years or of the same part of each.

    Raises:
        DataError: as above.
    """
    for number, cells in rows:
        filled = [text for cell in cells if (text := shown(cell))]
        named = filled if FULL_YEAR.fullmatch("".join(filled[:1])) else filled[1:]
        years = [int(text[:4]) for text in named if FULL_YEAR.fullmatch(text)]
        if len(years) == len(named) and {abs(one - other) for one, other in pairwise(years)} == {1}:
            raise DataError(
                f"The columns {', '.join(map(quote, named))} name years alone, and so not whether their figures are of whole years.",
                table.place(number),
                expected=f"{years[0]}FY or {years[0]}年度 above figures of a whole year, {years[0]}H1 above those of a half-year; the corner may be blank or say 项目.",
            )


def names_columns(table: RawTable, fields: Fields, markets: Markets) -> bool:
    """Return whether one of the first rows of a table names columns."""
    for _, (_, cells) in zip(range(MAX_TITLE_ROWS), table.rows, strict=False):
        if _keyed(cells, fields, markets) or _named(cells, fields, markets) > 1:
            return True
    return False


def _keyed(cells: Sequence[Cell], fields: Fields, markets: Markets) -> bool:
    """Return whether a row names the column of tickers; one that holds a ticker too is a line, or has companies as columns."""
    return any(is_named(cell, "ticker", fields) for cell in cells) and not _has_ticker(cells, markets)


def _filled(cells: Sequence[Cell]) -> int:
    return sum(1 for cell in cells if shown(cell))


def _has_ticker(cells: Sequence[Cell], markets: Markets) -> bool:
    """Return whether a cell is surely a ticker; one without a digit could as well be a word."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str) and any(map(str.isdigit, cell))]
    return ANY not in markets and any(read_ticker(text, markets)[1] is None for text in texts)


def _assembled(
    table: RawTable, seen: Sequence[Row], place: int, rows: Iterator[Row], fields: Fields, markets: Markets
) -> Head:
    """Put the head together: rows above and below the one with the headings may be part of it."""
    line, cells = seen[place]
    above = place
    while above and not table.headed and _is_upper(seen[above - 1][1], seen[above][1], fields, markets):
        above -= 1
    heads = [head for _, head in seen[above : place + 1]]
    titles = [text for _, title in seen[:above] for text in line_of_words(title)]
    lost = [number for number, row in seen[:above] if _filled(row) > 1 and _has_ticker(row, markets)]
    first: list[Row] = []
    rest = chain(seen[place + 1 :], rows)
    for number, after in rest:
        if not first and not table.headed and is_note(after):
            titles += line_of_words(after)
        elif (
            not first
            and not table.headed
            and len(heads) < MAX_HEADER_ROWS
            and _continues(after, cells, fields)
        ):
            heads.append(after)
        else:
            first.append((number, after))
            if len(first) >= LOOKED_AT:
                break
    headings = _headings(heads, place - above, fields)
    return Head(line, tuple(map(shown, cells)), titles, lost, headings, first, chain(first, rest))


def line_of_words(cells: Sequence[Cell]) -> list[str]:
    """The texts of a row of words; two of them are a word and what it says, such as 报告期 and 2024-06-30."""
    filled = [text for cell in cells if (text := shown(cell))]
    word = filled[0].rstrip(":：") if len(filled) == 2 else ""
    is_word = 0 < len(word) < _LONGEST_WORD and not {":", "："} & set(word)
    return [f"{word}:{filled[1]}"] if is_word else filled


def is_named(cell: Cell, item: str, fields: Fields) -> bool:
    """Return whether a cell is the heading of a column of that role."""
    if not isinstance(cell, str) or not cell.strip() or len(cell) > 200:
        return False
    found = fields.find(read_heading(cell).name)
    return found is not None and found.item == item


def is_note(cells: Sequence[Cell]) -> bool:
    """Return whether a row is empty, or a line of words such as a source or a unit."""
    filled = [text for cell in cells if (text := shown(cell))]
    return not filled or (len(filled) <= 2 and NOTE.match(filled[0]) is not None)


def heading_of(cell: Cell) -> Heading:
    """The heading that a cell is; a day or its serial number is the period that ends on it."""
    if isinstance(cell, dt.date) or (isinstance(cell, int | float) and not isinstance(cell, bool)):
        period = read_period(cell)
        if period is not None:
            return Heading(shown(cell), "", period)
    return read_heading(heading_text(cell))


def _named(cells: Sequence[Cell], fields: Fields, markets: Markets) -> int:
    """Count the cells of a row that are names of columns; a row of figures has none."""
    return sum(_is_name(cell, fields, markets) for cell in cells if shown(cell))


def _likeness(cells: Sequence[Cell], fields: Fields, markets: Markets) -> tuple[int, bool, int]:
    """The likeness of a row to a header: of two that name as many columns one of several words goes before an item with its figures."""
    filled = [cell for cell in cells if shown(cell)]
    in_words = len(filled) > 1 and not all(map(_is_number, filled[1:]))
    return _named(cells, fields, markets), in_words, len(filled)


def _is_name(cell: Cell, fields: Fields, markets: Markets) -> bool:
    heading = heading_of(cell)
    if heading.name:
        known = fields.find(heading.name)
        if known is not None:
            return known.item in ITEMS or known.item in {"period", "item", "value"}
        return isinstance(cell, str) and "." in cell and read_ticker(cell.strip(), markets)[1] is None
    return (heading.period is not None or heading.prior) and not NOTE.match(shown(cell))


def _is_upper(cells: Sequence[Cell], under: Sequence[Cell], fields: Fields, markets: Markets) -> bool:
    """Return whether a row above a header is part of it: names of groups or periods, and no title."""
    filled = [(place, cell) for place, cell in enumerate(cells) if shown(cell)]
    leftmost = next((place for place, cell in enumerate(under) if shown(cell)), 0)
    if any(NOTE.match(shown(cell)) or len(shown(cell)) > 60 for _, cell in filled):
        return False
    parts = [
        place
        for place, cell in filled
        if place > leftmost and (_is_part(cell, fields) or _is_name(cell, fields, markets))
    ]
    return bool(parts) and (len(filled) > 1 or filled[0][0] > leftmost)


def _is_part(cell: Cell, fields: Fields) -> bool:
    heading = heading_of(cell)
    return not heading.name or fields.find(heading.name) is not None or is_kind(shown(cell))


def _continues(cells: Sequence[Cell], head: Sequence[Cell], fields: Fields) -> bool:
    """Return whether a row below the header goes on with it: nothing where the ticker or the item stands, no number elsewhere."""
    named = (
        (role, place) for role in _FIRST for place, cell in enumerate(head) if is_named(cell, role, fields)
    )
    role, at = next(named, ("", len(cells)))
    if not role:
        return _is_beneath(cells, head)
    first = shown(cells[at]) if at < len(cells) else ""
    if first and not is_named(cells[at], role, fields) and not NOTE.match(first):
        return False
    rest = [cell for place, cell in enumerate(cells) if place != at and shown(cell)]
    return bool(rest) and all(_is_part(cell, fields) or not _is_number(cell) for cell in rest)


def _is_beneath(cells: Sequence[Cell], head: Sequence[Cell]) -> bool:
    """Return whether a row below periods holds units, kinds and words for notes alone, behind a word for units or where the items have no heading."""
    filled = [(place, shown(cell)) for place, cell in enumerate(cells) if shown(cell)]
    under = any(place < len(head) and shown(head[place]) for place, _ in filled)
    said = (NOTE.match(text) or is_kind(text) or read_heading(text).unit for _, text in filled)
    labelled = len(filled) > 1 and filled[0] in _LABELS
    return under and (labelled or (filled[0][0] > 0 and not shown(head[0]))) and all(said)


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str) and find_period(cell):
        return False
    return heading_of(cell).period is None and read_amount(cell, 1.0)[0] is not None


def _headings(heads: Sequence[Sequence[Cell]], main: int, fields: Fields) -> list[Heading]:
    """The heading of each column, its lines joined; a merged cell holds for the columns right of it."""
    width = max(map(len, heads))
    lines = [[*map(_line, cells), *[""] * (width - len(cells))] for cells in heads]
    for above, *under in (lines[at:] for at in range(len(lines) - 1)):
        below = [any(column) for column in zip(*under, strict=True)]
        for place in range(1, width):
            if not above[place] and below[place] and below[place - 1]:
                above[place] = above[place - 1]
    columns = zip(*lines, strict=True)
    return [_joined(column, main, fields) for column in columns]


def _joined(column: Sequence[str], main: int, fields: Fields) -> Heading:
    own = read_heading(column[main])
    known = fields.find(own.name) if own.name else None
    if known is not None and known.item not in ITEMS and known.item != "value" and len(set(column)) > 1:
        return own
    return read_heading("\n".join(dict.fromkeys(filter(None, column))))


def _line(cell: Cell) -> str:
    """The text of a cell of a header; a day as the period that ends on it."""
    heading = heading_of(cell)
    return str(heading.period) if heading.period and not isinstance(cell, str) else heading_text(cell)
