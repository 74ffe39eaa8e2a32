"""Models and algorithms of companies that a public register lists, as of a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from xl_aigc.data.texts import check_texts
from xl_aigc.errors import DataError
from xl_aigc.outside import MAX_NAME

ROLLOUT_FILE: Final = "rollout.csv"
ROLLOUT_COLUMNS: Final = (
    "ticker",
    "as_of",
    "models_registered",
    "first_registration_date",
    "algorithms_registered",
    "model_names",
    "sources",
)
ROLLOUT_NUMBERS: Final = ("models_registered", "algorithms_registered", "first_model_day", "rollout_day")
"""Inputs of the table Data that are numbers; days are counted as spreadsheets count them."""
ROLLOUT_TOLD: Final = ROLLOUT_NUMBERS[:3]
"""Those whose changes a refresh tells one by one; the day of the data is the same for all companies."""
ROLLOUT_TEXTS: Final = ("model_names", "rollout_source")
_FIRST_DAY: Final = dt.date(1899, 12, 30)
_MOST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Rollout:
    """The entries of a public register that count for a company, as of a day.

    Raises:
        DataError: a text is too long, or holds a character that is not accepted.

    Attributes:
        ticker: the company.
        as_of: the day; entries of later days do not count.
        models: registered models; 0: none was found; None: undecided.
        first_registration: the day of the first of them; None where there is none, or where it is undecided.
        algorithms: registered algorithms; 0 and None as for models.
        names: the names of the models.
        sources: ids of the sources.
    """

    ticker: str
    as_of: dt.date
    models: int | None
    first_registration: dt.date | None
    algorithms: int | None
    names: str = ""
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_texts(self.ticker, MAX_NAME, model_names=self.names)

    def contradiction(self) -> tuple[str, str] | None:
        """Return the column that can't be as it is, and why; None where nothing contradicts anything."""
        for column, count in (("models_registered", self.models), ("algorithms_registered", self.algorithms)):
            if count is not None and not 0 <= count <= _MOST:
                return column, f"{count} is no number of entries."
        day = self.first_registration
        if day is not None and (not self.models or day > self.as_of):
            models = self.models or "no"
            return (
                "first_registration_date",
                f"the first is of {day}, with {models} models as of {self.as_of}.",
            )
        return None

    def number(self, key: str) -> float | None:
        """Return an input of the table Data by its key; None where it is missing.

        Example:
            >>> Rollout("300418.SZ", dt.date(2024, 9, 12), 1, dt.date(2023, 11, 3), None).number("first_model_day")
            45233.0
        """
        found = {
            "models_registered": self.models,
            "algorithms_registered": self.algorithms,
            "first_model_day": _serial(self.first_registration),
            "rollout_day": _serial(self.as_of),
        }[key]
        return None if found is None else float(found)

    def with_number(self, key: str, value: float | None) -> Rollout:
        """Return the same with another input, given as `number` returns it.

        Raises:
            DataError: it is no day.
        """
        if key == "rollout_day":
            return self if value is None else replace(self, as_of=day_of(value))
        if key == "first_model_day":
            return replace(self, first_registration=None if value is None else day_of(value))
        count = None if value is None else round(value)
        if key == "models_registered":
            return replace(self, models=count)
        return replace(self, algorithms=count)


def _serial(day: dt.date | None) -> int | None:
    return None if day is None else (day - _FIRST_DAY).days


def day_of(serial: float) -> dt.date:
    """Return the day that a spreadsheet's number stands for.

    Raises:
        DataError: no calendar has such a day.

    Example:
        >>> day_of(45233.0)
        datetime.date(2023, 11, 3)
    """
    try:
        return _FIRST_DAY + dt.timedelta(days=int(serial))
    except (OverflowError, ValueError):
        raise DataError(f"{serial} is no day.", expected="a date.") from None
