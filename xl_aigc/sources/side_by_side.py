"""Tables that stand side by side on one sheet, an empty column between them: each is read by itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from xl_aigc.data.headings import read_heading
from xl_aigc.data.item import ITEMS
from xl_aigc.sources.header import LOOKED_AT, MAX_TITLE_ROWS
from xl_aigc.sources.raw_table import heading_text, shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from xl_aigc.sources.header import Row
    from xl_aigc.sources.mapping import Fields
    from xl_aigc.sources.raw_table import RawTable

_FIGURES, _ITEM = "figures", "item of figures"
"""Headings of figures: a period or an amount, and the name of an item."""
_COMPANY: Final = frozenset(("ticker", "name", "item"))
"""Roles of the columns of which each table has one; of one company, that of periods serves too."""


def tables_of(table: RawTable, fields: Fields) -> list[RawTable]:
    """Return the tables that stand side by side in one, which is that one alone where there are no others."""
    if table.headed:
        return [table]
    rows = iter(table.rows)
    first = list(islice(rows, MAX_TITLE_ROWS + LOOKED_AT))
    starts = _starts(first, fields)
    if len(starts) < 2:
        return [replace(table, rows=chain(first, rows))]
    every = [*first, *rows]
    ends = [*starts[1:], None]
    return [
        replace(table, rows=[(line, cells[start:end]) for line, cells in every])
        for start, end in zip([0, *starts[1:]], ends, strict=True)
    ]


def _starts(first: Sequence[Row], fields: Fields) -> list[int]:
    """The first column of each table; a block of columns is one if its headings name companies or items, and figures."""
    width = max((len(cells) for _, cells in first), default=0)
    filled = {place for _, cells in first for place, cell in enumerate(cells) if shown(cell)}
    starts = [place for place in range(width) if place in filled and place - 1 not in filled]
    blocks = [range(start, end) for start, end in zip(starts, [*starts[1:], width], strict=False)]
    if len(blocks) < 2:
        return starts
    named = [_roles(first, block, fields) for block in blocks]
    keys = _COMPANY if any(roles & _COMPANY for roles in named) else {"period"}
    return [block[0] for block, roles in zip(blocks, named, strict=True) if _is_table(roles, keys)]


def _is_table(roles: set[str], keys: AbstractSet[str]) -> bool:
    """Return whether headings of these roles make a table: where rows name items, columns do not."""
    return _FIGURES in roles if "item" in roles else bool(roles & keys and roles & {_FIGURES, _ITEM})


def _roles(first: Sequence[Row], block: range, fields: Fields) -> set[str]:
    """The roles of the headings in a block of columns."""
    found = set()
    for _, cells in first[:MAX_TITLE_ROWS]:
        for cell in cells[block.start : block.stop]:
            if isinstance(cell, str) and shown(cell):
                found.add(_role(cell, fields))
    return found


def _role(cell: str, fields: Fields) -> str:
    heading = read_heading(heading_text(cell))
    field = fields.find(heading.name) if heading.name else None
    if field is None:
        return _FIGURES if heading.period and not heading.name else ""
    return _ITEM if field.item in ITEMS else _FIGURES if field.item == "value" else field.item
