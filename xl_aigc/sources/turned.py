"""Tables that lie on their side, a column a company and period and a row a field, as pandas writes `.T`: they are set upright."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from xl_aigc.data.headings import read_heading
from xl_aigc.data.item import ITEMS
from xl_aigc.data.markets import ANY
from xl_aigc.data.tickers import read_ticker
from xl_aigc.sources.header import LOOKED_AT, MAX_COLUMNS, MAX_TITLE_ROWS
from xl_aigc.sources.raw_table import heading_text, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.data.tickers import Markets
    from xl_aigc.sources.mapping import Fields
    from xl_aigc.sources.raw_table import Cell, RawTable


def upright(table: RawTable, fields: Fields, markets: Markets) -> RawTable:
    """The same table with a row for each of its columns, if its first column names tickers, names or periods, and items; rows are then numbered as the columns were."""
    if table.headed or ANY in markets:
        return table
    rows = iter(table.rows)
    first = list(islice(rows, MAX_TITLE_ROWS + LOOKED_AT))
    roles = [_role(cells, fields, markets) for _, cells in first]
    every = chain(first, rows)
    start = next((at for at, role in enumerate(roles) if role), len(roles))
    beside = roles.count("period") == 1 or roles.count("name") == 1
    if roles.count("ticker") != 1 or "item" in roles or not beside or not {*roles} & {*ITEMS}:
        return replace(table, rows=every)
    whole = list(islice(every, MAX_COLUMNS + 1))
    if len(whole) > MAX_COLUMNS:
        return replace(table, rows=chain(whole, every))
    named = [cells for _, cells in whole[start:] if cells and shown(cells[0])]
    width = max(map(len, named))
    turned = [(at + 1, [cells[at] if at < len(cells) else None for cells in named]) for at in range(width)]
    titles = [(line, cells) for line, cells in whole[:start] if cells and shown(cells[0])]
    return replace(table, rows=[*titles, *turned])


def _role(cells: Sequence[Cell], fields: Fields, markets: Markets) -> str:
    """The role or item of a row by its first cell; tickers and periods must all be some, and a filled cell stands behind it."""
    name, rest = (heading_text(cells[0]), cells[1:]) if cells else ("", ())
    field = fields.find(read_heading(name).name) if name and any(map(shown, rest)) else None
    role = field.item if field else ""
    texts = map(heading_text, rest)
    if role == "ticker":
        return role if all(text and read_ticker(text, markets)[1] is None for text in texts) else ""
    if role == "period":
        return role if all(read_heading(text).period for text in texts) else ""
    return role
