"""The inputs of a workbook as `check` lists them: what a refresh would mend, and what it would refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.errors import AigcError
from xl_aigc.ooxml.book import Book
from xl_aigc.refreshing.findings import Finding
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.redraw import last_edition, numbers, other_periods
from xl_aigc.refreshing.restored import restored
from xl_aigc.report.record import find_record
from xl_aigc.report.tables import table_headings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def input_findings(workbook: Path) -> list[Finding]:
    """List the cells of our tables that do not hold what their place asks for; none for a workbook without a record.

    Args:
        workbook: the file.

    Raises:
        WorkbookError: it can't be read.
    """
    with Book(workbook) as book:
        try:
            if find_record(book) is None:
                return []
            with restored(workbook) as source, Book(source.file, workbook) as whole:
                typed = (one.finding for one in source.headings)
                return [*map(_no_table, source.tables), *typed, *_findings(whole)]
        except AigcError as error:
            return [Finding("", "", f"A refresh would refuse the workbook: {error}")]


def _no_table(name: str) -> Finding:
    says = f"{name} is no table any more: a program that drops tables saved the workbook. A refresh writes it again."
    return Finding("", "", says)


def _findings(book: Book) -> Iterator[Finding]:
    found = find(book)
    yield from found.findings
    if any(one.stops for one in found.findings):
        return  # whose row is whose has to be settled first
    own = found.ledger.headings or table_headings(numbers(found, last_edition(found.ledger)))
    for table in found.located.values():
        yield from other_periods(table, own[table.name])
