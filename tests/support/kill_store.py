"""Kills a process at random moments while it records or makes a store; each time the old or the new state is there, whole.

    python -m support.kill_store [--times 500] [--seed 1]

Prints how often the old and the new state were found.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from support.kills import Kills
from xl_aigc.data.batch import Batch
from xl_aigc.data.model import Company, Figure
from xl_aigc.data.period import Period
from xl_aigc.errors import StoreError
from xl_aigc.location import locate
from xl_aigc.store import schema
from xl_aigc.store.database import Database
from xl_aigc.store.opening import open_store

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

COMPANIES = 1500
PERIODS = tuple(map(Period, ("2023H1", "2024H1")))
WHEN = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)


def batch(factor: float) -> Batch:
    """3,000 figures of 1,500 companies; another factor restates them all."""
    tickers = [f"{number:06d}.SZ" for number in range(COMPANIES)]
    return Batch(
        source="files",
        origin="market.csv",
        as_of=dt.date(2024, 10, 31),
        figures=tuple(
            Figure(ticker, period, "revenue", factor * place, "stated", ())
            for place, ticker in enumerate(tickers)
            for period in PERIODS
        ),
        companies=tuple(Company(ticker, ticker, "", None, "", "other", "") for ticker in tickers),
    )


def record(where: str, ready: Connection) -> None:
    """What the killed process does."""
    restated = batch(2.0)
    store = open_store(where)
    ready.send("now")
    store.record(restated, WHEN)
    ready.send("done")
    time.sleep(60)  # the end comes from outside, here too


def make(where: str, ready: Connection) -> None:
    """The same for a store that is made."""
    ready.send("now")
    open_store(where)
    ready.send("done")
    time.sleep(60)


def _made(store: Path) -> str:
    """How far the making had come."""
    if not store.exists():
        return "no file"
    try:
        with Database(locate(store)).reading() as connection:
            return "nothing in it" if schema.version_of(connection) is None else "made"
    except StoreError as error:
        return str(error)


class Killer(Kills):
    """Kills at random moments."""

    preloaded = ("support.kill_store", "xl_aigc.store.opening")

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder, seed)
        self.base = folder / "base.sqlite"
        open_store(self.base).record(batch(1.0), WHEN)
        self.restated = batch(2.0)
        self.usual = {target: self._undisturbed(target) for target in (record, make)}

    def often(self) -> None:
        """One kill of a process that restates 3,000 figures."""
        store = self._kill(record)
        opened = open_store(store)
        assert opened.verify() == ()
        values = {
            opened.figure(f"{place:06d}.SZ", "revenue", PERIODS[0]).value / place
            for place in (1, 700, COMPANIES - 1)
        }
        state = {2: ("old", {1.0}), 3: ("new", {2.0})}[len(opened.vintages())]
        assert values == state[1], values
        self.found[f"{state[0]} state"] += 1
        following = replace(self.restated, figures=batch(3.0).figures[:10])
        assert opened.record(following, WHEN).changes.restated, "the next refresh works"

    def seldom(self) -> None:
        """One kill of a process that makes a store."""
        store = self._kill(make)
        self.found[_made(store)] += 1
        opened = open_store(store)
        assert (opened.verify(), len(opened.vintages()), len(opened.facts().figures)) == ((), 1, 347)

    def _undisturbed(self, target) -> float:
        """Seconds that a process takes for what it does when nobody kills it, the shortest of three."""
        return min(self._run(target, 60.0) for _ in range(3))

    def _run(self, target, longest: float) -> float:
        """Seconds from the beginning to the end or to the kill."""
        store = self.folder / f"{target.__name__}.sqlite"
        self._remove(store)
        if target is record:
            shutil.copy(self.base, store)
        here, there = self.start.Pipe()
        process = self.start.Process(target=target, args=(str(store), there), daemon=True)
        process.start()
        assert here.poll(60), "the process did not start"
        here.recv()
        begun = time.perf_counter()
        here.poll(longest)
        os.kill(process.pid, signal.SIGKILL)
        seconds = time.perf_counter() - begun
        process.join()
        return seconds

    def _kill(self, target) -> Path:
        """A store whose process was killed at some moment; one in five as soon as it says that all is done, however busy the machine."""
        moment = self.chance.uniform(0, 1.2 * self.usual[target])
        self._run(target, 60.0 if self.chance.random() < 0.2 else moment)
        return self.folder / f"{target.__name__}.sqlite"

    def _remove(self, store: Path) -> None:
        for path in self.folder.glob(f"{store.name}*"):
            path.unlink()


if __name__ == "__main__":
    Killer.main(__doc__)
