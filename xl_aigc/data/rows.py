"""The accepted contents of each column of a data folder's tables."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from xl_aigc.data.numerals import finite, is_plain, numeral
from xl_aigc.data.quote import quote
from xl_aigc.data.tickers import EXPECTED, is_ticker
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def ticker(text: str, place: Place) -> str:
    """A ticker.

    Raises:
        DataError: it is not six digits and an exchange.

    Example:
        >>> ticker("300418.SZ", Place())
        '300418.SZ'
    """
    if is_ticker(text):
        return text
    remedy = None
    if text.isdigit() and len(text) < 6:
        remedy = "A spreadsheet may have dropped leading zeros: import the column as text."
    elif text.isdigit():
        remedy = "Add the exchange: .SH (Shanghai), .SZ (Shenzhen) or .BJ (Beijing)."
    raise DataError(
        f"{quote(text)} is no ticker.",
        place,
        expected=EXPECTED,
        remedy=remedy,
    )


def number(text: str, place: Place) -> float:
    """A finite number, written with a point and without separators.

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
    else:
        remedy = "Correct the cell, or leave it empty where the number is missing."
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


def place(path: Path, line: int, column: str) -> Place:
    """The place of a field in a CSV file."""
    return Place(path, line=line, key=column)
