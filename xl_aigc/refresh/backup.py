"""The copy of a workbook from before its last refresh, and the way back to it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.package.replace import replacing

if TYPE_CHECKING:
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


def keep_backup(workbook: Path) -> Path:
    """Copy a workbook as it is; an earlier copy is replaced in one step.

    Raises:
        WorkbookError: the copy can't be written.
    """
    target = backup_of(workbook)
    with workbook.open("rb") as source, replacing(target) as copy:
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
