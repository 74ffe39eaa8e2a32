"""Cells of Calc read the store of this machine, and see a refresh at the next calculation."""

from __future__ import annotations

import datetime as dt

from support.calc_session import Sheet
from support.restated import kunlun_restated

from xl_aigc.data.folder_batch import bundled_batch
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
