"""What was read so far of a source: figures, names, and rows that can't be taken."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from xl_aigc.data.batch import Batch, SetAside
from xl_aigc.data.model import Company, Figure, PriceChange, Source
from xl_aigc.data.quote import SHOWN
from xl_aigc.data.reasons import reason_text
from xl_aigc.data.sources.codes import read_ticker
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from xl_aigc.data.period import Period
    from xl_aigc.data.sources.request import Request

MAX_SET_ASIDE: Final = 50_000
"""Rows that may be set aside while reading, so that a table of nothing but text ends soon."""
MAX_FIGURES: Final = 2_000_000


@dataclass(slots=True)
class Reading:
    """Collects what a source gives; what nobody asked for is passed over."""

    request: Request
    figures: list[Figure] = field(default_factory=list)
    prices: list[PriceChange] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)
    _periods: frozenset[Period] = field(init=False)
    _tickers: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._periods = frozenset(self.request.periods)
        self._tickers = frozenset(self.request.tickers)

    def wants(self, ticker: str) -> bool:
        """Whether a company was asked for."""
        return not self._tickers or ticker in self._tickers

    def source(self, key: str, address: str) -> tuple[str, ...]:
        """The id of a source, made from its words, so that the same words have the same id in every refresh."""
        id_ = f"{key}-{hashlib.sha256(address.encode()).hexdigest()[:12]}"
        self.sources.setdefault(id_, Source(id_, address))
        return (id_,)

    def ticker(self, text: str, place: Place) -> str | None:
        """A ticker in the house's form; None where it is none, which is noted.

        Six digits that alone do not tell their exchange are known by the tickers asked for.
        """
        ticker, problem = read_ticker(text)
        if problem is None:
            return ticker
        stated = next((one for one in self._tickers if one[:6] == text.strip()), None)
        if stated is not None:
            return stated
        self.refuse(problem, place, ticker=text)
        return None

    def add(self, ticker: str, period: Period, item: str, value: float, sources: tuple[str, ...]) -> None:
        """Take a figure in yuan, if its company and period were asked for.

        Raises:
            DataError: there are too many.
        """
        if (self._periods and period not in self._periods) or not self.wants(ticker):
            return
        if len(self.figures) >= MAX_FIGURES:
            raise too_many()
        self.figures.append(Figure(ticker, period, item, value, "stated", sources))

    def refuse(
        self,
        reason: str,
        place: Place,
        *,
        message: str = "",
        ticker: str = "",
        item: str = "",
        period: object = "",
        value: object = "",
    ) -> None:
        """Note a row or a cell that can't be taken.

        Raises:
            DataError: there are too many of them.
        """
        if len(self.set_aside) >= MAX_SET_ASIDE:
            first = self.set_aside[0]
            raise DataError(
                f"more than {MAX_SET_ASIDE:,} cells can't be taken; the first: {first.message}",
                first.place,
                remedy="Check that it is the right table.",
            )
        words = message or reason_text(reason)
        cut = (str(each)[:SHOWN] for each in (ticker, item, period, value))
        self.set_aside.append(SetAside(reason, words, place, *cut))

    def batch(self, source: str, origin: str) -> Batch:
        """What was read, as a batch that is not complete."""
        held = dict.fromkeys(figure.ticker for figure in self.figures)
        held.update(dict.fromkeys(change.ticker for change in self.prices))
        companies = tuple(
            Company(ticker, self.names[ticker], "", None, "", "other", "")
            for ticker in held
            if ticker in self.names
        )
        cited = {id_ for figure in self.figures for id_ in figure.sources}
        return Batch(
            source,
            origin,
            self.request.day,
            tuple(self.figures),
            companies,
            tuple(self.prices),
            tuple(one for one in self.sources.values() if one.id in cited),
            set_aside=tuple(self.set_aside),
        )


def too_many() -> DataError:
    """The refusal of a source that gives more than a store of the whole market needs."""
    return DataError(f"there are more than {MAX_FIGURES:,} figures.", remedy="Ask for fewer periods.")
