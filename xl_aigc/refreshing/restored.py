"""A workbook as Excel would have saved it: a copy with the tables and names of columns in it that a program left out."""

from __future__ import annotations

import html
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.book import WORKBOOK, Book
from xl_aigc.ooxml.edits.apply import apply_edits, check_editable
from xl_aigc.ooxml.edits.plan import Content, EditPlan, SheetEdit
from xl_aigc.ooxml.edits.tags import changed, read, start_tag, with_attribute
from xl_aigc.ooxml.escape import formula_text
from xl_aigc.ooxml.newer_functions import prefixed
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.lost_tables import lost_tables, tables_again
from xl_aigc.refreshing.typed_headings import renaming, typed_headings
from xl_aigc.report.canonical import unwrapped
from xl_aigc.report.record import find_record, record_sheet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.refreshing.typed_headings import TypedHeading


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a refresh reads.

    Attributes:
        file: the workbook, or a copy of it with what was lost.
        tables: the names of the tables that were lost.
        headings: the headings that their tables did not know.
    """

    file: Path
    tables: tuple[str, ...] = ()
    headings: tuple[TypedHeading, ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """Return what is written again, one sentence each."""
        says = "{} is a table again: a program that drops tables saved the workbook."
        return (*(says.format(name) for name in self.tables), *(one.finding.says for one in self.headings))


@contextmanager
def restored(workbook: Path) -> Iterator[Source]:
    """Give the file to read a workbook from, for as long as the caller reads it.

    Raises:
        WorkbookError: it has lost tables, and not every cell of them is recognised.
    """
    with Book(workbook) as book:
        lost = lost_tables(book)
        record = find_record(book) if lost else None
        typed = () if lost else typed_headings(book)
        plan = None
        if record is not None and record.prints is not None:
            check_editable(book)
            plan = restoring(find(book), strict=True)
        elif typed:
            check_editable(book)
            plan = renaming(book, typed)
    if plan is None:
        yield Source(workbook)
        return
    with written_copy(workbook, plan) as file:
        yield Source(file, tuple(lost), typed)


@contextmanager
def written_copy(workbook: Path, plan: EditPlan) -> Iterator[Path]:
    """Write a copy of a workbook with some changes, and remove it afterwards."""
    with TemporaryDirectory(prefix="xl_aigc_", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / workbook.name
        with naming(workbook, file):
            apply_edits(workbook, file, plan)
        yield file


@contextmanager
def naming(workbook: Path, *drafts: Path) -> Iterator[None]:
    """Have an error about a draft, which nobody knows, name the workbook."""
    try:
        yield
    except WorkbookError as error:
        if error.place.file not in drafts:
            raise
        place = Place(workbook, sheet=error.place.sheet, cell=error.place.cell, key=error.place.key)
        raise WorkbookError(error.problem, place, expected=error.expected, remedy=error.remedy) from error


def restoring(found: FoundBook, *, strict: bool) -> EditPlan:
    """Plan what gives a workbook its tables back, and the formulas that name them.

    Args:
        found: the workbook.
        strict: as of `tables_again`.
    """
    book = found.book
    tables = tables_again(found, strict=strict)
    sheets = {title: SheetEdit(contents=dict(_formulas(book.cells(title)))) for title in book.sheets}
    old = book.content(WORKBOOK)
    new = _named(changed(old, "sheet", partial(_hidden, record_sheet(book))), {one.name for one in tables})
    return EditPlan(sheets, added=tables, parts={} if new == old else {WORKBOOK: new})


def _formulas(cells: Mapping[str, BookCell]) -> Iterator[tuple[str, Content]]:
    """Yield the cells with formulas that Gnumeric made texts of, or SheetJS took prefixes from, as they were."""
    for at, cell in cells.items():
        own = prefixed(unwrapped(cell.formula or ""))
        if own != (cell.formula or ""):
            value = None if cell.kind in {"error", "blank"} else cell.value
            yield at, Content(value, own, cell.fills)


def _hidden(record: str | None, tag: bytes) -> bytes:
    """Return the tag that lists a sheet: the one of the record is in no menu."""
    return with_attribute(tag, "state", "veryHidden") if read(tag, "name") == record else tag


def _named(workbook: bytes, tables: Collection[str]) -> bytes:
    """Return the workbook's part with its names as they were.

    Gnumeric makes names of tables, beside which Excel takes no table, and texts of what several areas are named by, such as rows
    and columns that every printed page repeats.
    """
    for tag in reversed(list(start_tag("definedName").finditer(workbook))):
        if tag[0].endswith(b"/>"):
            continue
        close = workbook.index(b"</", tag.end())
        if read(tag[0], "name") in tables:
            workbook = workbook[: tag.start()] + workbook[workbook.index(b">", close) + 1 :]
            continue
        text = html.unescape(workbook[tag.end() : close].decode())
        if unwrapped(text) != text:
            workbook = workbook[: tag.end()] + formula_text(unwrapped(text)).encode() + workbook[close:]
    return workbook
