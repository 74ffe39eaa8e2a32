"""Tables with a column for each period or company, whose rows or title name the item."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xl_aigc.data.currency import is_foreign
from xl_aigc.data.headings import Heading, read_heading
from xl_aigc.data.item import ITEMS
from xl_aigc.data.markets import ANY
from xl_aigc.data.tickers import read_ticker
from xl_aigc.data.units import factor_of
from xl_aigc.sources.columns import Column, Shape
from xl_aigc.sources.header import LOOKED_AT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.data.tickers import Markets
    from xl_aigc.sources.header import Row
    from xl_aigc.sources.mapping import Fields
    from xl_aigc.sources.titles import Stated


def spread(shape: Shape, first: Sequence[Row], fields: Fields, currency: str, markets: Markets) -> Shape:
    """The same of a table that has a column for each period or company, and whose rows, or title, name the item."""
    at = shape.keys.get("item", _items_at(first, fields))
    item = shape.stated.field if at is None and "ticker" in shape.keys else None
    if at is None and item is None:
        return shape
    naming = shape.headings[at : at + 1] if at is not None else ()
    of_item = factor_of(item.unit or "?") if item else None
    own = next((heading.scale for heading in naming), None) or of_item
    settled = {*taken(shape), at}
    found = [
        Column(place, heading, item, shape.stated.factor_below(heading, own), ticker)
        for place, heading in enumerate(shape.headings)
        if place not in settled
        if (ticker := _ticker_in(heading.name, shape, markets))
        or (not heading.name and (heading.period or heading.prior))
    ]
    of_all = next(filter(None, (unusable(heading, currency, shape.stated) for heading in naming)), "")
    refused = {
        column.place: why
        for column in found
        if (why := unusable(column.heading, currency, shape.stated) or of_all)
    }
    named = {id(heading) for heading in (*naming, *(column.heading for column in found))}
    left_out = [pair for pair in shape.left_out if id(pair[0]) not in named]
    left_out += [(shape.headings[place], why) for place, why in refused.items()]
    keys = shape.keys if at is None else shape.keys | {"item": at}
    if any(column.ticker for column in found):
        keys = {role: place for role, place in keys.items() if role != "ticker"}
    return replace(
        shape,
        keys=keys,
        values=(*shape.values, *(column for column in found if column.place not in refused)),
        left_out=tuple(left_out),
    )


def taken(shape: Shape) -> set[int]:
    """The places of columns that have a meaning."""
    roles = {place for _, place in (*shape.twins, *shape.kinds)}
    return {*shape.keys.values(), *roles, *(column.place for column in shape.values)}


def unusable(heading: Heading, currency: str, stated: Stated) -> str:
    """Why no figure can be taken from a column, empty where one can."""
    if heading.unusable or is_foreign(heading.currency, currency):
        return heading.unusable or "foreign_currency"
    return "two_units" if stated.denies(heading) else ""


def _items_at(first: Sequence[Row], fields: Fields) -> int | None:
    """The column whose cells name items, by the first rows; None where none does."""
    counts: dict[int, int] = {}
    for _, cells in first[:LOOKED_AT]:
        for place, cell in enumerate(cells):
            known = fields.find(read_heading(cell).name) if isinstance(cell, str) and cell.strip() else None
            if known is not None and known.item in ITEMS:
                counts[place] = counts.get(place, 0) + 1
    return max(counts, key=lambda place: counts[place]) if counts else None


def _ticker_in(name: str, shape: Shape, markets: Markets) -> str:
    """The ticker that a heading is; a number could as well be something else, and a word too where tickers have a column."""
    if ANY in markets or name.isdigit() or ("ticker" in shape.keys and not any(map(str.isdigit, name))):
        return ""
    ticker, problem = read_ticker(name, markets)
    return ticker if problem is None else ""
