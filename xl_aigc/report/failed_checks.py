"""The checks of a report that failed, each by its number, its name and its cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.references import cell_name, split_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.ooxml.book import Book
    from xl_aigc.ooxml.book_cells import BookCell

_PASSES: Final = re.compile(r'COUNTIF\([^,"(]{1,100},"([^"]{0,100})"\)')
"""The word of a check that passed, in the formula that counts them."""

Failed = tuple[str, str, str]
"""Sheet, cell, and a sentence."""


def failed_checks(
    book: Book, checks: tuple[int, int], recomputed: Mapping[tuple[str, str], float | str | bool]
) -> list[Failed]:
    """Return each check that failed; one entry for all of them where none can be told from the others.

    Args:
        book: the workbook.
        checks: how many passed, and of how many.
        recomputed: values by sheet and address, which go before those that the file shows.
    """
    found = book.named("checks_passed")
    formula = found[2].formula if found and found[2] else None
    passes = _PASSES.search(formula or "")
    told = [] if passes is None else _failed(book, passes[1], recomputed)
    if told:
        return told
    sheet, cell = found[:2] if found else ("", "checks_passed")
    return [(sheet, cell, f"{checks[1] - checks[0]} of the report's {checks[1]} checks failed.")]


def _failed(
    book: Book, passes: str, recomputed: Mapping[tuple[str, str], float | str | bool]
) -> list[Failed]:
    try:
        sheet, area = split_sheet(book.names.get("check_results", ""))
        cells = book.cells(sheet)
    except WorkbookError:  # a report without the table of its checks
        return []
    told = []
    for number, (row, column) in enumerate(area.cells(), 1):
        at = cell_name(row, column)
        shown = recomputed.get((sheet, at), cells[at].value if at in cells else "")
        if shown != passes:
            told.append((sheet, at, f"check {number}, {_label(cells, row, column)}: failed at {at}."))
    return told


def _label(cells: Mapping[str, BookCell], row: int, right: int) -> str:
    """Return the first text of a row, which names the check."""
    texts = (cells.get(cell_name(row, column)) for column in range(1, right))
    return next((str(cell.value) for cell in texts if cell is not None and cell.kind == "text"), "unnamed")
