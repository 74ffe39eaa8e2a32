"""The seal of a file: a part that tells whether anybody saved the workbook since this program wrote it.

Every spreadsheet program drops the part when it saves, as nothing in the workbook refers to it.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from lxml import etree

from xl_aigc.files.archive import Archive
from xl_aigc.ooxml.parser import parse, written

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Sequence
    from pathlib import Path

    from xl_aigc.files.archive import Sealing

State = Literal["output", "refreshed"]
"""`output`: a file that a command wrote whole; `refreshed`: a person's workbook as a refresh left it."""

SEAL: Final = "xl_aigc/seal.xml"
NAMESPACE: Final = "urn:xl_aigc:seal:1"


def sealing(state: State) -> Sealing:
    """Return what makes the seal of a file from the entries of its archive.

    Args:
        state: what the file is.
    """
    return partial(_seal, state)


def sealed(path: Path) -> State | None:
    """Return the state that a file was sealed in; None where it has no seal, or was changed since.

    Raises:
        WorkbookError: the file can't be read, or is no workbook.
    """
    with Archive(path) as archive:
        if SEAL not in archive.names:
            return None
        seal = parse(archive.read(SEAL), SEAL)
        rest = [entry for entry in archive.entries if entry.filename != SEAL]
        state = seal.get("state")
        whole = seal.get("digest") == _digest(rest) and len(rest) + 1 == len(archive.entries)
    if not whole:
        return None
    return "output" if state == "output" else "refreshed" if state == "refreshed" else None


def _seal(state: State, entries: Sequence[zipfile.ZipInfo]) -> tuple[str, bytes]:
    root = etree.Element(f"{{{NAMESPACE}}}seal", state=state, digest=_digest(entries))
    return SEAL, written(root)


def _digest(entries: Sequence[zipfile.ZipInfo]) -> str:
    """Return a digest of names, sizes and checksums, which the directory of the archive holds."""
    lines = sorted(f"{entry.filename}\0{entry.file_size}\0{entry.CRC:08x}\n" for entry in entries)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
