"""A CSV file as a table: its encoding is UTF-8 or GB18030, its size is bounded before it is read.

Bounds: 64 MB, 5,000 columns, 131,072 characters in a field; reading takes at most some 400 MB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.errors import DataError, Place
from xl_aigc.files.csv_file import csv_rows
from xl_aigc.files.regular import read_bytes
from xl_aigc.files.text import undecoded
from xl_aigc.sources.raw_table import RawTable

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES: Final = 64_000_000
ENCODINGS: Final = ("utf-8-sig", "gb18030")
_OTHER_FILES: Final = {
    b"PK\x03\x04": "a workbook or another zip archive",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Office file (.xls)",
    b"\xff\xfe": "in UTF-16",
    b"\xfe\xff": "in UTF-16",
}
_SEPARATORS: Final = ",\t;"


def read_csv(path: Path) -> RawTable:
    """A CSV file as a table, its rows read as they are asked for.

    Raises:
        DataError: it can't be read, is too large, no text in a known encoding, or no CSV.
    """
    text = _decoded(path, read_bytes(path, MAX_BYTES))
    return RawTable(csv_rows(text, path, _separator(text)), path)


def _decoded(path: Path, raw: bytes) -> str:
    if not raw.strip():
        raise DataError("The file is empty.", Place(path))
    other = next((words for start, words in _OTHER_FILES.items() if raw.startswith(start)), None)
    if other:
        raise DataError(
            f"The file is {other}, not CSV.", Place(path), remedy="Save it as CSV in UTF-8, or as .xlsx."
        )
    failed: list[UnicodeDecodeError] = []
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError as error:
            failed.append(error)
    # The encoding that went further is the one that was meant.
    furthest = max(failed, key=lambda error: error.start)
    raise undecoded(path, raw, furthest, "is neither UTF-8 nor GB18030", DataError)


def _separator(text: str) -> str:
    """The sign that most of the first lines are cut by; a comma where none is."""
    head = text[:20_000].splitlines()[:20]
    return max(_SEPARATORS, key=lambda sign: sum(sign in line for line in head))
