"""Columns of a table of companies, read by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xl_aigc.metrics.reading import ReadColumn, read_column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    Table = Mapping[str, Sequence[Any]] | pd.DataFrame
    """Columns of equal length by key, a row per company; money in units of the currency, ratios as fractions."""

UNKNOWN: Final = "unknown"


def numbers(table: Table, key: str) -> ReadColumn:
    """A column of numbers.

    Raises:
        TypeError: a text or a boolean in it.
        ValueError: no such column.

    Example:
        >>> numbers({"revenue": [1, None]}, "revenue")
        [1.0, None]
    """
    return read_column(_column(table, key), key)


def words(table: Table, key: str) -> list[str | None]:
    """A column of words, with None for a blank, for NaN and for the word `unknown`.

    Raises:
        TypeError: something else than a text in it.
        ValueError: no such column.

    Example:
        >>> words({"layer": ["upstream", "", None]}, "layer")
        ['upstream', None, None]
    """
    return [_word(value, key) for value in _column(table, key)]


def has_words(table: Table, key: str) -> bool:
    """Return whether a column holds any text.

    Example:
        >>> has_words({"segment": [None, "games"]}, "segment")
        True
    """
    return any(isinstance(value, str) for value in _column(table, key))


def same_length(table: Table, keys: Sequence[str]) -> int:
    """The number of rows that columns share.

    Raises:
        ValueError: the columns are of unequal length, or one is not there.

    Example:
        >>> same_length({"revenue": [1.0, 2.0], "layer": ["upstream", None]}, ["revenue", "layer"])
        2
    """
    sizes = {key: len(_column(table, key)) for key in keys}
    if len(set(sizes.values())) > 1:
        lengths = ", ".join(f"{key} {size}" for key, size in sizes.items())
        raise ValueError(f"the columns of a table must be of equal length, not {lengths}.")
    return next(iter(sizes.values()), 0)


def check_table(table: object) -> None:
    """Refuse what is no table.

    Raises:
        TypeError: it is neither a mapping nor a DataFrame.
    """
    if not hasattr(table, "keys"):
        raise TypeError(f"a table is columns by key, in a dict or a DataFrame, not {table!r:.60}.")


def _column(table: Table, key: str) -> Sequence[Any] | pd.Series[Any]:
    check_table(table)
    if key not in table:
        raise ValueError(f"the table has no column {key!r}; it has {', '.join(map(str, table)) or 'none'}.")
    return table[key]


def _word(value: object, key: str) -> str | None:
    if value is None or value != value:  # noqa: PLR0124  only NaN, a blank of a data frame, differs from itself
        return None
    if not isinstance(value, str):
        raise TypeError(f"{key} must be a text, not the {type(value).__name__} {value!r:.60}.")
    text = value.strip()
    return text if text and text != UNKNOWN else None
