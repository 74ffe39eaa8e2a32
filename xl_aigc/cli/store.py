"""`store`: what was known when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_aigc.cli.as_json import as_json as json_of
from xl_aigc.cli.commands import Commands
from xl_aigc.cli.examples import examples
from xl_aigc.cli.options import AsJson, AsOf, Basket, Store
from xl_aigc.cli.say import say
from xl_aigc.counts import with_noun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xl_aigc.data.batch import Basket as Held
    from xl_aigc.store.reading import FigureVintage
    from xl_aigc.store.store import Store as Opened
    from xl_aigc.store.vintage import Vintage

app = Commands(help="Look at the store: every figure that was ever known.")

VintageNumber = Annotated[
    int | None, typer.Option("--vintage", metavar="NUMBER", help="As after this vintage.")
]


@app.command(epilog=examples("store info"))
def info(*, store: Store = None, as_json: AsJson = False) -> None:
    """Show where the store is, what it holds, and how new that is."""
    opened = _opened(store)
    if as_json:
        location = str(opened.location)
        baskets = [_summary(opened, basket) for basket in opened.baskets()]
        say(json_of({"location": location, "holds": opened.description(), "baskets": baskets}))
    else:
        say("\n".join(_described(opened)))


@app.command(epilog=examples("store history"))
def history(
    ticker: Annotated[str | None, typer.Argument(metavar="TICKER", help="Ticker, such as 300418.SZ.")] = None,
    item: Annotated[str | None, typer.Argument(metavar="ITEM", help="Item, such as net_profit.")] = None,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD", help="Period, such as 2024H1.")] = None,
    *,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """List the vintages; with TICKER ITEM PERIOD, what each of them says of that figure."""
    from xl_aigc.data import rows
    from xl_aigc.data.item import ITEMS
    from xl_aigc.data.period import Period
    from xl_aigc.errors import Place

    if ticker is None:
        vintages = _opened(store).vintages()
        say(json_of(vintages) if as_json else "\n".join(_listed(vintages)))
        return
    if item is None or period is None:
        raise typer.BadParameter("give a ticker, an item and a period, or none of them.")
    opened = _opened(store)
    code = _ticker(ticker, opened)
    key = rows.choice(item, ITEMS, "item", Place("ITEM"))
    told = opened.history(code, key, Period.typed(period))
    if as_json:
        say(json_of(told))
    else:
        say("\n".join(_lines(told)) or f"The store never had {item} of {ticker} in {period}.")


def _ticker(text: str, opened: Opened) -> str:
    """A ticker of one of the markets of the store, in any case of letters."""
    from xl_aigc.data import rows
    from xl_aigc.data.markets import in_order
    from xl_aigc.data.tickers import is_ticker
    from xl_aigc.errors import Place

    markets = in_order({key for basket in opened.baskets() for key in basket.markets})
    return rows.ticker(text if is_ticker(text, markets) else text.upper(), Place("TICKER"), markets)


@app.command(epilog=examples("store series"))
def series(
    ticker: Annotated[str, typer.Argument(metavar="TICKER", help="Ticker, such as 300418.SZ.")],
    item: Annotated[str, typer.Argument(metavar="ITEM", help="Item, such as net_profit.")],
    *,
    basket: Basket = None,
    as_of: AsOf = None,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Show an item of a company over time: cumulative, single quarters and trailing twelve months, in units of the currency."""
    from xl_aigc.api.choice import read_day
    from xl_aigc.data import rows
    from xl_aigc.data.item import ITEMS
    from xl_aigc.data.series import series as points
    from xl_aigc.errors import Place

    opened = _opened(store)
    code = _ticker(ticker, opened)
    key = rows.choice(item, ITEMS, "item", Place("ITEM"))
    day = None if as_of is None else read_day(as_of, "--as-of")
    found = points(opened.facts(basket, as_of=day), code, key)
    if as_json:
        say(json_of(found))
        return
    if not found:
        say(f"The store has no {key} of {code}.")
        return
    say(f"{'period':8} {'cumulative':>22} {'quarter':>22} {'twelve months':>22}")
    for one in found:
        numbers = (one.cumulative, one.quarter, one.trailing)
        shown = (f"{'n.a.' if value is None else f'{value:,.2f}':>22}" for value in numbers)
        say(f"{one.period!s:8} {' '.join(shown)}")


@app.command("set-aside", epilog=examples("store set-aside"))
def set_aside(
    vintage: Annotated[
        int | None, typer.Argument(metavar="NUMBER", help="Number of the vintage; the newest if left out.")
    ] = None,
    *,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """List the rows that a refresh could not take, with the reason of each."""
    opened = _opened(store)
    chosen = opened.vintages()[-1].id if vintage is None else vintage
    listed = opened.set_aside(chosen)
    if as_json:
        say(json_of(listed))
        return
    for row in listed:
        say(str(row))
    if not listed:
        say(f"Vintage {chosen} set no row aside.")


@app.command(epilog=examples("store export"))
def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new or empty folder.")],
    *,
    basket: Basket = None,
    as_of: AsOf = None,
    vintage: VintageNumber = None,
    workbook: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Take the figures that a workbook remembers, and no store."),
    ] = None,
    store: Store = None,
) -> None:
    """Write a basket as a folder of figures that `build --data` reads."""
    from xl_aigc.api.choice import read_day

    if workbook is not None:
        from xl_aigc.refreshing.carry import inspect
        from xl_aigc.refreshing.target import without_left
        from xl_aigc.store.export import write_folder

        if any(option is not None for option in (basket, as_of, vintage, store)):
            raise typer.BadParameter("--workbook stands alone: a workbook remembers one state of one basket.")
        done = write_folder(folder, without_left(inspect(workbook).ledger.facts))
    else:
        day = None if as_of is None else read_day(as_of, "--as-of")
        done = _opened(store).export(folder, basket, vintage=vintage, as_of=day)
    say(f"Wrote {folder.resolve()}: {', '.join(done.files)}")
    if done.article_left_out:
        say(f"The article is left out: {done.article_left_out}")


@app.command(epilog=examples("store verify"))
def verify(*, store: Store = None, as_json: AsJson = False) -> None:
    """Check that the store is whole: the file itself, and that every row belongs to a vintage that counts it."""
    opened = _opened(store)
    faults = opened.verify()
    if as_json:
        say(json_of(faults))
    else:
        for fault in faults:
            say(fault.says)
        wrong = f"Faults of {opened.location}: {len(faults)}."
        say(wrong if faults else "The store is whole.")
    if faults:
        raise typer.Exit(1)


def _opened(store: str | None) -> Opened:
    from xl_aigc.store.opening import open_store

    return open_store(store, create=False)


def _described(opened: Opened) -> Iterator[str]:
    found = opened.description()
    yield f"store       {opened.location}"
    yield f"schema      {found.schema}"
    yield f"vintages    {found.vintages}, the newest as of {found.as_of}"
    yield f"figures     {found.figures:,} now, {found.rows:,} with their history"
    yield f"companies   {found.companies:,}"
    for basket in opened.baskets():
        left = opened.left(basket.key)
        gone = f", {len(left)} left: {', '.join(left)}" if left else ""
        yield f"basket      {basket.key}: {with_noun(len(basket.members), '{:,} company', '{:,} companies')}{gone}"
    yield f"size        {found.size / 1e6:,.1f} MB"


def _summary(opened: Opened, basket: Held) -> dict[str, object]:
    """A basket in a few fields; `store export` writes all of it."""
    return {
        "key": basket.key,
        "name": basket.name,
        "companies": len(basket.members),
        "left": opened.left(basket.key),
        "period": basket.period,
        "compare": basket.compare,
        "currency": basket.currency,
    }


def _listed(vintages: Sequence[Vintage]) -> Iterator[str]:
    heads = {
        "added": "added", "restated": "restated", "resourced": "resourced",
        "withdrawn": "withdrawn", "unchanged": "unchanged", "set_aside": "set aside",
    }  # fmt: skip
    yield (
        f"{'':>4} {'as of':<11} {'recorded':<17}"
        + "".join(f"{head:>11}" for head in heads.values())
        + "  source"
    )
    for each in vintages:
        counts = "".join(f"{getattr(each, head):>11,}" for head in heads)
        yield f"{each.id:>4} {each.as_of} {each.recorded:%Y-%m-%d %H:%M} {counts}  {each.source}: {each.origin}"


def _lines(told: Sequence[FigureVintage]) -> Iterator[str]:
    for each in told:
        said = (
            f"{each.figure.value:>24,.2f} {each.figure.kind:<8} {' '.join(each.figure.sources)}"
            if each.figure
            else f"{'withdrawn':>24}"
        )
        yield f"{each.vintage.id:>4} {each.vintage.as_of} {said}  {each.vintage.source}"
