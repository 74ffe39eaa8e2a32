"""Reading of `figures.csv`: hundreds of thousands of rows, so a good row takes the short way."""

from __future__ import annotations

from dataclasses import dataclass, field
from sys import intern
from typing import TYPE_CHECKING, Final, cast

from xl_aigc.data.company_table import refuse_stranger
from xl_aigc.data.item import ITEMS
from xl_aigc.data.model import FIGURE_KINDS, Figure, FigureKind
from xl_aigc.data.numerals import finite, product
from xl_aigc.data.quote import quote
from xl_aigc.data.rows import choice, cited_sources, number, period_in, place
from xl_aigc.data.tickers import DEFAULT
from xl_aigc.errors import DataError
from xl_aigc.files.csv_file import read_table

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from xl_aigc.data.period import Period
    from xl_aigc.data.rates import Rates
    from xl_aigc.data.tickers import Markets
    from xl_aigc.files.failures import Failures

FIGURE_COLUMNS: Final = ("ticker", "period", "item", "value", "kind", "sources")
CURRENCY_COLUMN: Final = ("currency",)
"""Of a figure in another currency than the basket's; it converts by the rates of the basket."""


def read_figures(
    path: Path,
    tickers: Collection[str],
    sources: Collection[str] | None,
    failures: Failures,
    rates: Rates,
    markets: Markets = DEFAULT,
    *,
    single: bool = False,
) -> tuple[Figure, ...]:
    """The figures in the order of the file; a row with an empty value is missing and is passed over.

    A figure in another currency converts to the basket's: it is then derived, and the sources of the rate join its own.

    Args:
        path: the file.
        tickers: the tickers that a figure may be of.
        sources: the source ids that a figure may name; None where the folder lists no sources.
        failures: where rows that can't be taken are noted.
        rates: the rates of other currencies, and the basket's own currency.
        markets: the markets of the basket.
        single: whether its periods are single quarters.

    Raises:
        DataError: the file can't be read.
    """
    reading = _Reading(path, tickers, sources, rates, markets, single)
    figures: list[Figure] = []
    for line, row in read_table(path, FIGURE_COLUMNS, failures, CURRENCY_COLUMN):
        try:
            figure = reading.figure(line, row)
        except DataError as error:
            failures.add(error)
        else:
            if figure is not None:
                figures.append(figure)
    return tuple(figures)


@dataclass(slots=True)
class _Reading:
    """One reading of the file: what was seen of it so far, each text checked once."""

    path: Path
    tickers: Collection[str]
    sources: Collection[str] | None
    rates: Rates
    markets: Markets
    single: bool
    periods: dict[str, Period] = field(default_factory=dict)
    cited: dict[str, tuple[str, ...]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    seen: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)

    def figure(self, line: int, row: Sequence[str]) -> Figure | None:
        """The figure of a row, None where its value is empty."""
        ticker, period, item, text, kind, sources, currency = row
        if ticker not in self.codes:
            refuse_stranger(ticker, self.tickers, self.path, line, self.markets)
            self.codes[ticker] = ticker
        known_period = self.periods.get(period) or self._period(period, line)
        if item not in ITEMS:
            self._unknown_item(item, line)
        self._refuse_second(ticker, period, item, line)
        if not text:
            return None
        value = finite(text)
        if value is None:
            value = number(text, place(self.path, line, "value"))
        if value < 0 and ITEMS[item].sign == "nonnegative":
            self._negative(item, text, line)
        if kind not in FIGURE_KINDS:
            choice(kind, FIGURE_KINDS, "kind", place(self.path, line, "kind"))
        cited = self.cited.get(sources)
        if cited is None:
            cited = self._cite(sources, line)
        if currency and currency != self.rates.currency:
            at = place(self.path, line, "currency")
            rate, of_rate = self.rates.of(currency, known_period, item, at)
            value, kind = product(text, rate), "derived"
            cited = tuple(dict.fromkeys((*cited, *of_rate)))
        return Figure(
            self.codes[ticker], known_period, ITEMS[item].key, value, cast("FigureKind", intern(kind)), cited
        )

    def _period(self, text: str, line: int) -> Period:
        at = place(self.path, line, "period")
        period = self.periods[text] = period_in(text, at, single=self.single)
        return period

    def _unknown_item(self, item: str, line: int) -> None:
        raise DataError(
            f"{quote(item)} is no item.",
            place(self.path, line, "item"),
            expected=f"one of {', '.join(ITEMS)}.",
        )

    def _negative(self, item: str, text: str, line: int) -> None:
        raise DataError(
            f"{item} is {text}.",
            place(self.path, line, "value"),
            expected="a value that is not below zero.",
            remedy="Write expenses and balances as positive numbers.",
        )

    def _refuse_second(self, ticker: str, period: str, item: str, line: int) -> None:
        lines = self.seen.setdefault((period, item), {})
        first = lines.setdefault(ticker, line)
        if first != line:
            raise DataError(
                f"{ticker} {period} {item} is given twice, first on line {first}.",
                place(self.path, line, "ticker, period, item"),
                remedy="Keep one of the two rows.",
            )

    def _cite(self, text: str, line: int) -> tuple[str, ...]:
        cited = self.cited[text] = cited_sources(text, self.sources, place(self.path, line, "sources"))
        return cited
