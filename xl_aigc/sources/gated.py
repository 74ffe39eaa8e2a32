"""Cells whose texts are looked at before they are read: what is too long or holds a character that is not accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.outside import MAX_NAME, MAX_WORD, flaw

if TYPE_CHECKING:
    from xl_aigc.sources.columns import Shape
    from xl_aigc.sources.raw_table import Cell

NAMING: Final = ("ticker", "period", "item", "unit")
"""Columns without which a row says nothing."""


class Gated(NamedTuple):
    """A column whose texts are looked at before they are read: its place, heading and item, and the most characters."""

    place: int
    heading: str
    item: str
    longest: int


def gated(shape: Shape) -> list[Gated]:
    """The columns of a table that are looked at."""
    keys = [
        Gated(place, item, item, MAX_NAME if item == "name" else MAX_WORD)
        for item, place in (*shape.keys.items(), *shape.twins, *shape.kinds)
    ]
    taken = {each.place for each in keys}
    values = [column for column in shape.values if column.place not in taken]
    items = [column.field.item if column.field else "value" for column in values]
    return keys + [
        Gated(each.place, each.heading.text, item, MAX_WORD) for each, item in zip(values, items, strict=True)
    ]


def refused(cell: Cell, longest: int) -> str | None:
    """The reason why a cell is not accepted, None where it is."""
    if not isinstance(cell, str) or flaw(cell, longest) is None:
        return None
    return "too_long" if len(cell) > longest else "refused_character"
