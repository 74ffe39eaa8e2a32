"""Kills a refresh, or an undo, at random moments; each time store and workbook are the old or the new, whole.

    python -m support.kill_refresh [--times 500] [--seed 1]

Half of the moments fall into the end of the refresh, where files are written and put in place. Prints what was found.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import time
import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from support.kills import Kills
from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period
from xl_aigc.data.written import facts_files
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.copies import copy_name
from xl_aigc.refreshing.backup import BEFORE, UNDONE, undo
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.refresh import RefreshOptions, refresh
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.layout import templates_folder
from xl_aigc.sources import Request
from xl_aigc.store.opening import open_store

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from xl_aigc.data.model import Facts

WHEN = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)
TICKERS = ("300418.SZ", "300624.SZ", "002230.SZ", "688111.SH", "002354.SZ")
SHEETS = ("20_companies.yaml", "21_data.yaml", "25_changes.yaml")
"""A small report is refreshed in less than a second, so that many refreshes can be killed."""


def basket() -> Facts:
    """Five companies of the bundled basket."""
    facts = load_facts()
    return replace(
        facts,
        key="small",
        companies=tuple(one for one in facts.companies if one.ticker in TICKERS),
        figures=tuple(one for one in facts.figures if one.ticker in TICKERS),
        price_changes=tuple(one for one in facts.price_changes if one.ticker in TICKERS),
        rollout=tuple(one for one in facts.rollout if one.ticker in TICKERS),
        giants=(),
        article=None,
    )


def backup_of(workbook: Path) -> Path:
    """The copy from before a workbook's first refresh."""
    return copy_name(workbook, BEFORE, 1)


def as_folder(facts: Facts, folder: Path) -> Path:
    """A basket as a folder that a refresh reads."""
    folder.mkdir()
    for name, text in facts_files(facts).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def small_report(folder: Path) -> tuple[Path, Path, Path]:
    """A store, a workbook of five companies that shows it, and the figures of the next refresh, each a tenth higher."""
    layouts = folder / "layouts"
    layouts.mkdir()
    for name in SHEETS:
        shutil.copy(templates_folder() / "report" / name, layouts)
    facts = basket()
    store, workbook = folder / "base.sqlite", folder / "base.xlsx"
    first = Request("files", as_folder(facts, folder / "first"))
    refresh(open_store(store), RefreshOptions(first), WHEN, lambda *_: None)
    build(workbook, facts, BuildOptions(layouts=layouts))
    higher = replace(facts, figures=tuple(replace(one, value=one.value * 1.1) for one in facts.figures))
    return store, workbook, as_folder(higher, folder / "next")


@dataclass(frozen=True)
class Attempt:
    """The files of one refresh."""

    folder: Path
    figures: Path

    @property
    def store(self) -> Path:
        return self.folder / "store.sqlite"

    @property
    def workbook(self) -> Path:
        return self.folder / "report.xlsx"

    def refresh(self, progress=lambda *_: None) -> None:
        wanted = RefreshOptions(Request("files", self.figures), self.workbook)
        refresh(open_store(self.store), wanted, WHEN, progress)


def refreshing(attempt: Attempt, ready: Connection) -> None:
    """What the killed process does: it tells each step."""
    ready.send("now")
    attempt.refresh(lambda what, _done, _of: ready.send(what))
    ready.send("done")
    time.sleep(60)  # the end comes from outside, here too


def undoing(attempt: Attempt, ready: Connection) -> None:
    """The same for an undo."""
    ready.send("now")
    undo(attempt.workbook)
    ready.send("done")
    time.sleep(60)


def parts(workbook: Path) -> dict[str, bytes]:
    """What is in a workbook's file; it raises where that is not whole."""
    with zipfile.ZipFile(workbook) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


PRELOADED = [
    "xl_aigc.refreshing.refresh",
    "xl_aigc.sources.files",
    "xl_aigc.store.opening",
    "xl_aigc.report.builder",
]


class Killer(Kills):
    """Kills at random moments."""

    preloaded = PRELOADED

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder, seed)
        store, workbook, figures = small_report(folder)
        self.base = {"store.sqlite": store, "report.xlsx": workbook}
        self.figures = figures
        self.vintages = len(open_store(store).vintages())
        self.revenue = basket().value("300418.SZ", "revenue", Period("2024H1"))
        self.old = workbook.read_bytes()
        done = self._new("reference")
        self.usual, self.writing = self._timed(done)
        self.refreshed = done.workbook.read_bytes()
        self.new = parts(done.workbook)
        assert self.new != parts(workbook)

    def often(self) -> None:
        """One kill of a refresh of store and workbook."""
        attempt = self._new("killed")
        if self.chance.random() < 0.5:
            self._kill(refreshing, attempt, "writing", self.writing)
        else:
            self._kill(refreshing, attempt, "now", self.usual)
        self.found[self._is_whole(attempt)] += 1
        attempt.refresh()
        assert self._is_whole(attempt) == "store new, workbook new"
        assert parts(attempt.workbook) == self.new, "the next refresh gives the new workbook"
        left = {path.name for path in attempt.folder.iterdir()}
        assert left - {"store.sqlite-wal", "store.sqlite-shm"} <= {
            "store.sqlite",
            "report.xlsx",
            "report.before-refresh-1.xlsx",
        }, left
        shutil.rmtree(attempt.folder)

    def seldom(self) -> None:
        """One kill of an undo; neither of the two workbooks is lost."""
        attempt = self._new("undone")
        attempt.workbook.write_bytes(self.refreshed)
        backup_of(attempt.workbook).write_bytes(self.old)
        self._kill(undoing, attempt, "now", 0.01)
        held = [path.read_bytes() for path in attempt.folder.glob("report*.xlsx")]
        assert {self.old, self.refreshed} <= set(held)
        done = attempt.workbook.read_bytes() == self.old
        self.found["undone" if done else "not undone"] += 1
        if not done:
            undo(attempt.workbook)
        assert attempt.workbook.read_bytes() == self.old
        assert copy_name(attempt.workbook, UNDONE, 1).read_bytes() == self.refreshed
        shutil.rmtree(attempt.folder)

    def _new(self, name: str) -> Attempt:
        folder = self.folder / name
        folder.mkdir()
        for file, source in self.base.items():
            shutil.copy(source, folder / file)
        return Attempt(folder, self.figures)

    def _is_whole(self, attempt: Attempt) -> str:
        """Which state the files are in; it raises where one of them is in none."""
        store = open_store(attempt.store)
        assert store.verify() == ()
        recorded = {0: False, 1: True}[len(store.vintages()) - self.vintages]
        value = store.facts("small").value("300418.SZ", "revenue", Period("2024H1"))
        assert value == self.revenue * (1.1 if recorded else 1.0)
        carried = attempt.workbook.read_bytes() != self.old
        if carried:
            assert parts(attempt.workbook) == self.new
            assert recorded, "the workbook is never ahead of the store"
        with Book(attempt.workbook) as book:
            assert find(book).tables["Data"].rows.keys() == set(TICKERS)
        backup = backup_of(attempt.workbook)
        assert backup.read_bytes() == self.old if backup.exists() else not carried
        return f"store {'new' if recorded else 'old'}, workbook {'new' if carried else 'old'}"

    def _timed(self, attempt: Attempt) -> tuple[float, float]:
        """Seconds of a refresh that nobody kills, and of its end, in which the workbook is written."""
        begun, steps = time.perf_counter(), dict[str, float]()
        attempt.refresh(lambda what, _done, _of: steps.setdefault(what.split()[0], time.perf_counter()))
        ended = time.perf_counter()
        return ended - begun, ended - steps["writing"]

    def _kill(self, target, attempt: Attempt, step: str, within: float) -> None:
        """Start a process, and kill it at a random moment after a step of its has begun; one in five after the last, however busy the machine."""
        here, there = self.start.Pipe()
        process = self.start.Process(target=target, args=(attempt, there), daemon=True)
        process.start()
        told, awaited = "", "done" if self.chance.random() < 0.2 else step
        while not told.startswith((awaited, "done")):
            assert here.poll(60), "the process does not go on"
            told = here.recv()
        time.sleep(self.chance.uniform(0, 1.3 * within))
        os.kill(process.pid, signal.SIGKILL)
        process.join()


if __name__ == "__main__":
    Killer.main(__doc__)
