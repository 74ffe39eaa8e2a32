"""How long the store takes to write and read 220,000 figures, and a grid of AIGC_FIGURE, against doing it by hand.

    python benchmarks/store.py [--companies 5500] [--runs 5]

All contenders take the same rows in turn, in one process. By hand means: rows that are made before the clock starts, in the
order of the table, into the same table by sqlite3 alone; and `DataFrame.to_sql`, `pandas.read_sql` of the same rows.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import market
import pandas as pd
import rounds

from xl_aigc.data.batch import Basket, Batch
from xl_aigc.data.folder import load_facts
from xl_aigc.data.folder_batch import folder_batch
from xl_aigc.data.item import ITEMS
from xl_aigc.data.model import Company, Figure
from xl_aigc.data.period import Period
from xl_aigc.functions import CATALOGUE, use_facts
from xl_aigc.functions.reference_facts import ReferenceFacts
from xl_aigc.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

WHEN = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
DAY = dt.date(2024, 10, 31)
PERIODS = [Period(f"{year}{part}") for year in range(2015, 2025) for part in ("Q1", "H1", "Q3", "FY")]
SHAPES = {
    "40 periods of one item": (PERIODS, ["revenue"]),
    "2 periods of 20 items": ([Period("2023H1"), Period("2024H1")], list(ITEMS)[:20]),
}
GRID = [
    f"{item}{part}"
    for item in ("revenue", "net_profit", "rd_expense", "selling_expense")
    for part in ("", "_prior")
]
INSERT = "INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?, ?)"
SELECT = "SELECT ticker, item, period, value, kind, sources FROM figure"

Row = tuple[str, str, str, int, float, str, str]


def market_batch(companies: int, periods: Sequence[Period], items: Sequence[str]) -> Batch:
    """One figure of every company, period and item."""
    chance = random.Random(20240912)
    tickers = [f"{300001 + place:06d}.SZ" for place in range(companies)]
    figures = tuple(
        Figure(ticker, period, item, round(chance.uniform(1e6, 1e11), 2), "stated", ("S001",))
        for ticker in tickers
        for period in periods
        for item in items
    )
    names = dict.fromkeys(("en", "zh", "ko"), "market")
    basket = Basket("market", names, tuple(tickers), (), periods[-1], periods[-1].year_before)
    members = tuple(Company(ticker, ticker, "", None, "", "other", "") for ticker in tickers)
    return Batch("files", "market.csv", DAY, figures, members, basket=basket)


def filled(place: Path, companies: int, items: Sequence[str]) -> int:
    """A new store with every item over all periods, most of it written by the driver alone; returns the number of figures."""
    batch = market_batch(companies, PERIODS, items[:1])
    open_store(place).record(batch, WHEN)
    chance, periods = random.Random(1), sorted(map(str, PERIODS))
    rows = (
        (item, period, ticker, 2, round(chance.uniform(1e6, 1e11), 2), "stated", "S001")
        for item in sorted(items[1:])
        for period in periods
        for ticker in batch.basket.members
    )
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.executemany(INSERT, rows)
    return len(items) * len(PERIODS) * companies


def rows_of(batch: Batch) -> list[Row]:
    """The rows of the figures in the order of the table's key."""
    return sorted(
        (f.item, str(f.period), f.ticker, 2, f.value, f.kind, " ".join(f.sources)) for f in batch.figures
    )


def timed(work: Callable[[], object]) -> rounds.Run:
    begun = time.perf_counter()
    work()
    return {"seconds": time.perf_counter() - begun}


class Contest:
    """The files of one shape, and what is done with them; each run begins with a new copy."""

    def __init__(self, folder: Path, batch: Batch) -> None:
        self.folder, self.batch, self.rows = folder, batch, rows_of(batch)
        columns = ["item", "period", "ticker", "vintage", "value", "kind", "sources"]
        self.frame = pd.DataFrame(self.rows, columns=columns)
        self.new = folder / "new.sqlite"
        open_store(self.new)
        self.restated = replace(
            batch, figures=tuple(replace(figure, value=figure.value + 1) for figure in batch.figures)
        )
        self.full = folder / "full.sqlite"
        shutil.copy(self.new, self.full)
        open_store(self.full).record(batch, WHEN)
        self.plain = folder / "plain.sqlite"
        self.frame.to_sql("figure", f"sqlite:///{self.plain}", index=False)

    def fresh(self, base: Path) -> Path:
        """A new copy of a store."""
        for old in self.folder.glob("run.sqlite*"):
            old.unlink()
        return Path(shutil.copy(base, self.folder / "run.sqlite"))

    def writers(self) -> Mapping[str, Callable[[], rounds.Run]]:
        """Who writes, the floor first."""
        return {
            "sqlite3 executemany": self.bare_write,
            "store": lambda: self.record(self.new, self.batch),
            "store, all restated": lambda: self.record(self.full, self.restated),
            "store, nothing new": lambda: self.record(self.full, self.batch),
            "pandas to_sql": self.pandas_write,
        }

    def readers(self) -> Mapping[str, Callable[[], rounds.Run]]:
        """Who reads, the floor first."""
        return {
            "sqlite3 select": lambda: timed(self.bare_read),
            "store facts": lambda: timed(lambda: open_store(self.full).facts("market")),
            "pandas read_sql": lambda: timed(lambda: pd.read_sql(SELECT, f"sqlite:///{self.plain}")),
        }

    def record(self, base: Path, batch: Batch) -> rounds.Run:
        """The store itself: compares, checks and writes."""
        store = open_store(self.fresh(base))
        return timed(lambda: store.record(batch, WHEN))

    def bare_write(self) -> rounds.Run:
        """Rows made before, by the driver alone."""
        connection = sqlite3.connect(self.fresh(self.new))

        def write() -> None:
            with connection:
                connection.executemany(INSERT, self.rows)

        run = timed(write)
        connection.close()
        return run

    def pandas_write(self) -> rounds.Run:
        """A frame made before."""
        place = f"sqlite:///{self.fresh(self.new)}"
        return timed(lambda: self.frame.to_sql("figure", place, index=False, if_exists="append"))

    def bare_read(self) -> None:
        """Tuples, by the driver alone."""
        connection = sqlite3.connect(self.plain)
        connection.execute(SELECT).fetchall()
        connection.close()


def grids(folder: Path, companies: int, runs: int) -> None:
    """AIGC_FIGURE over a column of tickers and a row of items, as one call."""
    data = folder / "market"
    market.write_market(data, companies)
    facts = load_facts(data)
    batch = folder_batch(data, "files")
    place = folder / "grid.sqlite"
    open_store(place).record(batch, WHEN)
    os.environ["XL_AIGC_STORE"] = str(place)
    figure = CATALOGUE["FIGURE"].call
    for count in (55, companies):
        column = [[ticker] for ticker in facts.tickers[:count]]
        first = "store, first call"
        found: dict[str, list[rounds.Run]] = {"files": [], first: [], "store": []}
        for _ in range(runs):
            use_facts(ReferenceFacts.read(data))
            found["files"].append(timed(lambda column=column: figure(column, [GRID], "2024H1")))
            use_facts(None)
            for name in (first, "store"):
                found[name].append(timed(lambda column=column: figure(column, [GRID], "2024H1")))
        print(f"AIGC_FIGURE, {count:,} x {len(GRID)} cells in one call")
        print_rounds(found, "files")


def print_rounds(found: Mapping[str, Sequence[rounds.Run]], base: str) -> None:
    for name, runs in found.items():
        middle = rounds.middle(runs) * 1000
        print(f"  {name:<22}{middle:10.1f} ms{rounds.ratio(runs, found[base]):9.2f} of {base}")
    print()


def main() -> None:
    options = rounds.options(__doc__, companies=5500, runs=5)
    print(f"{rounds.machine()}, SQLite {sqlite3.sqlite_version}, pandas {pd.__version__}\n")
    with tempfile.TemporaryDirectory() as folder:
        for place, (name, (periods, items)) in enumerate(SHAPES.items()):
            inside = Path(folder, str(place))
            inside.mkdir()
            contest = Contest(inside, market_batch(options.companies, periods, items))
            for what, contenders in (("write", contest.writers()), ("read", contest.readers())):
                found: dict[str, list[rounds.Run]] = {each: [] for each in contenders}
                for _ in range(options.runs):
                    for each, run in contenders.items():
                        found[each].append(run())
                print(f"{what} {len(contest.rows):,} figures, {name}")
                print_rounds(found, next(iter(contenders)))
            shutil.rmtree(inside)
        grids(Path(folder), options.companies, options.runs)


if __name__ == "__main__":
    main()
