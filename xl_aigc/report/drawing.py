"""A report drawn in memory: what every cell of it holds, before it becomes a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from xl_aigc.ooxml.references import cell_name, split_sheet
from xl_aigc.report.drawn import Drawn, body_name, chart_ranges, drawn_cells, drawn_stream

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.ooxml.plan import CellValue, Column, Stream
    from xl_aigc.report.page import Page
    from xl_aigc.report.render import Skeleton
    from xl_aigc.report.report import Report
    from xl_aigc.report.tables import BigTable


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A streamed table of a drawn report.

    Attributes:
        sheet: key of its sheet.
        table: its name, the row of its headings and its columns.
        stream: its rows: the values of each column, and the formula of every row.
    """

    sheet: str
    table: BigTable
    stream: Stream

    @property
    def contents(self) -> tuple[Column, ...]:
        """Return the values and formulas of each column as they are written."""
        return tuple(self.stream.columns)


@dataclass(frozen=True)
class Drawing:
    """A drawn report.

    Attributes:
        report: its numbers and words.
        pages: its sheets.
    """

    report: Report
    pages: list[Page]

    @cached_property
    def skeleton(self) -> Skeleton:
        """Return the same as openpyxl and the package take it."""
        # A refresh needs the cells alone; styles, charts and the import of openpyxl take half of the time of a drawing.
        from xl_aigc.report.render import render  # noqa: PLC0415

        return render(self.pages, self.report, self.cells)

    def cells(self, sheet: str) -> dict[str, Drawn]:
        """Give the cells of a sheet by address, but for the rows of streamed tables.

        Args:
            sheet: key of the sheet.
        """
        if sheet not in self._cells:
            self._cells[sheet] = drawn_cells(next(page for page in self.pages if page.key == sheet))
        return self._cells[sheet]

    @cached_property
    def _cells(self) -> dict[str, dict[str, Drawn]]:
        return {}

    def heading_rows(self, sheet: str) -> set[int]:
        """Return the rows that hold the headings of streamed tables.

        Args:
            sheet: key of the sheet.
        """
        return {one.table.row for one in self.tables.values() if one.sheet == sheet}

    @cached_property
    def charts(self) -> Mapping[str, tuple[str, ...]]:
        """Return the ranges that each chart draws in its order, by the permanent name of its block and its number there."""
        found: dict[str, tuple[str, ...]] = {}
        for page in self.pages:
            for block, plan in zip(self.report.blocks.charts.get(page.key, ()), page.charts, strict=True):
                number = sum(key.partition("#chart")[0] == block for key in found) + 1
                found[f"{block}#chart{number}"] = tuple(chart_ranges(plan))
        return found

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Return the range of each defined name."""
        titled = {page.key: page for page in self.pages}
        bodies = {
            name: body_name(titled[one.sheet], one.table, one.stream) for name, one in self.tables.items()
        }
        return {**self.report.defined, **{name: body for name, body in bodies.items() if body is not None}}

    def values(self, reference: str) -> list[CellValue | None]:
        """Give the values of a range's cells, row by row; None for an empty cell.

        Args:
            reference: a range with its sheet, as a chart names it.
        """
        title, area = split_sheet(reference)
        sheet = next(page.key for page in self.pages if page.title == title)
        streams = [one.stream for one in self.tables.values() if one.sheet == sheet]
        cells = self.cells(sheet)
        found: list[CellValue | None] = []
        for row, column in area.cells():
            stream = next((one for one in streams if 0 <= row - one.row < one.count), None)
            drawn = cells.get(cell_name(row, column))
            if stream is not None and column <= len(stream.columns):
                found.append(stream.columns[column - 1].values[row - stream.row])
            else:
                found.append(None if drawn is None else drawn.value)
        return found

    @cached_property
    def tables(self) -> Mapping[str, DrawnTable]:
        """Return the streamed tables, by name."""
        return {
            table.name: DrawnTable(page.key, table, drawn_stream(table, self.report))
            for page in self.pages
            for table in page.tables
        }


def drawing(report: Report, pages: list[Page]) -> Drawing:
    """Take the pages of a report with every cell in its place."""
    return Drawing(report, pages)
