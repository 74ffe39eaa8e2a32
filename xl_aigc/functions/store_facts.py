"""The facts of the store as they are at its newest vintage, or were on a day; a column is read once and kept.

What a vintage says is never changed, so that all that is kept stays right until the next vintage: then there is a new reader.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

from xl_aigc.data.period import Period
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.functions.found import Found
from xl_aigc.functions.reference_facts import BASKET, CLAIMS
from xl_aigc.functions.store_connection import StoreConnection

COLUMNS_KEPT: Final = 256
"""Columns (an item and period of all companies) that are kept: about a megabyte each for the whole market."""
_ALWAYS: Final = "9999-12-31"
_COMPANY: Final = ("ticker", "name_zh", "name_en", "layer", "segment", "archetype", "membership")
_PRICE_CHANGE: Final = "price_change"

# Of the rows of a key the newest holds: read in the order of vintages, a later one takes the place of an earlier one.
_SINCE: Final = "JOIN vintage v ON v.id = t.vintage WHERE t.vintage <= ? AND v.as_of <= ?"
_FIGURES: Final = (
    f"SELECT t.ticker, t.value, t.kind, t.sources, v.as_of FROM figure t {_SINCE} "  # noqa: S608  all of it stands here
    "AND t.item = ? AND t.period = ? ORDER BY t.vintage"
)
_PRICES: Final = (
    f"SELECT t.ticker, t.change, t.base_date, t.date, t.basis, v.as_of FROM price_change t {_SINCE} "  # noqa: S608  as above
    "ORDER BY t.vintage"
)
_MEMBERS: Final = f"SELECT t.ticker, t.place FROM member t {_SINCE} AND t.basket = ? ORDER BY t.vintage"  # noqa: S608  as above
_COMPANIES: Final = f"SELECT {', '.join(_COMPANY)} FROM company WHERE vintage <= ? ORDER BY vintage"  # noqa: S608  as above
_SOURCES: Final = "SELECT id, address FROM source WHERE vintage <= ? ORDER BY vintage"
_BASKETS: Final = (
    "SELECT key, min(vintage) FROM basket WHERE vintage <= ? GROUP BY key ORDER BY min(vintage), key"
)
_HELD: Final = "SELECT DISTINCT item, period FROM figure WHERE vintage <= ?"

Column = Mapping[str, Found]


class StoreFacts:
    """What the lookup functions ask of the store at one vintage.

    Args:
        connection: to the store.
        newest: the id of the newest vintage.
    """

    def __init__(self, connection: StoreConnection, newest: int) -> None:
        self._connection = connection
        self._newest = newest
        self._column = lru_cache(COLUMNS_KEPT)(self._read_column)
        self._members = lru_cache(COLUMNS_KEPT)(self._read_members)

    @cached_property
    def as_of(self) -> date:
        """The day of the newest vintage by its figures."""
        found = self._connection.rows("SELECT max(as_of) FROM vintage WHERE id <= ?", (self._newest,))
        return date.fromisoformat(found[0][0])

    @cached_property
    def baskets(self) -> Sequence[str]:
        """The baskets, that which the store knew first at the front."""
        return tuple(key for key, _ in self._connection.rows(_BASKETS, (self._newest,)))

    @cached_property
    def items(self) -> Sequence[str]:
        """The items that have a figure, and the price change."""
        return (*sorted({item for item, _ in self._held}), _PRICE_CHANGE)

    @cached_property
    def newest_period(self) -> str:
        """The newest period of which a figure is there and not withdrawn."""
        periods = sorted({period for _, period in self._held}, key=Period, reverse=True)
        for period in periods:
            if any(self._column(item, period, _ALWAYS) for item, held in self._held if held == period):
                return period
        return periods[0] if periods else ""

    def tickers(self, basket: str, as_of: date | None = None) -> Sequence[str]:
        """The companies that were in a basket on a day."""
        return self._members(basket, _day(as_of))

    def company(self, ticker: str) -> Mapping[str, str] | None:
        """What is said of a company now, also of one that has left."""
        return self._companies.get(ticker)

    def figure(self, ticker: str, item: str, period: str, as_of: date | None) -> Found | None:
        """A figure as it was known on a day."""
        return self._column(item, period, _day(as_of)).get(ticker)

    def claim(self, key: str) -> Mapping[str, str] | None:
        """A claim of the article, as measured on its own figures; none in a store without its basket."""
        return self._claims.get(key)

    def _read_column(self, item: str, period: str, as_of: str) -> Column:
        """All companies of one item and period."""
        if item == _PRICE_CHANGE:
            return self._read_prices(as_of) if period == self.newest_period else {}
        rows = self._connection.rows(_FIGURES, (self._newest, as_of, item, period))
        cited = lru_cache(None)(self._addresses)
        days = lru_cache(None)(date.fromisoformat)
        latest = {row[0]: row for row in rows}
        return {
            ticker: Found(value, kind, cited(sources), days(known_on))
            for ticker, value, kind, sources, known_on in latest.values()
            if value is not None
        }

    def _read_prices(self, as_of: str) -> Column:
        latest = {row[0]: row for row in self._connection.rows(_PRICES, (self._newest, as_of))}
        return {
            ticker: Found(change, "stated", (f"{base} to {last}, {basis}",), date.fromisoformat(known_on))
            for ticker, change, base, last, basis, known_on in latest.values()
            if change is not None
        }

    def _read_members(self, basket: str, as_of: str) -> tuple[str, ...]:
        places: dict[str, int | None] = dict(self._connection.rows(_MEMBERS, (self._newest, as_of, basket)))
        there = ((place, ticker) for ticker, place in places.items() if place is not None)
        return tuple(ticker for _, ticker in sorted(there))

    def _addresses(self, cited: str) -> tuple[str, ...]:
        """Where a figure came from; the id itself for a source whose address nobody gave."""
        return tuple(self._sources.get(id_, id_) for id_ in cited.split())

    @cached_property
    def _sources(self) -> Mapping[str, str]:
        return dict(self._connection.rows(_SOURCES, (self._newest,)))

    @cached_property
    def _companies(self) -> Mapping[str, Mapping[str, str]]:
        rows = self._connection.rows(_COMPANIES, (self._newest,))
        return {
            row[0]: {name: value or "" for name, value in zip(_COMPANY, row, strict=True)} for row in rows
        }

    @cached_property
    def _held(self) -> Sequence[tuple[str, str]]:
        return sorted((item, period) for item, period in self._connection.rows(_HELD, (self._newest,)))

    @cached_property
    def _claims(self) -> Mapping[str, Mapping[str, str]]:
        return {row["id"]: row for row in bundled_table(CLAIMS)} if BASKET in self.baskets else {}


def _day(as_of: date | None) -> str:
    return _ALWAYS if as_of is None else as_of.isoformat()
