"""The one way to a file's bytes: pipes, devices, sockets, folders and links to them are refused, and sizes are bounded.

Opening a pipe waits for whoever writes to it, and a device may never end: a name that a person or another file gives
must not stop the program.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from xl_aigc.errors import AigcError, DataError, Place

MAX_BYTES: Final = 512 * 1024 * 1024
_KINDS: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
# Opened so, a pipe that takes the file's place after the first look does not wait. Windows has neither flag.
_AT_ONCE: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def regular_file(path: Path, max_bytes: int | None = MAX_BYTES, error: type[AigcError] = DataError) -> Path:
    """A path that leads to a regular file of a bounded size.

    Args:
        path: the file, or a link to it.
        max_bytes: the largest size that is accepted; None where the file is not read as a whole.
        error: the class of what is raised.

    Raises:
        AigcError: of the given class; the file is missing, not a regular one or too large.
    """
    try:
        _check(path, path.stat(), max_bytes, error)
    except (OSError, ValueError) as reason:  # ValueError: a name with NUL or half a character
        raise _unreadable(path, reason, error) from None
    return path


def read_bytes(path: Path, max_bytes: int = MAX_BYTES, error: type[AigcError] = DataError) -> bytes:
    """The content of a regular file.

    Raises:
        AigcError: as of `regular_file`; or the file can't be read.
    """
    regular_file(path, max_bytes, error)
    try:
        with open(os.open(path, _AT_ONCE), "rb") as file:  # noqa: PTH123  Path.open takes no descriptor
            _check(path, os.fstat(file.fileno()), max_bytes, error)
            return file.read(max_bytes + 1)
    except OSError as reason:
        raise _unreadable(path, reason, error) from None


def real_path(path: Path) -> Path:
    """The place of a file, every link followed.

    Links that lead in a circle are left as they are: what opens the file then says so.
    """
    return Path(os.path.realpath(path))


def _check(path: Path, status: os.stat_result, max_bytes: int | None, error: type[AigcError]) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = next((words for is_kind, words in _KINDS if is_kind(status.st_mode)), "no regular file")
        raise error(f"The file can't be read: it is {kind}.", Place(path), expected="a regular file.")
    if max_bytes is not None and status.st_size > max_bytes:
        raise error(
            f"The file is too large: {status.st_size:,} bytes.",
            Place(path),
            expected=f"at most {max_bytes:,} bytes.",
        )


def _unreadable(path: Path, reason: OSError | ValueError, error: type[AigcError]) -> AigcError:
    if isinstance(reason, FileNotFoundError):
        return error("The file is missing.", Place(path), remedy="Add it, or correct the name.")
    words = reason.strerror if isinstance(reason, OSError) else None
    return error(f"The file can't be read: {words or reason}.", Place(path))
