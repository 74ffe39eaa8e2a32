"""The refresh of an open workbook, from the copy that is looked at to the ledger that is left, with what is refused before.

xlwings' remote engine stands for Excel; what it does not know (the copy) is a stand-in below. That Excel's
own objects do as much is on the list in docs/excel.md.
"""

from __future__ import annotations

import datetime as dt
import shutil
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlwings
from lxml import etree
from support.next_basket import JOINED, RESTATED, restated
from support.record_of import ledger_of, with_texts
from support.remote_book import Done, cells_of, opened

from xl_aigc.data.folder import load_facts
from xl_aigc.data.folder_batch import facts_batch
from xl_aigc.errors import HostError, WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import cell_name
from xl_aigc.refreshing import macros, open_refresh
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.open_refresh import carry_open
from xl_aigc.report.record import SHEET
from xl_aigc.store.opening import open_store

NOW = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)


class Excel(dict):
    """An open workbook with what the remote engine lacks."""

    CustomXMLParts = ()

    def SaveCopyAs(self, target):  # noqa: N802
        shutil.copyfile(self["book"]["name"], target)


class Sheet(dict):
    protected = frozenset()

    @property
    def ProtectContents(self):  # noqa: N802
        return self["name"] in self.protected


@pytest.fixture
def in_excel(monkeypatch, tmp_path, english):
    """Opens a copy of the report in the stand-in for Excel."""
    for name in ("quiet", "no_filling"):
        monkeypatch.setattr(open_refresh, name, nullcontext)
    monkeypatch.setattr(open_refresh, "status_line", lambda app: nullcontext(lambda text: None))
    monkeypatch.setattr(open_refresh, "recalculate", lambda app: None)
    monkeypatch.setattr(
        Sheet, "protected", frozenset({"Guide"})
    )  # nothing is entered there, so it is no obstacle

    def make(**where):
        path = tmp_path / "report.xlsx"
        shutil.copyfile(english, path)
        return path, opened(path, kinds=(Excel, Sheet), **where)

    return make


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store whose newest vintage is the next basket."""
    made = open_store(tmp_path_factory.mktemp("store") / "store.sqlite")
    batch = facts_batch(restated(load_facts()), "files", "next")
    made.record(replace(batch, basket=replace(batch.basket, article=None)), NOW)
    return made


def remembered(path, book, tmp_path):
    """The ledger that the open workbook holds now."""
    texts = list(Done(cells_of(path), book).cells[SHEET].values())
    with_texts(path, tmp_path / "saved.xlsx", texts)
    return etree.tostring(ledger_of(tmp_path / "saved.xlsx"), encoding="unicode")


def test_the_whole_book_and_the_ledger_that_is_left(in_excel, store, tmp_path):
    path, book = in_excel()
    before = path.read_bytes()
    carried = carry_open(store, book, NOW)
    assert path.read_bytes() == before
    assert carried.backup.read_bytes() == before
    assert carried.backup.name == "report.before-refresh-1.xlsx"
    assert {entry.ticker for entry in carried.carry.log if entry.kind == "joined"} == set(JOINED)
    assert all(f"{ticker},2024H1,revenue" in remembered(path, book, tmp_path) for ticker in JOINED)
    assert set(Done(cells_of(path), book).tables) == {"Data", "Companies"}


def test_a_selection_takes_its_figures_and_claims_no_others(in_excel, store, english, tmp_path):
    with Book(english) as book:
        data = find(book).tables["Data"]
    at = cell_name(data.rows["300418.SZ"], data.columns["net_profit"])
    path, book = in_excel(active="Data", selection=at)
    carried = carry_open(store, book, NOW, part="selection")
    (entry,) = carried.carry.log
    assert (entry.ticker, entry.item, entry.new, entry.source) == (
        "300418.SZ",
        "net_profit",
        RESTATED["300418.SZ", "net_profit"],
        f"files: next (Data!{at})",
    )
    before, after = cells_of(path), Done(cells_of(path), book).cells
    assert {name for name, value in after["Data"].items() if value != before["Data"].get(name)} == {at}
    assert after["Data"][at] == RESTATED["300418.SZ", "net_profit"]
    ledger = remembered(path, book, tmp_path)
    assert JOINED[0] not in ledger
    assert "300418.SZ,2024H1,net_profit,-400000000" in ledger
    assert "300418.SZ,2024H1,revenue,2600000000" not in ledger


def test_a_workbook_of_version_0_1_0_is_refused_with_a_way_on(in_excel, store):
    path, _ = in_excel()
    shutil.copyfile(Path(__file__).parent / "released" / "xl_aigc-0.1.0.xlsx", path)
    book = opened(path, kinds=(Excel, Sheet))
    with pytest.raises(
        WorkbookError, match=r"version 0\.1\.0.*Save and close it.*xl-aigc refresh --workbook"
    ):
        carry_open(store, book, NOW)
    assert book.json() == {"actions": []}


def test_a_sheet_without_companies_is_refused(in_excel, store):
    _, book = in_excel(active="Overview")
    with pytest.raises(
        WorkbookError, match=r"no figure and no company.*Data and Companies|Companies and Data"
    ):
        carry_open(store, book, NOW, part="sheet")
    assert book.json() == {"actions": []}


def test_a_protected_sheet_is_refused_before_anything_is_written(in_excel, store, monkeypatch):
    path, book = in_excel()
    monkeypatch.setattr(Sheet, "protected", frozenset({"Guide", "Data"}))
    with pytest.raises(WorkbookError, match="sheet Data: The sheet is protected"):
        carry_open(store, book, NOW)
    assert book.json() == {"actions": []}
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_stop_in_the_middle_names_the_copy_from_before(in_excel, store, monkeypatch):
    path, book = in_excel()
    before = path.read_bytes()

    def stop(*_):
        raise OSError("The server threw an exception")

    monkeypatch.setattr(open_refresh, "write", stop)
    with pytest.raises(
        WorkbookError, match=r"half refreshed.*without saving.*report\.before-refresh-1\.xlsx"
    ):
        carry_open(store, book, NOW)
    assert path.with_name("report.before-refresh-1.xlsx").read_bytes() == before


def test_a_workbook_that_was_never_saved_is_refused(in_excel, store):
    path, book = in_excel()
    path.unlink()
    with pytest.raises(WorkbookError, match="has no file on this PC"):
        carry_open(store, book, NOW)


def test_without_a_place_for_the_ledger_nothing_is_changed(english, store):
    book = opened(english)
    with pytest.raises(HostError, match=r"Excel on Windows only.*close it.*xl-aigc refresh --workbook"):
        carry_open(store, book, NOW)
    assert book.json() == {"actions": []}


def test_the_macro_tells_a_person_why_not(english, monkeypatch, tmp_path):
    monkeypatch.setenv("XL_AIGC_STORE", str(tmp_path / "store.sqlite"))
    book = opened(english)
    monkeypatch.setattr(xlwings.Book, "caller", classmethod(lambda cls: book))
    macros.refresh_workbook()
    done = Done({}, book)
    assert done.calls == 1
    assert "Excel on Windows only" in done.alerts[0]


def test_an_addin_names_the_workbook_that_it_refreshes(english, monkeypatch, tmp_path):
    monkeypatch.setenv("XL_AIGC_STORE", str(tmp_path / "store.sqlite"))
    book = opened(english)
    addin = SimpleNamespace(app=SimpleNamespace(books={"昆仑 1.xlsm": book}))
    monkeypatch.setattr(xlwings.Book, "caller", classmethod(lambda cls: addin))
    macros.refresh_workbook("book", "66064ED100200031002E0078006C0073006D")
    assert "Excel on Windows only" in Done({}, book).alerts[0]
