"""Whether a workbook may be given to the reader: its size, its XML and the extent of its sheets, before it is unpacked into memory.

Bounds: a file of 64 MB, 256 MB unpacked, 8,000,000 elements in a part, 2,000,000 cells on a sheet in a range of 5,000,000
and 5,000 columns. Expat itself, because a reader of SAX takes four times as long; a document type is refused, so that no entity is
ever declared. The reader makes the whole range that the cells span, so that one cell in the last corner of a sheet would cost gigabytes.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import IO, TYPE_CHECKING, Final
from xml.parsers import expat

from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES: Final = 64_000_000
MAX_UNPACKED: Final = 256_000_000
MAX_ELEMENTS: Final = 8_000_000
MAX_CELLS: Final = 2_000_000
MAX_AREA: Final = 5_000_000
MAX_COLUMNS: Final = 5_000
_ENCODINGS: Final = ("utf-8", "utf8", "us-ascii", "ascii")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_CHUNK: Final = 1 << 16
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NAMED: Final = re.compile(r"(?:[A-Za-z0-9_\[\]. -]+/)*[^/\\:]+/?")


def check_file(path: Path) -> None:
    """Refuse a file whose size or parts are not those of a workbook.

    Raises:
        DataError: it is too large, would unpack to an absurd size, or has part names that lead elsewhere.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise DataError(f"the file can't be read: {error.strerror}.", Place(path)) from error
    if not size:
        raise DataError("the file is empty.", Place(path))
    if size > MAX_BYTES:
        raise _absurd(
            Place(path), f"the file is too large: {size / 1e6:,.0f} MB.", f"{MAX_BYTES / 1e6:,.0f} MB"
        )
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise DataError(
            "the file is no .xlsx workbook, or is cut off.",
            Place(path),
            remedy="If it opens in Excel, take its password off and save it as .xlsx.",
        ) from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise _absurd(
            Place(path),
            f"the file would unpack to {unpacked / 1e6:,.0f} MB.",
            f"{MAX_UNPACKED / 1e6:,.0f} MB",
        )
    if len({part.filename.casefold() for part in parts}) < len(parts):
        raise _absurd(Place(path), "it has two parts of one name.", "the parts of a workbook")
    for part in parts:
        if not _NAMED.fullmatch(part.filename) or ".." in part.filename.split("/"):
            raise _absurd(
                Place(path), f"it has a part named {part.filename[:60]!r}.", "the parts of a workbook"
            )


def sound_copy(path: Path) -> BytesIO:
    """A workbook of the XML parts of a file, each of them scanned; what was not scanned is not in it.

    The reader takes this copy and not the file, since two programs may read one archive differently: names given twice,
    sheets under other names.

    Args:
        path: the file, one that `check_file` let pass.

    Raises:
        DataError: a part declares entities, is in another encoding than UTF-8, is damaged, or beyond the bounds.
    """
    copy = BytesIO()
    with (
        zipfile.ZipFile(path) as archive,
        zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as sound,
    ):
        for name in archive.namelist():
            if name.lower().endswith((".xml", ".rels")):
                with sound.open(name, "w") as part:
                    _scan(Place(path, key=name), archive, part)
    copy.seek(0)
    return copy


def _scan(place: Place, archive: zipfile.ZipFile, copy: IO[bytes]) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = _Extent(place).element
    parser.StartDoctypeDeclHandler = partial(_refuse_entities, place)
    parser.XmlDeclHandler = partial(_refuse_encoding, place)
    try:
        with archive.open(place.key or "") as file:
            first = file.read(_CHUNK)
            if b"\0" in first[:4] or first.startswith(_UTF_16):
                _refuse_encoding(place, "1.0", "UTF-16")
            while first:
                parser.Parse(first, False)  # noqa: FBT003  expat takes no keyword
                copy.write(first)
                first = file.read(_CHUNK)
        parser.Parse(b"", True)  # noqa: FBT003
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise DataError("the file is damaged, or cut off.", place, remedy="Export it again.") from error


def _refuse_encoding(place: Place, _: str, encoding: str | None, *__: object) -> None:
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise _absurd(place, f"it is in {encoding[:20]}.", "UTF-8, as every program saves workbooks")


def _refuse_entities(place: Place, *_: object) -> None:
    raise _absurd(place, "it declares entities.", "a workbook as Excel saves it")


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
        self._elements = self._cells = self._row = self._column = 0
        self._rows, self._columns = _Span(), _Span()

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Take in one element."""
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise _absurd(self._place, "it has too many elements.", f"{MAX_ELEMENTS:,} elements in a part")
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._cell(attributes.get("r", ""))
        elif tag == "row":
            given = attributes.get("r", "")
            self._row = (
                int(given) if given.isascii() and given.isdigit() and len(given) < 9 else self._row + 1
            )
            self._column = 0

    def _cell(self, reference: str) -> None:
        match = _REFERENCE.fullmatch(reference)
        if match:
            self._row, self._column = int(match[2]), _number(match[1])
        elif reference:
            raise _absurd(self._place, f"a cell is named {reference[:20]!r}.", "A1 to XFD1048576")
        else:
            self._column += 1
        self._cells += 1
        width, height = self._columns.widen(self._column), self._rows.widen(self._row)
        if self._cells > MAX_CELLS or width > MAX_COLUMNS or width * height > MAX_AREA:
            raise _absurd(
                self._place,
                f"it has {self._cells:,} cells or more in {height:,} rows and {width:,} columns.",
                f"{MAX_CELLS:,} cells in a range of {MAX_AREA:,} and {MAX_COLUMNS:,} columns",
            )


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _absurd(place: Place, problem: str, bound: str) -> DataError:
    return DataError(
        problem,
        place,
        expected=f"at most {bound}." if bound[0].isdigit() else f"{bound}.",
        remedy="Do not open it unless you know where it is from; else export fewer periods at a time.",
    )
