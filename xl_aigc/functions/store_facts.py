"""The facts of the store as they are at its newest vintage, or were on a day; a column is read once and kept.

What a vintage says is never changed, so that all that is kept stays right until the next vintage: then there is a new reader.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

from xl_aigc.data.layers import Sorts, sorts_of
from xl_aigc.data.markets import MARKETS, USUAL, in_order
from xl_aigc.data.period import Period
from xl_aigc.data.spelling import normalised
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.functions.company_names import tickers_by_name
from xl_aigc.functions.found import Found
from xl_aigc.functions.reference_facts import BASKET, CLAIMS
from xl_aigc.functions.segment_words import segments_in
from xl_aigc.functions.store_connection import StoreConnection
from xl_aigc.store.versions import BASKET as BASKET_TABLE
from xl_aigc.store.versions import (
    COMPANY,
    FIGURE,
    MEMBER,
    OF_BASKET,
    PRICE_CHANGE,
    SOURCE,
    Known,
    Row,
    Versioned,
    basket_keys,
    members,
    newest,
    rows,
    state,
    vintage_days,
)

COLUMNS_KEPT: Final = 256
"""Columns (an item and period of all companies) that are kept: about a megabyte each for the whole market."""
_COMPANY: Final = (*COMPANY.key, *COMPANY.content)
_PRICE_CHANGE: Final = "price_change"

Column = Mapping[str, Found]


class StoreFacts:
    """The facts of the store at one vintage, for lookup functions.

    Args:
        connection: to the store.
        newest: the id of the newest vintage.
    """

    def __init__(self, connection: StoreConnection, newest: int) -> None:
        self._ask = connection.rows
        self._known = Known(newest)
        self._column = lru_cache(COLUMNS_KEPT)(self._read_column)
        self._members = lru_cache(COLUMNS_KEPT)(self._read_members)
        self._newest = lru_cache(COLUMNS_KEPT)(self._read_newest)
        self._own = lru_cache(COLUMNS_KEPT)(self._read_own)

    @property
    def days(self) -> Sequence[date]:
        """The days of the vintages, oldest first."""
        return sorted(set(self._days.values()))

    @cached_property
    def _days(self) -> Mapping[int, date]:
        """The day of each vintage."""
        return {id_: date.fromisoformat(day) for id_, day in vintage_days(self._ask, self._known).items()}

    @cached_property
    def as_of(self) -> date:
        """The day of the newest vintage by its figures."""
        return max(self._days.values())

    @cached_property
    def baskets(self) -> Sequence[str]:
        """The baskets, that which the store knew first at the front."""
        return basket_keys(self._ask, self._known)

    @cached_property
    def markets(self) -> tuple[str, ...]:
        """The markets of all baskets."""
        held = (self._settings(basket)["markets"] or "" for basket in self.baskets)
        return in_order({key for each in held for key in each.split()})

    @cached_property
    def items(self) -> Sequence[str]:
        """The items that have a figure, and the price change."""
        return (*sorted({item for item, _ in self._kinds}), _PRICE_CHANGE)

    def newest_period(self, basket: str) -> str:
        """The period that a basket reports, else the newest of which one of its companies has a figure."""
        return self._settings(basket)["period"] or self._newest(basket)

    def _read_newest(self, basket: str) -> str:
        members = frozenset(self.tickers(basket))
        for period in self.periods:
            items = [item for item, held in self._kinds if held == period]
            if any(members & self._column(item, period, None).keys() for item in items):
                return period
        return self.periods[0] if self.periods else ""

    @cached_property
    def periods(self) -> Sequence[str]:
        """The periods that have had a figure, the newest first."""
        return tuple(sorted({period for _, period in self._kinds}, key=Period.stored, reverse=True))

    def tickers(self, basket: str, as_of: date | None = None) -> Sequence[str]:
        """The companies that were in a basket on a day."""
        return self._members(basket, as_of)

    def home(self, ticker: str) -> str:
        """The first basket that a company is in, the default one where it is in none."""
        return self._homes.get(ticker, self.baskets[0])

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        return {ticker: basket for basket in reversed(self.baskets) for ticker in self.tickers(basket)}

    def company(self, ticker: str, basket: str | None = None) -> Mapping[str, str] | None:
        """The current description of a company as a basket has it, also of one that has left."""
        held = self._companies.get(ticker)
        has_others = held and len(self.baskets) > 1
        own = self._own(basket or self.home(ticker)).get(ticker) if has_others else None
        return {**held, **own} if held and own else held

    def _read_own(self, basket: str) -> Mapping[str, Mapping[str, str]]:
        """The facts that a basket states of its members otherwise than their first basket."""
        found = state(self._ask, MEMBER, self._known, basket=[basket])
        return {
            ticker: {key: word for key, word in zip(OF_BASKET, own, strict=True) if word is not None}
            for (_, ticker), (_, *own) in found.items()
        }

    def named(self, name: str) -> Sequence[str]:
        """The companies of a name, else those that had it in an earlier vintage or basket."""
        asked = normalised(name)
        return self._names.get(asked) or self._earlier_names.get(asked, ())

    @cached_property
    def _names(self) -> Mapping[str, Sequence[str]]:
        return tickers_by_name(self._companies)

    @cached_property
    def _earlier_names(self) -> Mapping[str, Sequence[str]]:
        """The companies of each name that was ever stated, normalised."""
        sql = "SELECT ticker, name_zh, name_en FROM company WHERE vintage <= ?"
        found: dict[str, dict[str, None]] = {}
        for ticker, *names in self._ask(sql, (self._known.newest,)):
            for name in filter(None, names):
                found.setdefault(normalised(name), {})[ticker] = None
        return {name: tuple(tickers) for name, tickers in found.items()}

    def figure(self, ticker: str, item: str, period: str, as_of: date | None) -> Found | None:
        """A figure as it was known on a day."""
        return self._column(item, period, as_of).get(ticker)

    def giants(self, basket: str) -> Sequence[str]:
        """The companies of a basket that sums are also shown without."""
        return (self._settings(basket)["giants"] or "").split()

    def currency(self, basket: str) -> str:
        """The currency of a basket's figures."""
        return self._settings(basket)["currency"] or MARKETS[USUAL].currency

    def limits(self, basket: str) -> Mapping[str, float]:
        """The limits that a basket sets."""
        held = json.loads(self._settings(basket)["limits"] or "{}")
        return {key: float(value) for key, value in held.items()}

    def single_quarters(self, basket: str) -> bool:
        """Return whether the periods of a basket are single quarters."""
        return self._settings(basket)["periods"] == "single"

    def year_end(self, basket: str) -> str:
        """The month and day on which the fiscal years of a basket end."""
        return self._settings(basket)["year_end"] or ""

    def title(self, basket: str, language: str) -> str:
        """The name of a basket, its key where it has none."""
        titles = json.loads(self._settings(basket)["name"] or "{}")
        return str(titles.get(language) or basket)

    def measures(self, basket: str) -> str | None:
        """The text of a basket's own measures."""
        return self._settings(basket)["measures"]

    def segments(self, basket: str) -> Mapping[str, Mapping[str, str]]:
        """The words of a basket for the segments of its companies."""
        return segments_in(self._settings(basket)["texts"] or "")

    def sorts(self, basket: str) -> Sorts:
        """The layers and archetypes that a basket sorts its companies into."""
        held = self._settings(basket)
        return sorts_of(held["layers"], held["archetypes"])

    @property
    def claims(self) -> Sequence[str]:
        """The ids of the claims of the article."""
        return tuple(self._claims)

    def claim(self, key: str) -> Mapping[str, str] | None:
        """A claim of the article, as measured on its own figures; none in a store without its basket."""
        return self._claims.get(key)

    def _read_column(self, item: str, period: str, as_of: date | None) -> Column:
        """All companies of one item and period."""
        if item == _PRICE_CHANGE:
            return self._prices_of(period, as_of)
        cited = lru_cache(None)(self._addresses)
        return {
            ticker: Found(value, kind, cited(sources), self._days[vintage])
            for (*_, ticker), (value, kind, sources), vintage in self._latest(
                FIGURE, as_of, item=[item], period=[period]
            )
        }

    def _prices_of(self, period: str, as_of: date | None) -> Column:
        """The price changes of the companies whose basket reports a period; of a company in no basket those of any."""
        reporting = [basket for basket in self.baskets if self.newest_period(basket) == period]
        if not reporting:
            return {}
        now = {ticker for basket in reporting for ticker in self.tickers(basket)}
        found = self._read_prices(as_of)
        return {ticker: each for ticker, each in found.items() if ticker in now or ticker not in self._homes}

    def _read_prices(self, as_of: date | None) -> Column:
        return {
            ticker: Found(change, "stated", (f"{base} to {last}, {basis}",), self._days[vintage])
            for (ticker,), (change, base, last, basis), vintage in self._latest(PRICE_CHANGE, as_of)
        }

    def _latest(
        self, table: Versioned, as_of: date | None, **only: Sequence[str]
    ) -> Iterator[tuple[Row, Row, int]]:
        """Key, content and vintage of what a table says on a day."""
        found = rows(self._ask, table, Known(self._known.newest, as_of), **only)
        width = len(table.key)
        return ((row[:width], row[width:-1], row[-1]) for row in newest(found, width))

    def _read_members(self, basket: str, as_of: date | None) -> tuple[str, ...]:
        return members(self._ask, Known(self._known.newest, as_of), basket)

    def _settings(self, basket: str) -> Mapping[str, str | None]:
        return dict(zip(BASKET_TABLE.content, self._baskets[basket,], strict=True))

    @cached_property
    def _baskets(self) -> Mapping[Row, Row]:
        return state(self._ask, BASKET_TABLE, self._known)

    def _addresses(self, cited: str) -> tuple[str, ...]:
        """Return the address of a figure's source, or its id where no address is known."""
        return tuple(self._sources.get(id_, id_) for id_ in cited.split())

    @cached_property
    def _sources(self) -> Mapping[str, str]:
        return {id_: address for (id_,), (address,) in state(self._ask, SOURCE, self._known).items()}

    @cached_property
    def _companies(self) -> Mapping[str, Mapping[str, str]]:
        found = state(self._ask, COMPANY, self._known)
        filled = ((*key, *(value or "" for value in content)) for key, content in found.items())
        return {row[0]: dict(zip(_COMPANY, row, strict=True)) for row in filled}

    @cached_property
    def _kinds(self) -> Sequence[tuple[str, str]]:
        sql = "SELECT DISTINCT item, period FROM figure WHERE vintage <= ?"
        return sorted((item, period) for item, period in self._ask(sql, (self._known.newest,)))

    @cached_property
    def _claims(self) -> Mapping[str, Mapping[str, str]]:
        return {row["id"]: row for row in bundled_table(CLAIMS)} if BASKET in self.baskets else {}
