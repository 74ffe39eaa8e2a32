"""A refresh that is killed, interrupted or out of disk leaves the old state or the new one, whole."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from support.kill_store import Killer
from support.small_disk import small_disk

from xl_aigc.data.folder import load_facts
from xl_aigc.data.model import Figure
from xl_aigc.data.period import Period
from xl_aigc.errors import StoreError
from xl_aigc.functions import CATALOGUE, use_facts
from xl_aigc.store.opening import open_store

WHEN = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
NOW = Period("2024H1")


def market(batch, company, companies=7000):
    """Enough rows to be written in several pieces."""
    tickers = [f"{number:06d}.SZ" for number in range(companies)]
    figures = tuple(
        Figure(ticker, NOW, item, 1e9, "stated", ()) for ticker in tickers for item in ("revenue", "cash")
    )
    return batch(figures=figures, companies=tuple(map(company, tickers)))


def is_as_it_was(store):
    facts = store.facts()
    assert (len(store.vintages()), store.verify()) == (1, ())
    assert (facts.figures, facts.companies) == (load_facts().figures, load_facts().companies)


def test_an_interrupted_refresh_changes_nothing(store, batch, company):
    def interrupt(done, total):
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.record(market(batch, company), WHEN, progress=interrupt)
    is_as_it_was(store)
    assert store.record(market(batch, company), WHEN).vintage.id == 2


def test_progress_goes_from_nothing_to_all_rows(store, batch, company):
    seen = []
    store.record(market(batch, company), WHEN, progress=lambda done, total: seen.append((done, total)))
    assert (seen[0], seen[-1]) == ((0, 21_000), (21_000, 21_000))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_a_reader_during_a_write_sees_the_old_state_whole(store, batch, company):
    def look(done, total):
        is_as_it_was(store)

    store.record(market(batch, company), WHEN, progress=look)
    assert len(store.vintages()) == 2


@pytest.mark.slow
def test_killed_at_50_random_moments_the_store_is_whole(tmp_path):
    killer = Killer(tmp_path, seed=20241031)
    assert max(killer.kill(50)) == 50
    assert killer.found["old state"] >= 5
    assert killer.found["new state"] >= 4, killer.found


def test_a_full_disk_is_told_and_loses_nothing(tmp_path, batch, company):
    with small_disk(tmp_path / "small") as disk:
        store = open_store(disk / "store.sqlite")
        with pytest.raises(StoreError, match=r"store\.sqlite: The disk is full\. .*Nothing was changed"):
            store.record(market(batch, company), WHEN)
        is_as_it_was(store)
        small = batch(figures=(Figure("000333.SZ", NOW, "revenue", 5.0, "stated", ()),))
        assert store.record(small, WHEN).vintage.id == 2


def test_a_disk_too_small_for_a_new_store_leaves_none_half_made(tmp_path):
    with small_disk(tmp_path / "small") as disk:
        filler = disk / "filler"
        filler.write_bytes(b"x" * 980_000)
        with pytest.raises(StoreError, match="disk is full"):
            open_store(disk / "store.sqlite")
        filler.unlink()
        is_as_it_was(open_store(disk / "store.sqlite"))


@contextmanager
def read_only(store):
    """A store that may only be read, with its folder: the disk for root, who may write to any file, else the rights."""
    folder = Path(store).parent
    if os.geteuid() == 0:
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        yield
        return
    Path(store).chmod(0o444)
    folder.chmod(0o555)
    yield
    folder.chmod(0o755)


def test_a_store_that_may_only_be_read_is_read(tmp_path, batch, monkeypatch):
    folder = small_disk(tmp_path / "small") if os.geteuid() == 0 else nullcontext(tmp_path)
    with folder as disk:
        place = disk / "store.sqlite"
        open_store(place)
        with read_only(place):
            store = open_store(place)
            is_as_it_was(store)
            monkeypatch.setenv("XL_AIGC_STORE", str(place))
            assert CATALOGUE["FIGURE"].call("688787.SH", "net_profit", "2024H1") == 416421.26
            with pytest.raises(
                StoreError, match=r"store\.sqlite: The store (may not be written to|can't be opened)"
            ):
                store.record(batch(figures=(Figure("000333.SZ", NOW, "revenue", 5.0, "stated", ()),)), WHEN)
            use_facts(None)
        is_as_it_was(open_store(place))
