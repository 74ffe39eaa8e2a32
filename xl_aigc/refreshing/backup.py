"""The copy of a workbook from before its last refresh, and the way back to it."""

from __future__ import annotations

import re
import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.regular import real_path
from xl_aigc.ooxml.replace import replacing
from xl_aigc.refreshing.workbook_lock import locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ENDING: Final = ".before-refresh"
_PARKED: Final = ".refreshed"
_RANDOM: Final = 6
"""Bytes that tell the drafts of one file apart."""


def backup_of(workbook: Path) -> Path:
    """Return the path of the backup of a workbook.

    Example:
        >>> from pathlib import Path
        >>> backup_of(Path("aigc_2024H1.xlsx")).name
        'aigc_2024H1.before-refresh.xlsx'
    """
    return workbook.with_name(f"{workbook.stem}{_ENDING}{workbook.suffix}")


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
    names = (
        rf"\.{stem}\.{draft}{suffix}",
        rf"\.\.{stem}\.{draft}{suffix}\.{draft}\.tmp",  # a draft that was itself being written
        rf"\.{stem}(?:{re.escape(_ENDING)}|{re.escape(_PARKED)}){suffix}\.{draft}\.tmp",
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
    """Copy a workbook as it is; an earlier copy is replaced in one step.

    Args:
        workbook: the file beside which the copy stands.
        state: the file to copy; None for the workbook itself.

    Raises:
        WorkbookError: the copy can't be written.
    """
    target = backup_of(workbook)
    _copy(state or workbook, target)
    return target


def undo(workbook: Path) -> Path:
    """Put the copy from before the last refresh in the workbook's place; the refreshed one becomes the copy.

    So an undo can be undone by another. One that is killed has done its work or not begun it, or it has left the
    refreshed workbook as NAME.refreshed beside it: another then ends it.

    Raises:
        WorkbookError: there is no copy, or a file can't be written.
    """
    copy = backup_of(workbook)
    parked = workbook.with_name(f"{workbook.stem}{_PARKED}{workbook.suffix}")
    with locked(workbook):
        remove_leftovers(workbook)
        if not copy.exists() and parked.exists():
            _move(parked, copy)
            return workbook
        if not copy.exists():
            raise WorkbookError(
                "There is no copy from before a refresh.",
                Place(copy),
                remedy="A refresh with --workbook keeps one beside the workbook; it may have been moved or deleted.",
            )
        if not workbook.exists():
            _move(copy, workbook)
            return workbook
        _copy(workbook, parked)
        _move(copy, real_path(workbook))
        _move(parked, copy)
    return workbook


def _copy(workbook: Path, target: Path) -> None:
    """Copy a workbook in one step, for the eyes of the same people."""
    with workbook.open("rb") as source, replacing(target) as file:
        shutil.copymode(workbook, file.name)
        shutil.copyfileobj(source, file)


def _move(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError as error:
        raise WorkbookError(
            f"The file can't be replaced: {error.strerror or error}.",
            Place(target),
            remedy="Close it in Excel and every other program, and run the same command again.",
        ) from error
