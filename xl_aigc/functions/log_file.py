"""The log as a file: bounded in size, for its owner's eyes, and without a character that a terminal would obey."""

import logging
import logging.handlers
import os
import time
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from xl_aigc.outside import printable

LARGEST: Final = 1_000_000
_OWNER_ONLY: Final = 0o600
_STALE: Final = 60.0
"""Seconds after which the lock of a change of files was left behind."""


class ShownFormatter(logging.Formatter):
    """Spells out the control characters of what a record quotes; a traceback keeps its lines."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as the lines of the log."""
        return printable(super().format(record), kept="\n")


class LogFile(logging.handlers.WatchedFileHandler):
    """A file with one earlier one beside it, which several processes write at once.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, into a new file where this one is full."""
        self._put_aside()
        super().emit(record)

    def _put_aside(self) -> None:
        """Keep a full file as the earlier one; of several processes one does, the others follow to the new file."""
        path, lock = Path(self.baseFilename), Path(f"{self.baseFilename}.lock")
        try:
            if path.stat().st_size < LARGEST:
                return
            lock.touch(_OWNER_ONLY, exist_ok=False)
        except OSError:  # there is no file yet, or another process is at it
            _drop_old(lock)
            return
        with suppress(OSError):  # Windows renames no file that another process has open: it grows on
            if path.stat().st_size >= LARGEST:
                path.replace(f"{path}.1")
        lock.unlink(missing_ok=True)

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, self.mode, encoding=self.encoding, opener=_opened)  # type: ignore[return-value]


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags, _OWNER_ONLY)


def _drop_old(lock: Path) -> None:
    """Remove the lock of a process that was killed."""
    with suppress(OSError):
        if time.time() - lock.stat().st_mtime > _STALE:
            lock.unlink()
