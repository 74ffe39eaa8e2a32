"""Cells of Calc read the store of this machine, and see a refresh at the next calculation."""

from __future__ import annotations

import datetime as dt

from support.calc_session import Sheet, agree
from support.own_measures import write_basket
from support.restated import kunlun_restated

from xl_aigc.cell_errors import CellError
from xl_aigc.data.folder_batch import bundled_batch, folder_batch
from xl_aigc.store.opening import open_store


def test_calc_shows_the_figure_of_the_newest_vintage_and_of_a_day(calc, tmp_path, monkeypatch):
    place = tmp_path / "store.sqlite"
    store = open_store(place)
    batch = bundled_batch()
    kunlun, later = kunlun_restated(batch)
    store.record(later, dt.datetime(2024, 10, 31, tzinfo=dt.UTC))
    monkeypatch.setenv("XL_AIGC_STORE", str(place))
    sheet = Sheet()
    sheet.ask("now", '=AIGC.FIGURE("300418.SZ","revenue","2024H1")')
    sheet.ask("then", '=AIGC.FIGURE("300418.SZ","revenue","2024H1","2024-09-30")')
    sheet.ask("day", "=AIGC.AS_OF()")
    (cells,) = calc.do(sheet.step(tmp_path / "store.xlsx"))
    assert cells["now"] == [[2_600_000_000.0]]
    assert cells["then"] == [[kunlun.value]]
    assert cells["day"] in ([["2024-10-31"]], [[float((dt.date(2024, 10, 31) - dt.date(1899, 12, 30)).days)]])


def test_a_measure_of_a_baskets_own_is_refused_and_its_formula_over_items_works(calc, tmp_path, monkeypatch):
    place = tmp_path / "store.sqlite"
    batch = folder_batch(write_basket(tmp_path / "aigc"), "files")
    open_store(place).record(batch, dt.datetime(2024, 11, 1, tzinfo=dt.UTC))
    monkeypatch.setenv("XL_AIGC_STORE", str(place))
    sheet = Sheet()
    sheet.ask("own", '=AIGC.FIGURE("300418.SZ","my_profit_per_rd")')
    sheet.ask("report's", '=AIGC.FIGURE("300418.SZ","rd_intensity")')
    ratio = 'AIGC.BASKET(,"net_profit")/AIGC.BASKET(,"rd_expense")'
    sheet.ask("formula", f'=INDEX(IFERROR({ratio},""),7,1)', (1, 1))
    sheet.ask("column", f'=COUNT(IFERROR({ratio},""))', (1, 1))
    (cells,) = calc.do(sheet.step(tmp_path / "own.xlsx"))
    assert agree(cells["own"], CellError.VALUE)
    # Kunlun 2024H1: a loss of 389 m on 757 m of R&D, and revenue of 2,502 m; 40 companies have both figures.
    assert agree(cells["report's"], 757 / 2502)
    assert agree(cells["formula"], -389 / 757)
    assert agree(cells["column"], 40)
