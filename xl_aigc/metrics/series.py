"""Give a pandas Series back where a pandas Series came in.

pandas is not imported here: a Series can only come from a program that has imported it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd


def is_series(value: object) -> bool:
    """Tell whether a value is a pandas Series.

    Example:
        >>> is_series([1.0, 2.0])
        False
    """
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.Series)


def shared_index(function: str, arguments: Mapping[str, object]) -> pd.Index[Any] | None:
    """Return the index that all Series among some arguments share.

    Args:
        function: name of the function that was called, for the error.
        arguments: its arguments by name.

    Returns:
        The index; None if no argument is a Series.

    Raises:
        ValueError: two Series have different indexes. Pairing their rows by position would mix up companies.
    """
    indexes = {name: value.index for name, value in arguments.items() if is_series(value)}  # type: ignore[attr-defined]
    if not indexes:
        return None
    (first, index), *others = indexes.items()
    shared: pd.Index[Any] = index
    for name, other in others:
        if not index.equals(other):
            raise ValueError(
                f"{function}() needs Series with the same index: {first} and {name} differ. Align them first, "
                f"for example with {name}.reindex({first}.index)."
            )
    return shared


def as_series(values: Iterable[Any], index: pd.Index[Any], name: str, dtype: object) -> pd.Series[Any]:
    """Return values as a Series that bears the name of the function that computed them.

    Args:
        values: one value for each label of the index.
        index: the labels.
        name: name of the Series.
        dtype: a NumPy or pandas dtype.

    Raises:
        ValueError: the values are a table, since a table was among the arguments.
    """
    if getattr(values, "ndim", 1) != 1:
        raise ValueError(f"{name}() takes a Series with Series or numbers, not with a table.")
    series: pd.Series[Any] = sys.modules["pandas"].Series(values, index=index, name=name, dtype=dtype)
    return series
