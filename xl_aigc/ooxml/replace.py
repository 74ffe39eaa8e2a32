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
    try:
        mode = stat.S_IMODE(place.stat().st_mode) if place.exists() else 0o666
        with open(draft, "xb", opener=partial(os.open, mode=mode)) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            shutil.copymode(place, draft)
        draft.replace(place)
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
    finally:
        draft.unlink(missing_ok=True)
