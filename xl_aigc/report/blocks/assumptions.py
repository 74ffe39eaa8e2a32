"""The sheet of assumptions: every limit once, in a yellow cell with a name, and the sheets whose formulas read it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data.limits import INDEX, LIMITS, index_name
from xl_aigc.measures.mask import everyone
from xl_aigc.report.blocks.draw import block
from xl_aigc.report.limit_words import index_in_words
from xl_aigc.report.live import Live
from xl_aigc.report.page import Field, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xl_aigc.report.live import Shown
    from xl_aigc.report.report import Report

SHEET: Final = "limits"
"""Key of the sheet, which every workbook has: formulas of the others read its cells."""
SPANS: Final = {"limit": 6, "value": 2, "name": 4, "used_on": 6}
PENDING: Final = "limit_uses"
"""Cells that name the sheets which read a limit; these are known once every sheet is drawn."""


@block("limits")
def _limits(page: Page) -> None:
    """Every limit as a cell to change, the changes of the indices, and the numbers over the basket that measures compare with."""
    report = page.report
    fields = [Field(key, report.text(f"assumptions.{key}"), span=span) for key, span in SPANS.items()]
    fields[1], fields[2] = replace(fields[1], number_format="general"), replace(fields[2], style="word")
    page.headings(fields)
    for key, limit in LIMITS.items():
        if key not in report.absent:
            _line(page, fields, key, Live(report.frame.limit(key)), limit.number_format, typed=True)
    for name, label, live in _index_cells(report):
        _line(page, fields, name, live, "percent", typed=True, label=label)
    for name, live in basket_cells(report).items():
        _line(page, fields, name, live, report.table.cells[name].shows, typed=False)


def _line(
    page: Page,
    fields: Sequence[Field],
    name: str,
    live: Live,
    shows: str,
    *,
    typed: bool,
    label: str | None = None,
) -> None:
    """Draw one row: label, named cell, name, and room for the sheets that read it."""
    report = page.report
    label = report.labels.text(f"limits.{name}") if label is None else label
    money = (name in LIMITS and LIMITS[name].shows == "money") or shows == "money"
    value = replace(fields[1], number_format=shows, style="input" if typed else "body")
    used = Live("")
    contents: list[Live | Shown] = [report.in_unit(label) if money else label, live, name, used]
    report.defined[name] = page.address(page.row, page.left + SPANS["limit"], sheet=True)
    report.findings.setdefault(PENDING, []).append(
        (page.row, page.left + sum(SPANS.values()) - SPANS["used_on"], name)
    )
    page.line([fields[0], value, fields[2], replace(fields[3], wrap=True)], contents)


def _index_cells(report: Report) -> Iterator[tuple[str, str, Live]]:
    """Yield name, label and change of each index; a basket without one that has prices compares them with n.a."""
    if "prices" in report.absent:
        return
    for place, fact in enumerate(report.facts.indices):
        label = report.text("notes.index_label", name=index_in_words(report.labels, fact))
        yield index_name(place), label, Live(report.shown(report.frame.index_change(place)))
    if not report.facts.indices:
        yield INDEX, report.text(f"limits.{INDEX}"), Live(report.shown(report.frame.index_change()))


def basket_cells(report: Report) -> dict[str, Live]:
    """Return the numbers over the basket that measures compare with: the medians of the screen, and those of a file of one's own."""
    frame = report.frame
    cells = ((key, cell) for key, cell in frame.table.cells.items() if key not in report.absent)
    return {key: report.over(cell.tree, everyone(frame)) for key, cell in cells}


def fill_uses(report: Report, pages: Sequence[Page]) -> None:
    """Name beside each limit the sheets whose formulas read its cell."""
    read = {page.title: _names_read(page) for page in pages}
    for page in pages:
        for row, column, name in report.findings.get(PENDING, ()) if page.key == SHEET else ():
            titles = [title for title, names in read.items() if name in names and title != page.title]
            cell = page.cells[row, column]
            told = page.report.text("claim_words.list_separator").join(titles)
            page.cells[row, column] = replace(cell, content=Live(told))


def _names_read(page: Page) -> frozenset[str]:
    """Return the defined names that the formulas of a page read, those of its streamed tables too."""
    found = {name for cell in page.cells.values() for name in cell.content.names}
    columns = (column for table in page.tables for column in table.columns)
    found |= {name for column in columns for name in Live("", column.native).names}
    return frozenset(found)
