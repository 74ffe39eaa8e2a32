"""The cells read the store of this user: as it is now, as it was on a day, and what is new in it without being told."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

import xl_aigc
from xl_aigc.cell_errors import CellError
from xl_aigc.data.folder import load_facts
from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.data.model import Company
from xl_aigc.functions import CATALOGUE, facts, use_facts
from xl_aigc.functions.reference_facts import ReferenceFacts
from xl_aigc.store.opening import open_store
from xl_aigc.store.versions import SCHEMA

FIGURE, BASKET, SOURCE, NAME, COVERAGE, AS_OF, CLAIM = (
    CATALOGUE[key].call for key in ("FIGURE", "BASKET", "SOURCE", "NAME", "COVERAGE", "AS_OF", "CLAIM")
)
WHEN = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
LEFT, JOINED = "688787.SH", "000001.SZ"
PACKAGE = Path(xl_aigc.__file__).parent


@pytest.fixture(params=["sqlite", "postgres"])
def store(request, tmp_path, monkeypatch):
    """A new store, which the cells read."""
    if request.param == "postgres":
        place = request.getfixturevalue("postgres").database()
    else:
        place = str(tmp_path / "store.sqlite")
    opened = open_store(place)
    monkeypatch.setenv("XL_AIGC_STORE", place)
    use_facts(None)
    yield opened
    use_facts(None)


@pytest.fixture
def refreshed(store):
    """The same after a refresh: one figure restated, one withdrawn, one company joined, one left."""
    first = bundled_batch()
    restated, gone = first.figures[4], first.figures[3]
    joined = Company(JOINED, "平安银行", "Ping An Bank", None, "", "other", "added")
    members = tuple(t for t in first.basket.members if t != LEFT)
    store.record(
        replace(
            first,
            as_of=dt.date(2024, 10, 31),
            figures=tuple(
                replace(f, value=1.5, kind="derived") if f is restated else f
                for f in first.figures
                if f is not gone
            ),
            companies=(*first.companies, joined),
            basket=replace(first.basket, members=(JOINED, *members)),
        ),
        WHEN,
    )
    use_facts(None)
    return store, restated, gone


def asked(figure, *more):
    return figure.ticker, figure.item, str(figure.period), *more


def test_every_cell_of_a_new_store_is_that_of_the_bundled_facts(store):
    bundled = ReferenceFacts.read()
    read = facts()
    assert (read.as_of, list(read.baskets), read.newest_period("aigc")) == (
        bundled.as_of,
        list(bundled.baskets),
        bundled.newest_period("aigc"),
    )
    assert set(read.items) == set(bundled.items)
    assert list(read.tickers("aigc")) == list(bundled.tickers("aigc"))
    assert list(read.tickers("another")) == list(bundled.tickers("another")) == []
    assert all(read.company(ticker) == bundled.company(ticker) for ticker in bundled.companies)
    assert {key: read.figure(*key, None) for key in bundled.figures} == bundled.figures
    assert read.figure("688787.SH", "price_change", "2023H1", None) is None
    assert read.claim("both_up_count") == bundled.claim("both_up_count")
    assert read.claim("nothing") is None


def test_a_restated_figure_is_read_as_it_is_and_as_it_was(refreshed):
    _, restated, _ = refreshed
    assert FIGURE(*asked(restated)) == 1.5
    assert FIGURE(*asked(restated, "2024-10-31")) == 1.5
    assert FIGURE(*asked(restated, "2024-10-30")) == restated.value
    assert FIGURE(*asked(restated, "2024-09-11")) is CellError.NA
    assert SOURCE(*asked(restated)).startswith("derived: ")
    assert SOURCE(*asked(restated)).endswith("(as of 2024-10-31)")
    assert SOURCE(*asked(restated, "2024-10-30")).endswith("(as of 2024-09-12)")


def test_a_withdrawn_figure_is_missing_and_not_zero(refreshed):
    _, _, gone = refreshed
    assert FIGURE(*asked(gone)) is CellError.NA
    assert SOURCE(*asked(gone)) is CellError.NA
    assert FIGURE(*asked(gone, "2024-09-12")) == gone.value
    present = sum(f.item == gone.item and f.period == gone.period for f in load_facts().figures)
    assert COVERAGE(None, gone.item, str(gone.period)) == pytest.approx(
        (present - 2) / 55
    )  # it, and that of who left


def test_a_measure_over_a_basket_is_that_of_the_day(store):
    """Net margin of Kunlun Tech: before the refresh of its filed figures, afterwards of a revenue of 1,000 million."""
    revenue = next(f for f in load_facts().figures if asked(f) == ("300418.SZ", "revenue", "2024H1"))
    profit = FIGURE("300418.SZ", "net_profit", "2024H1")
    changed = replace(bundled_batch(), as_of=dt.date(2024, 10, 31), figures=(replace(revenue, value=1e9),))
    store.record(replace(changed, complete=False), WHEN)
    use_facts(None)
    rows = (BASKET(None, ["ticker", "net_margin"], None, day)[1:] for day in ("2024-10-31", "2024-10-30"))
    now, then = (dict(held)["300418.SZ"] for held in rows)
    assert (now, then) == (profit / 1e9, pytest.approx(profit / revenue.value))


def test_a_basket_has_the_members_of_the_day(refreshed):
    now = [row[0] for row in BASKET(None, "ticker")[1:]]
    then = [row[0] for row in BASKET(None, "ticker", None, "2024-10-30")[1:]]
    assert (now[0], LEFT in now, len(now)) == (JOINED, False, 55)
    assert then == list(load_facts().tickers)


def test_who_left_still_has_a_name_and_figures(refreshed):
    assert NAME(LEFT) == "Speechocean"
    assert FIGURE(LEFT, "net_profit", "2024H1") == 416421.26
    assert NAME("1", "zh") == "平安银行"


def test_the_day_is_that_of_the_newest_figures(refreshed):
    assert AS_OF() == 45596  # 49 days after 2024-09-12, day 45547


def test_what_is_recorded_elsewhere_is_seen_without_being_told(store):
    assert AS_OF() == 45547
    store.record(replace(bundled_batch(), as_of=dt.date(2024, 9, 13), figures=()), WHEN)
    first = load_facts().figures[0]
    changed = replace(first, value=2.5)
    store.record(
        replace(bundled_batch(), as_of=dt.date(2024, 9, 14), figures=(changed,), complete=False), WHEN
    )
    time.sleep(1.1)
    assert (AS_OF(), FIGURE(*asked(first))) == (45549, 2.5)


def test_a_column_is_one_query_and_not_one_for_each_cell(store):
    statements = []
    reader = facts()
    ask = reader._ask
    reader._ask = lambda sql, values=(): statements.append(sql) or ask(sql, values)
    tickers = [[ticker] for ticker in load_facts().tickers]
    grid = FIGURE(tickers, [["revenue", "net_profit", "rd_expense", "price_change"]], [["2024H1"]])
    assert (len(grid), len(grid[0])) == (55, 4)
    assert sum("value, kind" in sql for sql in statements) == 3
    assert len(statements) <= 11


def own_file(tmp_path, monkeypatch):
    path = tmp_path / "own.sqlite"
    open_store(path)
    monkeypatch.setenv("XL_AIGC_STORE", str(path))
    use_facts(None)
    return path


def test_a_file_put_in_place_of_the_store_is_read(tmp_path, monkeypatch):
    path = own_file(tmp_path, monkeypatch)
    assert AS_OF() == 45547
    other = tmp_path / "other.sqlite"
    changed = replace(load_facts().figures[0], value=9.5)
    open_store(other).record(
        replace(bundled_batch(), as_of=dt.date(2025, 4, 30), figures=(changed,), complete=False), WHEN
    )
    shutil.move(other, path)
    for left in tmp_path.glob("own.sqlite-*"):
        left.unlink()
    time.sleep(0.3)
    assert AS_OF() == 45777


def test_a_store_that_appears_takes_the_place_of_the_bundled_facts_and_goes_again(tmp_path, monkeypatch):
    path = tmp_path / "xl_aigc" / "store.sqlite"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    use_facts(None)
    assert isinstance(facts(), ReferenceFacts)
    open_store(path)
    time.sleep(1.1)
    assert not isinstance(facts(), ReferenceFacts)
    path.unlink()
    time.sleep(1.1)
    assert isinstance(facts(), ReferenceFacts)


def test_a_store_that_is_named_and_not_there_is_told_until_it_is(tmp_path, monkeypatch, log_file):
    path = tmp_path / "mistyped.sqlite"
    monkeypatch.setenv("XL_AIGC_STORE", str(path))
    use_facts(None)
    assert (FIGURE("688787.SH", "revenue"), AS_OF()) == (CellError.VALUE, CellError.VALUE)
    says = f"{path}: XL_AIGC_STORE names a store that is not there. Correct the name, or make the store"
    assert says in str(CATALOGUE["WHY"].call(CellError.VALUE))
    assert says in log_file.read_text(encoding="utf-8")
    assert CATALOGUE["YOY"].call(120, 100) == pytest.approx(0.2)
    assert CATALOGUE["HELP"].call("AIGC_YOY")[0][0] == "AIGC_YOY(current, prior)"
    open_store(path)
    time.sleep(1.1)
    assert AS_OF() == 45547


def damaged(path):
    path.write_bytes(b"no store at all\n" * 400)


def truncated(path):
    path.write_bytes(path.read_bytes()[:5000])


def newer(path):
    connection = sqlite3.connect(path)
    connection.execute("UPDATE xl_aigc_store SET version = 99")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (damaged, "can't be read (file is not a database)"),
        (truncated, "can't be read (database disk image is malformed)"),
        (newer, f"is of schema 99. Expected schema {SCHEMA}; update xl_aigc"),
    ],
)
def test_a_store_that_can_not_be_used_is_an_error_value_and_a_sentence_in_the_log(
    spoil, says, tmp_path, monkeypatch, log_file
):
    path = own_file(tmp_path, monkeypatch)
    spoil(path)
    use_facts(None)
    assert (FIGURE("688787.SH", "revenue"), AS_OF()) == (CellError.VALUE, CellError.VALUE)
    assert FIGURE([["688787.SH"], ["000333.SZ"]], "revenue") == [[CellError.VALUE], [CellError.VALUE]]
    assert says in log_file.read_text(encoding="utf-8")
    path.unlink()
    open_store(path)
    use_facts(None)
    assert AS_OF() == 45547


def test_a_server_out_of_reach_is_told_without_the_password(monkeypatch, log_file):
    monkeypatch.setenv("XL_AIGC_STORE", "postgresql://anna:secret@127.0.0.1:1/x")
    use_facts(None)
    assert AS_OF() is CellError.VALUE
    use_facts(None)
    said = log_file.read_text(encoding="utf-8")
    assert "anna:***@127.0.0.1" in said
    assert "secret" not in said


def test_a_missing_driver_is_told_with_what_to_install(monkeypatch, log_file):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.setenv("XL_AIGC_STORE", "postgresql://anna:secret@127.0.0.1:1/x")
    use_facts(None)
    assert AS_OF() is CellError.VALUE
    use_facts(None)
    assert "pip install 'xl-aigc[postgres]'" in log_file.read_text(encoding="utf-8")


def test_a_store_is_read_with_the_standard_library_alone(tmp_path):
    open_store(tmp_path / "store.sqlite")
    code = (
        "import sys; from xl_aigc.functions import CATALOGUE, facts; print(CATALOGUE['AS_OF'].call(), type(facts()).__name__)\n"
        "print(sorted({'sqlalchemy', 'psycopg', 'yaml', 'pandas', 'pydantic', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        env=os.environ | {"PYTHONPATH": str(PACKAGE.parent), "XL_AIGC_STORE": str(tmp_path / "store.sqlite")},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.splitlines() == ["45547 StoreFacts", "[]"]


def test_without_sqlite_as_in_some_pyodide_the_bundled_facts_are_read(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    use_facts(None)
    assert AS_OF() == 45547
