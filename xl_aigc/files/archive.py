"""The one module that opens zip archives: bounded reading, reproducible writing, and copies of packed entries."""

from __future__ import annotations

import copy
import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Self

from xl_aigc.errors import AigcError, DataError, Place, WorkbookError
from xl_aigc.files.compound_file import is_encrypted, with_password
from xl_aigc.files.regular import read_bytes, regular_file

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    Sealing = Callable[[Sequence[zipfile.ZipInfo]], tuple[str, bytes]]

LEVEL: Final = 3
"""Deflate level: beyond it a sheet of 5,500 rows shrinks little and takes twice as long."""
MAX_SMALL: Final = 100_000_000
"""Bytes of a part that is read as a whole: all but sheets and shared strings."""

_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError)
_CLOSED: Final = (*_DAMAGED, NotImplementedError, RuntimeError, KeyError, OSError, ValueError)
"""Errors of zipfile when an entry can't be opened: an unknown method, encrypted, absent, placed outside the file."""
_LOCAL: Final = struct.Struct("<26xHH")
"""Lengths of the name and the extra field in an entry's own header (APPNOTE.TXT 4.3.7)."""
_DESCRIBED: Final = 0x08
"""Flag of an entry whose sizes follow its data; a copy has them in its header."""
_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of an archive when unpacked. Its directory declares the sizes, and zipfile never unpacks more than that.

    Attributes:
        total: bytes of all entries.
        entry: bytes of one entry; the default is some eight times the largest sheet of a report on the whole market.
        entries: number of entries.
    """

    total: int = 2_000_000_000
    entry: int = 1_000_000_000
    entries: int = 10_000


WORKBOOK_BOUNDS: Final = Bounds()


@dataclass(frozen=True, slots=True)
class Form:
    """The words and the class of error in which an archive of some kind is refused.

    Attributes:
        error: the class of every error.
        problem: what the file is not.
        remedy: what to do where it is none.
        mend: what to do where it is damaged.
    """

    error: type[AigcError]
    problem: str
    remedy: str
    mend: str


WORKBOOK: Final = Form(
    WorkbookError,
    "The file is no .xlsx or .xlsm workbook, or is cut off.",
    "If it opens in Excel, save it again as .xlsx, or as .xlsm if it has macros.",
    "Take a copy that opens, or build it again.",
)
DOWNLOAD: Final = Form(
    DataError,
    "The file is no zip archive, or is cut off.",
    "Download it again.",
    "Download it again.",
)


class Archive:
    """A zip archive, open for reading.

    Args:
        source: the file, or its bytes.
        bounds: how much it may unpack to.
        form: what it should be, and how it is refused.

    Raises:
        AigcError: of the form's class; it can't be read, is no zip archive, or exceeds the bounds.
    """

    def __init__(self, source: Path | bytes, bounds: Bounds = WORKBOOK_BOUNDS, form: Form = WORKBOOK) -> None:
        self._form = form
        self.place = Place(source if isinstance(source, Path) else None)
        if isinstance(source, Path):
            regular_file(source, None, form.error)  # opening a pipe would wait for whoever writes to it
        try:
            self._zip = zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source)
        except OSError as error:
            raise form.error(f"The file can't be read: {error.strerror or error}.", self.place) from error
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise self._refused(source) from error
        self.entries = self._zip.infolist()
        try:
            self._check(bounds)
        except AigcError:
            self.close()
            raise

    def _refused(self, source: Path | bytes) -> AigcError:
        content = source if isinstance(source, bytes) else read_bytes(source, error=self._form.error)
        if is_encrypted(content):
            return with_password(self.place, self._form.error)
        return self._form.error(self._form.problem, self.place, remedy=self._form.remedy)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """Return the names of the entries, in the order of the file."""
        return self._zip.namelist()

    def read(self, name: str, most: int | None = None) -> bytes:
        """Unpack an entry.

        Args:
            name: its name.
            most: the number of bytes that it may have; None for as many as the bounds allow.

        Raises:
            AigcError: of the form's class; there is no such entry, it is damaged, or larger.
        """
        place = Place(self.place.file, key=name)
        with self.open(name) as file, reading(place, self._form):
            size = self._zip.getinfo(name).file_size
            if most is not None and size > most:
                raise self._form.error(f"A part is larger than {most / 1e6:,.0f} MB.", place)
            # Without a size, `read` unpacks beyond what the directory declares.
            return file.read(size)

    def open(self, name: str) -> IO[bytes]:
        """Open an entry for reading. What is read from it belongs inside `reading`.

        Raises:
            AigcError: of the form's class; there is no such entry, or it is damaged.
        """
        try:
            return self._zip.open(name)
        except _CLOSED as error:
            raise _damaged(Place(self.place.file, key=name), error, self._form) from error

    def _check(self, bounds: Bounds) -> None:
        largest = max((entry.file_size for entry in self.entries), default=0)
        total = sum(entry.file_size for entry in self.entries)
        if len(self.entries) > bounds.entries or largest > bounds.entry or total > bounds.total:
            raise self._form.error(
                f"The file would unpack to {total / 1e6:,.0f} MB in {len(self.entries):,} parts.",
                self.place,
                expected=f"at most {bounds.total / 1e6:,.0f} MB in {bounds.entries:,} parts.",
                remedy="Do not open it unless you know where it is from.",
            )


@contextmanager
def reading(place: Place, form: Form = WORKBOOK) -> Iterator[None]:
    """Turn the errors of a damaged archive into those of its form.

    Args:
        place: what is being read.
        form: what the archive should be.

    Raises:
        AigcError: of the form's class; it is damaged.
    """
    try:
        yield
    except _DAMAGED as error:
        raise _damaged(place, error, form) from error


def _damaged(place: Place, error: Exception, form: Form) -> AigcError:
    return form.error(f"The file is damaged: {str(error).rstrip('.')}.", place, remedy=form.mend)


def write_archive(
    file: IO[bytes],
    entries: Iterable[tuple[str, bytes | Iterable[str | bytes]]],
    level: int = LEVEL,
    seal: Sealing | None = None,
) -> None:
    """Write an archive whose bytes depend on its entries alone.

    Args:
        file: where to; it must be seekable.
        entries: name and content of each entry, in order; pieces are written as they come.
        level: deflate level, from 1 (fast) to 9 (small).
        seal: gives a last entry, name and content, from all others; None for none.
    """
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in entries:
            # A name in place of a ZipInfo gives every entry the date 1980-01-01 and the archive's level.
            with archive.open(name, "w") as entry:
                for piece in (content,) if isinstance(content, bytes) else content:
                    entry.write(piece.encode() if isinstance(piece, str) else piece)
        if seal is not None:
            archive.writestr(*_undated(*seal(archive.infolist())), zipfile.ZIP_DEFLATED)
        for info in archive.infolist():
            info.create_system, info.external_attr = 0, 0  # else they tell Windows from the rest


def write_edited(
    source: Path,
    target: IO[bytes],
    changed: Mapping[str, Callable[[], Iterable[bytes]]],
    removed: Collection[str],
    seal: Sealing | None = None,
) -> None:
    """Write an archive again with some entries changed. All others are copied without unpacking them.

    Args:
        source: the archive.
        target: where to; it must be seekable.
        changed: writers of entries by name; entries that are not there yet come last.
        removed: names of entries that are left out.
        seal: as of `write_archive`.

    Raises:
        zipfile.BadZipFile: the archive is damaged; call it inside `reading`.
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
        if seal is not None:
            new.writestr(*_undated(*seal(new.infolist())), zipfile.ZIP_DEFLATED)


def _undated(name: str, content: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    """Return an entry of the date 1980-01-01 and its content."""
    return zipfile.ZipInfo(name), content


def _write(new: zipfile.ZipFile, name: str, writer: Callable[[], Iterable[bytes]]) -> None:
    with new.open(name, "w") as entry:
        for piece in writer():
            entry.write(piece)


def _copy(raw: IO[bytes], entry: zipfile.ZipInfo, new: zipfile.ZipFile, target: IO[bytes]) -> None:
    """Copy an entry without unpacking it: zipfile has no call for that (python/cpython#81572)."""
    try:
        raw.seek(entry.header_offset)
        name, extra = _LOCAL.unpack(raw.read(_LOCAL.size))
    except (OSError, ValueError, struct.error) as error:
        raise zipfile.BadZipFile(f"{entry.filename} is not in its place") from error
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
