"""Workbooks that earlier versions built, as they were given to people: each is refreshed with the figures of today."""

from __future__ import annotations

import datetime as dt
import math
import shutil
from pathlib import Path

import pytest

from xl_aigc.data.item import ITEMS
from xl_aigc.data.period import Period
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import cell_name
from xl_aigc.refreshing.findings import refuse
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.refresh import RefreshOptions, refresh
from xl_aigc.sources import Request
from xl_aigc.store.opening import open_store

RELEASED = sorted((Path(__file__).parent / "released").glob("*.xlsx"))
WHEN = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_workbook_of_an_earlier_version_shows_the_new_figures(released, tmp_path):
    """Kunlun's revenue of 2024H1 becomes 2,600 m, its other figures and everybody else's stay as the basket has them."""
    workbook, export = tmp_path / "report.xlsx", tmp_path / "export.csv"
    shutil.copy(released, workbook)
    export.write_text("证券代码,营业收入(元) 2024H1\n300418.SZ,2600000000\n", encoding="utf-8")
    store = open_store(tmp_path / "store.sqlite")
    wanted = RefreshOptions(Request("files", export), workbook)
    done = refresh(store, wanted, WHEN, lambda *_: None)
    assert (done.carried.carry.last.changed, done.carried.carry.kept) == (1, ())
    facts = store.facts("aigc")
    with Book(workbook) as book:
        found = find(book)
        refuse(found.findings, workbook)
        data, companies = found.tables["Data"], found.tables["Companies"]
        assert set(data.rows) == set(companies.rows) == set(facts.tickers)
        cells, shown = found.cells(data.sheet), found.cells(companies.sheet)
        for key, column in data.columns.items():
            item, period = key.removesuffix("_prior"), "2023H1" if key.endswith("_prior") else "2024H1"
            for ticker in facts.tickers if item in ITEMS else ():
                held = cells[cell_name(data.rows[ticker], column)].value
                assert held == (facts.value(ticker, item, Period(period)) or "n.a."), (ticker, key)
        growth = shown[cell_name(companies.rows["300418.SZ"], companies.columns["revenue_yoy"])].value
    assert math.isclose(growth, 2600 / 2425 - 1), "2,425 m in 2023H1"
