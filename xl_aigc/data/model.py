"""Companies, figures and the basket that holds them."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  the dates of these dataclasses are read at run time by their users
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.data.item import ITEMS
from xl_aigc.data.layers import Sorts
from xl_aigc.data.markets import MARKETS, USUAL
from xl_aigc.data.texts import check_texts
from xl_aigc.errors import DataError
from xl_aigc.outside import MAX_NAME, MAX_WORD, is_link

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.data.claims import Article, Claim, IndexFact
    from xl_aigc.data.own_texts import OwnTexts
    from xl_aigc.data.period import Period
    from xl_aigc.data.rollout import Rollout
    from xl_aigc.data.segments import Segment
    from xl_aigc.files.yaml_file import Document

FIGURE_KINDS: Final = ("stated", "derived")
NAMED: Final = "named in the article"
ARTICLE_SOURCE: Final = "A001"

FigureKind = Literal["stated", "derived"]
"""`stated`: a source gives the value. `derived`: computed from stated numbers."""


@dataclass(frozen=True, slots=True)
class Company:
    """One listed company.

    Raises:
        DataError: one of its texts is too long, or holds a character that is not accepted.

    Attributes:
        ticker: in the form of its market, such as `300418.SZ` or `AAPL`.
        name_zh: Chinese name, empty where not known.
        name_en: English name, empty where not known.
        layer: the key of one of its basket's layers, None where not classified.
        segment: what it does, in a few words.
        archetype: the key of one of its basket's archetypes, or `other`: a judgement, not computed.
        membership: why it is in the basket.
    """

    ticker: str
    name_zh: str
    name_en: str
    layer: str | None
    segment: str
    archetype: str
    membership: str

    def __post_init__(self) -> None:
        check_texts(self.ticker, MAX_WORD, ticker=self.ticker, segment=self.segment)
        check_texts(self.ticker, MAX_NAME, name_zh=self.name_zh, name_en=self.name_en)
        check_texts(self.ticker, membership=self.membership)

    @property
    def named(self) -> bool:
        """Return whether the article names the company."""
        return self.membership == NAMED

    def name(self, language: str) -> str:
        """The name for readers of a language; the other name where that one is not known.

        Example:
            >>> Company("600941.SH", "中国移动", "", "upstream", "", "other", "").name("en")
            '中国移动'
        """
        first, second = (self.name_zh, self.name_en) if language == "zh" else (self.name_en, self.name_zh)
        return first or second


@dataclass(frozen=True, slots=True)
class Figure:
    """One reported number: `value` in the currency of the basket, with the ids of its sources."""

    ticker: str
    period: Period
    item: str
    value: float
    kind: FigureKind
    sources: tuple[str, ...]

    @property
    def article_only(self) -> bool:
        """Return whether the article is the only source, so that the figure cannot confirm the article."""
        return self.sources == (ARTICLE_SOURCE,)


@dataclass(frozen=True, slots=True)
class PriceChange:
    """The change of a share price between two closes, as a fraction (-0.25 is a fall of 25%)."""

    ticker: str
    base_date: dt.date
    date: dt.date
    change: float
    basis: str

    def __post_init__(self) -> None:
        check_texts(self.ticker, ticker=self.ticker, basis=self.basis)


@dataclass(frozen=True, slots=True)
class Source:
    """A source of figures: `address` is a link, or a description where there is no link."""

    id: str
    address: str

    def __post_init__(self) -> None:
        check_texts(self.id, MAX_WORD, id=self.id)
        check_texts(self.id, address=self.address)

    @property
    def link(self) -> str | None:
        """The address where it is a link that Excel takes, else None."""
        return self.address if is_link(self.address) else None


@dataclass(frozen=True, eq=False)
class Facts:
    """One basket: its companies in order, their figures, prices, sources, and the article's claims on them.

    Two are equal only if they are the same object, so that one may be a key of a cache.

    Attributes:
        key: short name, used in file names.
        name: the basket's name by language (`en`, `zh`, `ko`).
        period: the period to report.
        compare: the period to compare it with.
        giants: tickers so large that sums are also shown without them.
        as_of: the day of the newest price or figure; the only date that a report shows.
        indices: index changes to set beside the basket.
        article: what the article states, None for a basket without one.
        measures: its own file of measures, None for a basket without one.
        texts: its own words, None for a basket without them.
        markets: the markets of its companies.
        currency: the currency of its figures, by ISO 4217.
        rollout: what its companies have rolled out by a day.
        segments: what it folds the segments of companies into; empty where it does not.
        sorts: the layers and archetypes that it sorts its companies into.
        limits: limits of its own by name: money in units of the currency, shares as fractions.
        single_quarters: whether its periods are single quarters and the year; else they are cumulative.
        year_end: month and day on which its fiscal years end; empty where that differs between companies.
    """

    key: str
    name: Mapping[str, str]
    companies: tuple[Company, ...]
    figures: tuple[Figure, ...] = field(repr=False)
    price_changes: tuple[PriceChange, ...] = field(repr=False)
    sources: tuple[Source, ...] = field(repr=False)
    as_of: dt.date
    period: Period
    compare: Period
    giants: tuple[str, ...] = ()
    indices: tuple[IndexFact, ...] = ()
    article: Article | None = field(default=None, repr=False)
    measures: Document | None = field(default=None, repr=False)
    texts: OwnTexts | None = field(default=None, repr=False)
    markets: tuple[str, ...] = (USUAL,)
    currency: str = MARKETS[USUAL].currency
    rollout: tuple[Rollout, ...] = field(default=(), repr=False)
    segments: tuple[Segment, ...] = field(default=(), repr=False)
    sorts: Sorts = field(default_factory=Sorts, repr=False)
    limits: Mapping[str, float] = field(default_factory=dict, repr=False)
    single_quarters: bool = False
    year_end: str = MARKETS[USUAL].shared_year_end

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of the article, in its order; empty for a basket without an article."""
        return self.article.claims if self.article else ()

    @cached_property
    def tickers(self) -> tuple[str, ...]:
        """The tickers in the order of the companies."""
        return tuple(company.ticker for company in self.companies)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods that have figures, oldest first."""
        return tuple(sorted(self._by_period))

    @property
    def newest_period(self) -> Period:
        """The newest period that has figures; the period to report where there are none."""
        return self.periods[-1] if self.periods else self.period

    def items(self, period: Period) -> tuple[str, ...]:
        """The items that have figures in a period, in the order of `items.csv`.

        Example:
            >>> from xl_aigc.data.folder import load_facts
            >>> load_facts().items(load_facts().compare)
            ('revenue', 'selling_expense', 'rd_expense', 'rd_investment', 'net_profit')
        """
        return tuple(item for item in ITEMS if self.figures_of(item, period))

    def figures_of(self, item: str, period: Period) -> Mapping[str, Figure]:
        """The figures of an item by ticker."""
        return self._by_period.get(period, {}).get(item, {})

    def figure(self, ticker: str, item: str, period: Period) -> Figure | None:
        """Return a figure, or None where it is missing.

        Example:
            >>> from xl_aigc.data.folder import load_facts
            >>> load_facts().figure("300418.SZ", "net_profit", load_facts().period).kind
            'stated'
        """
        return self.figures_of(item, period).get(ticker)

    def value(self, ticker: str, item: str, period: Period) -> float | None:
        """The value of a figure in the currency of the basket, None where it is missing."""
        figure = self.figure(ticker, item, period)
        return None if figure is None else figure.value

    def column(self, item: str, period: Period) -> list[float | None]:
        """The values of an item in the currency of the basket, in the order of the companies, None where missing."""
        found = map(self.figures_of(item, period).get, self.tickers)
        return [None if figure is None else figure.value for figure in found]

    def company(self, ticker: str) -> Company:
        """A company by its ticker.

        Raises:
            DataError: the basket has no such company.
        """
        try:
            return self._by_ticker[ticker]
        except KeyError:
            raise DataError(f"The basket {self.key!r} has no company {ticker!r}.") from None

    def price_change(self, ticker: str) -> PriceChange | None:
        """The price change of a company, None where it is missing."""
        return self._prices.get(ticker)

    def rolled_out(self, ticker: str) -> Rollout | None:
        """Registered models and algorithms of a company, None where nothing is known."""
        return self._rollout.get(ticker)

    def source(self, id_: str) -> Source | None:
        """A source by its id, None where the folder lists none of that id."""
        return self._sources.get(id_)

    def subset(self, tickers: Sequence[str]) -> Facts:
        """The same basket with only some of its companies, in its own order: for sums without the giants and the like.

        Example:
            >>> from xl_aigc.data.folder import load_facts
            >>> facts = load_facts()
            >>> len(facts.subset([c.ticker for c in facts.companies if c.named]).companies)
            15
        """
        kept = set(tickers)
        return replace(
            self,
            companies=tuple(company for company in self.companies if company.ticker in kept),
            figures=tuple(figure for figure in self.figures if figure.ticker in kept),
            price_changes=tuple(change for change in self.price_changes if change.ticker in kept),
            giants=tuple(ticker for ticker in self.giants if ticker in kept),
            rollout=tuple(one for one in self.rollout if one.ticker in kept),
        )

    @cached_property
    def _by_ticker(self) -> dict[str, Company]:
        return {company.ticker: company for company in self.companies}

    @cached_property
    def _prices(self) -> dict[str, PriceChange]:
        return {change.ticker: change for change in self.price_changes}

    @cached_property
    def _rollout(self) -> dict[str, Rollout]:
        return {one.ticker: one for one in self.rollout}

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def _by_period(self) -> dict[Period, dict[str, dict[str, Figure]]]:
        by_period: dict[Period, dict[str, dict[str, Figure]]] = {}
        for figure in self.figures:
            by_item = by_period.setdefault(figure.period, {})
            by_item.setdefault(figure.item, {})[figure.ticker] = figure
        return by_period
