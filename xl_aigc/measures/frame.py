"""The numbers of a report: one column of values per measure, one row per company."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.errors import DataError
from xl_aigc.measures.limits import LIMITS
from xl_aigc.metrics import Undefined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.data import Facts, Period

Value = float | int | str | Undefined | None
"""A number; a text or the key of a word; an undefined number; None where it is missing."""

UNITS: Final[Mapping[str, float]] = {"yuan": 1.0, "wan": 1e4, "million": 1e6, "yi": 1e8, "billion": 1e9}
"""Yuan in one of each unit that money can be shown in."""


@dataclass(frozen=True)
class Frame:
    """The columns of one basket at one period.

    Attributes:
        facts: where the figures come from.
        period: the period that the report is about.
        compare: the period that it is compared with.
        divisor: yuan in the unit of the report.
        columns: values by the key of the measure, in the order of the companies.
        cache: results that several measures share.
    """

    facts: Facts
    period: Period
    compare: Period
    divisor: float
    columns: dict[str, Sequence[Value]] = field(default_factory=dict)
    cache: dict[str, Any] = field(default_factory=dict, repr=False)

    def __getitem__(self, key: str) -> Sequence[Value]:
        """The column of a measure."""
        try:
            return self.columns[key]
        except KeyError:
            raise DataError(f"the report has no column {key!r}.") from None

    def __len__(self) -> int:
        return len(self.facts.companies)

    def numbers(self, key: str) -> list[float | None]:
        """A column with everything that is not a number left out as None."""
        column = self[key]
        held: tuple[Sequence[Value], list[float | None]] | None = self.cache.get(f"numbers of {key}")
        if held is None or held[0] is not column:
            held = column, [number(value) for value in column]
            self.cache[f"numbers of {key}"] = held
        return held[1]

    def limit(self, key: str) -> float:
        """A limit as its cell shows it."""
        return LIMITS[key].shown(self.divisor)


def number(value: Value) -> float | None:
    """The number that a value is, or None."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
