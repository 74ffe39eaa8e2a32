"""The quarterly archives of the TDX terminal: `gpcwYYYYMMDD.zip`, or the `.dat` file in it.

All numbers are little-endian. A header of 20 bytes (kind, report date, count of companies, a number of unknown use, bytes
of a record, 0) is followed by an index entry of 11 bytes for each company (code, a byte that is 0, place of its record) and the
records, each a row of float32. What was not reported is 0. The other mark that stands for missing is one that readers of
such archives (QUANTAXIS) look for; the archive that this was tried with holds none.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from xl_aigc.data.period import Period
from xl_aigc.errors import DataError, Place
from xl_aigc.files.archive import DOWNLOAD, Archive, Bounds
from xl_aigc.files.regular import read_bytes, regular_file
from xl_aigc.sources.kind import TDX_ARCHIVE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MAX_BYTES: Final = 256_000_000
"""Bytes of an archive, packed and unpacked: some twenty times one of the whole market."""
_BOUNDS: Final = Bounds(total=MAX_BYTES, entry=MAX_BYTES, entries=100)
_HEADER: Final = np.dtype(
    [("kind", "<i2"), ("date", "<u4"), ("count", "<u2"), ("unknown", "<u4"), ("size", "<u4"), ("last", "<u4")]
)
_ENTRY: Final = np.dtype([("code", "S6"), ("zero", "u1"), ("place", "<u4")])
_MISSING: Final = (0x0000_0000, 0x8000_0000, 0xF8F8_F8F8)
"""The bits of 0, of -0, and of -4.039810335e+34."""
_AGAIN: Final = "Download it again."


@dataclass(frozen=True, slots=True)
class TdxArchive:
    """An archive whose header and index fit its length.

    Attributes:
        path: the file.
        data: the unpacked bytes.
        period: the period of all its figures.
        fields: how many numbers a record has.
        index: each company's code and the byte at which its record begins.
    """

    path: Path
    data: bytes
    period: Period
    fields: int
    index: Sequence[tuple[str, int]]

    def is_whole(self, place: int) -> bool:
        """Return whether a record ends within the file."""
        return place + 4 * self.fields <= len(self.data)

    def refuse_cut(self) -> None:
        """Refuse an archive that ends before one of its records.

        Raises:
            DataError: it names the first record that is not whole.
        """
        cut = [(place, code) for code, place in self.index if not self.is_whole(place)]
        if cut:
            place, code = min(cut)
            raise _too_short(
                self.path,
                len(self.data),
                (place, place + 4 * self.fields, f"the record of {code}"),
                f"{_AGAIN} Or read the companies that are whole in it, {len(self.index) - len(cut):,} in all: --option partial=yes",
            )

    def values(self, place: int, fields: Sequence[int]) -> list[float | None]:
        """The values of some fields of a record, None where nothing was reported.

        Args:
            place: the byte at which the record begins; the record is whole.
            fields: the numbers of the fields, from 1.
        """
        record = np.frombuffer(self.data, "<u4", self.fields, place)[np.asarray(fields) - 1]
        read = zip(record.tolist(), record.view("<f4").tolist(), strict=True)
        return [None if bits in _MISSING else value for bits, value in read]


def open_archive(path: Path) -> TdxArchive:
    """An archive; its header and index are checked against its length before they are read.

    Raises:
        DataError: it can't be read, is none, is cut off within its index, or contradicts itself.
    """
    data = _unpacked(path)
    _enough(path, data, 0, _HEADER.itemsize, "the header")
    header = np.frombuffer(data, _HEADER, 1)[0]
    count, size = int(header["count"]), int(header["size"])
    if not count or not size or size % 4:
        raise DataError(
            f"The header counts {count:,} companies with records of {size:,} bytes.",
            Place(path),
            expected="at least one company, and four bytes for each field.",
            remedy=_AGAIN,
        )
    period = _period(path, int(header["date"]))
    body = _HEADER.itemsize + count * _ENTRY.itemsize
    _enough(path, data, _HEADER.itemsize, body, f"the index of {count:,} companies")
    entries = np.frombuffer(data, _ENTRY, count, _HEADER.itemsize)
    codes = (code.decode("latin-1") for code in entries["code"].tolist())
    index = list(zip(codes, entries["place"].tolist(), strict=True))
    _refuse_inside(path, index, body)
    return TdxArchive(path, data, period, size // 4, index)


def _unpacked(path: Path) -> bytes:
    if path.suffix.lower() != ".zip":
        return read_bytes(path, MAX_BYTES)
    with Archive(regular_file(path, MAX_BYTES), _BOUNDS, DOWNLOAD) as archive:
        inner = [name for name in archive.names if name.lower().endswith(".dat")]
        if len(inner) != 1:
            raise DataError(
                f"The archive holds {len(inner)} .dat files.", Place(path), expected="one.", remedy=_AGAIN
            )
        return archive.read(inner[0])


def _period(path: Path, date: int) -> Period:
    """The period that the header states, which is that of the file's name."""
    try:
        period = Period.ending_on(dt.datetime.strptime(f"{date:08}", "%Y%m%d").replace(tzinfo=dt.UTC).date())
    except ValueError:
        period = None
    if period is None:
        raise DataError(
            f"The header states the report date {date}.",
            Place(path),
            expected="the last day of a quarter, such as 20240630.",
            remedy=_AGAIN,
        )
    named = TDX_ARCHIVE.fullmatch(path.name)
    if named and int(named[1]) != date:
        raise DataError(
            f"The header states the report date {date}.",
            Place(path),
            expected=f"{named[1]}, as the file is named.",
            remedy="Give the file the name that it was downloaded with.",
        )
    return period


def _refuse_inside(path: Path, index: Sequence[tuple[str, int]], body: int) -> None:
    inside = next(((code, place) for code, place in index if place < body), None)
    if inside is not None:
        raise DataError(
            f"The record of {inside[0]} begins at byte {inside[1]:,}, within the header or the index.",
            Place(path),
            expected=f"a place from byte {body:,} on.",
            remedy=_AGAIN,
        )


def _enough(path: Path, data: bytes, start: int, end: int, words: str) -> None:
    if len(data) < end:
        raise _too_short(path, len(data), (start, end, words), _AGAIN)


def _too_short(path: Path, length: int, part: tuple[int, int, str], remedy: str) -> DataError:
    start, end, words = part
    return DataError(
        f"The archive is cut off: {words} begins at byte {start:,} and ends at byte {end:,}, and the file has {length:,} bytes.",
        Place(path),
        expected=f"at least {end:,} bytes.",
        remedy=remedy,
    )
