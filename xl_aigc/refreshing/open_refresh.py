"""The refresh of a workbook that is open in Excel: read from a copy, planned like a closed one, and entered into its ranges."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.refreshing.backup import keep_backup
from xl_aigc.refreshing.carry import Carried
from xl_aigc.refreshing.excel import (
    check_excel,
    check_unprotected,
    home_of,
    move_charts,
    no_filling,
    quiet,
    recalculate,
    save_copy,
    status_line,
)
from xl_aigc.refreshing.found import FoundBook, find
from xl_aigc.refreshing.open_book import check_room, enlarge, write, written_sheets
from xl_aigc.refreshing.plan import Carry, plan_carry
from xl_aigc.refreshing.refresh import basket_of, incoming_of
from xl_aigc.refreshing.scope import Scope, within
from xl_aigc.refreshing.store_age import check_store

if TYPE_CHECKING:
    import datetime as dt

    import xlwings

    from xl_aigc.store.store import Store

Part = Literal["book", "sheet", "selection"]


def carry_open(
    store: Store, book: xlwings.Book, now: dt.datetime, *, part: Part = "book", overwrite: bool = False
) -> Carried:
    """Carry what the store knows into a workbook that is open in Excel on Windows.

    The workbook is not saved: whoever closes it without saving has it as before. A copy from before stands beside it.

    Args:
        store: where the figures are.
        book: the open workbook.
        now: when this is.
        part: what is refreshed: the whole book, its active sheet, or the selected cells.
        overwrite: also inputs that the person corrected.

    Raises:
        HostError: the workbook is not open in Excel on Windows.
        WorkbookError: it is none of ours, has no room for new rows, is protected, or Excel stopped in the middle.
        StoreError: the store does not know the workbook's basket.
    """
    check_excel(book)
    workbook = home_of(book)
    scope = scope_of(book, part)
    with (
        tempfile.TemporaryDirectory(prefix="xl_aigc_", ignore_cleanup_errors=True) as folder,
        status_line(book.app) as say,
    ):
        state = save_copy(book, Path(folder) / workbook.name)
        with Book(state) as file:
            found = find(file)
            facts = store.facts(basket_of(store, found.ledger))
            check_store(store, facts, found.ledger, workbook)
            incoming = incoming_of(store.vintages()[-1], facts, found.ledger, None, now)
            if scope is not None:
                incoming = within(found, incoming, scope)
            carry = plan_carry(found, incoming, overwrite=overwrite, progress=say)
            if not carry.changes_anything:
                return Carried(carry, None, None)
            _check_record(found, carry, workbook)
            check_room(found, carry.plan)
            check_unprotected(book, written_sheets(carry.plan))
            backup = keep_backup(workbook, state)
            say("entering what changes")
            _apply(book, found, carry, backup)
    return Carried(carry, None, backup)


def scope_of(book: xlwings.Book, part: Part) -> Scope | None:
    """Return the cells that a person wants refreshed; None for the whole book.

    Raises:
        WorkbookError: no cells are selected.
    """
    if part == "book":
        return None
    if part == "sheet":
        return Scope(book.sheets.active.name)
    selected = book.selection
    if selected is None:
        raise WorkbookError(
            "No cells are selected.", Place(book.name), remedy="Select cells of the table Data or Companies."
        )
    return Scope.of(selected.sheet.name, selected.address)


def _check_record(found: FoundBook, carry: Carry, workbook: Path) -> None:
    """Refuse a workbook that has no hidden sheet for its record yet.

    Raises:
        WorkbookError: version 0.1.0 wrote it, and no later one since.
    """
    if carry.plan.hidden:
        raise WorkbookError(
            f"The workbook was written by version {found.ledger.program}, whose record has to be moved first.",
            Place(workbook),
            remedy=f"Save and close it, and run once: xl-aigc refresh --workbook {workbook}",
        )


def _apply(book: xlwings.Book, found: FoundBook, carry: Carry, backup: Path) -> None:
    """Enter a plan.

    Raises:
        WorkbookError: Excel stopped in the middle.
    """
    held: dict[str, list[str]] = {}
    for chart, text in found.book.chart_references():
        held.setdefault(chart, []).append(text)
    try:
        with quiet(book.app):
            enlarge(book, found, carry.plan)
            with no_filling(book.app):
                write(book, found, carry.plan)
            move_charts(book, held, carry.plan.charts)
            recalculate(book.app)
    except (
        Exception
    ) as error:  # whatever COM raises: the person must know that half is done, and where the whole is
        raise WorkbookError(
            f"Excel stopped in the middle of the refresh ({error}); the open workbook is half refreshed.",
            Place(book.name),
            remedy=f"Close it without saving. As it was before the refresh, unsaved changes included, it is in {backup}.",
        ) from error
