"""A workbook's figures never go back in silence: a store that knows less, or another one, is refused."""

from __future__ import annotations

import datetime as dt
import re
import shutil

import pytest
from support.kill_refresh import WHEN, Attempt, basket, small_report

from xl_aigc.data.period import Period
from xl_aigc.errors import StoreError
from xl_aigc.ooxml.book import Book
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.refresh import RefreshOptions, refresh
from xl_aigc.refreshing.roll import roll
from xl_aigc.sources import Request
from xl_aigc.store.opening import open_store, opened_store


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return small_report(tmp_path_factory.mktemp("report"))


@pytest.fixture
def attempt(report, tmp_path):
    """A refreshed workbook, its store, and the store as it was before."""
    for name in ("store.sqlite", "old.sqlite"):
        shutil.copy(report[0], tmp_path / name)
    shutil.copy(report[1], tmp_path / "report.xlsx")
    attempt = Attempt(tmp_path, report[2])
    attempt.refresh()
    return attempt


def carry(attempt, store, **options):
    wanted = RefreshOptions(None, attempt.workbook, **options)
    return refresh(open_store(attempt.folder / store), wanted, WHEN, lambda *_: None)


def revenue(workbook):
    with Book(workbook) as book:
        return find(book).ledger.facts.value("300418.SZ", "revenue", Period("2024H1"))


def test_an_older_store_is_refused_with_a_figure_that_would_go_back(attempt):
    before = attempt.workbook.read_bytes()
    with pytest.raises(StoreError) as caught:
        carry(attempt, "old.sqlite")
    said = str(caught.value)
    assert "The store (vintage 2) is older than the workbook (vintage 3)." in said
    assert re.search(r"\d{6}\.S[ZH] net_profit 2024H1 would go from -?[\d,.]+ to -?[\d,.]+\.", said)
    assert f"xl-aigc refresh --workbook {attempt.workbook} --as-of " in said
    assert attempt.workbook.read_bytes() == before


def test_an_older_store_is_refused_before_a_source_is_read_into_it(attempt):
    store = open_store(attempt.folder / "old.sqlite")
    with pytest.raises(StoreError, match="is older than the workbook"):
        refresh(
            store, RefreshOptions(Request("files", attempt.figures), attempt.workbook), WHEN, lambda *_: None
        )
    assert len(store.vintages()) == 2


def test_another_store_is_refused_where_a_figure_that_the_workbook_shows_would_change(attempt):
    """The same figures again, recorded a day later, change nothing; other ones would."""
    later, periods = WHEN + dt.timedelta(days=1), (Period("2023H1"), Period("2024H1"))
    refresh(
        open_store(attempt.folder / "old.sqlite"),
        RefreshOptions(Request("files", attempt.figures)),
        later,
        lambda *_: None,
    )
    assert carry(attempt, "old.sqlite").carried.backup is None
    export = attempt.folder / "export.csv"
    export.write_text("证券代码,营业收入(元) 2024H1\n300418.SZ,2600000000\n", encoding="utf-8")
    refresh(
        open_store(attempt.folder / "old.sqlite"),
        RefreshOptions(Request("files", export)),
        later,
        lambda *_: None,
    )
    with pytest.raises(StoreError, match="The workbook was last refreshed from another store"):
        carry(attempt, "old.sqlite")
    with pytest.raises(StoreError, match="from another store"):
        roll(open_store(attempt.folder / "old.sqlite"), attempt.workbook, periods, WHEN)


def test_the_figures_go_back_where_a_day_asks_for_it_and_forward_again(attempt):
    export = attempt.folder / "export.csv"
    export.write_text("证券代码,营业收入(元) 2024H1\n300418.SZ,2600000000\n", encoding="utf-8")
    later = Request("files", export, as_of=dt.date(2024, 12, 31))
    refresh(open_store(attempt.store), RefreshOptions(later, attempt.workbook), WHEN, lambda *_: None)
    assert revenue(attempt.workbook) == 2.6e9
    done = carry(attempt, "store.sqlite", as_of=basket().as_of)
    assert done.carried.carry.last.changed == 1
    assert revenue(attempt.workbook) == pytest.approx(2.7522e9), "a tenth above the article's 2.502e9"
    carry(attempt, "store.sqlite")
    assert revenue(attempt.workbook) == 2.6e9


def test_a_dry_run_makes_no_store_and_leaves_one_as_it_is(attempt):
    with opened_store(attempt.folder / "none" / "store.sqlite", trial=True) as store:
        assert [vintage.id for vintage in store.vintages()] == [1]
    assert not (attempt.folder / "none").exists()
    before = {path.name: path.stat().st_mtime_ns for path in attempt.folder.iterdir()}
    wanted = RefreshOptions(Request("files", attempt.figures), attempt.workbook, dry_run=True)
    with opened_store(attempt.store, trial=True) as store:
        assert refresh(store, wanted, WHEN, lambda *_: None).vintage is None
    assert {path.name: path.stat().st_mtime_ns for path in attempt.folder.iterdir()} == before
