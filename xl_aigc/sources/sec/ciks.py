"""The tickers of companies by CIK, the number that the SEC gives to whoever files with it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from xl_aigc.data.quote import quote
from xl_aigc.data.tickers import read_ticker
from xl_aigc.errors import DataError, Place
from xl_aigc.files.csv_file import csv_rows
from xl_aigc.files.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from xl_aigc.data.tickers import Markets

MARKETS: Final = ("us",)
"""The market of companies that file with the SEC."""
MAX_BYTES: Final = 64_000_000
_CIK: Final = re.compile(r"0{0,10}([1-9][0-9]{0,9})", re.ASCII)
_EXPECTED: Final = "the form of company_tickers.json, or a CSV file with the columns cik and ticker."


def read_cik(text: str) -> int | None:
    """A CIK, with or without the zeros before it; None where a text is none.

    Example:
        >>> read_cik("0000320193"), read_cik("320193"), read_cik("AAPL")
        (320193, 320193, None)
    """
    match = _CIK.fullmatch(text.strip())
    return int(match[1]) if match else None


def read_tickers(path: Path, markets: Markets = MARKETS) -> Mapping[int, str]:
    """The tickers of a file by CIK; of several for one company the first, which is its main one in the SEC's file.

    A ticker of another form is passed over: its company has then none, which is noted where figures of it come.

    Args:
        path: `company_tickers.json`, or a CSV file with the columns `cik` and `ticker`.
        markets: the markets that the tickers may be of.

    Raises:
        DataError: the file can't be read, or a row holds no CIK.
    """
    text = read_text(path, max_bytes=MAX_BYTES)
    rows = _of_json(path, text) if path.suffix.lower() == ".json" else _of_csv(path, text)
    found: dict[int, str] = {}
    for place, cik, name in rows:
        number, (ticker, problem) = read_cik(cik), read_ticker(name, markets)
        if number is None:
            raise DataError(
                f"{quote(cik)} is no CIK.",
                place,
                expected="up to ten digits.",
                remedy="Correct the row, or delete it.",
            )
        if problem is None:
            found.setdefault(number, ticker)
    return found


def _of_json(path: Path, text: str) -> Iterable[tuple[Place, str, str]]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DataError(f"The file is no JSON: {error}.", Place(path), expected=_EXPECTED) from None
    if not isinstance(content, dict):
        raise DataError("The file holds no companies.", Place(path), expected=_EXPECTED)
    for key, row in content.items():
        if not isinstance(row, dict) or not {"cik_str", "ticker"} <= row.keys():
            raise DataError("There is no cik_str or ticker.", Place(path, key=key), expected=_EXPECTED)
        yield Place(path, key=key), str(row["cik_str"]), str(row["ticker"])


def _of_csv(path: Path, text: str) -> Iterable[tuple[Place, str, str]]:
    rows = iter(csv_rows(text, path))
    _, header = next(rows, (1, []))
    if not {"cik", "ticker"} <= set(header):
        raise DataError("The columns cik and ticker are missing.", Place(path, line=1), expected=_EXPECTED)
    cik, ticker = header.index("cik"), header.index("ticker")
    for line, fields in rows:
        if any(fields):
            whole = len(fields) == len(header)
            yield Place(path, line=line), fields[cik] if whole else "", fields[ticker] if whole else ""
