"""The log as a file: bounded in size, for its owner's eyes, and without a character that a terminal would obey."""

import logging
import logging.handlers
import os
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from xl_aigc.outside import printable

LARGEST: Final = 1_000_000
_OWNER_ONLY: Final = 0o600


class ShownFormatter(logging.Formatter):
    """Spells out the control characters of what a record quotes; a traceback keeps its lines."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as the lines of the log."""
        return printable(super().format(record), kept="\n")


class LogFile(logging.handlers.RotatingFileHandler):
    """A file with one earlier one beside it.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=LARGEST, backupCount=1, encoding="utf-8", delay=True)

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, self.mode, encoding=self.encoding, opener=_opened)  # type: ignore[return-value]


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags, _OWNER_ONLY)
