"""Where the lookup functions read from: one small protocol, and the reader in use.

The bundled reference facts are the default. A host that has a store (`use_facts`) puts another reader in their place; after a
refresh it calls `use_facts(None)` or hands in a new one, and the next calculation sees the new figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True)
class Found:
    """A figure as a cell shows it: the value, stated or derived, where it came from, and when it became known."""

    value: float
    kind: str
    sources: tuple[str, ...]
    known_on: date


class FactsReader(Protocol):
    """What the lookup functions ask. A reader gives None for what it does not hold, and never 0."""

    @property
    def as_of(self) -> date:
        """The date of the newest vintage."""

    @property
    def baskets(self) -> Sequence[str]:
        """The keys of the baskets; the first is the default."""

    @property
    def items(self) -> Sequence[str]:
        """The keys of the items that it may hold figures of."""

    @property
    def newest_period(self) -> str:
        """The newest period that has figures, in the house form."""

    def tickers(self, basket: str) -> Sequence[str]:
        """The companies of a basket, in its order."""

    def company(self, ticker: str) -> Mapping[str, str] | None:
        """`ticker name_zh name_en layer segment archetype membership` of a company."""

    def figure(self, ticker: str, item: str, period: str, as_of: date | None) -> Found | None:
        """A figure as it was known on a day (None: as known now); `price_change` belongs to the newest period."""

    def claim(self, key: str) -> Mapping[str, str] | None:
        """The parts of a claim, `verdict stated measured coverage note`, empty where not known."""


_chosen: FactsReader | None = None


def facts() -> FactsReader:
    """The reader in use; the bundled reference facts unless another was put in."""
    global _chosen  # noqa: PLW0603  one reader for the process, which is what a spreadsheet's cells share
    if _chosen is None:
        from xl_aigc.functions.reference_facts import ReferenceFacts  # noqa: PLC0415  only lookups pay for the files

        _chosen = ReferenceFacts.read()
    return _chosen


def use_facts(reader: FactsReader | None) -> None:
    """Put another reader in place; None drops the present one, so that the bundled facts are read afresh."""
    global _chosen  # noqa: PLW0603  as above
    _chosen = reader
