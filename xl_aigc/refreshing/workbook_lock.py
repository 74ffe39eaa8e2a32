"""The lock of a workbook: one refresh at a time works on it. The system releases it when a program dies."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.regular import real_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WAIT: Final = 60.0
"""Seconds to wait for another refresh of the same workbook."""
_POLL: Final = 0.1
"""Seconds between two attempts."""


def lock_of(workbook: Path) -> Path:
    """Name the file beside a workbook that is locked while a refresh works on it.

    Example:
        >>> from pathlib import Path
        >>> lock_of(Path("/reports/aigc_2024H1.xlsx")).name
        '.aigc_2024H1.xlsx.refresh-lock'
    """
    place = real_path(workbook)
    return place.with_name(f".{place.name}.refresh-lock")


@contextmanager
def locked(
    workbook: Path, wait: float = WAIT, progress: Callable[[str], None] = lambda _: None
) -> Iterator[None]:
    """Lock a workbook against every other refresh, roll or undo.

    Args:
        workbook: the file.
        wait: seconds to wait for another one that is running.
        progress: called once with a message when it has to wait.

    Raises:
        WorkbookError: another one is still running after that time, or nothing can be written beside the workbook.
    """
    path = lock_of(workbook)
    lock = FileLock(path, mode=0o666)
    try:
        if not path.parent.is_dir():  # the library would make the folder
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        _acquire(lock, workbook, wait, progress)
    except OSError as error:
        raise WorkbookError(
            f"Nothing can be written beside the workbook: {error.strerror or error}.",
            Place(workbook),
            remedy="Check that the folder exists and that you may write to it, or work on a copy elsewhere.",
        ) from error
    try:
        yield
    finally:
        if sys.platform != "win32":  # there the library deletes the file itself
            path.unlink(missing_ok=True)  # while it is locked, so that whoever waits sees that it is gone
        lock.release()


def _acquire(lock: FileLock, workbook: Path, wait: float, progress: Callable[[str], None]) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress(f"waiting for another refresh of {workbook.name}")
        try:
            lock.acquire(timeout=wait, poll_interval=_POLL)
        except Timeout as error:
            raise WorkbookError(
                "Another refresh of the workbook is running.",
                Place(workbook),
                remedy="Wait until it has ended, and run the same command again.",
            ) from error
