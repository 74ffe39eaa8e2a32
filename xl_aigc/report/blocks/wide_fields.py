"""Columns of tables that fill the width that a table has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.report.page import Field

MOST: Final = 2
"""A column of numbers grows so many times at most: farther from its neighbours it would not be read with them."""


def filling(fields: Sequence[Field], width: int) -> list[Field]:
    """Return the columns of a table as wide as it may be; the first takes what the others leave.

    Args:
        fields: the columns.
        width: columns of the sheet that the table has.
    """
    used = sum(one.span for one in fields)
    times = max(1, min(width // used, MOST))
    first, *others = (replace(one, span=one.span * times) for one in fields)
    return [replace(first, span=first.span + max(0, width - times * used)), *others]
