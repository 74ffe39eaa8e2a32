"""The tables of words: items, units, fields, periods, markets and the marks for missing numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xl_aigc.files.csv_file import bundled_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FOLDER = Path(__file__).parent


def rows(name: str) -> Iterable[Mapping[str, str]]:
    """The rows of one of the tables, by the names of its columns.

    Example:
        >>> next(iter(rows("items")))["key"]
        'revenue'
    """
    return bundled_table(_FOLDER / f"{name}.csv")
