"""The copies of a workbook from before its refreshes, and the way back to the last of them."""

from __future__ import annotations

import re
import secrets
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.regular import real_path
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.copies import copies_of, copy_name, digest_of, keep_copy
from xl_aigc.ooxml.seal import sealed
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.since import changed_since
from xl_aigc.refreshing.workbook_lock import locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BEFORE: Final = ".before-refresh-"
"""Mark of a copy from before a refresh."""
UNDONE: Final = ".undone-"
"""Mark of a state that an undo took back."""
_RANDOM: Final = 6
"""Bytes that tell the drafts of one file apart."""


@contextmanager
def draft_of(workbook: Path) -> Iterator[Path]:
    """A file beside a workbook to write its next state into; it is gone afterwards, whatever happens.

    Only a kill or a power cut leaves one, for `remove_leftovers`.
    """
    place = real_path(workbook)
    draft = place.with_name(f".{place.stem}.{secrets.token_hex(_RANDOM)}{place.suffix}")
    try:
        draft.touch(mode=0o600, exist_ok=False)  # the workbook may be for its owner's eyes only
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def remove_leftovers(workbook: Path) -> None:
    """Delete drafts that a killed refresh of this workbook left; nobody else may be at work on it."""
    place, draft = real_path(workbook), rf"[0-9a-f]{{{2 * _RANDOM}}}"
    stem, suffix = re.escape(place.stem), re.escape(place.suffix)
    marks = "|".join(re.escape(mark) + r"\d+" for mark in (BEFORE, UNDONE))
    names = (
        rf"\.{stem}\.{draft}{suffix}",
        rf"\.\.{stem}\.{draft}{suffix}\.{draft}\.tmp",  # a draft that was itself being written
        rf"\.{stem}(?:{marks}){suffix}\.{draft}\.tmp",
    )
    leftover = re.compile("|".join(names))
    for file in place.parent.iterdir():
        if leftover.fullmatch(file.name):
            file.unlink(missing_ok=True)


def take_place(draft: Path, workbook: Path) -> None:
    """Put a draft that is written and flushed in a workbook's place, in one step.

    Raises:
        WorkbookError: the workbook is held by another program; it is then as it was.
    """
    shutil.copymode(workbook, draft)
    _move(draft, real_path(workbook))


def keep_backup(workbook: Path, state: Path | None = None) -> Path:
    """Copy a workbook as it is before a refresh, under a number of its own.

    Args:
        workbook: the file beside which the copy stands.
        state: the file to copy; None for the workbook itself.

    Raises:
        WorkbookError: the copy can't be written.
    """
    return keep_copy(workbook, BEFORE, state)


@dataclass(frozen=True, slots=True)
class Undone:
    """Result of an undo, or of its dry run.

    Attributes:
        copy: the copy from before the last refresh, which takes the workbook's place.
        kept: the state that it took back; None where the workbook was gone, and in a dry run.
        saved: the workbook was saved by another program after its refresh.
        changed: by sheet, the cells that differ from what the refresh wrote; empty where nothing tells which.
    """

    copy: Path
    kept: Path | None
    saved: bool
    changed: dict[str, list[str]]


def undo(workbook: Path, *, dry_run: bool = False) -> Undone:
    """Put the copy from before the last refresh in the workbook's place; the state that it takes back is kept.

    An undo that is killed has done its work, or has left at most a numbered copy of the workbook as it is.

    Args:
        workbook: the file.
        dry_run: write nothing, not even a lock.

    Raises:
        WorkbookError: there is no copy, or it is not as that refresh left it, or a file can't be written.
    """
    if dry_run:
        return _undoing(workbook)
    with locked(workbook):
        remove_leftovers(workbook)
        undone = _undoing(workbook)
        kept = keep_copy(workbook, UNDONE) if workbook.exists() else None
        _move(undone.copy, real_path(workbook))
    return replace(undone, kept=kept)


def _undoing(workbook: Path) -> Undone:
    """Return what an undo would do, without doing it."""
    copy = _copy_before(workbook)
    saved = workbook.exists() and _saved_since(workbook)
    return Undone(copy, None, saved, changed_since(workbook, copy) if saved else {})


def _copy_before(workbook: Path) -> Path:
    """Return the copy from before the last refresh: the one that the workbook remembers, else the newest.

    Raises:
        WorkbookError: there is none, or none is as that refresh left it.
    """
    copies, digest = copies_of(workbook, BEFORE), _remembered(workbook)
    if not copies or digest == "":
        raise WorkbookError(
            "There is no copy from before a refresh.",
            Place(copy_name(workbook, BEFORE, max(copies, default=1))),
            remedy="A refresh with --workbook keeps one beside the workbook; an undo has put it back, or it was moved or deleted.",
        )
    newest = copies[max(copies)]
    if digest is None:
        return newest
    for copy in reversed(copies.values()):
        if digest_of(copy) == digest:
            return copy
    raise WorkbookError(
        "The file is not the copy that the last refresh kept; nothing was changed.",
        Place(newest),
        expected=f"a file of the SHA-256 {digest}.",
        remedy="It may have been opened and saved. To go back to it all the same, copy it over the workbook yourself.",
    )


def _remembered(workbook: Path) -> str | None:
    """Return the digest of the copy from before the last refresh; empty where there was none, None if nothing tells."""
    if not workbook.exists():
        return None
    try:
        with Book(workbook) as book:
            return find(book).ledger.before
    except WorkbookError:  # another program damaged it or dropped its record: the undo is the way back
        return None


def _saved_since(workbook: Path) -> bool:
    try:
        return sealed(workbook) != "refreshed"
    except WorkbookError:  # no workbook any more
        return True


def _move(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError as error:
        raise WorkbookError(
            f"The file can't be replaced: {error.strerror or error}.",
            Place(target),
            remedy="Close it in Excel and every other program, and run the same command again.",
        ) from error
