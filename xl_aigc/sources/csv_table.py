"""A CSV file as a table: its encoding, its separator and its decimal sign are found out, its size is bounded before it is read.

Bounds: 64 MB, 5,000 columns, 131,072 characters in a field; reading takes at most some 400 MB.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from xl_aigc.data import tables
from xl_aigc.data.spelling import traditional
from xl_aigc.errors import DataError, Place
from xl_aigc.files.csv_file import csv_rows
from xl_aigc.files.regular import read_bytes
from xl_aigc.files.text import undecoded
from xl_aigc.sources.decimal_signs import with_points
from xl_aigc.sources.raw_table import RawTable

if TYPE_CHECKING:
    from pathlib import Path

    from xl_aigc.sources.mapping import Fields

MAX_BYTES: Final = 64_000_000
ENCODINGS: Final = ("utf-8-sig", "gb18030", "big5hkscs")
_OTHER_FILES: Final = {
    b"PK\x03\x04": "a workbook or another zip archive",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Office file (.xls)",
    b"<": "a web page or another file in HTML or XML",
}
_WIDE: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATORS: Final = ",\t;|"
_LOOKED_AT: Final = 20_000
"""Characters at the beginning of a text that tell its encoding, its separator and its decimal sign."""
_SAYS_SEPARATOR: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_csv(path: Path, fields: Fields | None = None) -> RawTable:
    """A CSV file as a table, its rows read as they are asked for.

    Args:
        path: the file.
        fields: the names of columns, by which an encoding is known; None for those of the tables.

    Raises:
        DataError: it can't be read, is too large, no text in a known encoding, or no CSV.
    """
    text = _decoded(path, read_bytes(path, MAX_BYTES), fields)
    said = _SAYS_SEPARATOR.match(text)
    separator = said[1] if said else _separator(text)
    rows = csv_rows(text, path, separator)
    if said:
        next(rows)
    return RawTable(with_points(rows, separator), path)


def _decoded(path: Path, raw: bytes, fields: Fields | None) -> str:
    if not raw.strip():
        raise DataError("The file is empty.", Place(path), remedy="Export it again, or take it away.")
    other = next((words for start, words in _OTHER_FILES.items() if raw.lstrip().startswith(start)), None)
    if other:
        raise DataError(
            f"The file is {other}, not CSV.",
            Place(path),
            remedy="Open it in Excel, and save it as CSV in UTF-8, or as .xlsx.",
        )
    wide = _WIDE.get(raw[:2]) or _without_mark(raw)
    failed: list[UnicodeDecodeError] = []
    decoded: list[str] = []
    for encoding in (wide,) if wide else ENCODINGS:
        try:
            decoded.append(raw.decode(encoding))
        except UnicodeDecodeError as error:
            failed.append(error)
        if decoded and encoding in {wide, ENCODINGS[0]}:
            return decoded[0]
    if decoded:
        return max(decoded, key=lambda text: _likeness(text, fields))
    # The encoding that went further is the one that was meant.
    furthest = max(failed, key=lambda error: error.start)
    raise undecoded(path, raw, furthest, "is neither UTF-8 nor GB18030, Big5 or UTF-16", DataError)


def _without_mark(raw: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of digits and separators is zero."""
    head = raw[:2_000]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(raw) % 2 == 0 and zeros.count(0) > len(zeros) / 16 and head.count(0) == zeros.count(0):
            return encoding
    return None


@cache
def _characters() -> frozenset[str]:
    """The characters of the names that columns have, traditional ones too."""
    names = {each for row in tables.rows("fields") for each in row["vendor_field"] if not each.isascii()}
    return frozenset(names | {old for old, new in traditional() if new in names})


def _likeness(text: str, fields: Fields | None) -> float:
    """The share of the characters at the beginning that stand in names of columns; garbled text has few."""
    known = _characters() | {each for name in (fields.exact if fields else ()) for each in name}
    foreign = [each for each in text[:_LOOKED_AT] if not each.isascii()]
    return sum(each in known for each in foreign) / max(len(foreign), 1)


def _separator(text: str) -> str:
    """The sign that most of the first lines are cut by, of equals the one that stands in them oftenest; a comma where none is."""
    head = text[:_LOOKED_AT].splitlines()[:20]
    return max(
        _SEPARATORS,
        key=lambda sign: (sum(sign in line for line in head), sign != ",", text[:_LOOKED_AT].count(sign)),
    )
