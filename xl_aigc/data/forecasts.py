"""Periods that are expected: a year or a part of one with a letter behind it."""

from __future__ import annotations

import re
from typing import Final

from xl_aigc.data.day_forms import LONGEST

_FORECAST: Final = re.compile(
    r"(?P<period>(?:(?<![0-9.])(?:19|20)[0-9]{2}(?:[QH][1-4]|[1-4][QH]|FY)?|(?<![0-9A-Za-z.])(?:[FC]Y[ '’-]?)?[0-9]{2}(?:[QH][1-4]|[1-4][QH])?"
    r"|(?<![0-9A-Za-z.])(?:[1-4][QH]|[QH][1-4])[ '’-]?(?:[FC]Y[ '’-]?)?(?:19|20)?[0-9]{2})年?)"
    r"(?: ?[EFP](?![0-9A-Za-z/&])|(?: ?\([EFP]\)))",
    re.IGNORECASE,
)
"""A year or a part of one, and the letter behind it that says that it is expected: `2024E`, `FY25F`, `24Q3E`, `3Q24E`, `2024年(E)`."""


def without_forecast(text: str) -> tuple[str, bool]:
    """A text without the letter of a forecast behind its period, and whether it has one.

    Example:
        >>> without_forecast("营业收入(2024E)"), without_forecast("FY25E"), without_forecast("2024 P/E")
        (('营业收入(2024)', True), ('FY25', True), ('2024 P/E', False))
    """
    plain = _FORECAST.sub(_period_alone, text[:LONGEST])
    return (plain, True) if plain != text[:LONGEST] else (text, False)


def _period_alone(forecast: re.Match[str]) -> str:
    """The period of a forecast; before a year of two digits alone stands what makes it one."""
    return f"FY{forecast['period']}" if len(forecast["period"]) == 2 else forecast["period"]
