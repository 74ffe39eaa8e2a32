"""The edits that put the next record into a workbook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xl_aigc.ooxml.edits.plan import Content, SheetEdit
from xl_aigc.report.ledger import NAMESPACE
from xl_aigc.report.record import SHEET, is_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.ooxml.book import Book
    from xl_aigc.ooxml.edits.plan import EditPlan

_MOVED: Final = f'<ledger xmlns="{NAMESPACE}"/>'.encode()
"""Left in the place where version 0.1.0 kept the record, since two of them would drift apart."""


def with_record(book: Book, plan: EditPlan, texts: Sequence[str]) -> EditPlan:
    """Return a plan that also writes a record.

    Args:
        book: the workbook.
        plan: what else changes.
        texts: the record, as `report.record.record_texts` gives it.
    """
    title = next(filter(is_record, book.sheets), None)
    if title is None:
        old = book.document(NAMESPACE)
        parts = {} if old is None else {old[0]: _MOVED}
        return replace(plan, hidden={SHEET: texts}, parts={**plan.parts, **parts})
    held = len(book.cells(title))
    contents = {f"A{row}": Content(text) for row, text in enumerate(texts, 1)}
    contents |= {f"A{row}": Content() for row in range(len(texts) + 1, held + 1)}
    return replace(plan, sheets={**plan.sheets, title: SheetEdit(contents=contents)})
