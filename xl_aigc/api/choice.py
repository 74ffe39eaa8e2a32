"""Choices that a person types: a period of a basket, a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from xl_aigc.data.period import Period
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from xl_aigc.data.model import Facts


def known_period(facts: Facts, text: str, option: str = "period") -> Period:
    """Read a period that a basket has figures of.

    Args:
        facts: the basket.
        text: the period as typed.
        option: what the person typed it for; an error names it.

    Raises:
        DataError: the text is not a period, or the basket has no figure of it.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> known_period(load_facts(), "2024h1")
        Period('2024H1')
    """
    try:
        period = Period.parse(text, single=facts.single_quarters)
    except DataError as error:
        raise DataError(error.problem, Place(option), expected=error.expected, remedy=error.remedy) from error
    if period not in facts.periods:
        raise DataError(
            f"The basket {facts.key!r} has no figure of {period}.",
            Place(option),
            expected=f"one of {', '.join(map(str, facts.periods))}.",
        )
    return period


def read_day(text: str, option: str = "as_of") -> dt.date:
    """Read a day.

    Args:
        text: the day as typed.
        option: what the person typed it for; an error names it.

    Raises:
        DataError: the text is not a day.

    Example:
        >>> read_day("2024-09-12")
        datetime.date(2024, 9, 12)
    """
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise DataError(
            f"{text!r} is not a day.", Place(option), expected="a day such as 2024-09-12."
        ) from None
