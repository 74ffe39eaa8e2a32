"""Inputs that a hand or a program altered: taken for what they are, or named and refused; never "n.a." without a word."""

from __future__ import annotations

import shutil

import pytest
from lxml import etree
from support.kill_refresh import WHEN, Attempt, small_report
from support.next_basket import incoming
from support.office import find_office
from support.package_file import PackageFile, q

import xl_aigc as xa
from xl_aigc.data.limits import LIMITS
from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import cell_name, split_cell
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.refresh import RefreshOptions, refresh
from xl_aigc.store.opening import open_store

DATA, COMPANIES = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return small_report(tmp_path_factory.mktemp("report"))


@pytest.fixture
def attempt(report, tmp_path):
    shutil.copy(report[0], tmp_path / "store.sqlite")
    shutil.copy(report[1], tmp_path / "report.xlsx")
    return Attempt(tmp_path, report[2])


def at(workbook, key, ticker, table="Data"):
    with Book(workbook) as book:
        found = find(book).located[table]
        return cell_name(found.rows[ticker], found.columns[key])


def put(workbook, part, cells):
    """Type into cells: a text, a number, or None to empty one."""
    file = PackageFile.read(workbook)
    root = file.tree(part)
    held = {cell.get("r"): cell for cell in root.iter(q("c"))}
    for name, value in cells.items():
        cell = held[name]
        cell[:] = []
        cell.attrib.pop("t", None)
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, q("is")), q("t")).text = value
        elif value is not None:
            etree.SubElement(cell, q("v")).text = str(value)
    file.put(part, root)
    file.write(workbook)


def value(workbook, address, sheet="Data"):
    with Book(workbook) as book:
        cell = book.cells(sheet).get(address)
        return None if cell is None else cell.value


def carry(attempt, **options):
    return refresh(open_store(attempt.store), RefreshOptions(None, attempt.workbook, **options), WHEN, lambda *_: None)  # fmt: skip


def tickers(workbook):
    with Book(workbook) as book:
        found = find(book)
        return {name: dict(table.rows) for name, table in found.tables.items()}


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


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_every_value_that_follows_from_what_was_mended_is_what_libreoffice_computes(built, after, tmp_path):
    """Lists of companies of one rank name them in the order of the rows, which is not that in which tickers are known."""
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
    assert says == f"Data row {row}: the ticker '2230' is taken for 002230.SZ and written so again, as formulas look it up."  # fmt: skip


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


def renamed(workbook, heading, text):
    """Type another heading: the cell, the name of the table's column and the formulas that name it, as Excel keeps them equal."""
    file = PackageFile.read(workbook)
    with Book(workbook) as book:
        cells = book.cells("Data")
    cell = next(name for name, held in cells.items() if held.value == heading and held.formula is None)
    put(workbook, DATA, {cell: text})
    file = PackageFile.read(workbook)
    part = next(
        name for name in file.parts if "/tables/" in name and b'displayName="Data"' in file.parts[name]
    )
    file.parts[part] = file.parts[part].replace(f'name="{heading}"'.encode(), f'name="{text}"'.encode(), 1)
    for name in file.parts:
        if name.endswith(".xml"):
            file.parts[name] = file.parts[name].replace(f"[{heading}]".encode(), f"[{text}]".encode())
    file.write(workbook)
    return cell


def typed_alone(workbook, heading, text):
    """Type another heading into the cell alone, as openpyxl does: the name of the table's column stays."""
    with Book(workbook) as book:
        cell = next(name for name, held in book.cells("Data").items() if held.value == heading)
    put(workbook, DATA, {cell: text})
    return cell


WAYS = pytest.mark.parametrize("typed", [renamed, typed_alone])


@WAYS
@pytest.mark.parametrize("text", ["Revenue 2023FY", "营业收入 2023年报", "Revenue 2024-12-31"])
def test_a_heading_that_names_another_period_is_refused(attempt, text, typed):
    cell = typed(attempt.workbook, "Revenue 2024H1", text)
    with pytest.raises(WorkbookError, match=r"names 20\d\dFY, but the column holds figures of 2024H1"):
        attempt.refresh()
    found = [one for one in xa.check(attempt.workbook, office=False).problems if one.kind == "input"]
    assert {(one.sheet, one.cell) for one in found} == {("Data", cell)}
    assert any("but the column holds figures of 2024H1" in one.says for one in found)


@WAYS
@pytest.mark.parametrize("text", ["Sales", "Sales 2024H1", "营业收入 2024中报"])
def test_another_heading_of_the_same_period_or_of_none_stays(attempt, text, typed):
    cell = typed(attempt.workbook, "Revenue 2024H1", text)
    attempt.refresh()
    assert value(attempt.workbook, cell) == text
    with Book(attempt.workbook) as book:
        (data,) = [table for table in book.tables if table.name == "Data"]
        formulas = [cell.formula for cell in book.cells("Companies").values() if cell.formula]
    assert text in data.columns
    assert "Revenue 2024H1" not in data.columns
    assert any(f"[{text}]" in each for each in formulas)
    assert not any("[Revenue 2024H1]" in each for each in formulas)
    assert xa.check(attempt.workbook, office=False).problems == ()


def test_a_heading_typed_into_its_cell_alone_is_told(attempt):
    cell = typed_alone(attempt.workbook, "Revenue 2024H1", "Sales")
    first = xa.check(attempt.workbook, office=False).problems[0]
    says = f"Data {cell}: the column 'Revenue 2024H1' is called 'Sales' now, as its heading says."
    assert (first.kind, first.sheet, first.cell, first.says) == ("input", "Data", cell, says)
    assert carry(attempt).carried.carry.mended == (says,)


@pytest.mark.parametrize("typed", ["Ticker", 2024])
def test_what_can_be_no_heading_is_named_and_nothing_is_refreshed(attempt, typed):
    """Two columns of one name, or a number."""
    cell = typed_alone(attempt.workbook, "Revenue 2024H1", typed)
    before = attempt.workbook.read_bytes()
    with pytest.raises(WorkbookError, match=rf"cell {cell}: The cell of the heading 'Revenue 2024H1'"):
        carry(attempt)
    assert attempt.workbook.read_bytes() == before


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


def test_an_emptied_heading_is_named_and_nothing_is_refreshed(attempt):
    with Book(attempt.workbook) as book:
        address = next(name for name, held in book.cells("Data").items() if held.value == "Revenue 2024H1")
    put(attempt.workbook, DATA, {address: None})
    with pytest.raises(WorkbookError, match=f"cell {address}: The heading 'Revenue 2024H1' .* was emptied"):
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
