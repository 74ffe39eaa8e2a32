"""Refuse an output file that can't be written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.regular import real_path, regular_file

if TYPE_CHECKING:
    from pathlib import Path


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
    if target.exists():
        regular_file(target, None, WorkbookError)
        _check_free(target)


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
