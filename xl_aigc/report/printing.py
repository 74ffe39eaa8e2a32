"""Printing of a sheet: its area, and how it lies on the paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Printing:
    """The part of a sheet that is printed.

    Attributes:
        portrait: the paper stands upright.
        first: the first printed row.
        repeated: first and last of the rows that stand at the head of every printed page.
        columns: how many columns are printed; 0 for those of the grid.
        beside: how many columns stand at the left of every printed page.
        nothing: the sheet is not printed.
    """

    portrait: bool = False
    first: int = 1
    repeated: tuple[int, int] = (1, 1)
    columns: int = 0
    beside: int = 0
    nothing: bool = False
