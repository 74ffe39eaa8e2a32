"""A figure as the lookup functions get it from a reader."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Found:
    """A figure as a cell shows it: the value, stated or derived, where it came from, and when it became known."""

    value: float
    kind: str
    sources: tuple[str, ...]
    known_on: date
