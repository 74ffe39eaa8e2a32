"""Sources of the lookup functions: one small protocol, and the reader in use.

The store where there is one, else the bundled reference facts; `use_facts` puts any other reader in their place. What is new in
the store is seen within a second; after a refresh in this process `use_facts(None)` makes the next calculation see it at once.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from xl_aigc.cell_errors import CellError
from xl_aigc.data.layers import Sorts
from xl_aigc.functions.cells import text
from xl_aigc.functions.found import Found
from xl_aigc.functions.store_in_use import drop_store, store_facts


class FactsReader(Protocol):
    """The facts that lookup functions need. A reader returns None for a missing figure, never 0."""

    def __hash__(self) -> int:
        """Return the key under which results computed from a reader are cached."""

    @property
    def as_of(self) -> date:
        """The date of the newest vintage."""

    @property
    def days(self) -> Sequence[date]:
        """The days of the vintages, oldest first."""

    @property
    def baskets(self) -> Sequence[str]:
        """The keys of the baskets; the first is the default."""

    @property
    def markets(self) -> tuple[str, ...]:
        """The markets of its companies."""

    @property
    def items(self) -> Sequence[str]:
        """The keys of the items that it may hold figures of."""

    def newest_period(self, basket: str) -> str:
        """The period that a basket reports, else the newest of which it has a figure, in the house form."""

    @property
    def periods(self) -> Sequence[str]:
        """The periods that may have figures, the newest first, in the house form."""

    def tickers(self, basket: str, as_of: date | None = None) -> Sequence[str]:
        """The companies that were in a basket on a day (None: that are now), in its order."""

    def home(self, ticker: str) -> str:
        """The first basket that a company is in, the default one where it is in none."""

    def company(self, ticker: str, basket: str | None = None) -> Mapping[str, str] | None:
        """`ticker name_zh name_en layer segment archetype membership` of a company as a basket has it, its first one for None."""

    def named(self, name: str) -> Sequence[str]:
        """The companies of a name in any language."""

    def figure(self, ticker: str, item: str, period: str, as_of: date | None) -> Found | None:
        """A figure as it was known on a day (None: as known now); `price_change` belongs to the newest period."""

    def giants(self, basket: str) -> Sequence[str]:
        """The companies of a basket that sums are also shown without."""

    def currency(self, basket: str) -> str:
        """The currency of a basket's figures, by its code."""

    def limits(self, basket: str) -> Mapping[str, float]:
        """The limits that a basket sets otherwise than the program, by key, in units of the currency."""

    def single_quarters(self, basket: str) -> bool:
        """Return whether the periods of a basket are single quarters; else they are cumulative."""

    def year_end(self, basket: str) -> str:
        """The month and day on which the fiscal years of a basket end, such as `09-30`; empty where that differs between companies."""

    def title(self, basket: str, language: str) -> str:
        """The name of a basket in a language."""

    def measures(self, basket: str) -> str | None:
        """The text of a basket's own `measures.yaml`, None where it has none."""

    def segments(self, basket: str) -> Mapping[str, Mapping[str, str]]:
        """The words of a basket for the segments of its companies, by segment and language."""

    def sorts(self, basket: str) -> Sorts:
        """The layers and archetypes that a basket sorts its companies into."""

    @property
    def claims(self) -> Sequence[str]:
        """The ids of the claims."""

    def claim(self, key: str) -> Mapping[str, str] | None:
        """The parts of a claim, `verdict stated measured known note`, empty where not known."""


_chosen: FactsReader | None = None
_bundled: FactsReader | None = None


def facts() -> FactsReader:
    """The reader in use: one that was put in place, else the store where there is one, else the bundled reference facts.

    Raises:
        ArgumentError: there is a store and it can't be read; the cell shows #VALUE!, the log says why.
    """
    return _chosen or store_facts() or _bundled_facts()


def ticker_text(value: object) -> str | CellError | None:
    """A cell where a ticker is due: NA, elsewhere a mark for a missing figure, is a ticker if the store knows it.

    Raises:
        ArgumentError: as of `facts`.
    """
    found = text(value)
    own = value.strip() if found is None and isinstance(value, str) else ""
    return own if own and facts().company(own) is not None else found


def use_facts(reader: FactsReader | None) -> None:
    """Put another reader in place; None drops whatever is held, so that the store or the bundled facts are read afresh."""
    global _chosen, _bundled  # noqa: PLW0603  one reader for the process, which is what a spreadsheet's cells share
    _chosen = reader
    if reader is None:
        _bundled = None
        drop_store()


def _bundled_facts() -> FactsReader:
    global _bundled  # noqa: PLW0603  as above
    if _bundled is None:
        from xl_aigc.functions.reference_facts import ReferenceFacts  # noqa: PLC0415  only lookups pay for the files

        _bundled = ReferenceFacts.read()
    return _bundled
