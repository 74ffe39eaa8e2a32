"""`store`, and `build` from a store: what a person sees, and that the same figures give the same file."""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from dataclasses import replace

import pytest
from support.market_baskets import write_us

from xl_aigc.data.folder import load_facts
from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.store.opening import open_store
from xl_aigc.store.versions import SCHEMA

WHEN = dt.datetime(2024, 11, 1, 9, 30, tzinfo=dt.UTC)
LEFT = "688787.SH"
CHANGES = "xl/worksheets/sheet13"
PIECE = re.compile(rb"[A-Za-z0-9+/=]{60,}")
"""A text of the record."""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Where this user's store would be."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "account"))
    return tmp_path / "account" / "xl_aigc" / "store.sqlite"


@pytest.fixture
def two_vintages(place):
    """A store in which one figure was restated and one company, of which the article speaks, has left."""
    store = open_store(place)
    first = bundled_batch()
    members = tuple(ticker for ticker in first.basket.members if ticker != LEFT)
    store.record(
        replace(
            first,
            source="files",
            origin="half-year.csv",
            as_of=dt.date(2024, 10, 31),
            figures=(replace(first.figures[0], value=1e10), *first.figures[1:]),
            basket=replace(first.basket, members=members),
        ),
        WHEN,
    )
    return store


def test_a_build_makes_no_store_and_needs_none(xl_aigc, place):
    done = xl_aigc("build", "--formulas", "values", "--output", "plain.xlsx")
    assert (done.code, place.exists()) == (0, False)
    assert "vintage" not in done.out


def told(path):
    """The parts of a workbook but the record, its seal and the sheet Changes, which name the vintage."""
    with zipfile.ZipFile(path) as archive:
        kept = [name for name in archive.namelist() if not name.startswith(("xl_aigc/", CHANGES))]
        return {name: PIECE.sub(b"", archive.read(name)) for name in kept}


def test_a_build_from_the_first_vintage_has_the_parts_of_one_from_the_bundled_facts(xl_aigc, place, tmp_path):
    assert xl_aigc("build", "--output", "bundled.xlsx").code == 0
    open_store(place)
    done = xl_aigc("build", "--output", "stored.xlsx")
    assert f"  figures     vintage 1 of {place}, as of 2024-09-12" in done.out.splitlines()
    assert told(tmp_path / "stored.xlsx") == told(tmp_path / "bundled.xlsx")


@pytest.mark.usefixtures("two_vintages")
def test_a_build_reads_the_newest_vintage_or_that_of_a_day(xl_aigc, place, tmp_path):
    now = xl_aigc("build", "--formulas", "values", "--output", "now.xlsx")
    assert (now.code, "vintage 2 of" in now.out, "companies   54" in now.out) == (0, True, True), now.err
    then = xl_aigc("build", "--formulas", "values", "--as-of", "2024-10-30", "--output", "then.xlsx")
    assert "vintage 1 of" in then.out
    place.unlink()
    xl_aigc("build", "--formulas", "values", "--output", "bundled.xlsx")
    assert told(tmp_path / "then.xlsx") == told(tmp_path / "bundled.xlsx")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--data", "x", "--store", "y"), "--data and --store can't go together"),
        (("--as-of", "yesterday"), "--as-of: 'yesterday' is not a day"),
        (("--store", "none.sqlite"), "none.sqlite: There is no store here"),
        (("--basket", "mine"), "The store has no basket 'mine'. Expected one of aigc"),
        (("--as-of", "2020-01-01"), "Nothing was known on 2020-01-01"),
    ],
)
@pytest.mark.usefixtures("two_vintages")
def test_options_that_can_not_be_met_are_told(xl_aigc, options, says):
    done = xl_aigc("build", *options)
    assert (done.code, says in done.err) == (1, True), done.err


@pytest.mark.parametrize("command", ["info", "history", "verify"])
def test_no_command_makes_a_store(xl_aigc, place, command):
    done = xl_aigc("store", command)
    assert done.code == 1
    assert f"{place}: There is no store here. Make one with `xl-aigc refresh`" in done.err
    assert not place.parent.exists()


@pytest.mark.usefixtures("two_vintages")
def test_info_tells_where_and_how_much(xl_aigc, place):
    lines = xl_aigc("store", "info").out.splitlines()
    assert lines[:5] == [
        f"store       {place}",
        f"schema      {SCHEMA}",
        "vintages    2, the newest as of 2024-10-31",
        "figures     347 now, 348 with their history",
        "companies   55",
    ]
    assert lines[5] == f"basket      aigc: 54 companies, 1 left: {LEFT}"
    assert re.fullmatch(r"size        0\.\d MB", lines[6])


@pytest.mark.usefixtures("two_vintages")
def test_info_as_json_says_of_a_basket_what_the_lines_say(xl_aigc):
    told = json.loads(xl_aigc("store", "info", "--json").out)
    assert told["holds"]["vintages"] == 2
    [basket] = told["baskets"]
    assert basket["name"]["zh"] == "AIGC概念股"
    del basket["name"]
    assert basket == {
        "key": "aigc", "companies": 54, "left": [LEFT], "period": "2024H1", "compare": "2023H1", "currency": "CNY",
    }  # fmt: skip


@pytest.mark.usefixtures("two_vintages")
def test_history_lists_the_vintages_and_those_of_one_figure(xl_aigc):
    lines = xl_aigc("store", "history").out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["1", "2"]
    assert lines[2].split()[1:10] == ["2024-10-31", "2024-11-01", "09:30", "0", "1", "0", "0", "346", "0"]
    assert lines[2].endswith("files: half-year.csv")
    first = load_facts().figures[0]
    told = xl_aigc("store", "history", first.ticker, first.item, first.period).out.splitlines()
    assert [line.split()[:3] for line in told] == [
        ["1", "2024-09-12", f"{first.value:,.2f}"],
        ["2", "2024-10-31", "10,000,000,000.00"],
    ]
    none = xl_aigc("store", "history", "603888.SH", "revenue", "2024H1")
    assert none.out == "The store never had revenue of 603888.SH in 2024H1.\n"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("688787", "revenue", "2024H1"), 1, "TICKER: '688787' is no ticker"),
        (("688787.SH", "umsatz", "2024H1"), 1, "ITEM: 'umsatz' is no item"),
        (("688787.SH", "revenue", "2024H2"), 1, "is no cumulative period"),
        (("688787.SH",), 2, "give a ticker, an item and a period"),
    ],
)
@pytest.mark.usefixtures("two_vintages")
def test_a_figure_that_is_none_is_told(xl_aigc, words, code, says):
    done = xl_aigc("store", "history", *words)
    assert (done.code, says in done.err) == (code, True), done.err


@pytest.mark.usefixtures("two_vintages")
def test_an_exported_folder_builds_the_same_file(xl_aigc, tmp_path, place):
    done = xl_aigc("store", "export", "old", "--as-of", "2024-10-30")
    assert (done.code, "claims.yaml" in done.out) == (0, True)
    xl_aigc("build", "--formulas", "values", "--data", "old", "--output", "exported.xlsx")
    place.unlink()
    xl_aigc("build", "--formulas", "values", "--output", "bundled.xlsx")
    assert (tmp_path / "exported.xlsx").read_bytes() == (tmp_path / "bundled.xlsx").read_bytes()


@pytest.mark.usefixtures("two_vintages")
def test_an_article_on_companies_that_have_left_is_told_to_be_left_out(xl_aigc):
    done = xl_aigc("store", "export", "new")
    assert "688787.SH is not in companies.csv." in done.out
    assert xl_aigc("store", "export", "new", "--vintage", "1").code == 1


def test_verify_tells_a_store_that_is_whole_from_one_that_is_not(xl_aigc, two_vintages):
    assert xl_aigc("store", "verify").out == "The store is whole.\n"
    with two_vintages.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM figure WHERE vintage = 2")
    done = xl_aigc("store", "verify")
    assert done.code == 1
    assert "vintage 2 tells of figures: 1, 0 withdrawn, and has (0, 0)." in done.out
    assert "store.sqlite: 1." in done.out


def test_a_password_is_never_shown(xl_aigc):
    done = xl_aigc("store", "info", "--store", "postgresql://anna:secret@127.0.0.1:1/x")
    assert (done.code, "anna:***@127.0.0.1:1/x" in done.err, "secret" in done.err) == (1, True, False)


def test_the_doctor_tells_of_the_store(xl_aigc, place):
    assert f"note    store              none at {place}; the bundled figures serve" in xl_aigc("doctor").out
    open_store(place)
    assert f"ok      store              1 vintage at {place}" in xl_aigc("doctor").out
    place.write_bytes(b"something else" * 100)
    done = xl_aigc("doctor")
    assert (done.code, f"broken  store              {place}: The file is not a store" in done.out) == (
        1,
        True,
    )


def test_the_history_of_a_company_of_another_market_is_found_in_any_case(xl_aigc, tmp_path, place):
    assert not place.exists()
    folder = write_us(tmp_path / "us")
    assert xl_aigc("refresh", "--from", str(folder)).code == 0
    told = xl_aigc("store", "history", "brk.b", "revenue", "2024FY")
    assert "371,433,000,000.00" in told.out, told.err
    assert "is no ticker" in xl_aigc("store", "history", "BRK.L.L", "revenue", "2024FY").err


def test_the_first_refresh_says_that_it_made_the_store(xl_aigc, place):
    figures = place.parents[2] / "figures.csv"
    figures.write_text("ticker,period,item,value\n000333.SZ,2024H1,revenue,217274000010\n", "utf-8")
    made = f"Made the store {place}: its vintage 1 holds the bundled figures.\n"
    tried = xl_aigc("refresh", "--from", figures, "--dry-run").out
    assert "1 restated" in tried
    assert "Made" not in tried
    assert not place.exists()
    assert xl_aigc("refresh", "--from", figures).out.startswith(made)
    assert "Made" not in xl_aigc("refresh", "--from", figures).out
