"""Finds and reads the templates."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from xl_aigc.errors import LayoutError, Place
from xl_aigc.files.yaml_file import Document, read_yaml

MAX_BYTES: Final = 1_000_000


def templates_folder() -> Path:
    """Return the folder of the templates that come with the program.

    In a wheel it lies inside the package, in a checkout (also an editable install) beside it.

    Raises:
        LayoutError: neither is there; the installation is damaged.

    Example:
        >>> (templates_folder() / "theme.yaml").is_file()
        True
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / "theme.yaml").is_file():
            return folder
    raise LayoutError(
        "The templates are missing.",
        Place(package / "templates"),
        remedy="Install xl-aigc again: pip install --force-reinstall xl-aigc.",
    )


def read_template(path: Path) -> Document:
    """Read one YAML template.

    Args:
        path: the file; at most `MAX_BYTES`, UTF-8, one mapping, without anchors, aliases or tags.

    Raises:
        LayoutError: the file can't be read so; it names the file and, where there is one, the line.
    """
    document = read_yaml(path, max_bytes=MAX_BYTES, error=LayoutError)
    if document.value is None:
        raise LayoutError(
            "The file is empty.", Place(path), remedy="Write a layout in it or delete the file."
        )
    if not isinstance(document.value, dict):
        raise LayoutError(
            "The file does not begin with a key.",
            Place(path, line=1),
            expected="a line such as 'sheet: overview'.",
        )
    return document
