"""Reading of a data folder: the bundled reference facts, or any other in the same form."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  the date of this dataclass is read at run time by its users
import math
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.data.basket_schema import BasketFile, MarketPart, declared
from xl_aigc.data.claims_file import ARTICLE_FILE, CLAIMS_FILE, index_facts, read_article
from xl_aigc.data.company_table import read_companies, read_price_changes, read_sources
from xl_aigc.data.figure_table import read_figures
from xl_aigc.data.file_values import checked, in_languages
from xl_aigc.data.limits import mistakes, usual_limits
from xl_aigc.data.markets import MARKETS, shared_year_end
from xl_aigc.data.model import Company, Facts, Figure, PriceChange, Source
from xl_aigc.data.rates import RATES_FILE, Rates, read_rates
from xl_aigc.data.rollout import ROLLOUT_FILE, Rollout
from xl_aigc.data.rollout_table import read_rollout
from xl_aigc.data.segments import Segment
from xl_aigc.data.texts_file import TEXTS_FILE, read_texts
from xl_aigc.errors import DataError, Place
from xl_aigc.files.failures import Failures
from xl_aigc.files.yaml_file import Document, read_yaml
from xl_aigc.outside import printable

if TYPE_CHECKING:
    from collections.abc import Collection

    from xl_aigc.data.claims import Article
    from xl_aigc.data.layers import Sorts
    from xl_aigc.data.period import Period
    from xl_aigc.data.tickers import Markets

REFERENCE: Final = Path(__file__).with_name("reference")


def _a_folder(folder: Path) -> Path:
    """Refuse a file where a folder is due, and a folder that is not there."""
    if not folder.exists():
        raise DataError(
            "There is no such folder.",
            Place(folder),
            remedy=f"Correct the name, or make a basket of a table: xl-aigc data new {folder} --from FILE",
        )
    if folder.is_file():
        raise DataError(
            "A folder is expected, and this is a file.",
            Place(folder),
            remedy=f"Make a basket of it: xl-aigc data new NAME --from {folder}",
        )
    return folder


def load_facts(folder: Path | None = None) -> Facts:
    """The facts of a data folder.

    A folder holds `companies.csv` and `figures.csv`, and may hold `price_changes.csv`, `rollout.csv`, `sources.csv`, `rates.csv`,
    `article.yaml`, `claims.yaml`, `basket.yaml`, `measures.yaml` and `texts.yaml`. An empty value is missing: the figure is not there, never 0.

    Args:
        folder: the folder; None for the bundled reference facts.

    Raises:
        DataError: a file is missing or can't be taken. All rows that can't be are told in one error, by file, line
            and column.

    Example:
        >>> facts = load_facts()
        >>> len(facts.companies), str(facts.period), str(facts.compare)
        (55, '2024H1', '2023H1')
    """
    folder = REFERENCE if folder is None else _a_folder(folder)
    document = _optional(folder / "basket.yaml") or Document(folder / "basket.yaml", {}, {})
    markets, currency = _money(document)
    part = checked(MarketPart, document, ())
    single, sorts = part.periods == "single", declared(part)
    tables = _tables(folder, markets, currency, sorts, single=single)
    article = _article(folder, tables.tickers, markets, sorts)
    texts = _optional(folder / TEXTS_FILE)
    entry = checked(BasketFile, document, tables.tickers, markets, single=single)
    _check_limits(entry, document, currency)
    key = entry.key or printable(folder.resolve().name)
    period = _period(entry, document, tables.figures)
    return Facts(
        key=key,
        name=in_languages(entry.name or key),
        companies=tables.companies,
        figures=tables.figures,
        price_changes=tables.prices,
        sources=tables.sources,
        as_of=_as_of(entry, document, tables.prices),
        period=period,
        compare=entry.compare or period.year_before,
        giants=_giants(entry, tables.figures, period),
        indices=index_facts(entry.indices) or (article.index_facts if article else ()),
        article=article,
        measures=_optional(folder / "measures.yaml"),
        texts=read_texts(texts) if texts else None,
        markets=markets,
        currency=currency,
        rollout=tables.rollout,
        segments=tuple(Segment(one.key, in_languages(one.name), tuple(one.holds)) for one in entry.segments),
        sorts=sorts,
        limits=usual_limits(currency) | entry.limits,
        single_quarters=single,
        year_end=entry.year_end or shared_year_end(markets),
    )


class _Tables(NamedTuple):
    """The tables of a folder, and every ticker that `companies.csv` lists."""

    companies: tuple[Company, ...]
    tickers: set[str]
    figures: tuple[Figure, ...]
    prices: tuple[PriceChange, ...]
    rollout: tuple[Rollout, ...]
    sources: tuple[Source, ...]


def _tables(folder: Path, markets: Markets, currency: str, sorts: Sorts, *, single: bool) -> _Tables:
    """Read the tables of a folder.

    Raises:
        DataError: rows can't be taken; all of them are told in one error.
    """
    failures = Failures(folder)
    files = {name: folder / name for name in ("sources.csv", "price_changes.csv", RATES_FILE, ROLLOUT_FILE)}
    there = {name: path for name, path in files.items() if path.exists()}
    companies, tickers = read_companies(folder / "companies.csv", failures, markets, sorts)
    sources, ids = read_sources(there["sources.csv"], failures) if "sources.csv" in there else ((), None)
    rates = Rates(currency)
    if RATES_FILE in there:
        rates = read_rates(there[RATES_FILE], currency, ids, failures, single=single)
    figures = read_figures(folder / "figures.csv", tickers, ids, failures, rates, markets, single=single)
    prices: tuple[PriceChange, ...] = ()
    if "price_changes.csv" in there:
        prices = read_price_changes(there["price_changes.csv"], tickers, failures, markets)
    rollout: tuple[Rollout, ...] = ()
    if ROLLOUT_FILE in there:
        rollout = read_rollout(there[ROLLOUT_FILE], tickers, ids, failures, markets)
    failures.throw()
    return _Tables(companies, tickers, figures, prices, rollout, sources)


def _article(folder: Path, tickers: Collection[str], markets: Markets, sorts: Sorts) -> Article | None:
    """Read the article of a folder and its claims.

    Raises:
        DataError: there are claims and no article that states them, or a file can't be taken.
    """
    document, claims = _optional(folder / ARTICLE_FILE), _optional(folder / CLAIMS_FILE)
    if document is None and claims is not None:
        raise DataError(
            f"There is no {ARTICLE_FILE} that says which article states these claims.",
            Place(folder / CLAIMS_FILE),
            remedy=f"Add {ARTICLE_FILE}, or delete {CLAIMS_FILE}.",
        )
    return read_article(document, claims, tickers, markets, sorts) if document else None


def _optional(path: Path) -> Document | None:
    """A YAML file that a folder may be without."""
    return read_yaml(path) if path.exists() else None


def _money(document: Document) -> tuple[tuple[str, ...], str]:
    """The markets of a basket, and its currency: as stated, else that of its markets."""
    part = checked(MarketPart, document, ())
    usual = {MARKETS[key].currency for key in part.market}
    currency = part.currency or (usual.pop() if len(usual) == 1 else "")
    if not currency:
        raise DataError(
            f"The currency of the market {', '.join(part.market)} is not one.",
            document.place("currency"),
            expected="the currency in which the basket is shown, by ISO 4217.",
            remedy="Add a line 'currency: USD' to basket.yaml.",
        )
    return tuple(part.market), currency


def _giants(entry: BasketFile, figures: Collection[Figure], period: Period) -> tuple[str, ...]:
    """The companies that are listed as giants, or the largest by an item: the fewest that hold a share of its sum.

    By that rule, a company whose figure is negative or missing is none of them and has no part in the sum.
    """
    rule = entry.giants_by
    if rule is None:
        return tuple(entry.giants)
    held = [f for f in figures if (f.period, f.item) == (period, rule.item) and f.value > 0]
    held.sort(key=lambda figure: (-figure.value, figure.ticker))
    due = rule.share * math.fsum(figure.value for figure in held)
    before = accumulate((figure.value for figure in held), initial=0.0)
    return tuple(figure.ticker for figure, sum_ in zip(held, before, strict=False) if sum_ < due)


def _check_limits(entry: BasketFile, document: Document, currency: str) -> None:
    """Refuse limits that can't be, all in one error."""
    failures = Failures(document.path)
    for mistake in mistakes(entry.limits, usual_limits(currency), lambda key: document.place("limits", key)):
        failures.add(mistake)
    failures.throw()


def _period(entry: BasketFile, document: Document, figures: Collection[Figure]) -> Period:
    """The period to report: as stated, else the newest that has a figure."""
    period = entry.period or max((figure.period for figure in figures), default=None)
    if period is None:
        raise DataError(
            "There is no figure to take the period from.",
            document.place("period"),
            remedy="Add a line 'period: 2024H1'.",
        )
    return period


def _as_of(entry: BasketFile, document: Document, prices: Collection[PriceChange]) -> dt.date:
    """The day that the figures are of: as stated, else that of the newest price."""
    day = entry.as_of or max((price.date for price in prices), default=None)
    if day is None:
        raise DataError(
            "There is no price change to take the as-of date from.",
            Place(document.path, key="as_of"),
            expected="the day that the figures are of, as YYYY-MM-DD.",
            remedy="Add a line 'as_of: 2024-09-12' to basket.yaml.",
        )
    return day
