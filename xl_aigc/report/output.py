"""Refuse an output file that can't be written."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.regular import real_path, regular_file
from xl_aigc.ooxml.copies import copies_of, copy_name, keep_copy
from xl_aigc.ooxml.replace import refusing
from xl_aigc.ooxml.seal import sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KEPT: Final = "."
"""Mark between the name of a workbook and the number of a copy that --replace keeps."""


def check_output(target: Path, ending: str = ".xlsx") -> None:
    """Refuse a file that can't be written, before time is spent on what it should hold.

    Raises:
        WorkbookError: it is a folder, has another ending, its folder does not exist or can't be written to, or another program holds it.
    """
    if target.is_dir():
        raise WorkbookError(
            "The output is a folder.", Place(target), expected=f"a file such as report{ending}."
        )
    if target.suffix.lower() != ending:
        raise WorkbookError(
            f"The output file must end in {ending}.",
            Place(target),
            remedy=f"Name a file such as report{ending}.",
        )
    check_place(target)
    if target.exists():
        regular_file(target, None, WorkbookError)
        _check_free(target)


def check_place(target: Path) -> None:
    """Refuse a file or folder that can't be made where it is to be.

    Raises:
        WorkbookError: the folder that it is to be in does not exist, is a file or can't be written to.
    """
    if target.parent.exists() and not target.parent.is_dir():
        raise WorkbookError(
            "The folder of the output is a file.", Place(target), remedy="Name another file with --output."
        )
    if not target.parent.exists():
        raise WorkbookError(
            "The folder of the output does not exist.",
            Place(target),
            remedy=f"Make the folder {real_path(target.parent)} or name another file with --output.",
        )
    if not os.access(target.parent, os.W_OK):
        raise WorkbookError(
            "No file can be written to the folder of the output.",
            Place(target),
            remedy="Name another file with --output.",
        )


def is_as_built(target: Path) -> bool:
    """Return whether a file is a workbook that a command wrote and that nobody changed since."""
    try:
        return sealed(target) == "output"
    except WorkbookError:  # no workbook, or a damaged one: it is somebody's
        return False


def is_kept(target: Path, is_ours: Callable[[Path], bool] = is_as_built, *, replace: bool) -> bool:
    """Return whether a file is somebody's, to be kept as a numbered copy; see `output_place`.

    Raises:
        WorkbookError: it is, and `replace` is not given.
    """
    if not target.exists() or is_ours(target):
        return False
    if not replace:
        kept = copy_name(target, KEPT, max(copies_of(target, KEPT), default=0) + 1).name
        raise WorkbookError(
            f"{target.name} is there already, and is not as this program wrote it; nothing was written.",
            Place(target),
            remedy=f"Name another file with --output, or add --replace, which keeps this one as {kept}.",
        )
    return True


@contextmanager
def output_place(
    target: Path, is_ours: Callable[[Path], bool] = is_as_built, *, replace: bool
) -> Iterator[Path]:
    """The place to write an output to. A file that is somebody's is kept as a numbered copy, or the output refused.

    Args:
        target: the file that the output becomes at the end of the `with` statement, if that succeeds.
        is_ours: tells whether a file is an earlier output that nobody changed.
        replace: keep a file that is there and is not an earlier output, rather than refuse to write.

    Yields:
        The target itself, or a draft beside it where the target must be kept first.

    Raises:
        WorkbookError: a file is there that no command wrote, or that was changed since, and `replace` is not given.
    """
    if not is_kept(target, is_ours, replace=replace):
        yield target
        return
    draft = real_path(target).with_name(f".{target.stem}.{secrets.token_hex(6)}{target.suffix}")
    try:
        yield draft
        keep_copy(target, KEPT)
        with refusing(target):
            draft.replace(real_path(target))
    finally:
        draft.unlink(missing_ok=True)


def _check_free(target: Path) -> None:
    """Refuse a file that another program holds: on Windows Excel lets nobody write to what it has open."""
    try:
        with target.open("r+b"):
            pass
    except OSError as error:
        raise WorkbookError(
            f"The file can't be written: {error.strerror or error}.",
            Place(target),
            remedy="Close it in Excel and every other program, or name another file with --output.",
        ) from error
