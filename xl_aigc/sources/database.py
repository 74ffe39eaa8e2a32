"""A query of any database that SQLAlchemy reaches; its columns are mapped by name, as those of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import CursorResult, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from xl_aigc.addresses import shown_address, without_secrets
from xl_aigc.errors import DataError, Place
from xl_aigc.sources.mapping import load_fields, of_files
from xl_aigc.sources.raw_table import Cell, RawTable
from xl_aigc.sources.read_only import one_statement, read_only_engine
from xl_aigc.sources.reading import Reading
from xl_aigc.sources.table import read_figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xl_aigc.data.batch import Batch
    from xl_aigc.sources.request import Progress, Request

MAX_ROWS: Final = 2_000_000
_AT_ONCE: Final = 500
_SHOWN: Final = 300
_INTERRUPTED: Final = "interrupted"
"""Message of SQLite for a query that was stopped."""


def fetch(request: Request, progress: Progress) -> Batch:
    """Run a query that gives a wide table (ticker, period, a column for each item) or a long one (ticker, period, item, value).

    Rows are streamed. Nothing can be written in SQLite, or where a server knows read-only transactions; nothing is committed.

    Raises:
        DataError: the address or the query can't be used, or its columns are not those of the mapping.
    """
    request.options_of()
    url, origin = _url(request)
    if not request.query:
        raise DataError(
            "No query is given.", Place(origin), expected="a SELECT, such as 'SELECT * FROM figures'."
        )
    fields = load_fields(of_files(), request.mapping, describing=request.describing)
    reading = Reading(request)
    statement = one_statement(request.query, origin)
    engine = read_only_engine(url, origin)
    try:
        # A colon is a colon here, not the beginning of a parameter.
        query = text(statement.replace(":", r"\:"))
        with (
            engine.connect().execution_options(stream_results=True, yield_per=_AT_ONCE) as connection,
            connection.execute(query) as result,
        ):
            table = RawTable(_rows(result, origin), origin, headed=True)
            read_figures(table, fields, reading, lambda rows: progress("rows", rows, None))
    except SQLAlchemyError as error:
        raise _refused(error, url) from None
    except UnicodeEncodeError as error:
        problem = f"The query holds half a character: {error.reason}."
        raise DataError(problem, Place(origin), remedy="Write it again, in UTF-8.") from None
    finally:
        engine.dispose()
    return reading.batch("database", origin)


def _url(request: Request) -> tuple[URL, str]:
    """The address, and its text without the password."""
    try:
        url = make_url(str(request.address or ""))
        return url, shown_address(url.render_as_string(hide_password=True))
    except (ArgumentError, ValueError):  # its message shows the whole address, password and all
        raise DataError(
            "The address of the database can't be read.",
            expected="an SQLAlchemy URL, such as postgresql+psycopg://user@host/base or sqlite:///file.db.",
        ) from None


def _rows(result: CursorResult[*tuple[Cell, ...]], origin: str) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The names of the columns as the first row, then the rows."""
    if not result.returns_rows:
        raise DataError("The query gives no rows.", Place(origin), expected="a SELECT.")
    yield 0, tuple(result.keys())
    for number, row in enumerate(result, 1):
        if number > MAX_ROWS:
            raise DataError(
                f"The query gives more than {MAX_ROWS:,} rows.",
                Place(origin),
                remedy="Choose periods or items in the query.",
            )
        yield number, tuple(row)


def _refused(error: SQLAlchemyError, url: URL) -> DataError:
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    if said == _INTERRUPTED:
        said = "the query takes too long, or was interrupted"
    said = without_secrets(said, url.render_as_string(hide_password=False))
    return DataError(
        f"The database refused: {said[:_SHOWN]}.",
        Place(shown_address(url.render_as_string(hide_password=True))),
        remedy="Correct the address, the rights or the query.",
    )
