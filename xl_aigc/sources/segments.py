"""Figures of parts of a company, such as a product or a region, which a table gives beside or in place of the company's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.data.fields import Field
    from xl_aigc.data.period import Period
    from xl_aigc.sources.row_kinds import Order, RowKind


class Found(NamedTuple):
    """A figure as it was read: the line it stands on, of what it is, its value, and the kind of its row."""

    line: int
    ticker: str
    period: Period
    field: Field
    value: float
    kind: RowKind


class Areas:
    """Notes the words of a column such as 地区, which says where a company is, or of which part of it a row is."""

    def __init__(self) -> None:
        self._of: dict[tuple[str, Period | None], set[str]] = {}

    def note(self, ticker: str, period: Period | None, word: str) -> None:
        """Take in the word of a row."""
        if word:
            self._of.setdefault((ticker, period), set()).add(word)

    @property
    def are_parts(self) -> bool:
        """Return whether a company has several in one period."""
        return any(len(words) > 1 for words in self._of.values())


def without_parts(found: Sequence[Found], areas: Areas) -> tuple[list[Found], list[Found]]:
    """The figures of companies, and those of parts; a total of parts is one of them, since a table may leave parts out."""
    parted = areas.are_parts
    whole = [not (each.kind.part or (parted and each.kind.area)) for each in found]
    return (
        [each for each, taken in zip(found, whole, strict=True) if taken],
        [each for each, taken in zip(found, whole, strict=True) if not taken],
    )


def newest(found: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """The newest of the figures that rows of different age give, and those that a newer row gives again."""
    order: dict[object, Order] = {}
    for each in found:
        key = each.ticker, each.period, each.field
        order[key] = max(order.get(key, each.kind.order), each.kind.order)
    new = [each.kind.order == order[each.ticker, each.period, each.field] for each in found]
    return (
        [each for each, taken in zip(found, new, strict=True) if taken],
        [each for each, taken in zip(found, new, strict=True) if not taken],
    )
