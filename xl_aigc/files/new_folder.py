"""Writing of a folder of text files, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from xl_aigc.errors import AigcError, DataError, Place

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_new_folder(
    folder: Path, texts: Mapping[str, str], error: type[AigcError] = DataError
) -> tuple[str, ...]:
    """Write files into a folder that is not there yet, or is empty.

    Args:
        folder: the folder.
        texts: the text of each file by its name.
        error: the class of what is raised.

    Returns:
        The names of the files in order.

    Raises:
        AigcError: of the given class; the folder holds something, or can't be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise error("It is there and not empty.", Place(folder), expected="a new folder or an empty one.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as beside:
            made = Path(beside, "made")
            made.mkdir()
            for name, text in texts.items():
                (made / name).write_text(text, encoding="utf-8", newline="")
            if folder.exists():
                folder.rmdir()
            shutil.move(made, folder)
    except OSError as reason:
        raise error(
            f"The folder can't be written: {reason.strerror or reason}.",
            Place(folder),
            remedy="Name another folder.",
        ) from reason
    return tuple(sorted(texts))
