"""Meanings that were given to the columns of a table, for people who ask what a source gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.data.batch import ColumnMeaning
from xl_aigc.data.reasons import reason_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.errors import Place
    from xl_aigc.sources.columns import Column, Shape


def meanings(shape: Shape, place: Place) -> Iterator[ColumnMeaning]:
    """Yield the meaning of each column that has a heading, in their order."""
    parts = {at: item for item, at in (*shape.keys.items(), *shape.twins, *shape.kinds)}
    values = {column.place: column for column in shape.values}
    left_out = {id(heading): reason_text(reason) for heading, reason in shape.left_out}
    for at, heading in enumerate(shape.headings):
        if at in values:
            yield _of_figures(values[at], place)
        elif heading.name or at in parts or id(heading) in left_out:
            reason = "" if at in parts else left_out.get(id(heading), "it is known and not wanted.")
            yield ColumnMeaning(heading.text, parts.get(at, ""), place, reason=reason)


def _of_figures(column: Column, place: Place) -> ColumnMeaning:
    period = column.heading.period
    if period is not None and column.heading.prior:
        period = period.year_before
    item = column.field.item if column.field else "value"
    return ColumnMeaning(column.heading.text, item, place, str(period or ""), column.factor)
