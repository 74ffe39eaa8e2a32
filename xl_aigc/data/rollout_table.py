"""Reading of `rollout.csv`: one row a company, as of a day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from xl_aigc.data.company_table import keyed, refuse_stranger
from xl_aigc.data.rollout import ROLLOUT_COLUMNS, Rollout
from xl_aigc.data.rows import date, number, place
from xl_aigc.data.spreadsheet_text import read_from_csv
from xl_aigc.data.tickers import DEFAULT
from xl_aigc.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from xl_aigc.data.tickers import Markets
    from xl_aigc.errors import Place
    from xl_aigc.files.failures import Failures


def read_rollout(
    path: Path,
    tickers: Collection[str],
    ids: Collection[str] | None,
    failures: Failures,
    markets: Markets = DEFAULT,
) -> tuple[Rollout, ...]:
    """Read `rollout.csv`; an empty number is undecided, and 0 means that none was found.

    Args:
        path: the file.
        tickers: the companies that it may name.
        ids: the sources that it may name; None where none are listed.
        failures: takes the rows that can't be taken.
        markets: the markets of these companies.

    Raises:
        DataError: the file can't be read.
    """
    return tuple(keyed(path, ROLLOUT_COLUMNS, partial(_rollout, tickers, ids, markets), failures, set()))


def _rollout(
    tickers: Collection[str],
    ids: Collection[str] | None,
    markets: Markets,
    path: Path,
    line: int,
    row: Sequence[str],
) -> Rollout | None:
    code, as_of, models, first, algorithms, names, sources = map(read_from_csv, row)
    refuse_stranger(code, tickers, path, line, markets)
    day = date(as_of, place(path, line, "as_of"))
    if not (models or algorithms):
        return None
    unknown = [one for one in sources.split() if ids is not None and one not in ids]
    if unknown:
        raise DataError(
            f"There is no source {unknown[0]}.",
            place(path, line, "sources"),
            remedy="Add it to sources.csv, or correct the id.",
        )
    made = Rollout(
        code,
        day,
        _count(models, place(path, line, "models_registered")),
        date(first, place(path, line, "first_registration_date")) if first else None,
        _count(algorithms, place(path, line, "algorithms_registered")),
        names,
        tuple(sources.split()),
    )
    wrong = made.contradiction()
    if wrong:
        raise DataError(
            f"The numbers contradict each other: {wrong[1]}",
            place(path, line, wrong[0]),
            remedy="Leave the date empty where there is no model, and give only dates up to as_of.",
        )
    return made


def _count(text: str, at: Place) -> int | None:
    if not text:
        return None
    value = number(text, at)
    if not value.is_integer() or value < 0:
        raise DataError(
            f"{text} is no count.",
            at,
            expected="a whole number; empty where it is undecided, 0 where none was found.",
        )
    return int(value)
