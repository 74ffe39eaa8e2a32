"""A `companyfacts` file of the SEC (`CIK##########.json`): every value that one company filed, by tag and unit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from xl_aigc.errors import DataError, Place
from xl_aigc.files.text import read_text
from xl_aigc.sources.sec.fiscal import quarters_between
from xl_aigc.sources.sec.intake import Filing, Intake, Stated, read_day, tags

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES: Final = 64_000_000
_EXPECTED: Final = "the form of companyfacts: cik, entityName, facts."


class _Entry(NamedTuple):
    """One value, with the texts of its filing."""

    tag: str
    unit: str
    start: dt.date | None
    end: dt.date
    value: object
    filing: tuple[str, ...]
    place: Place


def read_company_facts(path: Path, intake: Intake) -> None:
    """Read the values of the tags that are mapped.

    A filing reports on the part of the year that ends with the last of its values. Values of segments are not in such files.

    Raises:
        DataError: the file is no JSON of that form.
    """
    content = _content(path)
    entries = list(_entries(path, content["facts"].get("us-gaap", {}), intake))
    last: dict[tuple[str, ...], dt.date] = {}
    for entry in entries:
        last[entry.filing] = max(entry.end, last.get(entry.filing, entry.end))
    cik, name = str(content["cik"]), str(content["entityName"])
    filings: dict[tuple[str, ...], Filing | None] = {}
    for entry in entries:
        if entry.filing not in filings:
            accession, form, filed, year, part = entry.filing
            period = last[entry.filing].isoformat()
            stated = Stated(cik, name, accession, form, filed, "", year, part, period, "")
            filings[entry.filing] = intake.filing(stated, entry.place)
        filing = filings[entry.filing]
        if filing is not None:
            _fact(entry, filing, intake)


def _fact(entry: _Entry, filing: Filing, intake: Intake) -> None:
    quarters = 0 if entry.start is None else quarters_between(entry.start, entry.end)
    if quarters is None:
        days = f"{entry.start} to {entry.end}"
        intake.reading.aside.add("odd_length", entry.place, ticker=filing.ticker, item=entry.tag, period=days)
    else:
        intake.fact(filing, entry.tag, (quarters, entry.end), entry.value, entry.unit, entry.place)


def _content(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(read_text(path, max_bytes=MAX_BYTES))
    except (ValueError, RecursionError) as error:
        raise DataError(
            f"The file is no JSON: {error}.", Place(path), expected=_EXPECTED, remedy="Download it again."
        ) from None
    if (
        not isinstance(content, dict)
        or not isinstance(content.get("facts"), dict)
        or not {"cik", "entityName"} <= content.keys()
    ):
        raise DataError("The file holds no facts of a company.", Place(path), expected=_EXPECTED)
    return content


def _entries(path: Path, facts: object, intake: Intake) -> Iterator[_Entry]:
    for tag in tags():
        units = _table(_table(facts).get(tag)).get("units")
        for unit, values in _table(units).items():
            place = Place(path, key=f"us-gaap {tag} {unit}")
            for value in values if isinstance(values, list) else ():
                entry = _entry(tag, unit, _table(value), place)
                if entry is None:
                    intake.reading.aside.add("bad_period", place, item=tag, period=str(value))
                else:
                    yield entry


def _entry(tag: str, unit: str, value: dict[str, Any], place: Place) -> _Entry | None:
    start, end = (read_day(str(value.get(name, ""))) for name in ("start", "end"))
    if end is None or ("start" in value and start is None):
        return None
    filing = tuple(str(value.get(name, "")) for name in ("accn", "form", "filed", "fy", "fp"))
    return _Entry(tag, unit, start, end, value.get("val"), filing, place)


def _table(value: object) -> dict[str, Any]:
    """A value that should be a table of JSON; an empty one where it is none."""
    return value if isinstance(value, dict) else {}
