"""Reading, refreshing, checking and comparing from Python do what the commands do."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

import xl_aigc as xa
from xl_aigc.data.folder import REFERENCE


@pytest.fixture
def restated(tmp_path):
    """A copy of the bundled folder with one figure raised by 10%."""
    folder = tmp_path / "restated"
    shutil.copytree(REFERENCE, folder)
    figures = pd.read_csv(folder / "figures.csv", dtype=str)
    row = figures[
        (figures["ticker"] == "688787.SH")
        & (figures["item"] == "net_profit")
        & (figures["period"] == "2024H1")
    ].index
    figures.loc[row, "value"] = "458063.886"  # 416,421.26 and a tenth
    figures.to_csv(folder / "figures.csv", index=False)
    return folder


def test_a_source_is_read_without_storing_anything(restated):
    found = xa.read(restated).to_pandas().set_index(["ticker", "item", "period"])["value"]
    assert found["688787.SH", "net_profit", "2024H1"] == 458063.886


def test_a_dry_run_tells_the_change_and_writes_nothing(restated, english, tmp_path):
    book = tmp_path / "report.xlsx"
    shutil.copy(english, book)
    before = book.read_bytes()
    store = tmp_path / "figures.sqlite"
    xa.open_store(store)
    changes = xa.refresh(book, restated, store=store, dry_run=True)
    (row,) = changes.to_pandas().to_dict("records")
    assert row == {
        "change": "restated",
        "ticker": "688787.SH",
        "item": "net_profit",
        "period": "2024H1",
        "old": 416421.26,
        "new": 458063.886,
    }
    assert changes.vintage is None
    assert book.read_bytes() == before


def test_a_refresh_changes_the_workbook_and_keeps_a_copy(restated, english, tmp_path):
    book = tmp_path / "report.xlsx"
    shutil.copy(english, book)
    changes = xa.refresh(book, restated, store=tmp_path / "figures.sqlite")
    assert changes.vintage == 2
    assert changes.backup.read_bytes() == english.read_bytes()
    found = xa.diff(changes.backup, book).to_pandas()
    figure = found[found["kind"] == "figure"].iloc[0]
    assert (figure["ticker"], figure["first"], figure["second"]) == ("688787.SH", 416421.26, 458063.886)


def test_nothing_named_is_refused(tmp_path):
    with pytest.raises(xa.AigcError, match="nothing to do"):
        xa.refresh(store=tmp_path / "figures.sqlite")


def test_a_built_workbook_has_no_problems(english):
    assert xa.check(english, office=False).problems == ()


def test_frozen_udf_formulas_are_values(built, tmp_path):
    book = built("en", formulas="udf", names="officejs")
    frozen = xa.freeze(book, tmp_path / "frozen.xlsx")
    assert frozen.count > 0
    assert xa.check(tmp_path / "frozen.xlsx", office=False).problems == ()
