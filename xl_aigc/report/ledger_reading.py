"""Reads and checks the record of a workbook; whoever sent the workbook may have written it."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import BaseModel, Field, FiniteFloat, ValidationError

from xl_aigc.data.basket_schema import MarketPart, declared
from xl_aigc.data.file_values import checked
from xl_aigc.data.folder import load_facts
from xl_aigc.data.layers import USUAL_SORTS
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError, Place, WorkbookError
from xl_aigc.files.yaml_file import Document, parse_yaml
from xl_aigc.measures.own import MEASURES_FILE
from xl_aigc.ooxml.references import MAX_COLUMN, MAX_ROW
from xl_aigc.report.ledger import FILE, SETTINGS, Correction, History, Ledger
from xl_aigc.report.record import REMEDY, Record, find_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element

    from xl_aigc.data.layers import Sorts
    from xl_aigc.data.model import Facts
    from xl_aigc.ooxml.book import Book
    from xl_aigc.report.prints import Prints

MAX_ROOM: Final = 100_000
"""Rows of all lists of a workbook; those of a report on the whole market are some thousands."""
MAX_LOG: Final = 500_000
"""Lines of the log, half of what a sheet has room for."""
_FILE_NAME: Final = re.compile(r"\w[\w.-]{0,99}", re.ASCII)


def read_record(book: Book) -> tuple[Ledger, Prints | None]:
    """Read the record of a workbook: the ledger of its making, and the prints of what was last written.

    Returns:
        The ledger; and the prints, None for a workbook of version 0.1.0.

    Raises:
        WorkbookError: it holds no record, or what it holds can't be taken.
    """
    found = find_record(book)
    if found is None:
        raise WorkbookError(
            "The workbook holds no record of how it was built.",
            Place(book.path),
            expected="a workbook that `xl-aigc build` wrote, with its hidden sheet.",
            remedy=REMEDY.format(book.path),
        )
    return _read_ledger(book, found), found.prints


def _read_ledger(book: Book, record: Record) -> Ledger:
    root = record.ledger
    try:
        settings = _Settings.model_validate_json("".join(one.text or "" for one in root.iterfind(SETTINGS)))
        data, layouts = _files(root, "data"), _files(root, "layouts")
        _check_names((*data, *layouts))
        return _ledger(settings, _facts(data), layouts)
    except (ValueError, DataError) as error:
        raise _unreadable(book, record.part, error) from error


def _unreadable(book: Book, part: str | None, error: Exception) -> WorkbookError:
    return WorkbookError(
        f"The workbook's record of how it was built can't be read ({_why(error)}).",
        Place(book.path, key=part),
        remedy=REMEDY.format(book.path),
    )


def measures_of(book: Book) -> list[Document]:
    """Files of own measures that a workbook remembers: those of its basket, then those of its layouts.

    Raises:
        WorkbookError: one of them is no YAML.
    """
    found = find_record(book)
    texts = (
        (_files(found.ledger, folder).get(MEASURES_FILE) for folder in ("data", "layouts")) if found else ()
    )
    try:
        return [parse_yaml(text, f"{MEASURES_FILE} in {book.path}") for text in texts if text is not None]
    except DataError as error:
        raise _unreadable(book, found.part if found else None, error) from error


def sorts_of(book: Book) -> Sorts:
    """Return the layers and archetypes of the basket that a workbook remembers; the usual ones where it remembers none.

    Raises:
        WorkbookError: what it remembers can't be taken.
    """
    found = find_record(book)
    text = _files(found.ledger, "data").get("basket.yaml") if found else None
    if text is None:
        return USUAL_SORTS
    try:
        return declared(checked(MarketPart, parse_yaml(text, f"basket.yaml in {book.path}"), ()))
    except DataError as error:
        raise _unreadable(book, found.part if found else None, error) from error


def _files(root: _Element, folder: str) -> dict[str, str]:
    pieces: dict[str, list[str]] = {}
    for file in root.iterfind(FILE):
        if file.get("folder") == folder:
            pieces.setdefault(Path(str(file.get("name"))).name, []).append(file.text or "")
    return {name: "".join(texts) for name, texts in pieces.items()}


def _facts(files: Mapping[str, str]) -> Facts:
    with tempfile.TemporaryDirectory(prefix="xl_aigc_", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8", newline="")
        return load_facts(folder)


def _check_names(names: Iterable[str]) -> None:
    """Refuse names of files that lead out of the folder they are written to."""
    for name in names:
        if not _FILE_NAME.fullmatch(name):
            raise ValueError(f"no file of it is called {name[:40]!r}")


_Row = Annotated[int, Field(ge=1, le=MAX_ROW)]


class _Settings(BaseModel):
    """Contents of a record besides its files; whoever sent the workbook may have written it."""

    language: str
    unit: str
    formulas: Literal["native", "values", "udf"]
    names: Literal["vba", "officejs", "calc"]
    period: str
    compare: str
    rooms: dict[str, Annotated[int, Field(ge=0, le=MAX_ROOM)]]
    limits: dict[str, FiniteFloat]
    sheets: dict[str, int]
    titles: dict[str, str] = {}
    columns: dict[str, Annotated[tuple[str, ...], Field(max_length=MAX_COLUMN)]]
    headings: dict[str, dict[str, str]] = {}
    words: dict[str, str] = {}
    blocks: dict[str, tuple[_Row, _Row]] = {}
    vintage: int | None
    kept: tuple[Correction, ...]
    history: History
    program: str
    recorded: str = ""
    before: str = ""
    design: int = 1


def _ledger(settings: _Settings, facts: Facts, layouts: Mapping[str, str]) -> Ledger:
    for name in ("Companies", "Data"):
        if "ticker" not in settings.columns.get(name, ()):
            raise ValueError(f"it knows no tickers of the table {name}")
    lines = len(settings.history.log)
    if sum(settings.rooms.values()) > MAX_ROOM or lines > MAX_LOG:
        raise ValueError(
            f"it wants {sum(settings.rooms.values()):,} rows of lists, and has {lines:,} lines of log"
        )
    periods = {"period": Period.stored(settings.period), "compare": Period.stored(settings.compare)}
    return Ledger(facts=facts, layouts=layouts, **{**dict(settings), **periods})


def _why(error: Exception) -> str:
    """Describe the mistakes of a record in one line."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))[:80]}: {first['msg'][:200]}".removeprefix(": ")
    return str(error)[:500]
