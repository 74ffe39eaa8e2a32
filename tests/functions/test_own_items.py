"""Measures of a basket's own as items of AIGC_FIGURE and columns of AIGC_BASKET."""

from __future__ import annotations

import datetime as dt

import pytest
from support.own_measures import write_basket
from support.read_store import functions_read

from xl_aigc.cell_errors import CellError
from xl_aigc.data.folder_batch import folder_batch
from xl_aigc.functions.reader import use_facts
from xl_aigc.hosts.headless import evaluate
from xl_aigc.store.opening import open_store


@pytest.fixture
def own_store(tmp_path):
    """A store whose basket has measures of its own, as the functions read it."""
    store = open_store(tmp_path / "store.sqlite")
    store.record(
        folder_batch(write_basket(tmp_path / "aigc"), "files"), dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
    )
    with functions_read(tmp_path / "store.sqlite"):
        yield store


def test_a_figure_may_be_an_own_measure_in_yuan(own_store):
    # Kunlun 2024H1: a loss of 389 m on 757 m of R&D, with 934 m of selling expense.
    assert evaluate('=AIGC_FIGURE("300418.SZ","my_profit_per_rd","2024H1")') == pytest.approx(-389 / 757)
    assert evaluate('=AIGC_FIGURE("300418.SZ","costs","2024H1")') == 757e6 + 934e6
    assert (
        evaluate('=AIGC_FIGURE("688787.SH","my_profit_per_rd","2024H1")') is CellError.NA
    )  # no R&D expense known


def test_a_basket_shows_own_measures_as_columns_with_their_headings(own_store):
    grid = evaluate('=AIGC_BASKET(,"ticker,my_profit_per_rd,thin",,,"zh")')
    assert grid[0][1:] == ["每元研发对应利润", "Thin margin"]
    row = next(row for row in grid if row[0] == "688111.SH")
    assert row[1] == pytest.approx(721 / 808)  # Kingsoft Office: 721 m of profit on 808 m of R&D
    assert {row[2] for row in grid[1:]} <= {"是", "否", "未知", "无法判断", CellError.NA}


def test_help_knows_own_measures_before_companies_whose_names_hold_the_word(own_store):
    assert evaluate('=AIGC_HELP("thin")')[1][:2] == ["thin", "measure: Thin margin, of the basket aigc"]


def test_a_store_with_wrong_measures_says_what_is_wrong_and_where(tmp_path, monkeypatch):
    folder = write_basket(tmp_path / "aigc")
    (folder / "measures.yaml").write_text("measures:\n  bad: {is: net_proft / revenue}\n", "utf-8")
    open_store(tmp_path / "store.sqlite").record(
        folder_batch(folder, "files"), dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
    )
    monkeypatch.setenv("XL_AIGC_STORE", str(tmp_path / "store.sqlite"))
    use_facts(None)
    try:
        assert evaluate('=AIGC_FIGURE("300418.SZ","revenue","2024H1")') == 2_502_000_000
        said = evaluate('=AIGC_WHY(AIGC_FIGURE("300418.SZ","bad","2024H1"))')
        assert "The measures of the basket aigc are wrong" in said
        assert "line 2" in said
        assert "net_proft" in said
        assert said == evaluate("=AIGC_WHY(AIGC_MEASURES())").replace("AIGC_MEASURES", "AIGC_FIGURE")
        assert evaluate('=AIGC_TOP({"name","revenue";"A",5;"B",7},"revenue",1)')[1] == ["B", 7]
        assert "revenue" in [row[0] for row in evaluate('=AIGC_HELP("revenue")')]
    finally:
        monkeypatch.undo()
        use_facts(None)


def test_a_basket_without_own_measures_knows_none(tmp_path):
    assert evaluate('=AIGC_FIGURE("300418.SZ","my_profit_per_rd","2024H1")') is CellError.VALUE
