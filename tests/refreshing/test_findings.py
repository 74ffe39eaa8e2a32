"""Inputs that a hand or a program altered: taken for what they are, or named and refused; never "n.a." without a word."""

from __future__ import annotations

import shutil

import pytest
from support.next_basket import incoming
from support.office import require_office
from support.package_file import PackageFile, q
from support.typed_cells import COMPANIES, DATA, at, carry, put, tickers, value

import xl_aigc as xa
from xl_aigc.data.limits import LIMITS
from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import cell_name, split_cell
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.found import find


@pytest.mark.parametrize(
    "typed", [2230, "2230", "002230", "002230.SZ ", "００２２３０.SZ", "sz002230", " 002230.sz", None]
)
@pytest.mark.parametrize("table", ["Data", "Companies"])
def test_an_altered_ticker_is_taken_for_its_company_and_written_again(attempt, typed, table):
    before = tickers(attempt.workbook)
    cell = at(attempt.workbook, "ticker", "002230.SZ", table)
    put(attempt.workbook, DATA if table == "Data" else COMPANIES, {cell: typed})
    attempt.refresh()
    assert value(attempt.workbook, cell, table) == "002230.SZ"
    assert tickers(attempt.workbook) == before, "no row is appended"
    assert carry(attempt).carried.carry.mended == ()


def test_every_value_that_follows_from_what_was_mended_is_what_libreoffice_computes(built, after, tmp_path):
    """Lists of companies of one rank name them in the order of the rows, which is not that in which tickers are known."""
    require_office()
    workbook = tmp_path / "report.xlsx"
    shutil.copy(built("en"), workbook)
    with Book(workbook) as book:
        found = find(book)
        parts = {name: book.sheets[table.sheet] for name, table in found.tables.items()}
        held = {name: list(table.rows) for name, table in found.tables.items()}
    for name, part in parts.items():
        first, second = held[name][:2]
        typed = {at(workbook, "ticker", ticker, name): ticker.split(".")[0] for ticker in (first, second)}
        put(workbook, part, typed)
    put(workbook, parts["Data"], {at(workbook, "revenue", "002230.SZ"): "93.24亿"})
    assert len(carry_into(workbook, incoming(after)).carry.mended) == 5
    assert xa.check(workbook, office=True).problems == ()
    with Book(workbook) as book:
        assert {
            name: list(table.rows)[: len(held[name])] for name, table in find(book).tables.items()
        } == held


def test_what_was_taken_for_a_ticker_is_told(attempt):
    cell = at(attempt.workbook, "ticker", "002230.SZ")
    put(attempt.workbook, DATA, {cell: 2230})
    (says,) = carry(attempt).carried.carry.mended
    row = split_cell(cell)[0]
    assert says == f"Data row {row}: the ticker '2230' is taken for 002230.SZ; a refresh writes it so, as formulas look it up."  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("002230.SH", r"Row \d+ says 002230\.SH, but holds what was written for 002230\.SZ\."),
        ("688111.SH", r"688111\.SH stands twice in the table Data, in rows \d+ and \d+\."),
        ("688111", r"688111\.SH stands twice in the table Data, in rows \d+ and \d+ \(as '688111'\)\."),
    ],
)
def test_a_ticker_of_another_company_is_refused(attempt, typed, says):
    cell = at(attempt.workbook, "ticker", "002230.SZ")
    put(attempt.workbook, DATA, {cell: typed})
    before, store = attempt.workbook.read_bytes(), attempt.store.read_bytes()
    with pytest.raises(WorkbookError, match=says):
        attempt.refresh()
    assert (attempt.workbook.read_bytes(), attempt.store.read_bytes()) == (before, store)
    found = [one for one in xa.check(attempt.workbook, office=False).problems if one.kind == "input"]
    assert (found[0].sheet, found[0].cell) == ("Data", cell)


@pytest.mark.parametrize("ticker_too", [True, False])
def test_an_emptied_row_of_data_is_refused(attempt, ticker_too):
    with Book(attempt.workbook) as book:
        table = find(book).tables["Data"]
        row = table.rows["002230.SZ"]
        cells = {cell_name(row, column): None for key, column in table.columns.items() if ticker_too or key != "ticker"}  # fmt: skip
    put(attempt.workbook, DATA, cells)
    says = "has no row of 002230.SZ any more" if ticker_too else "Every cell of 002230.SZ but its ticker was emptied"  # fmt: skip
    with pytest.raises(WorkbookError, match=says):
        attempt.refresh()
    problems = xa.check(attempt.workbook, office=False).problems
    assert any(one.kind == "input" and says in one.says for one in problems)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("217274000009", 217274000009.0),
        ("2172.74亿", 217274000000.0),
        ("217,274,000,009", 217274000009.0),
        ("２１７２７４０００００９", 217274000009.0),
        ("(1,000)", -1000.0),
        ("CNY 2.5 bn", 2500000000.0),
        ("about 2 billion", None),
        ("2172.74亿美元", None),
        ("12%", None),
    ],
)
def test_a_number_stored_as_text_is_made_a_number_or_refused(attempt, typed, number):
    """亿 is 100 million: 2172.74 of them are 217,274,000,000."""
    cell = at(attempt.workbook, "revenue", "002230.SZ")
    put(attempt.workbook, DATA, {cell: typed})
    if number is None:
        with pytest.raises(WorkbookError, match=f"Data {cell} holds .*no number can be read"):
            attempt.refresh()
        return
    done = carry(attempt)
    assert value(attempt.workbook, cell) == number
    assert any(f"Data {cell}: {typed!r} is a number stored as text" in one for one in done.carried.carry.mended)  # fmt: skip
    assert [(one.ticker, one.item, one.value) for one in done.carried.carry.kept] == [("002230.SZ", "revenue", number)]  # fmt: skip
    shown = at(attempt.workbook, "revenue", "002230.SZ", "Companies")
    assert value(attempt.workbook, shown, "Companies") == pytest.approx(number / 1e6), "in CNY million"


def test_our_own_number_stored_as_text_is_a_number_again_and_no_correction(attempt):
    cell = at(attempt.workbook, "revenue", "002230.SZ")
    number = value(attempt.workbook, cell)
    put(attempt.workbook, DATA, {cell: f"{number:,.0f}"})
    done = carry(attempt)
    assert value(attempt.workbook, cell) == number
    assert done.carried.carry.kept == ()


def test_a_figure_that_a_person_says_is_missing_stays_missing_and_is_told(attempt):
    cell = at(attempt.workbook, "revenue", "002230.SZ")
    put(attempt.workbook, DATA, {cell: "unknown"})
    done = carry(attempt)
    assert value(attempt.workbook, cell) == "unknown"
    assert [(one.ticker, one.value) for one in done.carried.carry.kept] == [("002230.SZ", None)]


@pytest.mark.parametrize("typed", ["150m", "150", None])
def test_a_limit_without_a_number_is_named_and_nothing_is_refreshed(attempt, typed):
    with Book(attempt.workbook) as book:
        key = next(name for name in LIMITS if book.named(name))
        sheet, address, _ = book.named(key)
        part = book.sheets[sheet]
    put(attempt.workbook, part, {address: typed})
    before = attempt.workbook.read_bytes()
    with pytest.raises(WorkbookError, match=rf"cell {address}: The limit {key} is a number"):
        carry(attempt)
    assert attempt.workbook.read_bytes() == before
    (found,) = [one for one in xa.check(attempt.workbook, office=False).problems if one.kind == "input"]
    assert (found.sheet, found.cell) == (sheet, address)


def test_a_deleted_name_is_found_wherever_a_formula_of_ours_reads_it(attempt):
    """The first row of the table Companies does not read it."""
    with Book(attempt.workbook) as book:
        texts = {sheet: list(book.cells(sheet).values()) for sheet in book.sheets}
        table = find(book).located["Companies"]
        first = next(iter(table.rows.values()))
        inside = {cell_name(first, column) for column in table.columns.values()}
        row = [
            book.cells(table.sheet)[cell].formula or "" for cell in inside if cell in book.cells(table.sheet)
        ]
    formulas = [cell.formula for cells in texts.values() for cell in cells if cell.formula]
    (key, *_) = [
        key
        for key in LIMITS
        if any(key in each for each in formulas) and not any(key in each for each in row)
    ]
    file = PackageFile.read(attempt.workbook)
    root = file.tree("xl/workbook.xml")
    for name in [each for each in root.iter(q("definedName")) if each.get("name") == key]:
        name.getparent().remove(name)
    file.put("xl/workbook.xml", root)
    file.write(attempt.workbook)
    with pytest.raises(WorkbookError, match=rf"The defined name {key} is gone, which formulas read"):
        carry(attempt)


def test_figures_under_the_tickers_of_other_companies_are_refused(attempt):
    """The figures of four companies go one row up, and the first one's to the last."""
    with Book(attempt.workbook) as book:
        names = find(book).ledger.facts.tickers[:4]
    cells = [at(attempt.workbook, "revenue", ticker) for ticker in names]
    held = [value(attempt.workbook, cell) for cell in cells]
    put(attempt.workbook, DATA, dict(zip(cells, [*held[1:], held[0]], strict=True)))
    before = attempt.workbook.read_bytes()
    with pytest.raises(WorkbookError, match="figures of other companies"):
        carry(attempt)
    assert attempt.workbook.read_bytes() == before
