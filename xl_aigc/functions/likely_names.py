"""Names of columns that may mean an item and may mean something else."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from xl_aigc.data.spelling import normalised
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.functions.columns import Column, bare_name


def likely_header(columns: Sequence[Column], key: str) -> str:
    """The header among some columns that may mean a key, as `Turnover` may mean the revenue; empty where none does.

    Example:
        >>> from xl_aigc.functions.columns import read_column
        >>> likely_header([read_column("Turnover, HKD m"), read_column("Staff")], "revenue")
        'Turnover, HKD m'
    """
    names = _likely_names().get(key, frozenset())
    own = (one.header for one in columns if not one.is_item) if names else ()
    return next((header for header in own if bare_name(header) in names), "")


@cache
def _likely_names() -> Mapping[str, frozenset[str]]:
    """For the key of a column, names that may mean it and may mean something else, normalised."""
    found: dict[str, set[str]] = {}
    for row in bundled_table(Path(__file__).with_name("likely_names.csv")):
        found.setdefault(row["key"], set()).add(normalised(row["name"]))
    return {key: frozenset(names) for key, names in found.items()}
