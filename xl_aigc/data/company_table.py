"""Reading of `companies.csv`, `price_changes.csv` and `sources.csv`: tables whose first column names each row once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from xl_aigc.data.layers import OTHER, USUAL_SORTS, Sorts, keys_of
from xl_aigc.data.model import Company, PriceChange, Source
from xl_aigc.data.quote import quote
from xl_aigc.data.rows import date, number, place, ticker
from xl_aigc.data.spreadsheet_text import read_from_csv
from xl_aigc.data.tickers import DEFAULT
from xl_aigc.errors import DataError, Place
from xl_aigc.files.csv_file import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from xl_aigc.data.tickers import Markets
    from xl_aigc.files.failures import Failures

COMPANY_COLUMNS: Final = ("ticker", "name_zh", "name_en", "layer", "segment", "archetype", "membership")
PRICE_COLUMNS: Final = ("ticker", "base_date", "date", "change", "basis")
SOURCE_COLUMNS: Final = ("id", "address")

Made = TypeVar("Made")


def read_companies(
    path: Path, failures: Failures, markets: Markets = DEFAULT, sorts: Sorts = USUAL_SORTS
) -> tuple[tuple[Company, ...], set[str]]:
    """The companies in the order of the file, and every ticker listed (also in rows that can't be taken).

    An empty layer is unknown, an empty archetype is `other`.

    Args:
        path: the file.
        failures: takes the rows that can't be taken.
        markets: the markets of the companies.
        sorts: the layers and archetypes that they may be of.

    Raises:
        DataError: the file can't be read, or holds no company.
    """
    listed: set[str] = set()
    companies = tuple(keyed(path, COMPANY_COLUMNS, partial(_company, markets, sorts), failures, listed))
    if not listed:
        failures.throw()
        raise DataError(
            "The file holds no company.", place(path, 2, "ticker"), remedy="Add a row for each company."
        )
    return companies, listed


def read_price_changes(
    path: Path, tickers: Collection[str], failures: Failures, markets: Markets = DEFAULT
) -> tuple[PriceChange, ...]:
    """The price changes; a row with an empty change is missing and is passed over.

    Raises:
        DataError: the file can't be read.
    """
    return tuple(keyed(path, PRICE_COLUMNS, partial(_price_change, tickers, markets), failures, set()))


def read_sources(path: Path, failures: Failures) -> tuple[tuple[Source, ...], set[str]]:
    """The sources in the order of the file, and every id listed.

    Raises:
        DataError: the file can't be read.
    """
    listed: set[str] = set()
    return tuple(keyed(path, SOURCE_COLUMNS, _source, failures, listed)), listed


def refuse_stranger(
    text: str, tickers: Collection[str], path: Path, line: int, markets: Markets = DEFAULT
) -> None:
    """Refuse a ticker that `companies.csv` does not list.

    Raises:
        DataError: it lists none such.
    """
    if text not in tickers:
        at = place(path, line, "ticker")
        known = ticker(text, at, markets)
        raise DataError(
            f"{known} is not in companies.csv.", at, remedy="Add the company there, or delete this row."
        )


def keyed(
    path: Path,
    columns: Sequence[str],
    read: Callable[[Path, int, Sequence[str]], Made | None],
    failures: Failures,
    listed: set[str],
) -> Iterator[Made]:
    """Yield the entries of the rows; note rows that can't be taken or come twice. Every first field is added to `listed`."""
    for line, row in read_table(path, columns, failures):
        try:
            _refuse_second(row[0], listed, place(path, line, columns[0]))
            made = read(path, line, row)
        except DataError as error:
            failures.add(_placed(error, path, line))
        else:
            if made is not None:
                yield made
        listed.add(read_from_csv(row[0]))


def _placed(error: DataError, path: Path, line: int) -> DataError:
    """The error of a record that was not made, with the place of the row that should have made it."""
    if error.place.file is not None:
        return error
    return DataError(error.problem, place(path, line, error.place.key or ""), remedy=error.remedy)


def _refuse_second(name: str, listed: Collection[str], at: Place) -> None:
    if name in listed:
        raise DataError(f"{quote(name)} is listed twice.", at, remedy="Delete one of the rows.")


def _company(markets: Markets, sorts: Sorts, path: Path, line: int, row: Sequence[str]) -> Company:
    code, name_zh, name_en, layer, segment, archetype, membership = map(read_from_csv, row)
    ticker(code, place(path, line, "ticker"), markets)
    if not (name_zh.strip() or name_en.strip()):
        raise DataError(
            f"{code} has no name.",
            place(path, line, "name_zh"),
            expected="name_zh, name_en, or both filled in.",
        )
    _check_sort(layer, keys_of(sorts.layers), "layer", place(path, line, "layer"))
    _check_sort(archetype, sorts.archetype_keys, "archetype", place(path, line, "archetype"))
    return Company(code, name_zh, name_en, layer or None, segment, archetype or OTHER, membership)


def _check_sort(text: str, declared: Sequence[str], noun: str, at: Place) -> None:
    """Refuse a layer or an archetype that the basket does not declare.

    Raises:
        DataError: it declares none such.
    """
    if text and text not in declared:
        raise DataError(
            f"{quote(text)} is no {noun} of this basket.",
            at,
            expected=f"one of {', '.join(declared)}, or an empty cell.",
            remedy=f"Add the {noun} under {noun}s in basket.yaml, or correct the cell.",
        )


def _price_change(
    tickers: Collection[str], markets: Markets, path: Path, line: int, row: Sequence[str]
) -> PriceChange | None:
    code, base, last, change, basis = map(read_from_csv, row)
    refuse_stranger(code, tickers, path, line, markets)
    base_date = date(base, place(path, line, "base_date"))
    last_date = date(last, place(path, line, "date"))
    if last_date <= base_date:
        raise DataError(
            f"The change from {base} to {last} covers no day.",
            place(path, line, "date"),
            expected="a date after base_date.",
        )
    if not change:
        return None
    value = number(change, place(path, line, "change"))
    if value < -1:
        raise DataError(
            f"A price can't change by {change}.",
            place(path, line, "change"),
            expected="a fraction not below -1 (a fall of 27.6% is -0.276).",
            remedy="Divide percentages by 100.",
        )
    return PriceChange(code, base_date, last_date, value, basis)


def _source(path: Path, line: int, row: Sequence[str]) -> Source:
    id_, address = map(read_from_csv, row)
    if not id_ or len(id_.split()) != 1 or id_ != id_.strip():
        raise DataError(
            f"{quote(id_)} is no source id.",
            place(path, line, "id"),
            expected="letters and digits without blanks.",
        )
    return Source(id_, address)
