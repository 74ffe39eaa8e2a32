"""A workbook as it may be given to the reader: a copy of those parts only that were looked at, within bounds.

Bounds: a file of 64 MB (an `.xls` 7 MB), 256 MB unpacked, 8,000,000 elements in a part, and those of `extent` for a sheet.
The reader takes this copy and not the file, since two programs may read one archive differently: names given twice, sheets
under other names.
"""

from __future__ import annotations

import re
from io import BytesIO
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import DataError, Place, WorkbookError
from xl_aigc.files.archive import Archive, Bounds, Form, reading, write_archive
from xl_aigc.files.compound_file import MAGIC, is_encrypted, read_streams, with_password, write_streams
from xl_aigc.files.regular import read_bytes, regular_file
from xl_aigc.ooxml.parser import scan
from xl_aigc.sources.binary_sheets import xls_marks, xlsb_formats, xlsb_marks, xlsb_sheets
from xl_aigc.sources.extent import absurd
from xl_aigc.sources.xml_sheets import Part
from xl_aigc.sources.xml_styles import Styles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from xl_aigc.sources.extent import Marks
    from xl_aigc.sources.number_formats import NumberFormat

MAX_BYTES: Final = 64_000_000
_BOUNDS: Final = Bounds(total=256_000_000, entry=256_000_000)
_NAMED: Final = re.compile(r"(?:[A-Za-z0-9_\[\]. -]+/)*[^/\\:]+/?")
_XML: Final = (".xml", ".rels")
_BINARY: Final = ".bin"
_USED: Final = re.compile(rb"<(?:\w+:)?dimension\s[^<>]*/>")
_REFERENCE: Final = re.compile(rb"<(?:\w{1,40}:)?v(?:\s[^<>]{0,200})?>[^<&]{0,400}&#")
"""A numeric reference in the value of a cell, at which the reader leaves off."""
_LONGEST_VALUE: Final = 700
_KIND: Final = "mimetype"
"""The part by which an `.ods` file says what it is."""
_STYLES: Final = "styles"
_FIRST: Final = (_STYLES, "sharedStrings")
_REMEDY: Final = "If it opens in Excel, save it again as .xlsx."
_BOOK: Final = Form(
    DataError, "The file is no workbook (.xlsx, .xlsm, .xlsb, .ods, .xls), or is cut off.", _REMEDY, _REMEDY
)


def is_book(path: Path) -> bool:
    """Return whether a file begins as workbooks do: an archive, or a compound file."""
    with regular_file(path, MAX_BYTES).open("rb") as file:
        return file.read(4).startswith((MAGIC[:4], b"PK\x03\x04"))


def sound_copy(path: Path) -> tuple[BytesIO, Mapping[str, Marks]]:
    """Copy a workbook with those parts only that were looked at; with it the marks of each sheet by its name.

    Raises:
        DataError: it is too large or would unpack to an absurd size, has part names that lead elsewhere, declares entities,
            has a password, or is damaged.
    """
    if not regular_file(path, MAX_BYTES).stat().st_size:
        raise DataError("The file is empty.", Place(path))
    with path.open("rb") as file:
        is_compound = file.read(4) == MAGIC[:4]
    try:
        return _xls_copy(path) if is_compound else _zip_copy(path)
    except WorkbookError as error:
        place = error.place if error.place.file else Place(path)
        raise DataError(
            error.problem, place, expected=error.expected, remedy=error.remedy or _REMEDY
        ) from error


def _xls_copy(path: Path) -> tuple[BytesIO, Mapping[str, Marks]]:
    content = read_bytes(path, MAX_BYTES)
    if is_encrypted(content):
        raise with_password(Place(path), DataError)
    streams = {names[-1]: stream for names, stream in read_streams(content).items()}
    name = next((name for name in ("Workbook", "Book") if name in streams), None)
    if name is None:
        raise DataError("The file is an old Office file, but no workbook.", Place(path), remedy=_REMEDY)
    stream = bytearray(streams[name])
    marks = xls_marks(stream, Place(path))
    return BytesIO(write_streams({(name,): bytes(stream)})), marks


def _zip_copy(path: Path) -> tuple[BytesIO, Mapping[str, Marks]]:
    copy, package = BytesIO(), _Package(path)
    with Archive(path, _BOUNDS, _BOOK) as archive:
        _check_names(path, archive.names)
        # OpenOffice puts an empty .xml beside the parts of an .ods, which is no XML and says nothing.
        filled = sorted((entry.filename for entry in archive.entries if entry.file_size), key=_after_styles)
        parts = ((name, package.part(name, archive)) for name in filled)
        write_archive(copy, ((name, content) for name, content in parts if content is not None), level=1)
    copy.seek(0)
    return copy, package.marks()


def _after_styles(name: str) -> bool:
    """The order of parts: cells name styles and texts, which are therefore read first."""
    return PurePosixPath(name).stem not in _FIRST


def _check_names(path: Path, names: list[str]) -> None:
    if len({name.casefold() for name in names}) < len(names):
        raise absurd(Place(path), "It has two parts of one name.", "the parts of a workbook")
    for name in names:
        if not _NAMED.fullmatch(name) or ".." in name.split("/"):
            raise absurd(Place(path), f"It has a part named {name[:60]!r}.", "the parts of a workbook")


def _without_references(pieces: Iterable[bytes], part: Part) -> Iterator[bytes]:
    """The pieces of a part, in which no value of a cell holds a numeric reference."""
    last = b""
    for piece in pieces:
        if b"&#" in piece and _REFERENCE.search(last + piece):
            part.unread()
        last = piece[-_LONGEST_VALUE:]
        yield piece


class _Package:
    """The parts of one workbook as they are copied."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._parts: dict[str, Part] = {}
        self._marks: dict[str, Marks] = {}
        self._binary: dict[str, dict[str, str]] = {}
        self._styles = Styles()
        self._binary_styles: list[NumberFormat | None] = []

    def part(self, name: str, archive: Archive) -> Iterator[bytes] | bytes | None:
        """The content of a part, looked at while it is copied; None where the reader does not need it."""
        if name.lower().endswith(_XML):
            return self._scanned(name, archive)
        if not name.lower().endswith(_BINARY):
            return archive.read(name, 200) if name == _KIND else None
        content = archive.read(name)
        marks = xlsb_marks(content, Place(self._path, key=name), self._binary_styles)
        if marks is None:
            return None
        if PurePosixPath(name).stem == _STYLES:
            self._binary_styles += xlsb_formats(content)
        self._marks[name] = marks
        if PurePosixPath(name).stem == "workbook":
            self._binary[name] = xlsb_sheets(content)
        return content

    def _scanned(self, name: str, archive: Archive) -> Iterator[bytes]:
        place = Place(self._path, key=name)
        part = self._parts[name] = Part(place, self._styles)
        try:
            with archive.open(name) as file, reading(place, _BOOK):
                pieces = scan(file, name, part.element, part.text, part.raw)
                # The reader refuses a used range of whole rows, `1:4`, and needs none.
                first = _USED.sub(b"", next(pieces, b""), 1)
                yield from _without_references(chain((first,), pieces), part)
        except WorkbookError as error:
            raise error.at(place) from error

    def marks(self) -> dict[str, Marks]:
        """The marks of each sheet by its name."""
        found = {name: marks for part in self._parts.values() for name, marks in part.tables.items()}
        listing = self._binary | {name: part.sheets for name, part in self._parts.items() if part.sheets}
        for book, sheets in listing.items():
            folder = PurePosixPath(book).parent
            links = self._parts.get(f"{folder / '_rels' / PurePosixPath(book).name}.rels")
            targets = links.targets if links else {}
            found |= {name: self._of(folder, targets[key]) for name, key in sheets.items() if key in targets}
        return found

    def _of(self, folder: PurePosixPath, target: str) -> Marks:
        """The marks of the sheet that a relationship leads to."""
        name = target.lstrip("/") if target.startswith("/") else str(folder / target)
        part = self._parts.get(name)
        return part.marks() if part else self._marks.get(name, {})
