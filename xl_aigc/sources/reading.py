"""The part of a source that was read so far: figures, names, and rows that can't be taken."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from xl_aigc.data.aside import Aside
from xl_aigc.data.batch import Batch
from xl_aigc.data.markets import ANY, MARKETS
from xl_aigc.data.model import Company, Figure, PriceChange, Source
from xl_aigc.data.quote import quote
from xl_aigc.data.tickers import (
    DEFAULT,
    expected,
    is_ticker,
    market_of,
    possible_tickers,
    read_ticker,
    ticker_remedy,
    with_zeros,
)
from xl_aigc.errors import DataError, Place
from xl_aigc.outside import MAX_TEXT, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.data.batch import ColumnMeaning
    from xl_aigc.data.period import Period
    from xl_aigc.data.tickers import Markets
    from xl_aigc.sources.request import Request

_PARTS: Final = re.compile(r"[\s()\[\]]+")
_OF_A_PERSON: Final = ("files", "database")
"""Sources whose periods a person chose, who may miss one that was not asked for."""
MAX_FIGURES: Final = 2_000_000
_POINT: Final = re.compile(r"(?<=[0-9])\.0+$")
"""The end that a program gives to a code which it took for a number."""
_HAN: Final = re.compile("[\u3400-\u9fff]")


@dataclass(slots=True)
class Reading:
    """Collects what a source gives; what nobody asked for is passed over."""

    request: Request
    figures: list[Figure] = field(default_factory=list)
    prices: list[PriceChange] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    described: dict[str, dict[str, str]] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    aside: Aside = field(default_factory=Aside)
    columns: list[ColumnMeaning] = field(default_factory=list)
    rows: int = 0
    _stand_ins: list[Figure] = field(default_factory=list)
    _others: dict[Period, Figure] = field(default_factory=dict)
    _periods: frozenset[Period] = field(init=False)
    _tickers: frozenset[str] = field(init=False)
    tickers_asked: tuple[str, ...] = field(init=False)
    markets: Markets = field(init=False)
    currency: str = field(init=False)

    def __post_init__(self) -> None:
        self.markets = self.request.markets or DEFAULT
        self.currency = self.request.currency or MARKETS[self.markets[0]].currency
        self._periods = frozenset(self.request.periods)
        self.tickers_asked = tuple(_asked(text, self.markets) for text in self.request.tickers)
        self._tickers = frozenset(self.tickers_asked)

    def wants(self, ticker: str) -> bool:
        """Return whether a company was asked for."""
        return not self._tickers or ticker in self._tickers

    def source(self, address: str) -> tuple[str, ...]:
        """The id of a source, a number: it stands beside every figure."""
        address = printable(address)[:MAX_TEXT]
        one = self.sources.setdefault(address, Source(f"S{len(self.sources) + 1}", address))
        return (one.id,)

    def ticker(self, text: str, place: Place) -> str | None:
        """A ticker in the house's form; None where it is none, which is noted.

        A code that alone does not tell its exchange is known by the tickers asked for.
        """
        text = _POINT.sub("", unicodedata.normalize("NFKC", text).strip())
        possible = possible_tickers(text, self.markets)
        stated = [one for one in possible if one in self._tickers]
        if len(stated) == 1 and not is_ticker(text, self.markets):
            return stated[0]
        ticker, problem = read_ticker(text, self.markets)
        if problem is None:
            return ticker
        if problem == "bad_ticker" and (filled := with_zeros(text, self.markets) or self._inside(text)):
            return filled
        more = f"write {' or '.join(possible)}." if problem == "ambiguous_ticker" else ""
        if problem == "bad_ticker" and text.isdigit():
            more = "a spreadsheet may have dropped leading zeros."
        elif problem == "bad_ticker" and (other := market_of([text])):
            more = f"it looks like one of the market {other}."
        self.aside.add(problem, place, more=more, ticker=text)
        return None

    def _inside(self, text: str) -> str:
        """The one ticker in a text that holds a name beside it, such as `昆仑万维(300418.SZ)`; empty where there is none."""
        parts = [part for part in _PARTS.split(text) if part] if ANY not in self.markets else []
        read = [read_ticker(part, self.markets) for part in parts] if 1 < len(parts) < 4 else []
        found = {ticker for ticker, problem in read if problem is None}
        return found.pop() if len(found) == 1 else ""

    def add(self, figure: Figure, *, stand_in: bool = False) -> None:
        """Take a figure in units of the currency, if its period was asked for.

        Args:
            figure: the figure.
            stand_in: whether it is not exactly the item, so that it goes where the item itself comes.

        Raises:
            DataError: there are too many.
        """
        if self._periods and figure.period not in self._periods:
            self._others.setdefault(figure.period, figure)
            return
        if len(self.figures) + len(self._stand_ins) >= MAX_FIGURES:
            raise too_many()
        (self._stand_ins if stand_in else self.figures).append(figure)

    def tickers(self) -> Iterator[str]:
        """The company of each figure."""
        return (figure.ticker for figure in (*self.figures, *self._stand_ins))

    def batch(self, source: str, origin: str, currency: str = "") -> Batch:
        """Return what was read as a batch that is not complete."""
        exact = {(figure.ticker, figure.item, figure.period) for figure in self.figures}
        figures = self.figures + [
            each for each in self._stand_ins if (each.ticker, each.item, each.period) not in exact
        ]
        listed = not figures or self.request.source in _OF_A_PERSON
        for other in self._others.values() if listed else ():
            self.aside.add(
                "not_asked", Place(origin), ticker=other.ticker, item=other.item, period=other.period
            )
        held = dict.fromkeys(figure.ticker for figure in figures)
        held.update(dict.fromkeys(change.ticker for change in self.prices))
        companies = tuple(
            Company(ticker, *self._both_names(ticker), None, "", "other", "")
            for ticker in held
            if ticker in self.names
        )
        cited = {id_ for figure in figures for id_ in figure.sources}
        return Batch(
            source,
            origin,
            self.request.day,
            tuple(figures),
            companies,
            tuple(self.prices),
            tuple(one for one in self.sources.values() if one.id in cited),
            set_aside=self.aside.rows(origin),
            markets=self.markets,
            currency=currency,
            columns=tuple(self.columns),
            described=self.described,
            single_quarters=self.request.single_quarters,
            rows=self.rows,
        )

    def _both_names(self, ticker: str) -> tuple[str, str]:
        """The Chinese and the English name, of which a source gives one; its letters say which."""
        name = self.names[ticker]
        return (name, "") if _HAN.search(name) else ("", name)


def _asked(text: str, markets: Markets) -> str:
    """A ticker that a person asked for.

    Raises:
        DataError: it is none.
    """
    ticker, problem = read_ticker(text.strip(), markets)
    if problem is None:
        return ticker
    raise DataError(
        f"{quote(text)} is no ticker.",
        Place("--ticker"),
        expected=expected(markets),
        remedy=ticker_remedy(text, markets),
    )


def too_many() -> DataError:
    """The refusal of a source that gives more than a store of the whole market needs."""
    return DataError(f"There are more than {MAX_FIGURES:,} figures.", remedy="Ask for fewer periods.")
