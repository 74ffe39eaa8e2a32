"""Requests to a source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from xl_aigc.data.spelling import normalised
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from pathlib import Path

    from xl_aigc.data.model import Company
    from xl_aigc.data.period import Period

Progress = Callable[[str, int, int | None], None]
"""Called as work goes on: what is being done, how much is done, of how much (None where nobody knows)."""

OF_VENDORS: Final = ("periods", "tickers", "unit", "mapping", "sheet")
"""Attributes that choose among the figures of vendors' files, or say how to read them."""
_CHINA: Final = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Request:
    """A request to a source; each source reads the attributes that concern it.

    Attributes:
        source: the key of the source, one of `source_names()`.
        address: `files`, `tdx`, `sec`: a file or a folder; `database`: an SQLAlchemy URL; None else.
        query: `database`: the SELECT to run.
        periods: the periods wanted, all that come where empty; `akshare` must be told.
        tickers: the companies wanted, all that come where empty.
        as_of: the day that the figures are of; None for today. A data folder says its own.
        mapping: a CSV file as `fields.csv`, whose rows go before the bundled ones.
        unit: the unit of columns that state none, such as `万` or `USD m`.
        sheet: the sheet to read of a workbook that has several.
        cache: `akshare`: the folder of answers; None for the user's cache folder.
        markets: the markets that tickers may be of; empty for the usual one of the source.
        currency: the currency that figures are due in; empty for that of the first market.
        single_quarters: whether periods are single quarters, as 2024Q2; else they are cumulative, as 2024H1.
        describing: `files`, `database`: whether to read the columns that describe companies, for a new basket.
        options: what only one source understands, by name; a source reads them with `options_of`.
        named: the tickers of companies that are known, by `tickers_by_name`.
    """

    source: str
    address: str | Path | None = None
    query: str | None = None
    periods: tuple[Period, ...] = ()
    tickers: tuple[str, ...] = ()
    as_of: dt.date | None = None
    mapping: Path | None = None
    unit: str | None = None
    sheet: str | None = None
    cache: Path | None = None
    markets: tuple[str, ...] = ()
    currency: str = ""
    single_quarters: bool = False
    describing: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)

    def options_of(self, *names: str) -> Mapping[str, str]:
        """The options, if the source knows them all.

        Args:
            names: the options that the source understands.

        Raises:
            DataError: an option is given that is not among them.
        """
        unknown = [name for name in self.options if name not in names]
        if unknown:
            raise DataError(
                f"The source {self.source!r} has no option {unknown[0]!r}.",
                expected=f"one of {', '.join(names)}." if names else "no option.",
            )
        return self.options

    def refuse(self, names: Sequence[str], what: str) -> None:
        """Refuse what would be passed over in silence.

        Args:
            names: attributes that the source can't honour.
            what: what it reads, in words.

        Raises:
            DataError: one of them is given.
        """
        given = next((name for name in names if getattr(self, name)), None)
        if given is not None:
            raise DataError(f"{what} takes no {given}.", Place(given), remedy=f"Leave {given} out.")

    @property
    def due(self) -> str:
        """The kind of row that is taken though it is not cumulative; empty for none."""
        return "single_quarter" if self.single_quarters else ""

    @property
    def day(self) -> dt.date:
        """The day that the figures are of: the one asked for, or today in China."""
        return self.as_of or dt.datetime.now(_CHINA).date()


def tickers_by_name(companies: Iterable[Company]) -> dict[str, str]:
    """The tickers of companies by their names as `normalised` spells them; a name of several companies tells none.

    Args:
        companies: the companies that are known.
    """
    found: dict[str, set[str]] = {}
    for one in companies:
        for name in {normalised(one.name_zh), normalised(one.name_en)} - {""}:
            found.setdefault(name, set()).add(one.ticker)
    return {name: tickers.pop() for name, tickers in found.items() if len(tickers) == 1}


def silent(what: str, done: int, total: int | None) -> None:
    """A `Progress` that shows nothing."""
