"""Figures of parts of a company, such as a product or a region, which a table gives beside or in place of the company's own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.data.summary_rows import is_summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.data.fields import Field
    from xl_aigc.data.period import Period
    from xl_aigc.sources.row_kinds import RowKind

_NEAR: Final = 1e-4
"""The share of a total that rounding of its parts may make."""


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
    """The figures of companies, and those of parts; a total is of its company where the parts add up to it."""
    parted = areas.are_parts
    parts = [(each, each.kind.part or (each.kind.area if parted else "")) for each in found]
    groups: dict[object, list[tuple[float, bool]]] = {}
    for each, part in parts:
        if part:
            of = groups.setdefault((each.ticker, each.period, each.field), [])
            of.append((each.value, is_summary(part)))
    whole = [
        not part or (is_summary(part) and _adds_up(groups[each.ticker, each.period, each.field]))
        for each, part in parts
    ]
    return (
        [each for each, taken in zip(found, whole, strict=True) if taken],
        [each for each, taken in zip(found, whole, strict=True) if not taken],
    )


def _adds_up(rows: Sequence[tuple[float, bool]]) -> bool:
    """Return whether there is one total, and two parts or more that add up to it."""
    totals = [value for value, total in rows if total]
    parts = [value for value, total in rows if not total]
    return len(totals) == 1 and len(parts) > 1 and math.isclose(sum(parts), totals[0], rel_tol=_NEAR)
