"""Workbooks that earlier versions built, as they were given to people: each is refreshed with the figures of today.

Their report sheets are of an earlier design: they stay as they were written, and their formulas follow the figures.
"""

from __future__ import annotations

import datetime as dt
import math
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from support.next_basket import incoming

from xl_aigc.data.folder import load_facts
from xl_aigc.data.item import ITEMS
from xl_aigc.data.period import Period
from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import cell_name, split_cell
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.findings import refuse
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.refresh import RefreshOptions, refresh
from xl_aigc.sources import Request
from xl_aigc.store.opening import open_store

RELEASED = sorted((Path(__file__).parent / "released").glob("*.xlsx"))
WHEN = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
REPORT = (
    "Overview",
    "Value chain",
    "Profitability",
    "Naked swimmers",
    "R&D",
    "Outlook",
    "Claims",
    "One company",
)
OWN_WORDS = [f"{column}{row}" for row in range(12, 67) for column in ("C", "O", "Q", "AQ", "AS", "BC")]
STRIP = "P3"
"""What the head of every sheet calls the companies that have data."""
EVIDENCE = ("Data", "Sources", "Functions", "Checks", "Changes")
REWORDED = {
    "xl_aigc-0.1.0": {key: [STRIP] for key in ("Cover", *REPORT, *EVIDENCE)}
    | {"Changes": [STRIP, "B37", "B50"]}
    | {"Companies": [STRIP, "A6", "A8", *OWN_WORDS]}
}
"""Labels in other words since; statuses, cohorts and the flag that reads statuses, which had other words; the days since a first
model, of which a company without one had 0; names, which say the ticker where two are alike; the formula of who is in the basket, which reads the table Data since: a workbook
without a record can't tell that they were ours, so they stay, formulas as formulas."""
HEAD = 4
"""Rows of the head of a sheet, which tells the period and the day of the figures."""


def refreshed(released, tmp_path):
    """A copy of a workbook in which Kunlun's revenue of 2024H1 became 2,600 m, and what the refresh did."""
    workbook, export = tmp_path / "report.xlsx", tmp_path / "export.csv"
    shutil.copy(released, workbook)
    export.write_text("证券代码,营业收入(元) 2024H1\n300418.SZ,2600000000\n", encoding="utf-8")
    store = open_store(tmp_path / "store.sqlite")
    wanted = RefreshOptions(Request("files", export), workbook)
    return workbook, refresh(store, wanted, WHEN, lambda *_: None), store


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_workbook_of_an_earlier_version_shows_the_new_figures(released, tmp_path):
    """Kunlun's revenue of 2024H1 becomes 2,600 m, its other figures and everybody else's stay as the basket has them."""
    workbook, done, store = refreshed(released, tmp_path)
    assert (done.carried.carry.last.changed, done.carried.carry.kept) == (1, ())
    assert done.carried.carry.foreign == REWORDED.get(released.stem, {})
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


def contents(book, title):
    """What a person reads in the formula bar, below the head of a sheet."""
    cells = {at: cell for at, cell in book.cells(title).items() if split_cell(at)[0] > HEAD}
    return {at: cell.value if cell.formula is None else f"={cell.formula}" for at, cell in cells.items()}


RENAMED = (
    "[Flag: R&D to revenue below layer median]",
    "[Flag: R&D to revenue below median of layer or basket]",
)
"""A heading of the table Companies, and what it is called since: a refresh by the record renames it, and formulas follow."""


def followed(cells):
    return {at: text.replace(*RENAMED) if isinstance(text, str) else text for at, text in cells.items()}


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_its_report_sheets_stay_as_they_were_written_and_one_sentence_says_so(released, tmp_path):
    workbook, done, _ = refreshed(released, tmp_path)
    (said,) = [text for text in done.carried.carry.mended if "earlier design" in text]
    with Book(released) as before, Book(workbook) as after:
        names = {name: text for name, text in before.names.items() if name != "company_tickers"}
        assert names.items() <= after.names.items()
        for title in REPORT:
            due = contents(before, title)
            assert contents(after, title) == (followed(due) if "record" in released.stem else due)
            assert title in said
            stale = [at for at, cell in after.cells(title).items() if cell.formula and cell.value != ""]
            assert [at for at in stale if split_cell(at)[0] > HEAD] == []


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_new_change_of_the_index_goes_into_its_cell(released, tmp_path):
    workbook = tmp_path / "report.xlsx"
    shutil.copy(released, workbook)
    facts = load_facts()
    for change in (-0.25, -0.2):
        first, *others = facts.indices
        carry_into(workbook, incoming(replace(facts, indices=(replace(first, change_ytd=change), *others))))
        with Book(workbook) as book:
            assert book.named("index_change")[2].value == change
            assert book.named("index_change_2")[2].value == -0.3034, "the article's"


def test_it_is_not_rolled_since_its_texts_name_the_period(tmp_path):
    workbook = tmp_path / "report.xlsx"
    shutil.copy(RELEASED[0], workbook)
    facts = load_facts()
    to = replace(incoming(facts), period=Period("2023H1"), compare=Period("2022H1"))
    before = workbook.read_bytes()
    with pytest.raises(WorkbookError, match="sheets of an earlier design, which name the period"):
        carry_into(workbook, to)
    assert workbook.read_bytes() == before
