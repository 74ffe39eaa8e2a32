"""`data read`: what a source gives, and what its columns are taken for; nothing is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final

import typer

from xl_aigc.cli.as_json import as_json as json_of
from xl_aigc.cli.options import AsJson, Basket
from xl_aigc.cli.say import say, spoken
from xl_aigc.cli.source_options import (
    Currency,
    Mapping,
    Markets,
    Options,
    Periods,
    Query,
    Sheet,
    SingleQuarters,
    Source,
    Tickers,
    Unit,
    option_values,
)
from xl_aigc.counts import with_noun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xl_aigc.data.batch import Batch, ColumnMeaning
    from xl_aigc.data.model import Facts, Figure
    from xl_aigc.errors import DataError
    from xl_aigc.sources import Request

LISTED: Final = 20
"""Figures and rows set aside that are told one by one."""
ITEM: Final = 22
"""Places of the name of an item in the list of figures."""

Against = Annotated[
    str | None,
    typer.Option(
        metavar="FILE|URL", help="A store: figures are also checked against what it knows, as by a refresh."
    ),
]
Address = Annotated[
    str | None,
    typer.Argument(metavar="FILE|FOLDER|ZIP|URL", help="What to read; akshare and reference need nothing."),
]


def read(
    address: Address = None,
    *,
    source: Source = None,
    query: Query = None,
    period: Periods = None,
    ticker: Tickers = None,
    mapping: Mapping = None,
    unit: Unit = None,
    sheet: Sheet = None,
    option: Options = None,
    market: Markets = None,
    currency: Currency = "",
    single_quarters: SingleQuarters = False,
    against: Against = None,
    basket: Basket = None,
    as_json: AsJson = False,
) -> None:
    """Print the figures that a source gives, the rows set aside, and what each column is taken for; store nothing."""
    from xl_aigc.api.reading import request_for
    from xl_aigc.cli.console import counted
    from xl_aigc.data.batch_checks import checked_rows
    from xl_aigc.data.markets import in_order, known_markets
    from xl_aigc.errors import DataError
    from xl_aigc.sources import fetch

    if address is None and source is None:
        raise DataError("There is nothing to read.", remedy="Name a file, a folder or a URL, or a --source.")
    request = request_for(address, sheet, unit, period or (), ticker or (), mapping, query)
    request = replace(
        request,
        source=source or request.source,
        options=option_values(option),
        markets=in_order(known_markets(market or ())),
        currency=currency,
        single_quarters=single_quarters,
    )
    with counted() as progress:
        known = known_in(against, basket)
        batch = checked_rows(fetch(of_basket(request, known), progress), known)
    say(json_of(batch) if as_json else "\n".join(lines(batch)))


def known_in(store: str | None, basket: str | None) -> Facts | None:
    """The facts that figures are checked against; None where no store is named.

    Raises:
        DataError: a basket is named without the store that holds it.
    """
    from xl_aigc.errors import DataError, Place
    from xl_aigc.store.opening import open_store

    if store is None and basket is not None:
        raise DataError(
            "--basket says of which basket a store's figures are.",
            Place("--basket"),
            expected="the store too.",
            remedy="Name it: --against FILE.",
        )
    return None if store is None else open_store(store, create=False).facts(basket)


def of_basket(request: Request, known: Facts | None) -> Request:
    """Return a request as a refresh of a basket makes it; unchanged where none is known."""
    from xl_aigc.sources import tickers_by_name

    if known is None:
        return request
    return replace(
        request,
        markets=request.markets or known.markets,
        currency=request.currency or known.currency,
        single_quarters=known.single_quarters,
        named=tickers_by_name(known.companies),
    )


def of_another_market(given: Batch) -> DataError | None:
    """Return what to say of a table of which no figure was taken, if every ticker of it is of one other market."""
    from xl_aigc.data.markets import MARKETS
    from xl_aigc.data.tickers import market_of
    from xl_aigc.errors import DataError, Place

    tickers = [row.ticker for row in given.set_aside if row.reason == "bad_ticker"]
    market = market_of(tickers) if tickers and not given.figures else ""
    if not market:
        return None
    return DataError(
        f"The tickers, such as {tickers[0]}, look like those of the market {market}.",
        Place(given.origin),
        remedy=f"Add --market {market} --currency {MARKETS[market].currency}.",
    )


def lines(batch: Batch) -> Iterator[str]:
    """Describe what a source gave, line by line."""
    yield f"{batch.source}: {batch.origin}, as of {batch.as_of}"
    if batch.columns:
        yield "columns"
        yield from map(_column, batch.columns)
    yield (
        f"{with_noun(len(batch.figures), '{:,} figure', '{:,} figures')} of "
        f"{with_noun(len({figure.ticker for figure in batch.figures}), '{:,} company', '{:,} companies')}, "
        f"{with_noun(len(batch.price_changes), '{:,} price change', '{:,} price changes')}"
    )
    widest = max((len(figure.ticker) for figure in batch.figures[:LISTED]), default=0)
    yield from _first([_figure(figure, widest) for figure in batch.figures[:LISTED]], len(batch.figures))
    told = {column.heading for column in batch.columns}
    rows = [row for row in batch.set_aside if row.place.key not in told]  # a column is told above
    yield with_noun(len(rows), "{:,} row set aside", "{:,} rows set aside")
    yield from _first([f"  {row}" for row in rows[:LISTED]], len(rows))
    if mistaken := of_another_market(batch):
        yield str(mistaken)


def _first(shown: Sequence[str], total: int) -> Iterator[str]:
    yield from shown
    if total > len(shown):
        yield f"  and {total - len(shown):,} more: `xl-aigc data read --json` prints all"


def _column(column: ColumnMeaning) -> str:
    where = f"  ({column.place})" if str(column.place) else ""
    meaning = (
        f"left out: {column.reason}" if column.reason else f"{_word(column.item)} {column.period}".strip()
    )
    if column.unit is None:
        return f"  {column.heading}: {meaning}{where}"
    return f"  {column.heading}: {meaning}, in units of {column.unit:,.15g}{where}"


def _figure(figure: Figure, widest: int) -> str:
    """A line of the list of figures; signs of Chinese take two places each, and all tickers as many as the longest."""
    from rich.cells import set_cell_size

    item, kind = set_cell_size(_word(figure.item), ITEM), _word(figure.kind)
    return f"  {figure.ticker:<{widest}} {figure.period!s:<7} {item} {figure.value:>24,.2f} {kind}"


def _word(key: str) -> str:
    """An item or kind of figure in Chinese where it is spoken, as `data check` says it; else its key."""
    from xl_aigc.labels import words

    return words("zh").get(key, key) if spoken() == "zh" else key
