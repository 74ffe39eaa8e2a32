"""The text of a file in a data folder, with its size bounded and its encoding checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES: Final = 512 * 1024 * 1024

# What XML 1.0 cannot hold, so that no .xlsx can: control characters but tab, line feed and carriage return.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LINE_BREAK: Final = re.compile(r"\r\n|\r|\n")


def read_text(path: Path, *, max_bytes: int = MAX_BYTES) -> str:
    """The text of a UTF-8 file, without its byte order mark if it has one.

    Raises:
        DataError: the file is missing, too large or not UTF-8.
    """
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise DataError(
                f"the file is too large: {size:,} bytes.",
                Place(path),
                expected=f"at most {max_bytes:,} bytes.",
            )
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DataError("the file is missing.", Place(path), remedy="Add it to the folder.") from None
    except OSError as error:
        raise DataError(f"the file can't be read: {error.strerror}.", Place(path)) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The position is counted behind a byte order mark, the line is the same with and without it.
        at = error.start + (3 if raw.startswith(b"\xef\xbb\xbf") else 0)
        raise DataError(
            f"byte {at + 1:,} (0x{raw[at]:02X}) is not UTF-8.",
            Place(path, line=raw.count(b"\n", 0, at) + 1),
            expected="a file in UTF-8.",
            remedy="Save it as UTF-8 (in Excel: file type 'CSV UTF-8').",
        ) from None


def illegal_characters(text: str) -> Iterator[tuple[int, str]]:
    r"""Each character that no workbook can hold, with its line.

    Example:
        >>> list(illegal_characters("a\nb\x00"))
        [(2, '\x00')]
    """
    line, counted = 1, 0
    for match in _ILLEGAL.finditer(text):
        line += len(_LINE_BREAK.findall(text, counted, match.start()))
        counted = match.start()
        yield line, match.group()
