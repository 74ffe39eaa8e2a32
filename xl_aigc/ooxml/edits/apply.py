"""Edits of a closed workbook that a person owns: the parts that are named change, all others stay byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.archive import reading, write_edited
from xl_aigc.files.compound_file import with_password
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.edits.changes import Changes
from xl_aigc.ooxml.edits.in_use import check_not_in_use
from xl_aigc.ooxml.edits.plan import Edited, EditPlan
from xl_aigc.ooxml.replace import replacing
from xl_aigc.ooxml.seal import SEAL, sealing

if TYPE_CHECKING:
    from pathlib import Path

    from xl_aigc.ooxml.seal import State


_ENCRYPTED: Final = 0x01
_SIGNATURES: Final = "_xmlsignatures/"


def apply_edits(source: Path, target: Path, plan: EditPlan, state: State | None = None) -> Edited:
    """Write a workbook with some changes.

    It is written beside the target, flushed to the disk, and then put in the target's place: at any moment there is
    the old file or the new one, whole.

    Args:
        source: the workbook, closed.
        target: the file to write, often the same.
        plan: what changes.
        state: what the target is sealed as; None for no seal.

    Returns:
        The parts that are other than before. Every part that is not among them is the same byte for byte.

    Raises:
        WorkbookError: the workbook is open elsewhere, signed, encrypted, damaged or no .xlsx or .xlsm; the plan does
            not fit it; or the target can't be written. Nothing has changed then.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import mkdtemp
        >>> from openpyxl import Workbook, load_workbook
        >>> from xl_aigc.ooxml.edits.apply import apply_edits
        >>> from xl_aigc.ooxml.edits.plan import Content, EditPlan, SheetEdit
        >>> path = Path(mkdtemp(), "book.xlsx")
        >>> Workbook().save(path)
        >>> plan = EditPlan({"Sheet": SheetEdit(contents={"B2": Content("=no formula")})})
        >>> apply_edits(path, path, plan).changed
        ('xl/worksheets/sheet1.xml',)
        >>> load_workbook(path).active["B2"].data_type
        's'
    """
    for path in {source, target}:
        check_not_in_use(path)
    with Book(source) as book:
        check_editable(book)
        return write_edits(book, target, plan, state)


def write_edits(book: Book, target: Path, plan: EditPlan, state: State | None = None) -> Edited:
    """Write a copy of an open workbook with some changes; arguments, result and errors as of `apply_edits`.

    The workbook itself is only read, so it may be open elsewhere, write-protected or signed.
    """
    try:
        with replacing(target) as file, reading(Place(book.path)):
            changes = Changes(book, plan)
            seal = None if state is None else sealing(state)
            write_edited(book.path, file, changes.writers, {*changes.removed, SEAL}, seal)
            return _edited(book, changes, state)
    except WorkbookError as error:
        raise error.at(Place(book.path)) from error


def check_editable(book: Book) -> None:
    """Refuse a workbook that no edit can be made in.

    Raises:
        WorkbookError: it is signed or encrypted, or holds a part twice.
    """
    if any(part.filename.startswith(_SIGNATURES) for part in book.parts):
        raise WorkbookError(
            "The workbook is signed, and any change would break the signature.",
            Place(book.path),
            remedy="Remove the signature in Excel (File, Info), and sign again afterwards.",
        )
    if len({part.filename for part in book.parts}) < len(book.parts):
        raise WorkbookError("The file holds a part twice, so it is damaged.", Place(book.path))
    if any(part.flag_bits & _ENCRYPTED for part in book.parts):
        raise with_password(Place(book.path), WorkbookError)


def _edited(book: Book, changes: Changes, state: State | None) -> Edited:
    there = {part.filename for part in book.parts}
    written = (*changes.writers, *(() if state is None else (SEAL,)))
    return Edited(
        tuple(name for name in written if name in there),
        tuple(name for name in written if name not in there),
        (*changes.removed, *((SEAL,) if state is None and SEAL in there else ())),
    )
