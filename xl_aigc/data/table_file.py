"""Reading of a CSV file with a known header, row by row, with the line of each."""

from __future__ import annotations

import csv
import re
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Protocol

from xl_aigc.data.text_file import illegal_characters, read_text
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xl_aigc.data.failures import Failures

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")

Row = tuple[int, "Sequence[str]"]


class _Reader(Protocol):
    """What `csv.reader` gives; its own type has no public name."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


def read_table(path: Path, columns: Sequence[str], failures: Failures) -> Iterator[Row]:
    """The rows of a CSV file, each with the line it begins on and its fields in the order of `columns`.

    Empty rows are passed over. A row with too many or too few fields, or with a character that no workbook can
    hold, is noted in `failures`.

    Raises:
        DataError: the file is missing, too large, not UTF-8, or without the header that is expected.
    """
    text = read_text(path)
    for line, character in illegal_characters(text):
        failures.add(_illegal(path, line, character))
    # Not io.StringIO: it holds four bytes for each character.
    reader = csv.reader((match[0] for match in _LINE.finditer(text)), strict=True)
    try:
        header = next(reader, [])
        _check_header(path, header, columns)
        yield from _rows(path, reader, header, columns, failures)
    except csv.Error as error:
        raise DataError(
            f"the row can't be read: {error}.",
            Place(path, line=reader.line_num),
            expected="fields separated by commas; a field that holds a comma or a quotation mark in quotes.",
            remedy="Close the quotation mark that was opened, or double it inside a field.",
        ) from None


def _rows(
    path: Path, reader: _Reader, header: Sequence[str], columns: Sequence[str], failures: Failures
) -> Iterator[Row]:
    arrange = None if list(header) == list(columns) else itemgetter(*map(header.index, columns))
    begins = reader.line_num + 1
    for fields in reader:
        line, begins = begins, reader.line_num + 1
        if len(fields) == len(columns):
            if any(fields):
                yield line, fields if arrange is None else arrange(fields)
        elif any(fields):
            failures.add(_wrong_width(path, line, fields, columns))


def _check_header(path: Path, header: Sequence[str], columns: Sequence[str]) -> None:
    problems = {
        "missing": [column for column in columns if column not in header],
        "unexpected": [column for column in header if column not in columns],
        "given twice": sorted({column for column in header if header.count(column) > 1}),
    }
    said = [f"{word}: {', '.join(map(repr, found))}" for word, found in problems.items() if found]
    if not said:
        return
    separator = next((sign for sign in ";\t|" if len(header) == 1 and sign in header[0]), None)
    remedy = (
        f"Separate the fields by commas, not by {separator!r}." if separator else "Correct the first line."
    )
    raise DataError(
        f"the header is not as expected ({'; '.join(said)}).",
        Place(path, line=1),
        expected=f"the columns {', '.join(columns)}, in any order.",
        remedy=remedy,
    )


def _wrong_width(path: Path, line: int, fields: Sequence[str], columns: Sequence[str]) -> DataError:
    return DataError(
        f"the row has {len(fields)} fields.",
        Place(path, line=line),
        expected=f"{len(columns)}: {', '.join(columns)}.",
        remedy="Put a field that holds a comma in quotes; leave a field empty where there is nothing.",
    )


def _illegal(path: Path, line: int, character: str) -> DataError:
    return DataError(
        f"the row holds the character U+{ord(character):04X}, which no workbook can hold.",
        Place(path, line=line),
        remedy="Delete that character.",
    )
