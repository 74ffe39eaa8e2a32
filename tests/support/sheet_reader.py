"""Reads a built workbook as a person does: finds a table by its title, a row and a column by their words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import python_calamine
from openpyxl.utils import get_column_letter

from xl_aigc.report.record import is_record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Value = float | str | bool
HEAD = 5
"""Rows of the head of a section sheet."""


@dataclass(frozen=True)
class Cell:
    """A cell's address and what it shows."""

    sheet: str
    address: str
    value: Value


@dataclass(frozen=True)
class Table:
    """A table: the words of its columns, and its rows, each with the cell under every heading."""

    title: str
    headings: list[str]
    rows: list[dict[str, Cell]] = field(default_factory=list)

    def row(self, label: str) -> dict[str, Cell]:
        """The row whose first cell is this label."""
        return next(row for row in self.rows if row[self.headings[0]].value == label)


class Sheet:
    """The cached values of one sheet."""

    def __init__(self, name: str, grid: list[list[Value]]) -> None:
        self.name = name
        self.grid = grid

    def at(self, row: int, column: int) -> Value:
        """The value of a cell, counted from 1; empty text where it is blank."""
        inside = row <= len(self.grid) and column <= len(self.grid[row - 1])
        return self.grid[row - 1][column - 1] if inside else ""

    def cell(self, row: int, column: int) -> Cell:
        return Cell(self.name, f"{get_column_letter(column)}{row}", self.at(row, column))

    def filled(self, row: int, first: int = 1, last: int = 400) -> list[int]:
        """The columns of a row that are not blank."""
        width = len(self.grid[row - 1]) if row <= len(self.grid) else 0
        return [column for column in range(first, min(last, width) + 1) if self.at(row, column) != ""]

    def numbers(self) -> dict[str, float]:
        """Every numeric cell by its address."""
        return {
            f"{get_column_letter(c)}{r}": value
            for r, row in enumerate(self.grid, 1)
            for c, value in enumerate(row, 1)
            if isinstance(value, (int, float)) and not isinstance(value, bool)
        }

    def find(self, text: str) -> tuple[int, int]:
        """Where a text stands first."""
        for r, row in enumerate(self.grid, 1):
            for c, value in enumerate(row, 1):
                if value == text:
                    return r, c
        raise LookupError(f"{self.name} does not hold {text!r}")

    def title(self, text: str) -> tuple[int, int]:
        """Where a block begins: its title with a free row above it, or the line below a finding, which begins with the title.

        An exhibit that finds nothing has the title in place of a finding, and a blank line.
        """
        for r, row in enumerate(self.grid, 1):
            for c, value in enumerate(row, 1):
                if re.fullmatch(rf"Exhibit \d+: {re.escape(text)}", str(value)) and self.at(r + 1, c) == "":
                    return r + 1, c
                line = isinstance(value, str) and (value == text or value.startswith(f"{text}; "))
                if line and (not self.filled(r - 1) or str(self.at(r - 1, c)).startswith("Exhibit ")):
                    return r, c
        raise LookupError(f"{self.name} has no block {text!r}")

    def table(self, title: str) -> Table:
        """The table below a title: its headings, and its rows down to the first that has only one cell."""
        top, left = self.title(title)
        heads = {*self.filled(top), *(self.filled(top - 1) if self.at(top, left) == "" else ())}
        beside = sorted(column for column in heads if column > left)
        last = beside[0] - 1 if beside else 400
        places = self.filled(top + 1, left, last)
        headings = [str(self.at(top + 1, column)) for column in places]
        assert places, (self.name, title)
        if headings[0] in headings[1:]:  # R&D intensity by R&D intensity
            headings[0] = f"{headings[0]} (rule)"
        assert len(set(headings)) == len(headings), (self.name, title, headings)
        made = Table(title, headings)
        row = top + 2
        while len(self.filled(row, left, last)) > 1 and self.at(row, left) != "":
            made.rows.append({h: self.cell(row, c) for h, c in zip(headings, places, strict=True)})
            row += 1
        return made

    def cards(self, title: str | None = None) -> dict[str, tuple[Cell, Cell]]:
        """The cards below a title, or below the head of a section sheet: by label, the cell of the number and that of the note."""
        top, left = self.title(title) if title else (HEAD, 2)
        found: dict[str, tuple[Cell, Cell]] = {}
        row = top + 1
        while (columns := self.filled(row, left)) and columns == self.filled(row + 1, left):
            for column in columns:
                found[str(self.at(row, column))] = self.cell(row + 1, column), self.cell(row + 2, column)
            row += 4
            if title is None:
                break
        return found

    def text_below(self, title: str, words: str) -> str:
        """The first text below a title that holds some words."""
        top, left = self.title(title)
        return next(str(t) for r in range(top, len(self.grid) + 1) if words in str(t := self.at(r, left)))


@cache
def read(path: Path) -> dict[str, Sheet]:
    """The sheets of a workbook by name, with the values that are stored in it; without the record, which no person sees."""
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return {
        name: Sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for name in book.sheet_names
        if not is_record(name)
    }


def table_texts(grid: Sequence[Sequence[object]], heading: str) -> dict[str, object]:
    """The cells below a heading of a wide table, by the ticker of their row."""
    top = next(r for r, row in enumerate(grid) if row and row[0] == "Ticker")
    column = grid[top].index(heading)
    rows = (row for row in grid[top + 1 :] if re.fullmatch(r"\d{6}\.\w\w", str(row[0] or "")))
    return {str(row[0]): row[column] for row in rows}
