"""Files as vendors export them (CSV, workbooks; one or a folder of them), or a data folder of the house's own form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.data.folder import load_facts
from xl_aigc.data.folder_batch import folder_batch, is_data_folder
from xl_aigc.errors import DataError, Place
from xl_aigc.files.regular import regular_file
from xl_aigc.outside import printable
from xl_aigc.sources.book_copy import is_book
from xl_aigc.sources.book_table import read_book
from xl_aigc.sources.csv_table import read_csv
from xl_aigc.sources.folder import check_number
from xl_aigc.sources.header import names_columns
from xl_aigc.sources.mapping import load_fields, of_files
from xl_aigc.sources.reading import Reading
from xl_aigc.sources.request import OF_VENDORS
from xl_aigc.sources.side_by_side import tables_of
from xl_aigc.sources.table import read_figures
from xl_aigc.sources.turned import upright

if TYPE_CHECKING:
    from xl_aigc.data.batch import Batch
    from xl_aigc.data.model import Facts
    from xl_aigc.sources.mapping import Fields
    from xl_aigc.sources.raw_table import RawTable
    from xl_aigc.sources.request import Progress, Request

CSV: Final = (".csv", ".tsv", ".txt")
OLD: Final = ".xls"
BOOKS: Final = (".xlsx", ".xlsm", OLD, ".xlsb", ".ods")
_OTHERS: Final = (".et", ".numbers", ".wps")
_DATABASES: Final = (".db", ".sqlite", ".sqlite3")
MAX_FILES: Final = 500


def fetch(request: Request, progress: Progress) -> Batch:
    """Read a file, or the files of a folder.

    A data folder (`companies.csv`, `figures.csv`) is a complete batch; vendors' files are not.

    Raises:
        DataError: a file can't be taken as a whole; nothing is then taken of the others.
    """
    request.options_of()
    if request.address is None or not str(request.address).strip():
        raise DataError("No file is named.", expected="a file or a folder.", remedy="Say where to read from.")
    path = Path(request.address)
    if path.suffix.lower() in _DATABASES:
        raise DataError(
            "The file is a database.",
            Place(path),
            remedy=f"Write sqlite:///{path} in its place, and --query 'SELECT ...'.",
        )
    request.refuse(("query",), "A file")
    if path.is_dir() and is_data_folder(path):
        request.refuse([one for one in OF_VENDORS if one != "tickers"], "A basket's folder")
        progress(path.name, 0, 1)
        batch = folder_batch(path, "files")
        progress(path.name, 1, 1)
        return _of_tickers(batch, request, path) if request.tickers else batch
    files = _files(path)
    fields = load_fields(of_files(), request.mapping, describing=request.describing)
    reading = Reading(request)
    for done, file in enumerate(files):
        progress(file.name, done, len(files))
        for table in tables_of(_table(file, request.sheet, fields, reading), fields):
            read_figures(upright(table, fields, reading.markets), fields, reading)
    progress(path.name, len(files), len(files))
    return reading.batch("files", printable(str(path)))


def _of_tickers(batch: Batch, request: Request, path: Path) -> Batch:
    """The part of a basket's folder that is about the companies asked for.

    Raises:
        DataError: it has no such company.
    """
    asked = Reading(replace(request, markets=batch.markets)).tickers_asked
    known = {company.ticker for company in batch.companies}
    lacking = next((ticker for ticker in asked if ticker not in known), None)
    if lacking is not None:
        raise DataError(
            f"The folder has no company {lacking}.",
            Place(path / "companies.csv"),
            remedy="Give it a row there, or correct --ticker.",
        )
    return batch.of(asked)


def folder_facts(request: Request) -> Facts | None:
    """The basket of the data folder that a request names; None where it names something else.

    Raises:
        DataError: the folder can't be taken.
    """
    path = Path(request.address or "")
    if request.source != "files" or not request.address or not is_data_folder(path):
        return None
    return load_facts(path)


def _table(file: Path, sheet: str | None, fields: Fields, reading: Reading) -> RawTable:
    """The table in a file; some sites name their texts `.xls`."""
    if file.suffix.lower() in CSV or (file.suffix.lower() == OLD and not is_book(file)):
        return read_csv(file, fields)
    return read_book(file, sheet, lambda table: names_columns(table, fields, reading.markets))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        regular_file(path, None)
    listed = sorted(path.iterdir()) if path.is_dir() else [path]
    # "~$" begins the file by which Excel marks a workbook as open.
    files = [file for file in listed if file.is_file() and not file.name.startswith((".", "~$"))]
    for file in files:
        if file.suffix.lower() in _OTHERS or (file == path and file.suffix.lower() not in CSV + BOOKS):
            raise DataError(
                f"Files of the type {file.suffix!r} are not read.",
                Place(file),
                expected=f"one of {', '.join(CSV + BOOKS)}.",
                remedy="Save it as .xlsx."
                if file.suffix.lower() in _OTHERS
                else "Name the source that reads it, such as --source tdx.",
            )
    tables = [file for file in files if file.suffix.lower() in CSV + BOOKS]
    check_number(
        path, len(tables), MAX_FILES, f"of {', '.join(CSV + BOOKS)}; or companies.csv and figures.csv."
    )
    return tables
