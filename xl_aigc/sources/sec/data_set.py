"""A quarter of the SEC's Financial Statement Data Sets: a zip archive with `sub.txt` (filings) and `num.txt` (values).

Both are tables with tabs between the fields, without quotation marks, and with their names in the first line.
"""

from __future__ import annotations

from contextlib import closing
from io import BufferedReader
from operator import itemgetter
from typing import TYPE_CHECKING, Final, cast

from xl_aigc.errors import DataError, Place
from xl_aigc.files.archive import DOWNLOAD, Archive, Bounds, reading
from xl_aigc.sources.sec.intake import Filing, Intake, Stated, read_day, tags

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from io import RawIOBase
    from pathlib import Path

_BOUNDS: Final = Bounds(total=4_000_000_000, entry=2_000_000_000, entries=100)
"""Four times the largest quarter."""
_MAX_LINE: Final = 100_000
_PIECE: Final = 1 << 20
_FILINGS: Final = ("cik", "name", "adsh", "form", "filed", "accepted", "fy", "fp", "period", "fye")
"""The columns of `sub.txt`, in the order of `Stated`."""
_VALUES: Final = ("adsh", "tag", "version", "ddate", "qtrs", "uom", "value")
_PARTS: Final = ("coreg", "segments")
"""Columns of which a consolidated value holds nothing; `segments` came in 2025."""
_TAXONOMY: Final = "us-gaap/"

Row = tuple[int, "Sequence[str]"]


def read_data_set(path: Path, intake: Intake) -> None:
    """Read the consolidated values of the tags that are mapped.

    Raises:
        DataError: the file is no such archive, or is damaged.
    """
    with Archive(path, _BOUNDS, DOWNLOAD) as archive:
        filings: dict[str, Filing] = {}
        with closing(_rows(archive, "sub.txt", _FILINGS, (), intake)) as rows:
            for line, fields in rows:
                filing = intake.filing(Stated(*fields), _place(path, "sub.txt", line))
                if filing is not None:
                    filings[filing.accession] = filing
        known = tags()
        with closing(_rows(archive, "num.txt", _VALUES, _PARTS, intake)) as rows:
            for line, fields in rows:
                if fields[1] in known and fields[0] in filings and fields[2].startswith(_TAXONOMY):
                    _value(fields, filings[fields[0]], _place(path, "num.txt", line), intake)


def _value(fields: Sequence[str], filing: Filing, place: Place, intake: Intake) -> None:
    _, tag, _, day, quarters, unit, value, *parts = fields
    end = read_day(day)
    if any(parts):
        intake.reading.aside.add(
            "not_consolidated", place, ticker=filing.ticker, item=tag, period=day, value=value
        )
    elif end is None or not quarters.isdecimal() or len(quarters) > 3:
        intake.reading.aside.add(
            "bad_period", place, ticker=filing.ticker, item=tag, period=f"{day} {quarters}"
        )
    else:
        intake.fact(filing, tag, (int(quarters), end), value, unit, place)


def _rows(
    archive: Archive, name: str, columns: Sequence[str], optional: Sequence[str], intake: Intake
) -> Generator[Row, None, None]:
    """The rows of a table with the fields of some columns, each with its line; optional columns may be absent."""
    file = archive.place.file
    with closing(_lines(archive, name)) as lines:
        header = next(lines, [])
        missing = [column for column in columns if column not in header]
        if missing:
            raise DataError(
                f"The columns {', '.join(missing)} are missing.",
                _place(file, name, 1),
                expected=f"a table of the SEC's Financial Statement Data Sets with {', '.join(columns)}.",
            )
        chosen = itemgetter(*(header.index(name) for name in (*columns, *optional) if name in header))
        for line, fields in enumerate(lines, 2):
            if len(fields) == len(header):
                yield line, chosen(fields)
            else:
                intake.reading.aside.add("wrong_width", _place(file, name, line), value=fields[0])


def _lines(archive: Archive, name: str) -> Generator[list[str], None, None]:
    """The fields of each line; bytes that are not UTF-8 become U+FFFD, which is in no name that is taken."""
    place = _place(archive.place.file, name)
    # The buffer finds the ends of lines ten times faster than zipfile does.
    with archive.open(name) as file, reading(place, DOWNLOAD):
        buffer = BufferedReader(cast("RawIOBase", file), _PIECE)
        while line := buffer.readline(_MAX_LINE + 1):
            if len(line) > _MAX_LINE:
                raise DataError(
                    f"A line has more than {_MAX_LINE:,} bytes.", place, remedy="Download it again."
                )
            yield line.rstrip(b"\r\n").decode("utf-8", "replace").split("\t")


def _place(file: Path | str | None, name: str, line: int | None = None) -> Place:
    return Place(file, line=line, key=name)
