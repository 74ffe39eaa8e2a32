"""Contents of cells as a person would type them, gathered into few ranges: each write is one call of Excel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.formula_tokens import tokens
from xl_aigc.ooxml.references import Area, split_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from xl_aigc.ooxml.edits.plan import Content

Typed = float | int | bool | str
"""A value to enter into a cell; an empty text clears it."""

_NEWER: Final = re.compile(r"^(?:_xl(?:fn|ws|pm)\.)+")
"""Prefixes that only a file writes before names that came after Excel 2007."""
_MEANS_MORE: Final = re.compile(r"^[=+\-@'#]|\d|^(?:true|false)$", re.IGNORECASE)
"""Texts that Excel might take for a formula, a number, a date, a truth or an error."""


@dataclass(frozen=True, slots=True)
class RangeWrite:
    """One range and what is entered into it.

    Attributes:
        area: the range.
        rows: what each cell gets, row by row.
        spills: it is one formula that fills the cells below and beside it.
    """

    area: Area
    rows: tuple[tuple[Typed, ...], ...]
    spills: bool = False


def typed(content: Content) -> Typed:
    """Return the text or number to enter so that a cell holds a content.

    Example:
        >>> from xl_aigc.ooxml.edits.plan import Content
        >>> typed(Content(2.0, "_xlfn.IFNA(A1,1)")), typed(Content("=A1")), typed(Content("Net profit")), typed(Content())
        ('=IFNA(A1,1)', "'=A1", 'Net profit', '')
    """
    if content.formula is not None:
        return "=" + "".join(_NEWER.sub("", token.text) for token in tokens(content.formula))
    value = content.value
    if value is None:
        return ""
    if isinstance(value, CellError):
        return value.value
    if isinstance(value, str) and _MEANS_MORE.search(value):
        return f"'{value}"  # the sign that makes whatever follows a text; it is no part of it
    return value


def range_writes(contents: Mapping[str, Content]) -> Iterator[RangeWrite]:
    """Yield the contents of a sheet's cells as few writes; those that spill come last, one by one.

    Args:
        contents: by address.

    Example:
        >>> from xl_aigc.ooxml.edits.plan import Content
        >>> writes = range_writes({"C2": Content(formula="E1:E3", fills="C2:C4"), "A1": Content(1), "B1": Content(2)})
        >>> [(write.area.name, write.rows, write.spills) for write in writes]
        [('A1:B1', ((1, 2),), False), ('C2', (('=E1:E3',),), True)]
    """
    places = {split_cell(name): content for name, content in contents.items()}
    single = {place: typed(content) for place, content in places.items() if content.fills is None}
    for area in rectangles(single):
        columns = area.columns
        rows = (tuple(single[row, column] for column in columns) for row in range(area.top, area.bottom + 1))
        yield RangeWrite(area, tuple(rows))
    for (row, column), content in places.items():
        if content.fills is not None:
            yield RangeWrite(Area(row, column, row, column), ((typed(content),),), spills=True)


def rectangles(cells: Iterable[tuple[int, int]]) -> list[Area]:
    """Ranges that hold the cells and no other, each once: runs of rows or of columns, whichever are fewer.

    Args:
        cells: row and column of each.

    Example:
        >>> [area.name for area in rectangles([(1, 1), (1, 2), (2, 1), (2, 2), (4, 1)])]
        ['A1:B2', 'A4']
    """
    cells = list(cells)
    by_rows = [Area(top, left, bottom, right) for top, bottom, left, right in _runs(cells)]
    turned = [(column, row) for row, column in cells]
    by_columns = [Area(top, left, bottom, right) for left, right, top, bottom in _runs(turned)]
    return by_rows if len(by_rows) <= len(by_columns) else by_columns


def _runs(cells: Iterable[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """First and last line, first and last place: runs of places in a line, joined with equal runs of the next line."""
    lines: dict[int, list[list[int]]] = {}
    for line, place in sorted(cells):
        runs = lines.setdefault(line, [])
        if runs and runs[-1][1] == place - 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    spans: list[tuple[list[int], tuple[int, int]]] = []
    newest: dict[tuple[int, int], list[int]] = {}
    for line, runs in lines.items():
        for first, last in runs:
            span = newest.get((first, last))
            if span is not None and span[1] == line - 1:
                span[1] = line
            else:
                newest[first, last] = [line, line]
                spans.append((newest[first, last], (first, last)))
    return [(top, bottom, first, last) for (top, bottom), (first, last) in spans]
