"""Gives a workbook that has lost its record a new one: what is as a build would write it is ours, the rest the person's."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.labels import LANGUAGES
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.copies import digest_of
from xl_aigc.ooxml.edits.apply import apply_edits, check_editable
from xl_aigc.ooxml.edits.in_use import check_not_in_use
from xl_aigc.ooxml.edits.plan import EditPlan
from xl_aigc.ooxml.references import split_cell
from xl_aigc.refreshing.backup import draft_of, keep_backup, take_place
from xl_aigc.refreshing.findings import refuse
from xl_aigc.refreshing.found import TABLES, FoundBook
from xl_aigc.refreshing.lost_tables import lost_tables, not_as_written
from xl_aigc.refreshing.moved_cells import recognisers
from xl_aigc.refreshing.record_edits import with_record
from xl_aigc.refreshing.restored import naming, restoring, written_copy
from xl_aigc.refreshing.typed_headings import renaming, typed_headings
from xl_aigc.refreshing.workbook_lock import locked
from xl_aigc.report.blocks.changes import built_entry
from xl_aigc.report.builder import (
    BuildOptions,
    draw_report,
    known_keys,
    layout_files,
    make_report,
    remember,
)
from xl_aigc.report.canonical import plain
from xl_aigc.report.layout import NEEDED, load_layouts
from xl_aigc.report.ledger import History, ledger_document
from xl_aigc.report.prints import prints_of
from xl_aigc.report.record import find_record, record_texts
from xl_aigc.report.tables import table_headings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from xl_aigc.data.model import Facts
    from xl_aigc.report.prints import Prints

_LOG: Final = ("changes", "log")
"""The sheet and the block of the log."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """Result of an adoption.

    Attributes:
        ours: how many cells are as a build writes them.
        others: how many are not, and stay as they are.
        backup: the copy from before.
    """

    ours: int
    others: int
    backup: Path


def adopt(
    workbook: Path, facts: Facts, options: BuildOptions, progress: Callable[[str], None] = lambda _: None
) -> Adopted:
    """Write a new record into a workbook whose own is lost or damaged, and keep a copy from before.

    Args:
        workbook: the file, closed.
        facts: the basket that it shows.
        options: how it was built; the language is told by its headings.
        progress: told the name of each step.

    Raises:
        WorkbookError: its record is whole, or its tables are not there.
    """
    with locked(workbook, progress=progress):
        check_not_in_use(workbook)
        progress(f"reading {workbook.name}")
        with _with_tables(workbook, facts, options) as source:
            with Book(source, workbook) as book:
                found = _as_built(book, facts, options)
                refuse(found.findings, workbook)
                prints = found.prints
                assert prints is not None  # noqa: S101  _as_built gives them
                ours, others = _counted(found, prints)
                ledger = replace(found.ledger, before=digest_of(workbook))
                plan = with_record(book, EditPlan(), record_texts(ledger_document(ledger), prints))
            progress(f"writing {workbook.name}")
            with draft_of(workbook) as file:
                with naming(workbook, source, file):
                    apply_edits(source, file, plan, "refreshed")
                backup = keep_backup(workbook)
                take_place(file, workbook)
    return Adopted(ours, others, backup)


@contextmanager
def _with_tables(workbook: Path, facts: Facts, options: BuildOptions) -> Iterator[Path]:
    """Give the workbook, or a copy with the tables that another program dropped, or the headings that one typed."""
    plan = None
    with Book(workbook) as book:
        check_editable(book)
        if lost_tables(book):
            plan = restoring(_as_built(book, facts, options), strict=False)
        else:
            _check_lost(book)
            typed = typed_headings(book)
            plan = renaming(book, typed) if typed else None
    if plan is None:
        yield workbook
        return
    with written_copy(workbook, plan) as file:
        yield file


def _check_lost(book: Book) -> None:
    try:
        found = find_record(book)
    except WorkbookError:  # that is what it is for
        return
    if found is not None:
        raise WorkbookError(
            "The workbook's record is whole, so there is nothing to adopt.",
            Place(book.path),
            remedy=f"Refresh it: xl-aigc refresh --workbook {book.path}. Where its store is lost, write its figures with "
            f"xl-aigc store export FOLDER --workbook {book.path}, and record them with xl-aigc refresh --from FOLDER.",
        )


def _as_built(book: Book, facts: Facts, options: BuildOptions) -> FoundBook:
    """Return the workbook as if its record were that of a build of these facts."""
    held = {table.name: {plain(heading) for heading in table.columns} for table in book.tables}
    held |= dict.fromkeys(lost_tables(book), _texts(book))
    reports = [make_report(facts, replace(options, language=language)) for language in LANGUAGES]

    def known(place: int) -> int:
        headings = table_headings(reports[place])
        return sum(plain(text) in held.get(name, ()) for name in TABLES for text in headings[name].values())

    options = replace(options, language=LANGUAGES[max(range(len(reports)), key=known)])
    found = _drawn(book, facts, options, 1)
    lines = _lines_below(found)
    return _drawn(book, facts, options, 1 + lines) if lines else found


def _texts(book: Book) -> set[str]:
    """Return every text of a workbook, as headings are compared."""
    cells = (cell for sheet in book.sheets for cell in book.cells(sheet).values())
    return {plain(str(cell.value)) for cell in cells if cell.kind == "text"}


def _drawn(book: Book, facts: Facts, options: BuildOptions, lines: int) -> FoundBook:
    """Return the workbook as if it were a build with so many lines of log."""
    report = make_report(facts, options)
    report.history = History((built_entry(report),) * lines)
    drawn = draw_report(report, load_layouts(options.layouts, known_keys(report.table), NEEDED))
    return FoundBook(book, remember(drawn, layout_files(options.layouts)), prints_of(drawn))


def _lines_below(found: FoundBook) -> int:
    """Count the lines of the log below the first; they tell of refreshes that the record knew."""
    title, rows = found.titles.get(_LOG[0]), found.ledger.blocks.get(f"{_LOG[0]}.{_LOG[1]}.block")
    if title is None or rows is None:
        return 0
    last = max((split_cell(at)[0] for at in found.book.cells(title)), default=0)
    return max(last - rows[1], 0)


def _counted(found: FoundBook, prints: Prints) -> tuple[int, int]:
    """Count the cells that are as a build writes them, and those that are not."""
    looks, ours, others = recognisers(found, prints), 0, 0
    for key, title in found.titles.items():
        cells, written = found.cells(title), prints.sheets.get(key, {})
        same = sum(looks[title].wrote(cells.get(at), one) for at, one in written.items())
        ours, others = ours + same, others + len(written) - same
    for table in found.tables.values():
        changed, every = not_as_written(found, prints, table)
        ours, others = ours + every - len(changed), others + len(changed)
    return ours, others
