"""Reading of a data folder: the bundled reference facts, or any other in the same form."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  the date of this dataclass is read at run time by its users
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from xl_aigc.data.claims_file import read_article, read_indices
from xl_aigc.data.company_table import read_companies, read_price_changes, read_sources
from xl_aigc.data.entry import Entry
from xl_aigc.data.figure_table import read_figures
from xl_aigc.data.model import Facts
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError, Place
from xl_aigc.files.failures import Failures
from xl_aigc.files.yaml_file import Document, read_yaml
from xl_aigc.labels import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from xl_aigc.data.claims import IndexFact
    from xl_aigc.data.model import Figure, PriceChange

REFERENCE: Final = Path(__file__).with_name("reference")
BASKET_KEYS: Final = ("key", "name", "giants", "period", "compare", "as_of", "indices")


def load_facts(folder: Path | None = None) -> Facts:
    """The facts of a data folder.

    A folder holds `companies.csv` and `figures.csv`, and may hold `price_changes.csv`, `sources.csv`, `claims.yaml`,
    `basket.yaml` and `measures.yaml`. An empty value is missing: the figure is not there, never 0.

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
    folder = REFERENCE if folder is None else folder
    failures = Failures(folder)
    companies, tickers = read_companies(folder / "companies.csv", failures)
    sources_file, prices_file = folder / "sources.csv", folder / "price_changes.csv"
    sources, ids = read_sources(sources_file, failures) if sources_file.exists() else ((), None)
    figures = read_figures(folder / "figures.csv", tickers, ids, failures)
    prices = read_price_changes(prices_file, tickers, failures) if prices_file.exists() else ()
    failures.throw()
    claims_file = folder / "claims.yaml"
    article = read_article(read_yaml(claims_file), tickers) if claims_file.exists() else None
    measures_file = folder / "measures.yaml"
    basket = _read_basket(folder, tickers, figures, prices)
    return Facts(
        key=basket.key,
        name=basket.name,
        companies=companies,
        figures=figures,
        price_changes=prices,
        sources=sources,
        as_of=basket.as_of,
        period=basket.period,
        compare=basket.compare,
        giants=basket.giants,
        indices=basket.indices or (article.index_facts if article else ()),
        article=article,
        measures=read_yaml(measures_file) if measures_file.exists() else None,
    )


@dataclass(frozen=True, slots=True)
class _Basket:
    """What `basket.yaml` says of the basket, or what follows from the figures where it says nothing."""

    key: str
    name: Mapping[str, str]
    giants: tuple[str, ...]
    period: Period
    compare: Period
    as_of: dt.date
    indices: tuple[IndexFact, ...]


def _read_basket(
    folder: Path, tickers: Collection[str], figures: Collection[Figure], prices: Collection[PriceChange]
) -> _Basket:
    path = folder / "basket.yaml"
    document = read_yaml(path) if path.exists() else Document(path, {}, {})
    entry = Entry.root(document, BASKET_KEYS)
    key = entry.optional("key") or folder.resolve().name
    period = _period(entry, "period") or max({figure.period for figure in figures}, default=None)
    if period is None:
        raise DataError(
            "there is no figure to take the period from.",
            entry.place("period"),
            remedy="Add a line 'period: 2024H1'.",
        )
    return _Basket(
        key=key,
        name=entry.in_languages("name") or MappingProxyType(dict.fromkeys(LANGUAGES, key)),
        giants=_giants(entry, tickers),
        period=period,
        compare=_period(entry, "compare") or period.year_before,
        as_of=_as_of(entry, prices),
        indices=read_indices(entry, "indices"),
    )


def _giants(entry: Entry, tickers: Collection[str]) -> tuple[str, ...]:
    giants = entry.words("giants")
    for i, giant in enumerate(giants):
        if giant not in tickers:
            raise DataError(
                f"{giant} is not in companies.csv.",
                entry.place("giants", i),
                remedy="Add the company there, or delete it here.",
            )
    return giants


def _period(entry: Entry, name: str) -> Period | None:
    text = entry.optional(name)
    try:
        return None if text is None else Period(text)
    except DataError as error:
        raise DataError(
            error.problem, entry.place(name), expected=error.expected, remedy=error.remedy
        ) from None


def _as_of(entry: Entry, prices: Collection[PriceChange]) -> dt.date:
    day = entry.date("as_of") or max((price.date for price in prices), default=None)
    if day is None:
        raise DataError(
            "there is no price change to take the as-of date from.",
            Place(entry.document.path, key="as_of"),
            expected="the day that the figures are of, as YYYY-MM-DD.",
            remedy="Add a line 'as_of: 2024-09-12' to basket.yaml.",
        )
    return day
