"""The limits that measures compare with: each becomes a visible, named cell of the workbook.

Nothing here is computed. A reader changes the cell, and every count that rests on it follows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, cast

from xl_aigc.data import rows, tables
from xl_aigc.data.currency import currency_scale
from xl_aigc.data.numerals import finite, product
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Kind = Literal["money", "percent", "points", "count"]
INDEX: Final = "index_change"
"""Defined name of the cell that holds the change of the basket's first index."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit.

    Attributes:
        key: also the defined name of its cell.
        value: units of the currency for money, a fraction for percent.
        shows: what it is; money is shown in the unit of the report.
        exact: its cell shows every digit.
        low: the least that it can be; None where there is no bound.
        high: the most that it can be.
        whole: it is a whole number.
        below: key of the limit that it must stay below.
    """

    key: str
    value: float
    shows: Kind
    exact: bool = False
    low: float | None = None
    high: float | None = None
    whole: bool = False
    below: str | None = None

    def holds(self, value: float) -> bool:
        """Return whether a number can be this limit.

        Example:
            >>> LIMITS["limit_screen_known"].holds(3), LIMITS["limit_screen_known"].holds(2.5)
            (True, False)
        """
        inside = (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
        return inside and (not self.whole or float(value).is_integer())

    @property
    def expected(self) -> str:
        """Return the numbers that it can be, in words."""
        kind = "a whole number" if self.whole else "a number"
        if self.low is not None and self.high is not None:
            return f"{kind} from {self.low:g} to {self.high:g}."
        bound = f"of {self.low:g} or more" if self.low is not None else f"of {self.high:g} or less"
        return f"{kind} {bound}."

    @property
    def number_format(self) -> str:
        """Number format of its cell."""
        return "general" if self.exact else self.shows

    def shown(self, divisor: float) -> float:
        """Return the number in its cell, where money is divided by the unit of the report."""
        return self.value / divisor if self.shows == "money" else self.value


LIMITS: Final = {
    row["key"]: Limit(
        row["key"],
        float(row["value"]),
        cast("Kind", row["shows"]),
        exact=bool(row["exact"]),
        low=float(row["low"]) if row["low"] else None,
        high=float(row["high"]) if row["high"] else None,
        whole=bool(row["whole"]),
        below=row["below"] or None,
    )
    for row in tables.rows("limits")
}
"""Every limit, by key. Sources: the thresholds that the article names, and the bounds of the cohort rules."""


def usual_limits(currency: str) -> dict[str, float]:
    """Limits of money where the currency of a basket is one of small units: larger by its scale.

    Example:
        >>> usual_limits("JPY")["limit_rd_100m"], usual_limits("USD")
        (10000000000.0, {})
    """
    scale = currency_scale(currency)
    shown = (one for one in LIMITS.values() if one.shows == "money" and not one.exact)
    return {} if scale == 1 else {one.key: one.value * scale for one in shown}


def read_settings(given: Sequence[str], own: Mapping[str, float] | None = None) -> dict[str, float]:
    """Limits written as NAME=VALUE: money in units of the currency, shares as fractions.

    Args:
        given: the texts.
        own: limits of the basket, which stand where none is given.

    Raises:
        DataError: there is no such limit, it stands twice, its value is no number or one that it can't be, or it is not below the
            limit that follows it.

    Example:
        >>> read_settings(["limit_rd_100m=50e6", "limit_price_up=0.3"])
        {'limit_rd_100m': 50000000.0, 'limit_price_up': 0.3}
    """
    settings: dict[str, float] = {}
    for text in given:
        name, _, value = text.partition("=")
        key = rows.choice(name, LIMITS, "limit", Place("--set"))
        if key in settings:
            raise DataError(f"{key} is set twice.", Place("--set"), expected="each limit once.")
        settings[key] = rows.number(value, Place("--set", key=key), _remedy(key, value))
    for mistake in mistakes(settings, own, lambda key: Place("--set", key=key)):
        raise mistake
    return settings


def _remedy(key: str, text: str) -> str:
    """Return what to write in place of a text that is no number."""
    share = finite(text.removesuffix("%"))
    if text.endswith("%") and share is not None:
        return f"Write {key}={product(text.removesuffix('%'), 0.01):.15g}: shares are fractions."
    return f"Write a number behind the equals sign, such as {key}={LIMITS[key].value:.15g}."


def mistakes(
    settings: Mapping[str, float], own: Mapping[str, float] | None, place: Callable[[str], Place]
) -> Iterator[DataError]:
    """Yield what is wrong with settings: a number that a limit can't be, or one that is not below the limit that follows.

    Args:
        settings: numbers by the keys of limits, money in units of the currency.
        own: limits of the basket, which stand where `settings` has none.
        place: where a setting stands.
    """
    numbers = {key: limit.value for key, limit in LIMITS.items()} | dict(own or {}) | dict(settings)
    for key, value in settings.items():
        if not LIMITS[key].holds(value):
            expected = LIMITS[key].expected
            yield DataError(f"{key} can't be {value:,.15g}.", place(key), expected=expected)
    for key, limit in LIMITS.items():
        if limit.below and not numbers[key] < numbers[limit.below] and {key, limit.below} & settings.keys():
            yield DataError(
                f"{key} ({numbers[key]:,.15g}) is not below {limit.below} ({numbers[limit.below]:,.15g}).",
                place(key if key in settings else limit.below),
                expected="limits in rising order.",
                remedy=f"Set both, such as {key}={limit.value:.15g} and {limit.below}={LIMITS[limit.below].value:.15g}.",
            )


def in_cells(settings: Mapping[str, float], divisor: float) -> dict[str, float]:
    """Limits as their cells show them.

    Args:
        settings: limits of one's own by name, money in units of the currency.
        divisor: units of the currency in the unit of the report.
    """
    return {key: replace(LIMITS[key], value=value).shown(divisor) for key, value in settings.items()}


def index_name(place: int) -> str:
    """Defined name of the cell that holds the change of one of the basket's indices, from 0.

    Example:
        >>> index_name(0), index_name(1)
        ('index_change', 'index_change_2')
    """
    return INDEX if place == 0 else f"{INDEX}_{place + 1}"
