"""The rows of a sheet's part, one at a time and as bytes: a row that nobody asks for is never taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.archive import MAX_SMALL
from xl_aigc.ooxml.edits.tags import read, start_tag
from xl_aigc.ooxml.parser import whole_number
from xl_aigc.ooxml.references import column_number, split_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.ooxml.edits.cells import Cells

_CHUNK: Final = 1 << 16
MAX_ROW_BYTES: Final = 16_000_000
"""Bytes of a row, or of what stands before the rows: each is searched as a whole."""
_DATA: Final = start_tag("sheetData")
_ROOT: Final = start_tag("worksheet")
_NUMBER: Final = re.compile(rb"<[\w.\-:]+\s+r=\"([0-9]+)\"")
_ENCODED: Final = re.compile(rb"<\?xml[^<>]*encoding\s*=\s*[\"']([\w\-]+)")
_DIRT: Final = b"<!"
"""A comment or a CDATA section: no spreadsheet program writes one among cells, but libraries do."""
_RAW: Final = re.compile(
    rb"<!\[CDATA\[(?P<text>.*?)(?:\]\]>|(?P<open>\Z))|<!--.*?(?:-->|(?P<open2>\Z))", re.DOTALL
)


@dataclass(slots=True)
class Row:
    """A row taken apart.

    Attributes:
        number: its number.
        tag: its start tag.
        cells: its cells by number of column, in order.
        end: what follows the last cell: its end tag, and what may stand before it.
    """

    number: int
    tag: bytes
    cells: dict[int, bytes]
    end: bytes

    @property
    def content(self) -> bytes:
        """Return the row as bytes."""
        return b"".join((self.tag, *(cell for _, cell in sorted(self.cells.items())), self.end))


class SheetRows:
    """A sheet's part, read from a stream: what stands before the rows, the rows, what stands after them.

    Args:
        file: the part.
        place: of the sheet, for errors.

    Raises:
        WorkbookError: it is no sheet in UTF-8.
    """

    def __init__(self, file: IO[bytes], place: Place) -> None:
        self._file, self._place = file, place
        self._buffer = b""
        opening = None
        while opening is None:
            opening = _DATA.search(self._buffer)
            if opening is None and not self._more():
                raise self._refused("the sheet has no rows' element (sheetData).")
        self.head, self._buffer = self._buffer[: opening.end()], self._buffer[opening.end() :]
        self.empty = self.head.endswith(b"/>")
        if self.empty:
            self.head = self.head[:-2].rstrip() + b">"
        name = opening[0][1:].split(b"sheetData")[0]
        self.prefix = name.decode()
        self._row, self._row_end = b"<" + name + b"row", b"</" + name + b"row"
        self.end = b"</" + name + b"sheetData>"
        self._check_encoding()
        self.tail = b""

    @property
    def root(self) -> bytes:
        """Return the start tag of the whole part."""
        found = _ROOT.search(self.head)
        return found[0] if found else b""

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """Number and bytes of each row, in order; after the last, `tail` holds what follows the rows."""
        last = 0
        while True:
            at = self._find(self._row)
            if at is None:
                break
            end = self._row_ends(at)
            content, self._buffer = self._buffer[at:end], self._buffer[end:]
            if _DIRT in content:
                content = self._plain(content)
            number = self._number(content, last)
            if number <= last:
                raise self._refused(f"row {number} comes after row {last}.")
            last = number
            yield number, content
        self._read_tail()

    def _plain(self, row: bytes) -> bytes:
        """A row without comments, its CDATA sections as texts; in one that such a thing goes beyond, rows can't be told."""
        if any(found["open"] is not None or found["open2"] is not None for found in _RAW.finditer(row)):
            raise self._refused("the end of a row stands in a comment or a CDATA section.")
        return _RAW.sub(lambda found: _escaped(found["text"] or b""), row)

    def _find(self, what: bytes) -> int | None:
        """Find the start of the next row; None where there is none. Spaces between rows are skipped."""
        while not self.empty:
            found, end = (
                self._buffer.find(what),
                self._buffer.find(b"</" + self.prefix.encode() + b"sheetData"),
            )
            if _DIRT in self._buffer[: max(found, 0)]:
                raise self._refused("the sheet has comments among its rows.")
            if found >= 0 and (end < 0 or found < end):
                return found
            if end >= 0:
                return None
            if not self._more():
                raise self._refused("the sheet's part ends too early.")
        return None

    def _row_ends(self, start: int) -> int:
        while True:
            tag = self._buffer.find(b">", start)
            if tag > 0 and self._buffer[tag - 1 : tag] == b"/":
                return tag + 1
            close = self._buffer.find(self._row_end, start) if tag > 0 else -1
            end = self._buffer.find(b">", close) if close >= 0 else -1
            if end >= 0:
                return end + 1
            if not self._more():
                raise self._refused("the sheet's part ends too early.")

    def _number(self, row: bytes, last: int) -> int:
        quick = _NUMBER.match(row)
        if quick:
            return int(quick[1])
        given = read(row[: row.index(b">") + 1], "r")
        return whole_number(given, last + 1)

    def _read_tail(self) -> None:
        rest = self._buffer + self._file.read(MAX_SMALL)
        if len(rest) > MAX_SMALL:
            raise self._refused(f"more than {MAX_SMALL / 1e6:,.0f} MB follow the rows.")
        self.tail = rest if self.empty else rest[rest.find(b">", rest.find(b"</")) + 1 :]

    def _more(self) -> bool:
        if len(self._buffer) > MAX_ROW_BYTES:
            raise self._refused(f"a row has more than {MAX_ROW_BYTES / 1e6:,.0f} MB.")
        chunk = self._file.read(_CHUNK)
        self._buffer += chunk
        return bool(chunk)

    def _check_encoding(self) -> None:
        said = _ENCODED.search(self.head[:200])
        if (said and said[1].lower() not in {b"utf-8", b"us-ascii", b"ascii"}) or b"\0" in self.head[:10]:
            raise self._refused("the sheet's part is not in UTF-8.")

    def _refused(self, problem: str) -> WorkbookError:
        return WorkbookError(
            problem, self._place, remedy="Open the workbook in Excel, save it, and try again."
        )


def _escaped(text: bytes) -> bytes:
    return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def take_apart(number: int, content: bytes, cells: Cells, pattern: re.Pattern[bytes]) -> Row:
    """Return a row's start tag, cells and end.

    Args:
        number: of the row.
        content: its bytes.
        cells: reads the sheet's cells.
        pattern: of the beginning of a cell, `cell_start` of the sheet's prefix.
    """
    gt = content.index(b">") + 1
    if content[gt - 2 : gt] == b"/>":
        name = content[1:].split(None, 1)[0].rstrip(b"/>").decode()
        return Row(number, content[: gt - 2].rstrip() + b">", {}, f"</{name}>".encode())
    starts = list(pattern.finditer(content, gt))
    if not starts:
        return Row(number, content[:gt], {}, content[gt:])
    found: dict[int, bytes] = {}
    column = 0
    for place, start in enumerate(starts, 1):
        begin = start.start()
        end = starts[place].start() if place < len(starts) else begin + cells.end(content[begin:])
        column = column_of(content[begin:end], start[1], column)
        found[column] = content[begin:end]
    return Row(number, content[:gt], found, content[end:])


def cell_start(prefix: str) -> re.Pattern[bytes]:
    """Return a pattern of the beginning of a cell; where its address comes first, the letters are the group."""
    return re.compile(rb"<" + re.escape(prefix.encode()) + rb"c(?=[\s/>])(?:\s+r=\"([A-Z]{1,3})[0-9]+\")?")


def column_of(cell: bytes, letters: bytes | None, last: int) -> int:
    """Number of a cell's column; a cell without an address is beside the one before it."""
    if letters is not None:
        return column_number(letters.decode())
    given = read(cell[: cell.index(b">") + 1], "r")
    return split_cell(given)[1] if given else last + 1
