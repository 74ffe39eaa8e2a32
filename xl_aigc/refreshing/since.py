"""Changes of a workbook after its last refresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.errors import AigcError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import cell_name, split_cell
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.plan import Incoming, plan_carry
from xl_aigc.refreshing.restored import restored
from xl_aigc.refreshing.sameness import same_value
from xl_aigc.report.canonical import canonical
from xl_aigc.report.record import is_record

if TYPE_CHECKING:
    from pathlib import Path

    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.ooxml.edits.plan import Content, SheetEdit
    from xl_aigc.refreshing.plan import Carry
    from xl_aigc.report.ledger import Ledger


def changed_since(workbook: Path, copy: Path) -> dict[str, list[str]]:
    """List the cells that differ from what the last refresh made of the copy from before it.

    Args:
        workbook: as it is now.
        copy: as it was before its last refresh.

    Returns:
        The addresses by sheet; a sheet that came or went has none. Empty where one of the two is no report of ours
        any more.
    """
    try:
        with Book(workbook) as now, restored(copy) as source, Book(source.file, copy) as before:
            carry = _carried(find(now).ledger, before)
            return {
                sheet: cells
                for sheet in dict.fromkeys((*before.sheets, *now.sheets))
                if not is_record(sheet) and (cells := _changed(sheet, before, now, carry)) is not None
            }
    except AigcError:  # the undo goes on: what it takes back is kept whole in any case
        return {}


def _carried(ledger: Ledger, before: Book) -> Carry:
    """Plan the refresh once more that led to a record."""
    last = ledger.history.last
    incoming = Incoming(
        ledger.facts,
        ledger.vintage,
        last.source if last else "",
        last.when if last else "",
        ledger.period,
        ledger.compare,
        last.reasons if last else (),
        last.set_aside if last else 0,
        ledger.recorded,
        frozenset(
            (one.ticker, one.item, one.period)
            for one in ledger.history.newest
            if last and one.source == last.source
        ),
    )
    return plan_carry(find(before), incoming)


def _changed(sheet: str, before: Book, now: Book, carry: Carry) -> list[str] | None:
    """Return the cells of a sheet that are not as the refresh left them; None where all are."""
    if sheet not in before.sheets or sheet not in now.sheets:
        return []
    old, new = before.cells(sheet), now.cells(sheet)
    edit = carry.plan.sheets.get(sheet)
    written = _contents(edit) if edit else {}
    names = sorted(old.keys() | new.keys() | written.keys(), key=split_cell)
    return [name for name in names if not _same(new.get(name), old.get(name), written.get(name))] or None


def _contents(edit: SheetEdit) -> dict[str, Content]:
    """Return every cell that an edit gives another content, those of new rows too."""
    rows = {
        cell_name(row, column): content
        for row, new in edit.rows.items()
        for column, content in new.contents.items()
    }
    return {**edit.contents, **rows}


def _same(now: BookCell | None, before: BookCell | None, written: Content | None) -> bool:
    """Return whether a cell holds the formula or the constant that the refresh wrote or left."""
    if written is not None:
        formula, value = written.formula, written.value
    else:
        formula, value = (before.formula, before.value) if before else (None, None)
    if formula is None or now is None or now.formula is None:
        held = None if now is None else now.value
        return (now is None or now.formula is None) == (formula is None) and same_value(held, value)
    return canonical(now.formula) == canonical(formula)
