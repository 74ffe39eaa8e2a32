"""Units of money."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from xl_aigc.data import tables
from xl_aigc.data.spelling import normalised, spellings
from xl_aigc.labels import words

if TYPE_CHECKING:
    from collections.abc import Mapping


def _reported() -> Mapping[str, float]:
    named = words("en")
    rows = ((row["key"], float(row["yuan"])) for row in tables.rows("units"))
    return MappingProxyType({key: yuan for key, yuan in rows if key in named})


UNITS: Final[Mapping[str, float]] = _reported()
"""Yuan of each unit that a report can be in, by key."""


@cache
def _yuan() -> Mapping[str, float]:
    """Yuan of every spelling of every unit."""
    spelled = {spelling: UNITS[key] for spelling, key in spellings(tuple(UNITS)).items()}
    return spelled | {normalised(row["unit"]): float(row["yuan"]) for row in tables.rows("units")}


def unit_names() -> tuple[str, ...]:
    """The spellings of units, normalised."""
    return tuple(_yuan())


def yuan_of(unit: str) -> float | None:
    """Return the yuan in a unit, or None where there is no such unit.

    Example:
        >>> yuan_of("万元"), yuan_of("CNY m"), yuan_of("股")
        (10000.0, 1000000.0, None)
    """
    return _yuan().get(normalised(unit))
