"""The files that a source reads in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    import re
    from pathlib import Path


def named_files(path: Path, name: re.Pattern[str], examples: str, most: int) -> list[Path]:
    """The file itself, or the files of a folder whose whole names match, in their order.

    Raises:
        DataError: the folder holds none of them, or too many.
    """
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if name.fullmatch(file.name))
    check_number(path, len(found), most, f"named as {examples}.")
    return found


def check_number(folder: Path, number: int, most: int, expected: str) -> None:
    """Refuse a folder without a file that can be read, or with too many.

    Raises:
        DataError: it holds none, or more than `most`.
    """
    if not 1 <= number <= most:
        raise DataError(
            f"The folder holds {number:,} files that can be read.",
            Place(folder),
            expected=f"1 to {most:,} {expected}",
        )
