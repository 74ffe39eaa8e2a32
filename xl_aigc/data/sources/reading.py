"""What was read so far of a source: figures, names, and rows that can't be taken."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from xl_aigc.data.batch import Batch, SetAside
from xl_aigc.data.model import Company, Figure, PriceChange, Source
from xl_aigc.data.quote import SHOWN
from xl_aigc.data.reasons import REASONS, reason_text
from xl_aigc.data.sources.codes import read_ticker
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.data.period import Period
    from xl_aigc.data.sources.request import Request

MAX_SET_ASIDE: Final = 50_000
"""Rows that may be set aside for one reason while reading, so that a table of nothing but text ends soon."""
MAX_UNWANTED: Final = 100
"""Rows listed for each reason that is no mistake; the rest is counted."""
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
    _stand_ins: list[Figure] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)
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

    def add(self, figure: Figure, *, stand_in: bool = False) -> None:
        """Take a figure in yuan, if its period was asked for.

        Args:
            figure: the figure.
            stand_in: whether it is not exactly the item, so that it goes where the item itself comes.

        Raises:
            DataError: there are too many.
        """
        if self._periods and figure.period not in self._periods:
            return
        if len(self.figures) + len(self._stand_ins) >= MAX_FIGURES:
            raise too_many()
        (self._stand_ins if stand_in else self.figures).append(figure)

    def tickers(self) -> Iterator[str]:
        """The company of each figure."""
        return (figure.ticker for figure in (*self.figures, *self._stand_ins))

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
        """Note a row or a cell that can't be taken; of those that are merely not wanted the first few.

        Raises:
            DataError: there are too many of them.
        """
        self._counts[reason] += 1
        if not REASONS[reason].bad and self._counts[reason] > MAX_UNWANTED:
            return
        if self._counts[reason] > MAX_SET_ASIDE:
            first = next(row for row in self.set_aside if row.reason == reason)
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
        exact = {(figure.ticker, figure.item, figure.period) for figure in self.figures}
        figures = self.figures + [
            each for each in self._stand_ins if (each.ticker, each.item, each.period) not in exact
        ]
        held = dict.fromkeys(figure.ticker for figure in figures)
        held.update(dict.fromkeys(change.ticker for change in self.prices))
        companies = tuple(
            Company(ticker, self.names[ticker], "", None, "", "other", "")
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
            set_aside=(*self.set_aside, *self._rest(origin)),
        )

    def _rest(self, origin: str) -> Iterator[SetAside]:
        """A row for those of each reason that were only counted."""
        for reason, count in self._counts.items():
            if not REASONS[reason].bad and count > MAX_UNWANTED:
                words = f"{count - MAX_UNWANTED:,} more such rows: {reason_text(reason)}"
                yield SetAside(reason, words, Place(origin))


def too_many() -> DataError:
    """The refusal of a source that gives more than a store of the whole market needs."""
    return DataError(f"there are more than {MAX_FIGURES:,} figures.", remedy="Ask for fewer periods.")
