"""A file is replaced in one step: at any moment there is the old one or the new one, whole."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from contextlib import contextmanager
from functools import partial
from typing import IO, TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.regular import real_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL: Final = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def replacing(target: Path) -> Iterator[IO[bytes]]:
    """A draft beside a file, which takes the file's place once it is written and flushed to the disk.

    Whatever goes wrong on the way, the file stays as it was and nothing of the draft is left. A link stays a link,
    and permissions stay; nobody else can read the draft meanwhile.

    Args:
        target: the file to write; one that is there is replaced.

    Raises:
        WorkbookError: the file can't be written.
    """
    place = real_path(target)
    draft = place.with_name(f".{place.name}.{secrets.token_hex(6)}.tmp")
    with refusing(target):
        try:
            with writing(draft, stat.S_IMODE(place.stat().st_mode) if place.exists() else 0o666) as file:
                yield file
            if place.exists():
                shutil.copymode(place, draft)
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)


@contextmanager
def writing(draft: Path, mode: int = 0o600) -> Iterator[IO[bytes]]:
    """A new file, which is flushed to the disk at the end.

    Args:
        draft: the file; it must not be there yet.
        mode: its permissions.

    Raises:
        OSError: it can't be written.
    """
    with open(draft, "xb", opener=partial(os.open, mode=mode)) as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def refusing(target: Path) -> Iterator[None]:
    """Turn the system's refusal to write a file into an error that says what to do.

    Raises:
        WorkbookError: the file can't be written.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise WorkbookError(
                "The file can't be written: the disk is full.",
                Place(target),
                remedy="Make room on it, and run the same command again.",
            ) from error
        raise WorkbookError(
            f"The file can't be written: {error.strerror or error}.",
            Place(target),
            remedy="Close it in every other program, and check that the folder exists and may be written to.",
        ) from error
