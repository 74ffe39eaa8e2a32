"""The numbers of a report: one column of values per measure, one row per company."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.errors import DataError
from xl_aigc.measures.limits import LIMITS, index_name
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
        limits: numbers that a reader typed into the cells of limits and index changes, as these cells show them.
        columns: values by the key of the measure, in the order of the companies.
        cache: results that several measures share.
    """

    facts: Facts
    period: Period
    compare: Period
    divisor: float
    limits: Mapping[str, float] = field(default_factory=dict)
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

    @property
    def unit(self) -> str:
        """Key of the unit that money is in."""
        return next(key for key, yuan in UNITS.items() if yuan == self.divisor)

    def limit(self, key: str) -> float:
        """A limit as its cell shows it."""
        given = self.limits.get(key)
        return LIMITS[key].shown(self.divisor) if given is None else given

    def index_change(self, place: int = 0) -> float | None:
        """The change of one of the basket's indices as its cell shows it; None where there is none."""
        indices = self.facts.indices
        own = indices[place].change_ytd if place < len(indices) else None
        return self.limits.get(index_name(place), own)


def number(value: Value) -> float | None:
    """The number that a value is, or None."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
