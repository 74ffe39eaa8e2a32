"""Ids of sources: short in every batch, and each one source in the store."""

from __future__ import annotations

import datetime as dt

import pytest

from xl_aigc.data.batch import Batch
from xl_aigc.data.model import Company, Figure, Source
from xl_aigc.data.period import Period
from xl_aigc.sources import Request, fetch
from xl_aigc.store.opening import open_store
from xl_aigc.store.state import read_state
from xl_aigc.store.versions import SOURCE, Known

DAY = dt.date(2024, 9, 30)
NOW = dt.datetime(2024, 10, 1, tzinfo=dt.UTC)


def batch(ticker, value, source, *, complete=False):
    company = Company(ticker, "", ticker, None, "", "other", "")
    figure = Figure(ticker, Period("2024H1"), "revenue", value, "stated", (source.id,))
    return Batch("files", "a file", DAY, (figure,), (company,), sources=(source,), complete=complete)


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store.sqlite")


def added(store, given):
    return store.record(given, NOW).changes.added[0].sources


def address(store, id_):
    with store.database.reading() as connection:
        return read_state(connection, SOURCE, Known(99))[id_,][0]


def test_two_files_whose_readers_both_count_from_one_have_two_ids(store):
    """The bundled sources are S000 to S0nn, so that S1 is free."""
    assert added(store, batch("600001.SH", 1.0, Source("S1", "one.csv"))) == ("S1",)
    (second,) = added(store, batch("600002.SH", 2.0, Source("S1", "two.csv")))
    assert second != "S1"
    assert (address(store, "S1"), address(store, second)) == ("one.csv", "two.csv")
    assert added(store, batch("600003.SH", 3.0, Source("S1", "two.csv"))) == (second,), "known by its address"


def test_a_folder_corrects_the_address_of_its_own_source_and_takes_none_of_another(store):
    added(store, batch("600001.SH", 1.0, Source("S1", "one.csv"), complete=True))
    store.record(batch("600001.SH", 1.0, Source("S1", "one, corrected"), complete=True), NOW)
    assert address(store, "S1") == "one, corrected"
    (other,) = added(store, batch("600002.SH", 2.0, Source("S1", "another folder"), complete=True))
    assert (other != "S1", address(store, "S1")) == (True, "one, corrected")


def test_a_reader_numbers_its_sources(tmp_path):
    file = tmp_path / "a very long name of an export of figures.csv"
    file.write_text("ticker,name,period,revenue\n600001.SH,First,2024H1,1000\n", encoding="utf-8")
    found = fetch(Request("files", file))
    assert [(one.id, one.address) for one in found.sources] == [("S1", file.name)]
    assert found.figures[0].sources == ("S1",)
