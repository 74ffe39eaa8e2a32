# ruff: noqa: PLC0415 - what a run imports is part of what it measures
"""How long a refresh of a closed workbook takes, step by step, and how much memory.

    python benchmarks/refresh.py [--companies 5500] [--runs 3]

Each run has a process of its own: figures into a new store, a workbook built from it, then a refresh that restates one
figure in a hundred, adds companies (one in 110) and drops some (one in 275).

1. The bundled basket.
2. A market of two periods and 20 items: the whole report of build_report.py.
3. A market of 40 periods and three items: the store's long history.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import market
import peers
import rounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.data.model import Facts, Figure

FIRST = dt.datetime(2024, 9, 12, 8, tzinfo=dt.UTC)
LATER = dt.datetime(2024, 10, 31, 8, tzinfo=dt.UTC)
FEW = ("revenue", "net_profit", "rd_expense")
SHAPES = {"basket": None, "market": (market.PERIODS, market.ITEMS), "history": (market.QUARTERS, FEW)}


def moved_on(facts: Facts, seed: int = 1) -> Facts:
    """The same basket at the next refresh."""
    from xl_aigc.data.model import Company

    chance = random.Random(seed)
    claimed = facts.article.text if facts.article else ""
    free = [ticker for ticker in facts.tickers if ticker not in claimed]
    left = set(chance.sample(free, max(1, len(facts.tickers) // 275)))
    joined = [f"{number}.SH" for number in range(609000, 609000 + max(1, len(facts.tickers) // 110))]
    staying = facts.subset([ticker for ticker in facts.tickers if ticker not in left])
    new = [Company(one, f"新{one}", f"New {one}", "downstream", "games", "other", "added") for one in joined]
    return replace(
        staying,
        companies=(*staying.companies, *new),
        figures=(*_restated(staying, chance), *_of(joined, facts)),
        as_of=LATER.date(),
    )


def _restated(facts: Facts, chance: random.Random) -> Iterator[Figure]:
    """Its figures, one in a hundred a tenth larger."""
    for figure in facts.figures:
        yield replace(figure, value=round(figure.value * 1.1, 2)) if chance.random() < 0.01 else figure


def _of(tickers: list[str], facts: Facts) -> Iterator[Figure]:
    """Revenue and profit of companies that join."""
    from xl_aigc.data.model import Figure

    sources = (facts.sources[0].id,)  # a store may have given it another one than its file
    for place, ticker in enumerate(tickers, 1):
        for period, part in ((facts.period, 1.0), (facts.compare, 0.9)):
            yield Figure(ticker, period, "revenue", 1e8 * place * part, "stated", sources)
            yield Figure(ticker, period, "net_profit", 1e6 * (place - 3) * part, "stated", sources)


class Steps:
    """Seconds of each step, told apart by what a progress bar would say."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since, self._name = time.perf_counter(), ""

    def __call__(self, what: str, done: int = 0, of: int | None = None) -> None:
        """A step goes on, or another begins."""
        del done, of
        if what != self._name:
            now = time.perf_counter()
            self.seconds[self._name] = self.seconds.get(self._name, 0.0) + now - self._since
            self._since, self._name = now, what


def one_run(folder: Path, shape: str, companies: int) -> dict[str, float]:
    """Seconds of the store, the build and the refresh with its steps; the most memory after each, in MB."""
    from xl_aigc.data.written import facts_files
    from xl_aigc.refreshing.refresh import RefreshOptions, refresh
    from xl_aigc.report.builder import build
    from xl_aigc.sources import Request
    from xl_aigc.store.opening import open_store

    store, report, found = open_store(str(folder / "store.sqlite")), folder / "report.xlsx", {}
    if (made := SHAPES[shape]) is not None:
        market.write_market(folder / "market", companies, periods=made[0], items=made[1])
        start = time.perf_counter()
        request = Request("files", folder / "market", as_of=FIRST.date())
        refresh(store, RefreshOptions(request), FIRST, lambda *_: None)
        found |= {"record": time.perf_counter() - start, "record_peak": peers.peak()}
    basket = store.baskets()[-1].key
    start, computed = time.perf_counter(), time.process_time()
    build(report, store.facts(basket))
    found |= {"build": time.perf_counter() - start, "build_cpu": time.process_time() - computed}
    found["build_peak"] = peers.peak()
    (folder / "next").mkdir()
    for name, text in facts_files(moved_on(store.facts(basket))).items():
        (folder / "next" / name).write_text(text, encoding="utf-8", newline="")
    steps, start, computed = Steps(), time.perf_counter(), time.process_time()
    request = Request("files", folder / "next", as_of=LATER.date())
    refresh(store, RefreshOptions(request, report, basket), LATER, steps)
    steps("")
    found |= {"seconds": time.perf_counter() - start, "cpu": time.process_time() - computed}
    found["peak"] = peers.peak()
    return {**found, "size": report.stat().st_size / 1e6, **steps.seconds}


def main() -> None:
    """Run and print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--companies", type=int, default=5500)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--one", help="one run: a shape and a folder, for a process of its own", nargs=2)
    given = options.parse_args()
    if given.one:
        print(json.dumps(one_run(Path(given.one[1]), given.one[0], given.companies)))
        return
    print(rounds.machine())
    for shape in SHAPES:
        runs = []
        for _ in range(given.runs):
            with tempfile.TemporaryDirectory() as folder:
                command = [
                    sys.executable,
                    __file__,
                    "--one",
                    shape,
                    folder,
                    "--companies",
                    str(given.companies),
                ]
                runs += rounds.run_in_turn({shape: command}, 1)[shape]
        print(f"\n{shape}")
        for figure in runs[0]:
            print(f"  {figure or 'between':<34}{rounds.spread(runs, figure)}")


if __name__ == "__main__":
    main()
