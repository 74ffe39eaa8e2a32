"""Contents of the cells, tables and charts of a page, without their styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xl_aigc.ooxml.plan import CellValue, Stream
from xl_aigc.ooxml.references import cell_name, column_letters, qualified
from xl_aigc.report.tables import BigTable, stream_column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.report.charts import ChartPlan
    from xl_aigc.report.live import Live
    from xl_aigc.report.page import Page
    from xl_aigc.report.report import Report


@dataclass(frozen=True, slots=True)
class Drawn:
    """Content of a cell of a drawn report.

    Attributes:
        value: what it shows.
        formula: its formula without `=`; None for a constant.
        fills: the range that its dynamic array fills.
    """

    value: CellValue
    formula: str | None = None
    fills: str | None = None


def _drawn_cell(content: Live, at: str, report: Report) -> Drawn:
    """Write a content in the formulas of a report.

    Args:
        content: a value, with its formulas in the keys of the project.
        at: the address of the cell.
        report: the report, which says how formulas are written.
    """
    formula = content.formula(report.formulas)
    if formula is None:
        return Drawn(content.value)
    # Excel puts an @ before a function that it does not know, unless the cell is a dynamic array's. Calc would hand the
    # function in such a cell its array constants element by element.
    dynamic = "AIGC_" in formula and report.function_names != "calc"
    return Drawn(content.value, report.names.formula(formula), at if dynamic else None)


def drawn_cells(page: Page) -> dict[str, Drawn]:
    """List the cells of a page by address, but for the rows of its streamed tables."""
    found: dict[str, Drawn] = {}
    for (row, column), cell in page.cells.items():
        at = cell_name(row, column)
        found[at] = _drawn_cell(cell.content, at, page.report)
    for table in page.tables:
        for place, one in enumerate(table.columns, 1):
            found[cell_name(table.row, place)] = Drawn(one.header)
    return found


def drawn_stream(table: BigTable, report: Report) -> Stream:
    """Give the rows of a streamed table, below its row of headings; one blank row where it has none."""
    columns = [stream_column(report, column) for column in table.columns]
    return Stream(table.row + 1, columns, max(len(table.columns[0].values), 1))


def body_name(page: Page, table: BigTable, stream: Stream) -> str | None:
    """Give the range that stands for a table that is none to Excel: no table can hold a dynamic array.

    Returns:
        The absolute range of its rows, with the sheet; None where it is a table.
    """
    if not any(column.array for column in stream.columns):
        return None
    last = f"${column_letters(len(stream.columns))}${table.row + stream.count}"
    return qualified(page.title, f"$A${table.row + 1}:{last}")


def chart_ranges(plan: ChartPlan) -> Iterator[str]:
    """List the ranges that a chart draws, series by series, in the order of its part."""
    points = plan.kind in {"scatter", "bubble"}
    for series in sorted(
        plan.series, key=lambda one: 0 if points or one.look == "bars" else 1 + one.secondary
    ):
        if series.name_cell is not None:
            yield series.name_cell
        yield series.categories
        yield series.values
        if plan.kind == "bubble":
            yield series.sizes or series.values
