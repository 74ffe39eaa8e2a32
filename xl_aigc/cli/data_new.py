"""`data new`: the folder of a basket from any table of companies and figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_aigc.cli.as_json import as_json as json_of
from xl_aigc.cli.data_read import lines, of_another_market
from xl_aigc.cli.options import AsJson
from xl_aigc.cli.say import say
from xl_aigc.cli.source_options import (
    Currency,
    Mapping,
    Markets,
    Options,
    Query,
    Sheet,
    SingleQuarters,
    Source,
    Tickers,
    Unit,
    option_values,
)

if TYPE_CHECKING:
    from collections.abc import Mapping as Texts

    from xl_aigc.data.batch import Batch

Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="A new or empty folder; its name is the basket's.")
]
From = Annotated[
    str,
    typer.Option(
        "--from", metavar="FILE|FOLDER|URL", help="What to read: a file, a folder, an archive, a URL."
    ),
]
Reported = Annotated[
    str | None,
    typer.Option(
        metavar="PERIOD", help="Period to report, such as 2024FY.", show_default="the newest with figures"
    ),
]


def new(
    folder: Folder,
    *,
    from_: From,
    market: Markets = None,
    currency: Currency = "",
    period: Reported = None,
    single_quarters: SingleQuarters = False,
    source: Source = None,
    query: Query = None,
    ticker: Tickers = None,
    mapping: Mapping = None,
    unit: Unit = None,
    sheet: Sheet = None,
    option: Options = None,
    as_json: AsJson = False,
) -> None:
    """Write the folder of a basket from a table of companies and figures; `build --data` takes it as it is."""
    from xl_aigc.api.reading import request_for
    from xl_aigc.cli.console import counted
    from xl_aigc.data.batch_checks import check_batch
    from xl_aigc.data.markets import in_order, known_markets
    from xl_aigc.data.new_basket import NewBasket, basket_files
    from xl_aigc.data.period import Period
    from xl_aigc.data.tickers import DEFAULT
    from xl_aigc.sources import fetch

    markets = in_order(known_markets(market or DEFAULT))
    currency = currency_of(markets, currency)
    chosen = Period.parse(period, single=single_quarters) if period else None
    asked = request_for(from_, sheet, unit, (), ticker or (), mapping, query)
    request = replace(
        asked, source=source or asked.source, options=option_values(option), markets=markets, currency=currency,
        single_quarters=single_quarters, describing=True,
    )  # fmt: skip
    with counted() as progress:
        given = fetch(request, progress)
    if not market and (mistaken := of_another_market(given)):
        raise mistaken
    batch = check_batch(given)
    basket = NewBasket(folder.resolve().name, markets, currency, chosen)
    _write(folder, basket_files(basket, batch), batch, as_json=as_json)


def _write(folder: Path, texts: Texts[str, str], batch: Batch, *, as_json: bool) -> None:
    from xl_aigc.files.new_folder import write_new_folder

    files = write_new_folder(folder, texts)
    if as_json:
        say(json_of({"folder": folder.resolve(), "files": files, "read": batch}))
        return
    say("\n".join([*lines(batch), f"Wrote {folder.resolve()}: {', '.join(files)}"]))
    say(f"Next: xl-aigc build --data {folder}")


def currency_of(markets: tuple[str, ...], given: str) -> str:
    """Return the currency of a new basket: the one given, else that of its markets.

    Raises:
        DataError: none is given, and the markets have none or several.
    """
    from xl_aigc.data.markets import MARKETS
    from xl_aigc.errors import DataError, Place

    usual = {MARKETS[key].currency for key in markets}
    currency = given or (usual.pop() if len(usual) == 1 else "")
    if not currency:
        raise DataError(
            f"The currency of the market {', '.join(markets)} is not one.",
            Place("--currency"),
            expected="the currency of the figures, by ISO 4217.",
        )
    return currency
