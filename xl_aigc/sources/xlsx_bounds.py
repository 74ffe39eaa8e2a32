"""The bounds of a workbook that is given to the reader: its size, its XML and the extent of its sheets.

Bounds: a file of 64 MB, 256 MB unpacked, 8,000,000 elements in a part, 2,000,000 cells on a sheet in a range of 5,000,000
and 5,000 columns. They are checked before anything is unpacked into memory: the reader reserves the whole range that the
cells of a sheet span, so that one cell in the last corner would cost gigabytes.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import DataError, Place, WorkbookError
from xl_aigc.files.archive import Archive, Bounds, reading, write_archive
from xl_aigc.files.regular import regular_file
from xl_aigc.ooxml.cell_stream import Position
from xl_aigc.ooxml.parser import scan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES: Final = 64_000_000
MAX_UNPACKED: Final = 256_000_000
MAX_ELEMENTS: Final = 8_000_000
MAX_CELLS: Final = 2_000_000
MAX_AREA: Final = 5_000_000
MAX_COLUMNS: Final = 5_000
_BOUNDS: Final = Bounds(total=MAX_UNPACKED, entry=MAX_UNPACKED)
_NAMED: Final = re.compile(r"(?:[A-Za-z0-9_\[\]. -]+/)*[^/\\:]+/?")


def check_file(path: Path) -> None:
    """Refuse a file whose size or parts are not those of a workbook.

    Raises:
        DataError: it is too large, would unpack to an absurd size, or has part names that lead elsewhere.
    """
    if not regular_file(path, MAX_BYTES).stat().st_size:
        raise DataError("The file is empty.", Place(path))
    with _data_errors(), Archive(path, _BOUNDS) as archive:
        names = archive.names
    if len({name.casefold() for name in names}) < len(names):
        raise _absurd(Place(path), "It has two parts of one name.", "the parts of a workbook")
    for name in names:
        if not _NAMED.fullmatch(name) or ".." in name.split("/"):
            raise _absurd(Place(path), f"It has a part named {name[:60]!r}.", "the parts of a workbook")


def sound_copy(path: Path) -> BytesIO:
    """Copy a workbook with those XML parts only that have been scanned.

    The reader takes this copy and not the file, since two programs may read one archive differently: names given twice,
    sheets under other names.

    Args:
        path: the file, one that `check_file` let pass.

    Raises:
        DataError: a part declares entities, is in another encoding than UTF-8, is damaged, or beyond the bounds.
    """
    copy = BytesIO()
    with _data_errors(), Archive(path, _BOUNDS) as archive:
        parts = (name for name in archive.names if name.lower().endswith((".xml", ".rels")))
        write_archive(copy, ((name, _scanned(Place(path, key=name), archive)) for name in parts), level=1)
    copy.seek(0)
    return copy


def _scanned(place: Place, archive: Archive) -> Iterator[bytes]:
    name = place.key or ""
    try:
        with archive.open(name) as file, reading(place):
            yield from scan(file, name, _Extent(place).element)
    except WorkbookError as error:
        raise error.at(place) from error


@contextmanager
def _data_errors() -> Iterator[None]:
    """Raise errors of a workbook as those of a source."""
    try:
        yield
    except WorkbookError as error:
        raise DataError(error.problem, error.place, expected=error.expected, remedy=error.remedy) from error


@dataclass(slots=True)
class _Span:
    first: int | None = None
    last: int = 0

    def widen(self, at: int) -> int:
        """Take in one more place; the extent that follows."""
        self.first = at if self.first is None else min(self.first, at)
        self.last = max(self.last, at)
        return self.last - self.first + 1


class _Extent:
    """Counts the elements and cells of a part and the range that they span."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._elements = self._cells = 0
        self._position = Position()
        self._rows, self._columns = _Span(), _Span()

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Take in one element."""
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise _absurd(self._place, "It has too many elements.", f"{MAX_ELEMENTS:,} elements in a part")
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._cell(attributes.get("r"))
        elif tag == "row":
            self._position.start_row(attributes.get("r"))

    def _cell(self, reference: str | None) -> None:
        self._position.start_cell(reference)
        self._cells += 1
        width = self._columns.widen(self._position.column)
        height = self._rows.widen(self._position.row)
        if self._cells > MAX_CELLS or width > MAX_COLUMNS or width * height > MAX_AREA:
            raise _absurd(
                self._place,
                f"It has {self._cells:,} cells or more in {height:,} rows and {width:,} columns.",
                f"{MAX_CELLS:,} cells in a range of {MAX_AREA:,} and {MAX_COLUMNS:,} columns",
            )


def _absurd(place: Place, problem: str, bound: str) -> DataError:
    return DataError(
        problem,
        place,
        expected=f"at most {bound}." if bound[0].isdigit() else f"{bound}.",
        remedy="Do not open it unless you know where it is from; else export fewer periods at a time.",
    )
