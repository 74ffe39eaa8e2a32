"""Builds the extension that brings the functions into LibreOffice Calc: one .oxt file with all that they need inside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import HostError, Place
from xl_aigc.files.archive import write_archive
from xl_aigc.files.regular import regular_file
from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.libreoffice.declarations import (
    COMPONENT,
    CONFIGURATION,
    IDL,
    configuration,
    description,
    idl,
    manifest,
)
from xl_aigc.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = Path(__file__).parents[2]
CARRIED: Final = (
    "__init__.py",
    "addresses.py",
    "arguments.py",
    "cell_errors.py",
    "counts.py",
    "errors.py",
    "formula_tokens.py",
    "location.py",
    "outside.py",
    "version.py",
    "metrics/*.py",
    "expressions/*.py",
    "expressions/native/*.py",
    "files/*.py",
    "labels/__init__.py",
    "labels/old_words.csv",
    "labels/words.csv",
    "functions/*.py",
    "functions/*.csv",
    "functions/measures.json",
    "functions/*.txt",
    "data/*.py",
    "data/tables/*.py",
    "data/tables/*.csv",
    "data/reference/*.csv",
    "store/__init__.py",
    "store/versions.py",
    "hosts/__init__.py",
    "hosts/headless*.py",
    "hosts/libreoffice/__init__.py",
    "hosts/libreoffice/cells.py",
    "hosts/libreoffice/reasons.py",
)
"""Modules that the functions need inside the office; they import nothing but the standard library."""


def build_oxt(target: Path) -> Path:
    """Write the extension.

    The same xl_aigc gives the same bytes.

    Args:
        target: the .oxt file to write; one that is there is replaced.

    Returns:
        The file written.

    Raises:
        HostError: the name does not end in .oxt, or the file can't be written.
    """
    if target.suffix.lower() != ".oxt":
        raise HostError(
            "LibreOffice would not take the file.", Place(target), expected="a name ending in .oxt."
        )
    if target.exists():
        regular_file(target, None, HostError)  # opening a pipe would wait for whoever reads from it
    try:
        with target.open("wb") as file:
            write_archive(file, sorted(_contents()))
    except OSError as error:
        raise HostError(
            f"The extension can't be written ({error}).", Place(target), remedy="Choose another folder."
        ) from error
    return target


def _contents() -> Iterator[tuple[str, bytes]]:
    """Yield every file of the extension by its name in it."""
    functions = list(CATALOGUE.values())
    texts = {
        "META-INF/manifest.xml": manifest(),
        "description.xml": description(__version__),
        IDL: idl(functions),
        CONFIGURATION: configuration(functions),
    }
    yield from ((name, text.encode()) for name, text in texts.items())
    yield COMPONENT, Path(__file__).with_name("component.py").read_bytes()
    for pattern in CARRIED:
        found = sorted(PACKAGE.glob(pattern))
        if not found:
            raise HostError(
                "xl_aigc is not complete.", Place(PACKAGE / pattern), remedy="Install xl_aigc again."
            )
        for file in found:
            name = file.relative_to(PACKAGE).as_posix()
            yield f"pythonpath/xl_aigc/{name}", file.read_bytes()
