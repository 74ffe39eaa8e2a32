"""Entry points in Python for the macros of a macro workbook."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import xlwings

from xl_aigc.errors import AigcError
from xl_aigc.refreshing.open_refresh import Part, carry_open
from xl_aigc.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.refreshing.carry import Carried

TITLE: Final = "xl_aigc"
_LISTED: Final = 10


def refresh_workbook(part: Part = "book", name: str = "") -> None:
    """Carry what the store knows into an open workbook, and say what was done.

    Args:
        part: what is refreshed: the whole book, its active sheet, or the selected cells.
        name: of the workbook, in hexadecimal digits of UTF-16, where an add-in asks; the one that the macro stands in if empty.
    """
    book = xlwings.Book.caller()
    if name:
        book = book.app.books[bytes.fromhex(name).decode("utf-16-be")]
    try:
        carried = carry_open(open_store(), book, dt.datetime.now(dt.UTC), part=part)
    except AigcError as error:
        book.app.alert(str(error), TITLE, mode="critical")
    else:
        book.app.alert("\n".join(lines(carried)), TITLE, mode="info")


def lines(carried: Carried) -> Iterator[str]:
    """Describe the changes of an open workbook, line by line."""
    carry, last = carried.carry, carried.carry.last
    if not carry.changes_anything:
        yield "The workbook is up to date; nothing was changed."
        return
    yield f"Figures: {last.added:,} added, {last.changed:,} changed, {last.unchanged:,} unchanged."
    yield "The sheet Changes tells them one by one."
    for one in carry.kept[:_LISTED]:
        yield f"Kept as you corrected it: {one.ticker} {one.item} {one.period}"
    if len(carry.kept) > _LISTED:
        yield f"and {len(carry.kept) - _LISTED:,} more"
    for sheet, cells in carry.foreign.items():
        yield f"Cells of the report on the sheet {sheet} that you changed, and that stay so: {len(cells):,}."
    if carried.backup is not None:
        yield f"As it was before: {carried.backup.name}. Nothing is saved yet; closing without saving takes all of it back."
