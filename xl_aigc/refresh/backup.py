"""The copy of a workbook from before its last refresh, and the way back to it."""

from __future__ import annotations

import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.package.replace import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ENDING: Final = ".before-refresh"


def backup_of(workbook: Path) -> Path:
    """Where the copy of a workbook stands.

    Example:
        >>> from pathlib import Path
        >>> backup_of(Path("aigc_2024H1.xlsx")).name
        'aigc_2024H1.before-refresh.xlsx'
    """
    return workbook.with_name(f"{workbook.stem}{_ENDING}{workbook.suffix}")


@contextmanager
def draft_of(workbook: Path) -> Iterator[Path]:
    """A file beside a workbook to write its next state into; it is gone afterwards, whatever happens."""
    draft = workbook.with_name(f".{workbook.stem}.{secrets.token_hex(6)}{workbook.suffix}")
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def take_place(draft: Path, workbook: Path) -> None:
    """Put a draft that is written and flushed in a workbook's place, in one step.

    Raises:
        WorkbookError: the workbook is held by another program; it is then as it was.
    """
    try:
        shutil.copymode(workbook, draft)
        draft.replace(workbook.resolve())
    except OSError as error:
        raise WorkbookError(
            f"the file can't be replaced: {error.strerror or error}.",
            Place(workbook),
            remedy="Close it in Excel and every other program, and run the same command again.",
        ) from error


def keep_backup(workbook: Path, state: Path | None = None) -> Path:
    """Copy a workbook as it is; an earlier copy is replaced in one step.

    Args:
        workbook: the file beside which the copy stands.
        state: the file to copy; None for the workbook itself.

    Raises:
        WorkbookError: the copy can't be written.
    """
    target = backup_of(workbook)
    with (state or workbook).open("rb") as source, replacing(target) as copy:
        shutil.copyfileobj(source, copy)
    return target


def undo(workbook: Path) -> Path:
    """Put the copy from before the last refresh in the workbook's place; the refreshed one becomes the copy.

    So an undo can be undone by another.

    Raises:
        WorkbookError: there is no copy, or a file can't be written.
    """
    copy = backup_of(workbook)
    if not copy.exists():
        raise WorkbookError(
            "there is no copy from before a refresh.",
            Place(copy),
            remedy="A refresh with --workbook keeps one beside the workbook; it may have been moved or deleted.",
        )
    refreshed = workbook.read_bytes() if workbook.exists() else None
    with copy.open("rb") as source, replacing(workbook) as file:
        shutil.copyfileobj(source, file)
    if refreshed is None:
        copy.unlink()
    else:
        with replacing(copy) as file:
            file.write(refreshed)
    return workbook
