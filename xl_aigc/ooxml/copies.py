"""Numbered copies beside a workbook: each takes the first free number, and none ever replaces a file."""

from __future__ import annotations

import errno
import filecmp
import hashlib
import os
import re
import secrets
import shutil
from itertools import count
from typing import TYPE_CHECKING, Final

from xl_aigc.ooxml.replace import refusing, writing

if TYPE_CHECKING:
    from pathlib import Path

_NO_LINKS: Final = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
"""Errors of file systems that know no second name of a file."""


def copies_of(workbook: Path, mark: str) -> dict[int, Path]:
    """Return the numbered copies beside a workbook by their numbers, the lowest first.

    Args:
        workbook: the file.
        mark: what stands between its name and the number, such as `.before-refresh-`.
    """
    name = re.compile(f"{re.escape(workbook.stem + mark)}([1-9][0-9]{{0,8}}){re.escape(workbook.suffix)}")
    found = {
        int(match[1]): file for file in workbook.parent.iterdir() if (match := name.fullmatch(file.name))
    }
    return dict(sorted(found.items()))


def copy_name(workbook: Path, mark: str, number: int) -> Path:
    """Return the path of a numbered copy.

    Example:
        >>> from pathlib import Path
        >>> copy_name(Path("aigc.xlsx"), ".before-refresh-", 2).name
        'aigc.before-refresh-2.xlsx'
    """
    return workbook.with_name(f"{workbook.stem}{mark}{number}{workbook.suffix}")


def keep_copy(workbook: Path, mark: str, state: Path | None = None) -> Path:
    """Copy a workbook under the next number; where the newest copy holds the same bytes, that one serves.

    Args:
        workbook: the file beside which the copy stands.
        mark: what stands between its name and the number.
        state: the file to copy; None for the workbook itself.

    Returns:
        The copy.

    Raises:
        WorkbookError: the copy can't be written.
    """
    source = state or workbook
    there = copies_of(workbook, mark)
    last = max(there, default=0)
    if last and filecmp.cmp(there[last], source, shallow=False):
        return there[last]
    first = copy_name(workbook, mark, last + 1)
    draft = first.with_name(f".{first.name}.{secrets.token_hex(6)}.tmp")
    with refusing(first):
        try:
            with source.open("rb") as content, writing(draft) as file:
                shutil.copyfileobj(content, file)
            shutil.copymode(workbook, draft)
            return next(
                place
                for number in count(last + 1)
                if _given(draft, place := copy_name(workbook, mark, number))
            )
        finally:
            draft.unlink(missing_ok=True)


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file, by which a copy of it is known again."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _given(draft: Path, place: Path) -> bool:
    """Give a file a name that no other file has; False where one has it."""
    try:
        os.link(draft, place)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        try:
            place.open("xb").close()
        except FileExistsError:
            return False
        draft.replace(place)
    return True
