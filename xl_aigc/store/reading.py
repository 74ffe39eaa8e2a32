"""Reads facts, baskets and the history of a figure from the store."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, select

from xl_aigc.data.batch import Basket, SetAside
from xl_aigc.data.claims_file import read_article
from xl_aigc.data.item import ITEMS
from xl_aigc.data.model import Company, Facts, Figure
from xl_aigc.data.texts_file import read_texts
from xl_aigc.errors import Place, StoreError
from xl_aigc.files.yaml_file import parse_yaml
from xl_aigc.store.figures import figure_maker, figures_of
from xl_aigc.store.rows import basket_of, company_of, price_of, rollout_of, source_of
from xl_aigc.store.schema import SET_ASIDE
from xl_aigc.store.state import asking, bulk, read_state
from xl_aigc.store.versions import (
    BASKET,
    COMPANY,
    FIGURE,
    MEMBER,
    PRICE_CHANGE,
    ROLLOUT,
    SOURCE,
    Known,
    basket_keys,
    in_basket,
    item_rows,
    members,
    rows,
    state,
)
from xl_aigc.store.vintage import Vintage, counts, read_vintages

if TYPE_CHECKING:
    import datetime as dt

    from xl_aigc.data.claims import Article
    from xl_aigc.data.period import Period


class FigureColumns(NamedTuple):
    """The figures of one item: periods, tickers and values, each of one length."""

    item: str
    periods: list[str]
    tickers: list[str]
    values: list[float]


@dataclass(frozen=True, slots=True)
class FigureVintage:
    """A figure as one vintage recorded it; `figure` is None where it was withdrawn."""

    vintage: Vintage
    figure: Figure | None


def read_baskets(connection: Connection, known: Known) -> tuple[Basket, ...]:
    """The baskets, that which the store knew first at the front, with their members as of then."""
    ask = asking(connection)
    settings = state(ask, BASKET, known)
    return tuple(basket_of(key, settings[key,], members(ask, known, key)) for key in basket_keys(ask, known))


def choose_basket(baskets: tuple[Basket, ...], key: str | None) -> Basket:
    """A basket by its key; the first for None.

    Raises:
        StoreError: there is none such.
    """
    found = next((basket for basket in baskets if key in {None, basket.key}), None)
    if found is None:
        raise StoreError(
            f"The store has no basket {key!r}." if key else "The store has no basket.",
            expected=f"one of {', '.join(basket.key for basket in baskets)}." if baskets else None,
        )
    return found


def read_facts(connection: Connection, known: Known, basket: Basket, *, figures: bool = True) -> Facts:
    """Read the facts of a basket, in the order in which the bundled files hold them; without `figures` all but these."""
    members = set(basket.members)
    held = _figures(connection, known, members) if figures else ()
    prices = read_state(connection, PRICE_CHANGE, known)
    rolled_out = read_state(connection, ROLLOUT, known)
    rollout = tuple(rollout_of(key[0], rolled_out[key]) for key in sorted(rolled_out) if key[0] in members)
    sources = read_state(connection, SOURCE, known)
    cited = set(chain.from_iterable(set(map(attrgetter("sources"), held))))
    cited |= {id_ for one in rollout for id_ in one.sources}
    article = _article(connection, known, basket)
    return Facts(
        key=basket.key,
        name=basket.name,
        companies=_companies(connection, known, basket),
        figures=held,
        price_changes=tuple(price_of(key[0], prices[key]) for key in sorted(prices) if key[0] in members),
        sources=tuple(source_of(key[0], sources[key]) for key in sorted(sources) if key[0] in cited),
        as_of=_as_of(connection, known),
        period=basket.period,
        compare=basket.compare,
        giants=tuple(ticker for ticker in basket.giants if ticker in members),
        indices=basket.indices or (article.index_facts if article else ()),
        article=article,
        measures=parse_yaml(basket.measures, f"the measures of the basket {basket.key}")
        if basket.measures
        else None,
        texts=read_texts(parse_yaml(basket.texts, f"the texts of the basket {basket.key}"))
        if basket.texts
        else None,
        markets=basket.markets,
        currency=basket.currency,
        rollout=rollout,
        segments=basket.segments,
        sorts=basket.sorts,
        limits=basket.limits,
        single_quarters=basket.single_quarters,
        year_end=basket.year_end,
    )


def _companies(connection: Connection, known: Known, basket: Basket) -> tuple[Company, ...]:
    """The members of a basket as it has them."""
    companies = read_state(connection, COMPANY, known)
    own = read_state(connection, MEMBER, known, basket=[basket.key])
    rows = ((ticker, in_basket(companies[ticker,], own[basket.key, ticker])) for ticker in basket.members)
    return tuple(company_of(*row) for row in rows)


def read_left(connection: Connection, known: Known, basket: Basket) -> tuple[str, ...]:
    """List the tickers that have left a basket."""
    ever = {row[1] for row in rows(asking(connection), MEMBER, known, basket=[basket.key])}
    return tuple(sorted(ever - set(basket.members)))


def read_figure(
    connection: Connection, known: Known, ticker: str, item: str, period: Period
) -> Figure | None:
    """Read a figure; None where it is not known or was withdrawn."""
    found = read_state(connection, FIGURE, known, item=[item], period=[str(period)], ticker=[ticker])
    make = figure_maker()
    return next((make(key, content) for key, content in found.items()), None)


def read_columns(connection: Connection, known: Known, item: str) -> FigureColumns:
    """Read the figures of one item."""
    found = item_rows(asking(connection), known, item)
    return FigureColumns(item, *([row[place] for row in found] for place in range(3)))


def read_history(connection: Connection, ticker: str, item: str, period: Period) -> tuple[FigureVintage, ...]:
    """Read the history of a figure, oldest vintage first; vintages that did not change it are left out."""
    vintages = {vintage.id: vintage for vintage in read_vintages(connection)}
    known, make = Known(len(vintages)), figure_maker()
    said = rows(asking(connection), FIGURE, known, item=[item], period=[str(period)], ticker=[ticker])
    return tuple(
        FigureVintage(vintages[row[-1]], None if row[3] is None else make(row[:3], row[3:-1])) for row in said
    )


def read_set_aside(connection: Connection, vintage: int) -> tuple[SetAside, ...]:
    """The rows that a refresh could not take."""
    found = connection.execute(
        select(SET_ASIDE).where(SET_ASIDE.c.vintage == vintage).order_by(SET_ASIDE.c.number)
    )
    return tuple(
        SetAside(
            reason=row.reason,
            message=row.message,
            place=Place(row.file, row.line, row.key, row.sheet, row.cell),
            ticker=row.ticker,
            item=row.item,
            period=row.period,
            value=row.value,
        )
        for row in found
    )


def _figures(connection: Connection, known: Known, members: set[str]) -> tuple[Figure, ...]:
    """The figures of the members, by ticker, period and item; rows of one item at a time are in memory."""
    ask, tickers = asking(connection), {ticker: ticker for ticker in members}
    by_period: dict[Period, list[Figure]] = {}
    with bulk():
        for item in sorted(ITEMS):
            for period, figures in figures_of(item, item_rows(ask, known, item), tickers).items():
                by_period.setdefault(period, []).extend(figures)
        ordered = chain.from_iterable(by_period[period] for period in sorted(by_period, key=str))
        return tuple(sorted(ordered, key=attrgetter("ticker")))  # stable: by period and item within


def _article(connection: Connection, known: Known, basket: Basket) -> Article | None:
    """The article, which may speak of companies that have left."""
    if basket.article is None:
        return None
    everyone = {*basket.members, *read_left(connection, known, basket)}
    document = parse_yaml(basket.article, f"the article of the basket {basket.key}")
    claims = basket.claims and parse_yaml(basket.claims, f"the claims of the basket {basket.key}")
    return read_article(document, claims or None, everyone, basket.markets, basket.sorts)


def _as_of(connection: Connection, known: Known) -> dt.date:
    return max(vintage.as_of for vintage in read_vintages(connection) if counts(vintage, known))
