"""Sheets in binary records, of `.xlsb` ([MS-XLSB]) and `.xls` ([MS-XLS]) files: their extent, error values and number formats."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import DataError, Place
from xl_aigc.files.compound_file import with_password
from xl_aigc.sources.extent import ERROR, NOT_COMPUTED, Extent, absurd
from xl_aigc.sources.number_formats import BUILT_IN, number_format

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xl_aigc.sources.extent import Marks
    from xl_aigc.sources.number_formats import NumberFormat

_XLSB_ROW, _XLSB_BEGIN, _XLSB_END, _XLSB_SHEET = 0, 145, 146, 156
_XLSB_CELLS: Final = frozenset(range(1, 12)) | {62}
_XLSB_ERRORS: Final = frozenset((3, 11))
_XLSB_FORMAT, _XLSB_STYLE, _XLSB_STYLES, _XLSB_STYLES_END = 44, 47, 617, 618

_XLS_BOF, _XLS_SHEET, _XLS_STRINGS, _XLS_RANGE, _XLS_PASSWORD = 0x0809, 0x0085, 0x00FC, 0x0200, 0x002F
_XLS_CELLS: Final = frozenset(
    (0x0203, 0x0204, 0x00FD, 0x027E, 0x0201, 0x0205, 0x0006, 0x0206, 0x0406, 0x00D6)
)
_XLS_SEVERAL: Final = frozenset((0x00BD, 0x00BE))
"""Records of several cells of one row, which end with the column of the last."""
_XLS_FORMAT, _XLS_STYLE, _XLS_SEVERAL_NUMBERS = 0x041E, 0x00E0, 0x00BD
_XLS_FORMULAS: Final = frozenset((0x0006, 0x0206, 0x0406))
_XLS_NUMBERS: Final = _XLS_FORMULAS | {0x0203, 0x027E, _XLS_SEVERAL_NUMBERS}
_XLS_FORMAT_HEAD: Final = 5
"""Bytes of a format before its code: its number, the number of its characters, and whether they are wide."""
_XLS_ERROR: Final = 0x0205
_RESULTS: Final = {2: ERROR, 3: NOT_COMPUTED}
"""Texts in place of results of formulas that are none, by their types; an empty one may not have been computed."""
_SHORTEST_STRING: Final = 3
_Record = tuple[int, int, int]
"""The type of a record, where its content begins, and how long that is."""


def xlsb_marks(part: bytes, place: Place, formats: Sequence[NumberFormat | None]) -> Marks | None:
    """The marks of a sheet's part; None where the bytes are no records.

    Raises:
        DataError: the sheet is beyond the bounds.
    """
    extent, row, inside = Extent(place), 0, False
    for kind, start, length in _xlsb_records(part):
        if start + length > len(part):
            return None
        inside = (inside or kind == _XLSB_BEGIN) and kind != _XLSB_END
        if inside and kind == _XLSB_ROW and length >= 4:
            row = struct.unpack_from("<I", part, start)[0] + 1
        elif inside and kind in _XLSB_CELLS and length >= 4:
            column = struct.unpack_from("<I", part, start)[0] + 1
            extent.cell(row, column)
            style = int.from_bytes(part[start + 4 : start + 7], "little")
            if kind in _XLSB_ERRORS:
                extent.marks[row, column] = ERROR
            elif style < len(formats) and (shows := formats[style]):
                extent.marks[row, column] = shows
    return extent.marks


def xlsb_sheets(part: bytes) -> dict[str, str]:
    """The relationship of each sheet by its name, as the workbook's part lists them."""
    found = {}
    for kind, start, length in _xlsb_records(part):
        if kind == _XLSB_SHEET and length > 12:
            target, rest = _wide(part, start + 8)
            name, _ = _wide(part, rest)
            found[name] = target
    return found


def xlsb_formats(part: bytes) -> list[NumberFormat | None]:
    """The format of each style of cells that says more than a number."""
    codes, found, of_cells = dict(BUILT_IN), [], False
    for kind, start, length in _xlsb_records(part):
        code = int.from_bytes(part[start : start + 2], "little")
        if kind == _XLSB_FORMAT and length > 6:
            codes[code], _ = _wide(part, start + 2)
        elif kind in {_XLSB_STYLES, _XLSB_STYLES_END}:
            of_cells = kind == _XLSB_STYLES
        elif kind == _XLSB_STYLE and of_cells and length >= 4:
            code = int.from_bytes(part[start + 2 : start + 4], "little")
            found.append(number_format(codes.get(code, "")))
    return found


def _wide(part: bytes, start: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    end = start + 4 + 2 * int.from_bytes(part[start : start + 4], "little")
    return part[start + 4 : end].decode("utf-16-le", "replace"), end


def _xlsb_records(part: bytes) -> Iterator[_Record]:
    at = 0
    while at < len(part):
        kind, at = _number(part, at, 2)
        length, at = _number(part, at, 4)
        yield kind, at, length
        at += length


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, of which the last has no eighth bit, and where it ends."""
    number = 0
    for place, byte in enumerate(part[at : at + most]):
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return number, at + place + 1
    return number, at + most


def xls_marks(stream: bytearray, place: Place) -> dict[str, Marks]:
    """The marks of each sheet of a workbook's stream by the sheet's name.

    The range that a sheet claims is cleared in the stream, since the reader would reserve it.

    Raises:
        DataError: a sheet is beyond the bounds, the table of texts claims more than there are bytes, or all is encrypted.
    """
    begins: dict[int, str] = {}
    found: dict[str, Marks] = {}
    extent, formats = Extent(place), _XlsFormats()
    for kind, start, length in _xls_records(stream):
        if kind == _XLS_SHEET and length > 8:
            begins[int.from_bytes(stream[start : start + 4], "little")] = _name(stream, start + 6)
        elif kind == _XLS_BOF:
            extent = Extent(place)
            found[begins.get(start - 4, "")] = extent.marks
        elif kind == _XLS_PASSWORD:
            raise with_password(place, DataError)
        elif kind == _XLS_STRINGS:
            _check_strings(stream, start, place)
        elif kind == _XLS_RANGE:
            stream[start : start + length] = bytes(length)
        elif kind in {_XLS_FORMAT, _XLS_STYLE}:
            formats.take(kind, bytes(stream[start : start + length]))
        else:
            _xls_cell(stream, kind, start, length, extent)
            formats.mark(stream, kind, start, length, extent)
    return found


class _XlsFormats:
    """The formats of the styles of one workbook, as its records give them."""

    def __init__(self) -> None:
        self._codes = dict(BUILT_IN)
        self._styles: list[NumberFormat | None] = []

    def take(self, kind: int, record: bytes) -> None:
        """Take in a record of a format, or of a style, which stands behind its format."""
        if kind == _XLS_STYLE:
            code = int.from_bytes(record[2:4], "little")
            self._styles.append(number_format(self._codes.get(code, "")))
        elif len(record) > _XLS_FORMAT_HEAD:
            wide, text = record[4] & 1, record[_XLS_FORMAT_HEAD:]
            code = int.from_bytes(record[:2], "little")
            self._codes[code] = text.decode("utf-16-le" if wide else "latin-1", "replace")

    def mark(self, stream: bytearray, kind: int, start: int, length: int, extent: Extent) -> None:
        """Note the format of the numbers of a record of cells."""
        if kind not in _XLS_NUMBERS or length < 6 or start + length > len(stream):
            return
        row, column = struct.unpack_from("<HH", stream, start)
        several = kind == _XLS_SEVERAL_NUMBERS
        for at, place in enumerate(range(start + 4, start + length - 2, 6) if several else (start + 4,)):
            style = int.from_bytes(stream[place : place + 2], "little")
            shows = self._styles[style] if style < len(self._styles) else None
            if shows:
                extent.marks.setdefault((row + 1, column + at + 1), shows)


def _xls_cell(stream: bytearray, kind: int, start: int, length: int, extent: Extent) -> None:
    if length < 6 or start + length > len(stream) or kind not in _XLS_CELLS | _XLS_SEVERAL:
        return
    row, column = struct.unpack_from("<HH", stream, start)
    last = struct.unpack_from("<H", stream, start + length - 2)[0] if kind in _XLS_SEVERAL else column
    extent.cell(row + 1, column + 1, columns=max(last - column + 1, 1))
    result = bytes(stream[start + 6 : start + 14])
    text = _RESULTS.get(result[0]) if kind in _XLS_FORMULAS and result[6:] == b"\xff\xff" else None
    if kind == _XLS_ERROR and result[1:2] == b"\x01":
        text = ERROR
    if text:
        extent.marks[row + 1, column + 1] = text


def _check_strings(stream: bytearray, start: int, place: Place) -> None:
    count = int.from_bytes(stream[start + 4 : start + 8], "little")
    if count * _SHORTEST_STRING > len(stream):
        raise absurd(place, f"It claims {count:,} texts.", "the number of texts that it has")


def _name(stream: bytearray, start: int) -> str:
    """The name of a sheet: its number of characters, whether they are wide, and the characters."""
    count, wide = stream[start], stream[start + 1] & 1
    raw = bytes(stream[start + 2 : start + 2 + count * (1 + wide)])
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _xls_records(stream: bytearray) -> Iterator[_Record]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        at += 4 + length
