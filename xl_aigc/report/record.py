"""The record of a workbook: its ledger and the prints of its cells, in a sheet that programs keep and do not show.

A very hidden sheet outlives a save by Excel, WPS, LibreOffice (also through .ods) and openpyxl, which drops custom XML.
Workbooks of version 0.1.0 hold the ledger alone, as custom XML.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import struct
import zlib
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import BaseModel, Field, ValidationError

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.parser import parse
from xl_aigc.ooxml.references import MAX_COLUMN, MAX_ROW, cell_name, split_cell
from xl_aigc.report.ledger import NAMESPACE
from xl_aigc.report.prints import WIDTH, Prints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from xl_aigc.ooxml.book import Book

SHEET: Final = "_xl_aigc"
TITLE: Final = "Record of xl-aigc: a refresh reads this sheet. Leave it as it is."
REMEDY: Final = "Take the workbook as it was before. To go on with this one: xl-aigc adopt {}"
_CHUNK: Final = 8000
"""Characters of a cell: Excel takes no more than 8,192 of a text that a program enters."""
_HEAD: Final = struct.Struct("<4sIII")
_MAGIC: Final = b"XLR1"
_DIGEST: Final = 8
_ONE: Final = -1
"""In place of a number of rows: one print for the formula of all."""
_LARGEST: Final = 100_000_000
"""Bytes of one piece of a record; that of the whole market has some 15 million."""


@dataclass(frozen=True, slots=True)
class Record:
    """Contents of the record of a workbook.

    Attributes:
        ledger: the root of the ledger's document.
        prints: what was last written into it; None in a workbook of version 0.1.0.
        part: where it lies: the name of a sheet or of a part.
    """

    ledger: _Element
    prints: Prints | None
    part: str


class _Places(BaseModel):
    """Places of the prints, in their order; whoever sent the workbook may have written it."""

    sheets: dict[
        str,
        list[
            tuple[
                Annotated[int, Field(ge=1, le=MAX_ROW)],
                Annotated[int, Field(ge=1)],
                Annotated[int, Field(ge=1, le=MAX_COLUMN)],
            ]
        ],
    ]
    tables: dict[str, dict[str, Annotated[int, Field(ge=_ONE, le=MAX_ROW)]]]
    charts: list[str]
    names: list[str]


def record_texts(ledger: bytes, prints: Prints) -> list[str]:
    """Return the texts of the sheet that holds a record, from A1 downward.

    Args:
        ledger: the ledger's document.
        prints: what is written into the workbook.
    """
    places, flat = _flat(prints)
    pieces = [zlib.compress(piece, 6) for piece in (ledger, places, flat)]
    body = _HEAD.pack(_MAGIC, *map(len, pieces)) + b"".join(pieces)
    text = base64.b64encode(body + _digest(body)).decode()
    return [TITLE, *(text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK))]


def find_record(book: Book) -> Record | None:
    """Return the record of a workbook; None where it holds none.

    Raises:
        WorkbookError: it is damaged.
    """
    title = record_sheet(book)
    if title is not None:
        return _unpacked(book, title, [str(one.value) for one in book.cells(title).values()][1:])
    found = book.document(NAMESPACE)
    return None if found is None else Record(found[1], None, found[0])


def record_sheet(book: Book) -> str | None:
    """Return the name of the sheet that holds the record; None where there is none."""
    named = (title for title in book.sheets if is_record(title))
    return next((title for title in named if _says_so(book, title)), None)


def is_record(title: str) -> bool:
    """Return whether a sheet of this name is the one of the record."""
    return title.casefold().startswith(SHEET)


def _says_so(book: Book, title: str) -> bool:
    first = book.cells(title).get("A1")
    return first is not None and str(first.value) == TITLE


def _unpacked(book: Book, title: str, texts: Iterable[str]) -> Record:
    try:
        ledger, places, flat = _pieces(base64.b64decode("".join(texts), validate=True))
        prints = _prints(_Places.model_validate_json(places), flat)
    except (ValueError, zlib.error, struct.error, binascii.Error, ValidationError) as error:
        raise WorkbookError(
            "The workbook's record of what was written into it is damaged.",
            Place(book.path, sheet=title),
            remedy=REMEDY.format(book.path),
        ) from error
    try:
        return Record(parse(ledger, title), prints, title)
    except WorkbookError as error:
        raise error.at(Place(book.path, sheet=title)) from error


def _pieces(record: bytes) -> Iterator[bytes]:
    """Yield the ledger, the places and the prints of a record."""
    body, digest = record[:-_DIGEST], record[-_DIGEST:]
    magic, *lengths = _HEAD.unpack_from(body)
    if magic != _MAGIC or _digest(body) != digest or _HEAD.size + sum(lengths) != len(body):
        raise ValueError("it is not whole")
    start = _HEAD.size
    for length in lengths:
        unpacking = zlib.decompressobj()
        piece = unpacking.decompress(body[start : start + length], _LARGEST)
        if not unpacking.eof:
            raise ValueError("it is not whole, or absurdly large")
        yield piece
        start += length


def _digest(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST).digest()


def _flat(prints: Prints) -> tuple[bytes, bytes]:
    """Return the places of prints as JSON, and the prints in the same order."""
    columns = [(name, key, one) for name, keyed in prints.tables.items() for key, one in keyed.items()]
    places = {
        "sheets": {key: list(_runs(cells)) for key, cells in prints.sheets.items()},
        "tables": {
            name: {key: _ONE if isinstance(one, bytes) else len(one) for key, one in keyed.items()}
            for name, keyed in prints.tables.items()
        },
        "charts": list(prints.charts),
        "names": list(prints.names),
    }
    flat = [
        *(cells[at] for cells in prints.sheets.values() for at in sorted(cells, key=split_cell)),
        *(each for _, _, one in columns for each in ((one,) if isinstance(one, bytes) else one)),
        *prints.charts.values(),
        *prints.names.values(),
    ]
    return json.dumps(places, ensure_ascii=False, separators=(",", ":")).encode(), b"".join(flat)


def _runs(cells: Mapping[str, bytes]) -> Iterator[tuple[int, int, int]]:
    """Yield row, first column and number of the cells that stand side by side."""
    places = sorted(map(split_cell, cells))
    for _, run in groupby(enumerate(places), key=lambda one: (one[1][0], one[1][1] - one[0])):
        side_by_side = [place for _, place in run]
        yield (*side_by_side[0], len(side_by_side))


def _prints(places: _Places, flat: bytes) -> Prints:
    counts = [
        *(count for runs in places.sheets.values() for _, _, count in runs),
        *(1 if count == _ONE else count for keyed in places.tables.values() for count in keyed.values()),
        len(places.charts),
        len(places.names),
    ]
    if sum(counts) * WIDTH != len(flat):
        raise ValueError("its prints are not as many as its places")
    every = iter([flat[start : start + WIDTH] for start in range(0, len(flat), WIDTH)])
    sheets = {
        key: {cell_name(row, left + n): next(every) for row, left, count in runs for n in range(count)}
        for key, runs in places.sheets.items()
    }
    tables: dict[str, dict[str, bytes | Sequence[bytes]]] = {
        name: {
            key: next(every) if count == _ONE else [next(every) for _ in range(count)]
            for key, count in keyed.items()
        }
        for name, keyed in places.tables.items()
    }
    charts = {key: next(every) for key in places.charts}
    return Prints(sheets, tables, charts, {name: next(every) for name in places.names})
