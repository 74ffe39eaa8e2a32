"""One refresh at a time works on a workbook: a lock that the system itself takes back when a program dies."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


WAIT: Final = 60.0
"""Seconds to wait for another refresh of the same workbook."""
_AGAIN: Final = 0.1


def lock_of(workbook: Path) -> Path:
    """The file beside a workbook that is locked while a refresh works on it.

    Example:
        >>> from pathlib import Path
        >>> lock_of(Path("/reports/aigc_2024H1.xlsx")).name
        '.aigc_2024H1.xlsx.refresh-lock'
    """
    place = workbook.resolve()
    return place.with_name(f".{place.name}.refresh-lock")


@contextmanager
def held(
    workbook: Path, wait: float = WAIT, progress: Callable[[str], None] = lambda _: None
) -> Iterator[None]:
    """Keep every other refresh, roll or undo away from a workbook; what is left of one that was killed does not.

    Args:
        workbook: the file.
        wait: seconds to wait for another that is at work.
        progress: told that it waits.

    Raises:
        WorkbookError: another is still at work after that time, or nothing may be written beside the workbook.
    """
    lock = lock_of(workbook)
    file = _taken(lock, workbook, time.monotonic() + wait, progress)
    try:
        yield
    finally:
        if (
            sys.platform == "win32"
        ):  # an open file can't be deleted there, and one that another has opened neither
            os.close(file)
            with suppress(OSError):
                lock.unlink()
        else:  # deleted before it is given free, so that whoever waits for it sees that it is gone
            lock.unlink(missing_ok=True)
            os.close(file)


def _taken(lock: Path, workbook: Path, until: float, progress: Callable[[str], None]) -> int:
    """The descriptor of the lock, once it is ours."""
    while True:
        try:
            file = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise WorkbookError(
                f"nothing can be written beside the workbook: {error.strerror or error}.",
                Place(workbook),
                remedy="Check that the folder exists and that you may write to it, or work on a copy elsewhere.",
            ) from error
        if _is_ours(file, lock):
            return file
        os.close(file)
        if time.monotonic() > until:
            raise WorkbookError(
                "another refresh of the workbook is at work.",
                Place(workbook),
                remedy="Wait until it has ended, and run the same command again.",
            )
        progress(f"waiting for another refresh of {workbook.name}")
        time.sleep(_AGAIN)


def _is_ours(file: int, lock: Path) -> bool:
    """Whether the lock could be taken, and is still the one that others would find."""
    try:
        _lock(file)
        return os.path.samestat(os.fstat(file), lock.stat())
    except (BlockingIOError, PermissionError, FileNotFoundError):
        return False
