"""The accepted contents of each column of a data folder's tables."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from xl_aigc.data.numerals import finite, is_plain, numeral
from xl_aigc.data.period import Period
from xl_aigc.data.quote import quote
from xl_aigc.data.spreadsheet_text import read_from_csv
from xl_aigc.data.tickers import DEFAULT, expected, is_ticker, ticker_remedy
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from xl_aigc.data.tickers import Markets

CORRECT: Final = "Correct the cell, or leave it empty where the number is missing."
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def ticker(text: str, place: Place, markets: Markets = DEFAULT) -> str:
    """A ticker of one of the markets.

    Raises:
        DataError: it is not in the house's form.

    Example:
        >>> ticker("300418.SZ", Place())
        '300418.SZ'
    """
    if is_ticker(text, markets):
        return text
    raise DataError(
        f"{quote(text)} is no ticker.",
        place,
        expected=expected(markets),
        remedy=ticker_remedy(text, markets),
    )


def number(text: str, place: Place, remedy: str = CORRECT) -> float:
    """A finite number, written with a point and without separators.

    Args:
        text: the number.
        place: where it stands.
        remedy: what to do about a text that is none.

    Raises:
        DataError: it is text, not a number, or not finite.

    Example:
        >>> number("-1.5e3", Place())
        -1500.0
    """
    value = finite(text)
    if value is not None:
        return value
    if is_plain(text):
        raise DataError(f"{quote(text)} is larger than any number can be.", place)
    written = numeral(text)
    if written is not None and written.grouped and not written.unit:
        remedy = f"Write {written.digits}, without separators."
    raise DataError(
        f"{quote(text)} is not a number.",
        place,
        expected="a finite number, such as -389000000.",
        remedy=remedy,
    )


def date(text: str, place: Place) -> dt.date:
    """A date.

    Raises:
        DataError: it is not of the form YYYY-MM-DD, or no day of the calendar.

    Example:
        >>> date("2024-09-12", Place())
        datetime.date(2024, 9, 12)
    """
    if _DATE.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise DataError(f"{quote(text)} is no day of the calendar.", place) from None
    raise DataError(f"{quote(text)} is no date.", place, expected="a date as YYYY-MM-DD, such as 2024-09-12.")


def choice(text: str, known: Collection[str], what: str, place: Place) -> str:
    """Return the text if it is one of the known words.

    Raises:
        DataError: it is none of them.

    Example:
        >>> choice("stated", ("stated", "derived"), "kind", Place())
        'stated'
    """
    if text in known:
        return text
    raise DataError(f"{quote(text)} is no {what}.", place, expected=f"one of {', '.join(known)}.")


def period_in(text: str, place: Place, *, single: bool = False) -> Period:
    """A period, of single quarters or cumulative.

    Raises:
        DataError: it is none.
    """
    try:
        return Period(text, single=single)
    except DataError as error:
        raise DataError(error.problem, place, expected=error.expected, remedy=error.remedy) from None


def cited_sources(text: str, known: Collection[str] | None, place: Place) -> tuple[str, ...]:
    """The source ids of a cell.

    Args:
        text: the cell: ids with blanks between them.
        known: the ids that there are; None where the folder lists no sources.
        place: where the cell is.

    Raises:
        DataError: there is no such source.
    """
    cited = tuple(read_from_csv(text).split())
    unknown = [] if known is None else [id_ for id_ in cited if id_ not in known]
    if unknown:
        raise DataError(
            f"There is no source {', '.join(unknown)} in sources.csv.",
            place,
            expected="source ids separated by blanks.",
            remedy="Add the source there, or correct the id.",
        )
    return cited


def place(path: Path, line: int, column: str) -> Place:
    """The place of a field in a CSV file."""
    return Place(path, line=line, key=column)
