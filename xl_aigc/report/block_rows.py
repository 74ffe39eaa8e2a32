"""Rows that the blocks of a report take, and those that they have in a workbook which it must match."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Rows = tuple[int, int]
"""First and last row of a block."""


@dataclass
class Blocks:
    """The blocks of a report and their rows.

    Attributes:
        given: the rows that blocks have in a workbook which this one must match, by their permanent names; empty for a
            workbook of its own.
        rows: the rows that blocks got, by the same.
        stays: rows that stay as an earlier version wrote them, by key of the sheet.
        said: what could not be drawn, one sentence each.
        charts: the block of each chart, by key of the sheet, in the order of the charts.
        earlier: whether the workbook which this one must match has sheets of an earlier design.
        whole: keys of the sheets of that design, which stay as they were written but for their heads.
        beside: words beside figures that stay otherwise in that workbook, by ticker and column of Data: the words there, and
            those of the facts.
    """

    given: Mapping[str, Rows] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)
    stays: dict[str, list[Rows]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    charts: dict[str, list[str]] = field(default_factory=dict)
    earlier: bool = False
    whole: list[str] = field(default_factory=list)
    beside: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def own(self, key: str, tickers: Sequence[str], words: Sequence[str]) -> list[str]:
        """Return the words of a column beside figures as the facts have them, also where others stay.

        Args:
            key: the column of Data.
            tickers: the companies.
            words: the words that stand there, or will.
        """
        column = zip(tickers, words, strict=True)
        return [self.beside.get((ticker, key), ("", word))[1] for ticker, word in column]
