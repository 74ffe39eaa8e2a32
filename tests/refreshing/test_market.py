"""A market with ten years of history: into the store, a workbook built from it, refreshed; run end to end."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.tables_of import both_shown, differences

from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period
from xl_aigc.data.written import facts_files
from xl_aigc.ooxml.book import Book
from xl_aigc.refreshing.found import find
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.store.opening import open_store

pytestmark = pytest.mark.slow
BENCH = Path(__file__).parents[2] / "benchmarks" / "refresh.py"
COMPANIES, JOINED, LEFT = 275, 2, 1
"""A twentieth of the market; benchmarks/refresh.py runs all of it."""
MOST_MEMORY = 500
"""MB; about twice what a run takes."""


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    """Folder of a run in a process of its own, and what it measured."""
    folder = tmp_path_factory.mktemp("market")
    command = [sys.executable, str(BENCH), "--one", "history", str(folder), "--companies", str(COMPANIES)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=600)
    return folder, json.loads(done.stdout)


@pytest.fixture(scope="module")
def fresh(market):
    """The workbook as built anew from the store."""
    folder, _ = market
    target, store = folder / "fresh.xlsx", open_store(str(folder / "store.sqlite"))
    with Book(folder / "report.xlsx") as book:
        ledger = find(book).ledger
    build(target, store.facts("market"), BuildOptions(rooms=ledger.rooms, limits=ledger.limits))
    return target


def test_the_next_state_of_the_bundled_basket_is_one_that_a_store_takes(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(BENCH.parent)
    moved_on = importlib.import_module("refresh").moved_on
    before = load_facts()
    for name, text in facts_files(moved_on(before)).items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    after = load_facts(tmp_path)
    assert len(set(before.tickers) - set(after.tickers)) == len(set(after.tickers) - set(before.tickers)) == 1


def test_the_store_holds_every_period(market):
    facts = open_store(str(market[0] / "store.sqlite")).facts("market")
    assert (len(facts.periods), facts.periods[0], facts.period) == (40, Period("2014Q3"), Period("2024H1"))
    assert len(facts.companies) == COMPANIES + JOINED - LEFT
    assert len(facts.figures) > 31_000


def test_figures_and_measures_are_those_of_a_fresh_build(market, fresh):
    now, expected = both_shown(market[0] / "report.xlsx"), both_shown(fresh)
    left = {ticker for ticker, _ in now["Data"]} - {ticker for ticker, _ in expected["Data"]}
    assert len(left) == LEFT
    for name, cells in now.items():
        staying = {at: value for at, value in cells.items() if at[0] not in left}
        assert differences(staying, expected[name]) == []
    assert {now["Companies"][ticker, "in_basket"] for ticker in left} == {0.0}


def test_it_remembers_the_periods_that_it_shows_and_no_others(market):
    with Book(market[0] / "report.xlsx") as book:
        periods = find(book).ledger.facts.periods
    assert periods == (Period("2023H1"), Period("2024H1"))


def test_memory_is_bounded(market):
    assert max(market[1][key] for key in ("record_peak", "build_peak", "peak")) < MOST_MEMORY
