"""The text of a file, its encoding checked, and the characters in it that are refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from xl_aigc.errors import AigcError, DataError, Place
from xl_aigc.files.regular import MAX_BYTES, read_bytes
from xl_aigc.outside import REFUSED, code_point

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Raised = TypeVar("Raised", bound=AigcError)
_LINE_BREAK: Final = re.compile(r"\r\n|\r|\n")
_MARK: Final = b"\xef\xbb\xbf"


def read_text(path: Path, *, max_bytes: int = MAX_BYTES, error: type[AigcError] = DataError) -> str:
    """The text of a UTF-8 file, without its byte order mark if it has one.

    Raises:
        AigcError: of the given class; the file can't be read, is too large or not UTF-8.
    """
    raw = read_bytes(path, max_bytes, error)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        raise undecoded(path, raw, reason, "is not UTF-8", error) from None


def undecoded(
    path: Path, raw: bytes, reason: UnicodeDecodeError, problem: str, error: type[Raised]
) -> Raised:
    """The error for a file in another encoding, with the byte and line where it ceases to be text."""
    # The position is counted behind a byte order mark, the line is the same with and without it.
    at = reason.start + (3 if reason.encoding.startswith("utf") and raw.startswith(_MARK) else 0)
    return error(
        f"Byte {at + 1:,} (0x{raw[at]:02X}) {problem}.",
        Place(path, line=raw.count(b"\n", 0, at) + 1),
        remedy="Save it as UTF-8 (in Excel: file type 'CSV UTF-8').",
    )


def illegal_characters(text: str) -> Iterator[tuple[int, str]]:
    r"""Each character that no text from outside may hold, with its line.

    Example:
        >>> list(illegal_characters("a\nb\x00"))
        [(2, '\x00')]
    """
    line, counted = 1, 0
    for match in REFUSED.finditer(text):
        line += len(_LINE_BREAK.findall(text, counted, match.start()))
        counted = match.start()
        yield line, match.group()


def illegal(path: Path | str, line: int, character: str, error: type[Raised]) -> Raised:
    """The error for a character that no text from outside may hold."""
    return error(
        f"The line holds the character {code_point(character)}, which is not accepted.",
        Place(path, line=line),
        remedy="Delete that character.",
    )
