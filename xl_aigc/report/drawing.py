"""A report drawn in memory: what every cell of it holds, before it becomes a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from xl_aigc.ooxml.references import Area, cell_name, split_sheet
from xl_aigc.report.render import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.worksheet.worksheet import Worksheet

    from xl_aigc.ooxml import CellValue, Column
    from xl_aigc.report.page import Page
    from xl_aigc.report.render import Skeleton
    from xl_aigc.report.report import Report
    from xl_aigc.report.tables import BigTable


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a cell of a drawn report holds.

    Attributes:
        value: what it shows.
        formula: its formula without `=`; None for a constant.
        fills: the range that its dynamic array fills.
    """

    value: CellValue
    formula: str | None = None
    fills: str | None = None


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A streamed table of a drawn report.

    Attributes:
        sheet: key of its sheet.
        table: its name, the row of its headings and its columns.
        contents: what each column is written as: values, and the formula of every row.
    """

    sheet: str
    table: BigTable
    contents: tuple[Column, ...]


@dataclass(frozen=True)
class Drawing:
    """A drawn report.

    Attributes:
        report: its numbers and words.
        pages: its sheets.
        skeleton: the same as openpyxl and the package take it.
    """

    report: Report
    pages: list[Page]
    skeleton: Skeleton

    def cells(self, sheet: str) -> dict[str, Drawn]:
        """The cells of a sheet by address, but for the rows of streamed tables.

        Args:
            sheet: key of the sheet.
        """
        if sheet not in self._cells:
            self._cells[sheet] = self._read(self.report.sheets[sheet])
        return self._cells[sheet]

    def _read(self, title: str) -> dict[str, Drawn]:
        plan = self.skeleton.plans()[title]
        streamed = {stream.row for stream in plan.streams}
        found: dict[str, Drawn] = {}
        for row in self.skeleton.book[title].iter_rows():
            for cell in row:
                if cell.value is None or cell.row in streamed:
                    continue
                name = cell.coordinate
                if cell.data_type == "f":
                    formula = str(cell.value).removeprefix("=")
                    found[name] = Drawn(plan.cached[name], formula, plan.arrays.get(name))
                else:
                    found[name] = Drawn(plan.cached.get(name, cast("CellValue", cell.value)))
        for anchor, area in plan.arrays.items():
            for at in Area.parse(area).cells():
                name = cell_name(*at)
                if name != anchor:
                    found[name] = Drawn(plan.cached[name])
        return found

    @cached_property
    def _cells(self) -> dict[str, dict[str, Drawn]]:
        return {}

    @cached_property
    def charts(self) -> tuple[tuple[str, ...], ...]:
        """The ranges that each chart draws, sheet by sheet and in its order."""
        return tuple(
            tuple(element.text or "" for element in chart._write().iter("{*}f"))  # noqa: SLF001  its parts have no other reader
            for page in self.pages
            for chart in cast("Worksheet", self.skeleton.book[page.title])._charts  # type: ignore[attr-defined]  # noqa: SLF001
        )

    def values(self, reference: str) -> list[CellValue | None]:
        """The values of a range's cells, row by row; None for an empty cell.

        Args:
            reference: a range with its sheet, as a chart names it.
        """
        title, area = split_sheet(reference)
        sheet = next(key for key, name in self.report.sheets.items() if name == title)
        cells, streams = self.cells(sheet), self.skeleton.plans()[title].streams
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
        """The streamed tables, by name."""
        plans = self.skeleton.plans()
        return {
            table.name: DrawnTable(page.key, table, tuple(stream.columns))
            for page in self.pages
            for table, stream in zip(page.extras.get("tables", ()), plans[page.title].streams, strict=True)
        }


def drawing(report: Report, pages: list[Page]) -> Drawing:
    """The pages of a report with every cell in its place."""
    return Drawing(report, pages, render(pages, report))
