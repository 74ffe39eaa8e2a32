"""A workbook that lost something of ours is refreshed rightly, or refused with the reason; never both wrong and silent."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from support.kill_refresh import as_folder, basket, small_report
from support.next_basket import JOINED, restated
from support.package_file import PackageFile
from support.spoiled import SPOILED

from xl_aigc.data.period import Period
from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import cell_name
from xl_aigc.refreshing.diff import diff
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.refresh import RefreshOptions, refresh
from xl_aigc.sources import Request
from xl_aigc.store.opening import open_store

WHEN = datetime(2026, 11, 25, tzinfo=UTC)
REFUSED = {
    "duplicate_ticker": "300418.SZ stands twice in the table Data, in rows",
    "ticker_is_a_number": "300418.SZ stands twice in the table Data, in rows 10 and 9 (as '300418')",
    "companies_rows_deleted": "The table Companies has no row of ",
    "no_rows": "The table Data has no row of ",
    "table_renamed": "There is no table Data in the workbook",
    "data_sheet_deleted": "There is no table Data in the workbook",
    "column_deleted": "The table Data has lost the columns archetype",
    "names_deleted": "is gone, which formulas read",
}
"""Refused before anything is recorded."""
NO_ROOM = {
    "totals_row": "The table Data has a row of totals where new rows go",
    "content_below": "The cell has a content where a new row goes",
    "merged_below": "The cells A14:D17 are merged where a new row goes",
}
"""Refused where companies join; the store has the figures then."""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A store, a workbook, the same figures a tenth higher, and another basket with three companies more."""
    folder = tmp_path_factory.mktemp("report")
    return *small_report(folder), as_folder(restated(basket()), folder / "joined")


@pytest.fixture
def spoiled(report, tmp_path):
    """A spoiled workbook with a store of its own, and how to refresh it."""

    def make(what: str, figures: int):
        store, path = tmp_path / "store.sqlite", tmp_path / "report.xlsx"
        store.write_bytes(report[0].read_bytes())
        file = PackageFile.read(report[1])
        SPOILED[what](file)
        file.write(path)
        wanted = RefreshOptions(Request("files", report[figures]), path)
        return path, lambda: refresh(open_store(store), wanted, WHEN, lambda *_: None)

    return make


def refused(spoiled, tmp_path, what, figures):
    """What a refresh that changes nothing says."""
    path, run = spoiled(what, figures)
    before, store = path.read_bytes(), (tmp_path / "store.sqlite").read_bytes()
    with pytest.raises(WorkbookError) as caught:
        run()
    assert (path.read_bytes(), (tmp_path / "store.sqlite").read_bytes()) == (before, store)
    return str(caught.value)


@pytest.mark.parametrize("what", REFUSED)
def test_what_no_refresh_can_do_without_is_named(spoiled, tmp_path, what):
    said = refused(spoiled, tmp_path, what, 2)
    assert REFUSED[what] in said
    assert str(tmp_path / "report.xlsx") in said


@pytest.mark.parametrize("what", NO_ROOM)
def test_no_room_for_new_rows_is_told_and_nothing_is_recorded(spoiled, tmp_path, what):
    assert NO_ROOM[what] in refused(spoiled, tmp_path, what, 3)
    assert {file.name for file in tmp_path.iterdir()} <= {
        "report.xlsx",
        "store.sqlite",
        "store.sqlite-wal",
        "store.sqlite-shm",
    }


@pytest.mark.parametrize("figures", [2, 3])
@pytest.mark.parametrize("what", [what for what in SPOILED if what not in REFUSED])
def test_else_every_figure_of_the_source_is_in_the_workbook(spoiled, what, figures):
    if figures == 3 and what in NO_ROOM:
        pytest.skip("told above")
    path, run = spoiled(what, figures)
    run()
    facts = basket()
    wanted = restated(facts) if figures == 3 else facts
    factor = 1.1 if figures == 2 else 1.0
    with Book(path) as book:
        table = find(book).tables["Data"]
        cells = book.cells(table.sheet)
        for ticker in [one.ticker for one in wanted.companies]:
            shown = cells[cell_name(table.rows[ticker], table.columns["revenue"])].value
            expected = wanted.value(ticker, "revenue", Period("2024H1")) * factor
            assert math.isclose(shown, expected), ticker
        if figures == 3:
            assert set(JOINED) <= table.rows.keys() | find(book).tables["Companies"].rows.keys()


@pytest.mark.parametrize("what", SPOILED)
def test_a_comparison_works_or_says_what_is_missing(report, spoiled, what):
    path, _ = spoiled(what, 2)
    for pair in ((path, report[1]), (report[1], path)):
        try:
            diff(*pair)
        except WorkbookError as error:
            assert REFUSED[what] in str(error)  # noqa: PT017  most of them can be compared
