"""Columns whose period may be a part of the year alone, as other columns beside them show."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data.day_forms import find_month
from xl_aigc.data.period import Period

if TYPE_CHECKING:
    from xl_aigc.sources.columns import Shape

THIRD: Final = re.compile("Q3|(?<!前)三季(?!报|度报)", re.IGNORECASE)
"""A third quarter that is not said to be the months from 1 January."""


def without_lone_spans(shape: Shape) -> Shape:
    """Leave out a third quarter beside a second or fourth one, and a month beside one that ends no quarter: each may be alone."""
    quarters = any(each.unusable == "single_quarter" and "单季" not in each.text for each in shape.headings)
    months = any(is_lone_month(each.text) for each in shape.headings)
    alone = {
        column: why
        for column in shape.values
        if column.heading.period
        if (why := _alone(column.heading.text, quarters=quarters, months=months))
    }
    left_out = tuple((column.heading, why) for column, why in alone.items())
    values = tuple(column for column in shape.values if column not in alone)
    return replace(shape, values=values, left_out=(*shape.left_out, *left_out))


def _alone(text: str, *, quarters: bool, months: bool) -> str:
    """Why the period of a heading may be a part of the year alone, empty where it is not."""
    if quarters and THIRD.search(text):
        return "single_quarter"
    return "other_span" if months and find_month(text) else ""


def is_lone_month(text: str) -> bool:
    """Return whether a text names a month with which no quarter ends, so that figures beside it are of months.

    Example:
        >>> is_lone_month("202405"), is_lone_month("202406")
        (True, False)
    """
    month = find_month(text)
    return month is not None and Period.ending_on(month[0]) is None
