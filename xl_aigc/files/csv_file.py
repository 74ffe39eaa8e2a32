"""Reading of CSV: rows with the line each begins on; a table whose header is known; the program's own tables."""

from __future__ import annotations

import csv
import re
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Protocol

from xl_aigc.counts import with_noun
from xl_aigc.errors import DataError, Place
from xl_aigc.files.text import read_text
from xl_aigc.outside import MAX_TEXT, flaw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from xl_aigc.files.failures import Failures

_LINE: Final = re.compile(r"[^\r\n]+(?:\r\n|\r|\n)?|\r\n|\r|\n")

Row = tuple[int, "Sequence[str]"]


class _Reader(Protocol):
    """Type of the result of `csv.reader`, which has no public name."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


def csv_rows(text: str, file: Path | str, separator: str = ",") -> Iterator[Row]:
    r"""The rows of a CSV text, each with the line it begins on.

    Args:
        text: the text.
        file: where it came from, for messages.
        separator: what stands between two fields.

    Raises:
        DataError: a quotation mark is not closed, or a field is too long.

    Example:
        >>> list(csv_rows('a,"b\nc"\nd,e\n', "x.csv"))
        [(1, ['a', 'b\nc']), (3, ['d', 'e'])]
    """
    # Not io.StringIO: it holds four bytes for each character.
    lines = (match[0] for match in _LINE.finditer(text))
    reader: _Reader = csv.reader(lines, strict=True, delimiter=separator)
    begins = 1
    try:
        for fields in reader:
            line, begins = begins, reader.line_num + 1
            yield line, fields
    except csv.Error as error:
        raise DataError(
            f"The row can't be read: {error}.",
            Place(file, line=reader.line_num),
            expected="fields separated by commas; a field that holds a comma or a quotation mark in quotes.",
            remedy="Close the quotation mark that was opened, or double it inside a field. "
            "The file may also be cut off: then export it again.",
        ) from None


def read_table(
    path: Path, columns: Sequence[str], failures: Failures, optional: Sequence[str] = ()
) -> Iterator[Row]:
    """The rows of a CSV file with a known header, with their fields in the order of `columns`, then of `optional`.

    A field of an optional column that the file does not have is empty.

    Empty rows are passed over. A row with too many or too few fields, or with a text that is not accepted, is noted in
    `failures`.

    Raises:
        DataError: the file can't be read, is too large, not UTF-8, or without the header that is expected.
    """
    rows = csv_rows(read_text(path), path)
    _, header = next(rows, (1, []))
    _check_header(path, header, columns, optional)
    absent = [column for column in optional if column not in header]
    order, wanted = [*header, *absent], [*columns, *optional]
    arrange = None if order == wanted else itemgetter(*map(order.index, wanted))
    given, blank = [column for column in optional if column in header], [""] * len(absent)
    for line, fields in rows:
        if len(fields) == len(header):
            flawed = list(_flawed(path, line, fields, header))
            for error in flawed:
                failures.add(error)
            if any(fields) and not flawed:
                whole = [*fields, *blank] if blank else fields
                yield line, whole if arrange is None else arrange(whole)
        elif any(fields):
            failures.add(_wrong_width(path, line, fields, [*columns, *given]))


def bundled_table(path: Path) -> Iterable[Mapping[str, str]]:
    """The rows of one of the program's own tables, by the names of its columns.

    Raises:
        DataError: the file is missing, or a row is damaged, such as by a field with a comma that is not in quotes.
    """
    (_, header), *rows = csv_rows(read_text(path), path)
    for line, fields in rows:
        if len(fields) != len(header):
            raise _wrong_width(path, line, fields, header)
    return [dict(zip(header, fields, strict=True)) for _, fields in rows]


def _check_header(path: Path, header: Sequence[str], columns: Sequence[str], optional: Sequence[str]) -> None:
    problems = {
        "missing": [column for column in columns if column not in header],
        "unexpected": [column for column in header if column not in {*columns, *optional}],
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
        f"The header is not as expected ({'; '.join(said)}).",
        Place(path, line=1),
        expected=f"the columns {', '.join(columns)}, in any order{_may_stand(optional)}.",
        remedy=remedy,
    )


def _may_stand(optional: Sequence[str]) -> str:
    return f"; {', '.join(optional)} may stand beside them" if optional else ""


def _flawed(path: Path, line: int, fields: Sequence[str], header: Sequence[str]) -> Iterator[DataError]:
    whole = "".join(fields)
    if whole.isprintable() and len(whole) <= MAX_TEXT:
        return
    for column, field in zip(header, fields, strict=True):
        found = flaw(field)
        if found is not None:
            place = Place(path, line=line, key=column)
            yield DataError(f"The field {found}.", place, remedy="Shorten it, or delete that character.")


def _wrong_width(path: Path, line: int, fields: Sequence[str], columns: Sequence[str]) -> DataError:
    return DataError(
        f"The row has {with_noun(len(fields), '{} field', '{} fields')}.",
        Place(path, line=line),
        expected=f"{len(columns)}: {', '.join(columns)}.",
        remedy="Put a field that holds a comma in quotes; leave a field empty where there is nothing.",
    )
