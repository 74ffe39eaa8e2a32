"""A workbook's file written anew: parts that stay are copied packed as they are, others written in their place."""

from __future__ import annotations

import copy
import struct
import zipfile
from typing import IO, TYPE_CHECKING, Final

from xl_aigc.ooxml.parts import LEVEL

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path


_LOCAL: Final = struct.Struct("<26xHH")
"""Lengths of the name and the extra field in an entry's own header (APPNOTE.TXT 4.3.7)."""
_DESCRIBED: Final = 0x08
"""Flag of an entry whose sizes follow its data; a copy has them in its header."""
_PIECE: Final = 1 << 20


def write_edited(
    source: Path,
    target: IO[bytes],
    changed: Mapping[str, Callable[[], Iterable[bytes]]],
    removed: Collection[str],
) -> None:
    """Write a workbook's file with some parts changed.

    Args:
        source: the file as it is.
        target: where to; it must be seekable.
        changed: writers of parts by name; parts that are not there yet come last.
        removed: names of parts that go.

    Raises:
        zipfile.BadZipFile: the file is damaged.
    """
    with (
        zipfile.ZipFile(source) as old,
        source.open("rb") as raw,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as new,
    ):
        there = {entry.filename for entry in old.infolist()}
        for entry in old.infolist():
            if entry.filename in changed:
                _write(new, entry.filename, changed[entry.filename])
            elif entry.filename not in removed:
                _copy(raw, entry, new, target)
        for name in (name for name in changed if name not in there):
            _write(new, name, changed[name])


def _write(new: zipfile.ZipFile, name: str, writer: Callable[[], Iterable[bytes]]) -> None:
    with new.open(name, "w") as entry:
        for piece in writer():
            entry.write(piece)


def _copy(raw: IO[bytes], entry: zipfile.ZipInfo, new: zipfile.ZipFile, target: IO[bytes]) -> None:
    """Copy an entry without unpacking it: zipfile has no call for that (python/cpython#81572)."""
    raw.seek(entry.header_offset)
    name, extra = _LOCAL.unpack(raw.read(_LOCAL.size))
    raw.seek(name + extra, 1)
    copied = copy.copy(entry)
    copied.flag_bits &= ~_DESCRIBED
    copied.header_offset = new.start_dir
    target.seek(new.start_dir)
    target.write(copied.FileHeader())
    left = entry.compress_size
    while left:
        piece = raw.read(min(left, _PIECE))
        if not piece:
            raise zipfile.BadZipFile(f"{entry.filename} ends too early")
        target.write(piece)
        left -= len(piece)
    new.filelist.append(copied)
    new.NameToInfo[copied.filename] = copied
    new.start_dir = target.tell()
