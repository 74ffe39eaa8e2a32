"""Formulas that a person added to a workbook: a refresh leaves them alone, and their values are those from before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.formula_tokens import tokens
from xl_aigc.ooxml.references import split_cell
from xl_aigc.report.canonical import Shift
from xl_aigc.report.record import is_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.refreshing.sameness import Recogniser
    from xl_aigc.report.prints import Prints


def own_formulas(found: FoundBook, written: Prints, looks: Mapping[str, Recogniser]) -> int:
    """Count the formulas that read cells and stand where the report has written none.

    Args:
        found: the workbook, as the person left it.
        written: what was last written into it.
        looks: what tells where the report's cells are now, by the name of each sheet.
    """
    keys, count = {title: key for key, title in found.titles.items()}, 0
    bodies = {table.sheet: table for table in found.tables.values()}
    for title in found.book.sheets:
        if is_record(title):
            continue
        moved, table = looks[title].forward.get(title, Shift()), bodies.get(title)
        ours = {moved.cell(at) for at in written.sheets.get(keys.get(title, ""), {})}
        columns = {*table.columns.values()} if table else set()
        rows = range(table.area.top, table.area.bottom + 1) if table else range(0)
        for at, formula in found.cells(title).formulas():
            if at not in ours:
                row, column = split_cell(at)
                count += not (row in rows and column in columns) and _reads(formula)
    return count


def _reads(formula: str) -> bool:
    """Return whether a formula names cells, or what stands for some."""
    return any(token.kind == "range" for token in tokens(formula))
