"""The result of one refresh: the rows that a source gave, and the rows that can't be taken."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  the date of this dataclass is read at run time by its users
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from xl_aigc.data.layers import Sorts
from xl_aigc.data.markets import MARKETS, USUAL
from xl_aigc.data.texts import check_texts
from xl_aigc.errors import Place
from xl_aigc.outside import MAX_NAME, MAX_WORD

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from xl_aigc.data.claims import IndexFact
    from xl_aigc.data.model import Company, Figure, PriceChange, Source
    from xl_aigc.data.period import Period
    from xl_aigc.data.rollout import Rollout
    from xl_aigc.data.segments import Segment


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that can't be taken.

    Attributes:
        reason: the key of the reason.
        message: what is wrong with it and what was expected, in one sentence.
        place: the file, sheet, line or request it came from.
        ticker: the company as the source gave it.
        item: the item, or the vendor's field.
        period: the period as the source gave it.
        value: the value as the source gave it.

    Example:
        >>> str(SetAside("not_a_number", "the value is no number", Place("a.csv", line=3), "300418.SZ", value="abc"))
        "a.csv, line 3: 300418.SZ 'abc': the value is no number"
    """

    reason: str
    message: str
    place: Place = field(default_factory=Place)
    ticker: str = ""
    item: str = ""
    period: str = ""
    value: str = ""

    def __str__(self) -> str:
        said = (self.ticker, self.item, self.period)
        what = " ".join(part for part in said if part and part != self.place.key)
        named = f"{what} {self.value!r}" if self.value else what
        return ": ".join(part for part in (str(self.place), named.strip(), self.message) if part)


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """Meaning that was given to a column of a source's table.

    Attributes:
        heading: the heading, or the vendor's name of the field.
        item: the item, or the part of a row such as `ticker`; empty where the column is left out.
        place: the file and sheet that it stands in.
        period: the period that the heading names, empty where the rows say it.
        unit: the size of its unit, such as 10000.0; None where it has none, or rows say it.
        reason: why it is left out, in words; empty where it is taken.
    """

    heading: str
    item: str
    place: Place = field(default_factory=Place)
    period: str = ""
    unit: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Basket:
    """A basket as a whole: its name, members and periods.

    Attributes:
        key: short name.
        name: its name by language.
        members: its tickers in order.
        giants: tickers so large that sums are also shown without them.
        period: the period to report.
        compare: the period to compare it with.
        indices: index changes to set beside the basket.
        article: the text of `article.yaml`, None for a basket without an article.
        claims: the text of `claims.yaml`, None for an article without claims.
        measures: the text of its `measures.yaml`, None for a basket without measures of its own.
        texts: the text of its `texts.yaml`, None for a basket without words of its own.
        markets: the markets of its companies.
        currency: the currency of its figures, by ISO 4217.
        segments: what it folds the segments of companies into.
        sorts: the layers and archetypes that it sorts its companies into.
        limits: limits of its own by name.
        single_quarters: whether its periods are single quarters.
        year_end: month and day on which its fiscal years end; empty where that differs.
    """

    key: str
    name: Mapping[str, str]
    members: tuple[str, ...]
    giants: tuple[str, ...]
    period: Period
    compare: Period
    indices: tuple[IndexFact, ...] = ()
    article: str | None = None
    claims: str | None = None
    measures: str | None = None
    texts: str | None = None
    markets: tuple[str, ...] = (USUAL,)
    currency: str = MARKETS[USUAL].currency
    segments: tuple[Segment, ...] = ()
    sorts: Sorts = field(default_factory=Sorts)
    limits: Mapping[str, float] = field(default_factory=dict)
    single_quarters: bool = False
    year_end: str = MARKETS[USUAL].shared_year_end

    def __post_init__(self) -> None:
        check_texts(self.key, MAX_WORD, key=self.key)
        check_texts(self.key, MAX_NAME, **self.name)


@dataclass(frozen=True, slots=True)
class Batch:
    """The figures, companies and prices that a source gave in one refresh, in house names and units of the currency.

    Attributes:
        source: the key of the source that gave it, such as `files`.
        origin: where it read, for a person: a path, an address without its password.
        as_of: the day that the figures are of.
        complete: whether it holds all there is of its basket: members that it leaves out have left, and figures
            that it leaves out of companies it held before are withdrawn. A vendor's export is not complete.
        basket: what it says of the basket; None where it says nothing.
        set_aside: the rows that can't be taken.
        markets: the markets of its companies; empty where it does not say.
        currency: the currency of its figures; empty for that of the basket which they are for.
        rollout: what companies have rolled out by a day.
        columns: what the columns of its tables are taken for.
        single_quarters: whether its figures are of single quarters; else they are cumulative.
        described: words of a table about companies, by `layer`, `segment` and `name_en`, by ticker; read for a new basket only.
        rows: rows of its tables that were read, sound or not; 0 where its rows are its figures.
    """

    source: str
    origin: str
    as_of: dt.date
    figures: tuple[Figure, ...] = ()
    companies: tuple[Company, ...] = ()
    price_changes: tuple[PriceChange, ...] = ()
    sources: tuple[Source, ...] = ()
    basket: Basket | None = None
    complete: bool = False
    set_aside: tuple[SetAside, ...] = ()
    markets: tuple[str, ...] = ()
    currency: str = ""
    rollout: tuple[Rollout, ...] = ()
    columns: tuple[ColumnMeaning, ...] = ()
    single_quarters: bool = False
    described: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows: int = 0

    def of(self, tickers: Collection[str]) -> Batch:
        """Return what it says of some companies, which is no longer all there is of its basket."""
        basket = self.basket
        return replace(
            self,
            figures=tuple(one for one in self.figures if one.ticker in tickers),
            companies=tuple(one for one in self.companies if one.ticker in tickers),
            price_changes=tuple(one for one in self.price_changes if one.ticker in tickers),
            rollout=tuple(one for one in self.rollout if one.ticker in tickers),
            basket=basket and replace(basket, members=tuple(one for one in basket.members if one in tickers)),
            complete=False,
        )
