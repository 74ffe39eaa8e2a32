"""A CSV file as a table: its encoding is UTF-8 or GB18030, its size is bounded before it is read.

Bounds: 64 MB, 5,000 columns, 131,072 characters in a field; reading takes at most some 400 MB.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Final, Protocol

from xl_aigc.sources.raw_table import RawTable
from xl_aigc.data.text_file import illegal_characters
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MAX_BYTES: Final = 64_000_000
ENCODINGS: Final = ("utf-8-sig", "gb18030")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_OTHER_FILES: Final = {
    b"PK\x03\x04": "a workbook or another zip archive",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Office file (.xls)",
}
_SEPARATORS: Final = ",\t;"
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class _Reader(Protocol):
    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


def read_csv(path: Path) -> RawTable:
    """A CSV file as a table, its rows read as they are asked for.

    Raises:
        DataError: it can't be read, is too large, no text in a known encoding, or no CSV.
    """
    text = _decoded(path, _bytes(path))
    return RawTable(_rows(path, text), path)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DataError(
                f"the file is too large: {size / 1e6:,.0f} MB.",
                Place(path),
                expected=f"at most {MAX_BYTES / 1e6:,.0f} MB.",
                remedy="Export fewer periods or items at a time, into one folder.",
            )
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(f"the file can't be read: {error.strerror}.", Place(path)) from error
    if not raw.strip():
        raise DataError("the file is empty.", Place(path))
    return raw


def _decoded(path: Path, raw: bytes) -> str:
    other = next((words for start, words in _OTHER_FILES.items() if raw.startswith(start)), None)
    if other or raw.startswith(_UTF_16):
        raise DataError(
            f"the file is {other or 'in UTF-16'}, not CSV.",
            Place(path),
            remedy="Save it as CSV in UTF-8, or as .xlsx.",
        )
    failed: list[UnicodeDecodeError] = []
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError as error:
            failed.append(error)
        else:
            return _legal(path, text)
    # The encoding that went further is the one that was meant.
    at = max(
        error.start + (3 if error.encoding.startswith("utf") and raw.startswith(b"\xef\xbb\xbf") else 0)
        for error in failed
    )
    raise DataError(
        f"byte {at + 1:,} (0x{raw[at]:02X}) is neither UTF-8 nor GB18030.",
        Place(path, line=raw.count(b"\n", 0, at) + 1),
        expected="a file in one of these.",
        remedy="Save it as UTF-8 (in Excel: file type 'CSV UTF-8').",
    )


def _legal(path: Path, text: str) -> str:
    for line, sign in illegal_characters(text):
        raise DataError(
            f"the line holds the character U+{ord(sign):04X}, which no table of text holds.",
            Place(path, line=line),
            remedy="Export the file again.",
        )
    return text


def _separator(text: str) -> str:
    """The sign that most of the first lines are cut by; a comma where none is."""
    head = text[:20_000].splitlines()[:20]
    return max(_SEPARATORS, key=lambda sign: sum(sign in line for line in head))


def _rows(path: Path, text: str) -> Iterator[tuple[int, Sequence[str]]]:
    # Not io.StringIO: it holds four bytes for each character.
    reader: _Reader = csv.reader(
        (match[0] for match in _LINE.finditer(text)), strict=True, delimiter=_separator(text)
    )
    begins = 1
    try:
        for fields in reader:
            line, begins = begins, reader.line_num + 1
            yield line, fields
    except csv.Error as error:
        raise DataError(
            f"the row can't be read: {error}.",
            Place(path, line=reader.line_num),
            expected="fields separated by commas; a field that holds a comma or a quotation mark in quotes.",
            remedy="The file may be cut off: export it again.",
        ) from None
