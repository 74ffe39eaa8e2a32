"""Whatever a person added to the workbook is there after a refresh, where it was, in every form that programs save."""

from __future__ import annotations

import zipfile
from functools import cache

import pytest
from lxml import etree
from support.additions import with_personal_additions
from support.format_checker import findings
from support.next_basket import DROPPED, JOINED, incoming
from support.openpyxl_reading import load_workbook
from support.package_file import PackageFile, q
from support.people_changes import type_into_data
from support.recalculation import libreoffice

from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.plan import Content, EditPlan, SheetEdit
from xl_aigc.ooxml.references import cell_name, split_cell
from xl_aigc.ooxml.seal import SEAL
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.found import find
from xl_aigc.report.check_file import check_file
from xl_aigc.report.record import SHEET

pytestmark = pytest.mark.filterwarnings("ignore:.*not supported:UserWarning:openpyxl")

SMALL_EDITS = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml")
"""Parts of the workbook as a whole: the order to recalculate, and the chain of calculation, which goes."""


@pytest.fixture(scope="module")
def carried(corpus, after, tmp_path_factory):
    """A workbook of the corpus before and after, and what was done to it; each once."""

    @cache
    def make(name):
        path = tmp_path_factory.mktemp("lost") / f"{name}.xlsx"
        path.write_bytes(corpus(name).read_bytes())
        return corpus(name), path, carry_into(path, incoming(after))

    return make


@pytest.fixture(
    scope="module",
    params=[
        "personal_excel",
        pytest.param("personal_wps", marks=pytest.mark.slow),
        pytest.param("personal_others", marks=pytest.mark.slow),
    ],
)
def case(request, carried):
    """The workbook before and after, and what was done to it."""
    return carried(request.param)


@cache
def load(path):
    """A workbook as openpyxl reads it; no test changes it."""
    return load_workbook(path)


@pytest.fixture(scope="module")
def additions(english, tmp_path_factory):
    """Where the person's things stand: the same in each of these files."""
    return with_personal_additions(english, tmp_path_factory.mktemp("additions") / "personal.xlsx")


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def ours(path):
    """The parts that hold our sheets, tables, charts and record."""
    file = PackageFile.read(path)
    with Book(path) as book:
        found = find(book)
        sheets = {book.sheets[title] for title in (*found.titles.values(), SHEET)}
        charts = {part for part, _ in book.chart_references()}
    tables = {file.table(name)[0] for name in ("Data", "Companies")}
    return {*sheets, *tables, *charts, SEAL, *SMALL_EDITS}


def test_every_part_that_is_not_ours_is_byte_for_byte_the_same(case):
    before, path, done = case
    old, new = parts(before), parts(path)
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    assert changed <= {*done.edited.changed, *done.edited.added, *done.edited.removed}
    assert {name for name in changed - ours(path) if "calcChain" not in name} == set()


def test_the_workbook_part_changes_by_an_order_to_recalculate_and_by_names_that_grow(case):
    before, path, _ = case
    old, new = (PackageFile.read(each).tree("xl/workbook.xml") for each in (before, path))
    texts = []
    for root in (old, new):
        names = root.find(q("definedNames"))
        texts.append({(one.get("name"), one.get("localSheetId")): one.text for one in names})
        for element in (names, *root.findall(q("calcPr"))):
            root.remove(element)
    assert etree.tostring(old, method="c14n") == etree.tostring(new, method="c14n")
    was, now = texts
    assert was.keys() == now.keys()
    grown = {name for name, text in was.items() if now[name] != text}
    assert {name for name, _ in grown} <= {"_xlnm.Print_Area", "_xlnm._FilterDatabase", "company_tickers"}


def test_no_row_has_moved_to_another_company(case):
    before, path, _ = case
    with Book(before) as one, Book(path) as other:
        old, new = find(one), find(other)
        for name in ("Data", "Companies"):
            rows = new.tables[name].rows
            assert {ticker: rows[ticker] for ticker in old.tables[name].rows} == old.tables[name].rows
            assert [ticker for ticker in rows if ticker not in old.tables[name].rows] == list(JOINED)


def test_columns_of_the_persons_own_stay_beside_and_inside(case, additions):
    before, path, _ = case
    old, new = load(before), load(path)
    data, companies = additions.sheets["Data"], additions.sheets["Companies"]
    for address in additions.beside:
        assert new[data][address].value == old[data][address].value
    letters = additions.inside[1]
    last = old[companies].max_row
    for row in range(1, last + 1):
        assert new[companies][f"{letters}{row}"].value == old[companies][f"{letters}{row}"].value
    filled = [new[companies][f"{letters}{last + n}"].value for n in (1, 2, 3)]
    assert all(filled), "a calculated column of theirs is filled down, as Excel does"
    assert new[data][f"{letters}1"].value == old[data][f"{letters}1"].value


def test_renamed_sheets_and_headings_hidden_rows_colours_and_filters_stay(case, additions):
    before, path, _ = case
    old, new = load(before), load(path)
    assert new.sheetnames == old.sheetnames
    data = additions.sheets["Data"]
    was, now = old[data], new[data]
    headings = [cell.value for cell in now[8]]
    assert [cell.value for cell in was[8]] == headings
    assert additions.renamed[0] in [cell.value for row in now.iter_rows(max_row=12) for cell in row]
    assert [row for row in additions.hidden if not now.row_dimensions[row].hidden] == []
    assert now[additions.coloured].fill.fgColor.rgb == was[additions.coloured].fill.fgColor.rgb
    for sheet in old:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.has_style:
                    assert new[sheet.title][cell.coordinate].style_id == cell.style_id


@pytest.mark.parametrize("name", ["personal_excel", "personal_others"])
def test_a_checker_of_the_format_finds_nothing_new(carried, name):
    """Excel's spelling and another's; the checker takes long."""
    before, path, _ = carried(name)
    assert findings(path) - findings(before) == set()


def test_formulas_and_charts_cover_all_rows(case):
    _, path, _ = case
    with Book(path) as book:
        found = find(book)
        assert {table.area.bottom - table.area.top for table in found.tables.values()} == {58}
        companies = found.cells(found.tables["Companies"].sheet)
        shown = {cell.value for cell in companies.values()}
    assert set(JOINED) <= shown
    assert DROPPED in shown


@pytest.mark.slow
def test_libreoffice_opens_it_and_finds_our_values_up_to_date(case, additions):
    """Values of the person's own formulas are the spreadsheet program's to renew."""
    _, path, _ = case
    with Book(path) as book:
        mine = set(find(book).titles.values())
    theirs = additions.inside[1]
    stale = [
        one for one in check_file(path, libreoffice()).problems if one.sheet in mine and one.kind != "check"
    ]
    assert [one for one in stale if one.cell.rstrip("0123456789") != theirs] == []


def test_cells_that_the_person_corrected_are_kept_told_and_computed_with(english, after, tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(english.read_bytes())
    with Book(path) as book:
        table = find(book).tables["Data"]
        sheet, row, column = table.sheet, table.rows["300418.SZ"], table.columns["revenue"]
    own = 2_000_000_000
    type_into_data(path, "300418.SZ", "revenue", own)
    done = carry_into(path, incoming(after))
    assert [(one.ticker, one.item, one.value) for one in done.carry.kept] == [("300418.SZ", "revenue", own)]
    (told,) = [entry for entry in done.carry.log if entry.kind == "kept"]
    assert (told.old, told.new) == (own, 2_600_000_000.0)
    with Book(path) as book:
        found = find(book)
        companies = found.tables["Companies"]
        cells = found.cells(companies.sheet)
        shown = cells[cell_name(companies.rows["300418.SZ"], companies.columns["revenue"])].value
    assert shown == own / 1e6
    again = carry_into(path, incoming(after), overwrite=True)
    assert again.carry.kept == ()
    with Book(path) as book:
        assert book.cells(sheet)[cell_name(row, column)].value == 2_600_000_000.0


def test_a_limit_that_the_person_changed_stays_and_is_computed_with(english, after, tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(english.read_bytes())
    with Book(path) as book:
        sheet, at, cell = book.named("limit_rd_100m")
    assert cell.value == 100
    apply_edits(path, path, EditPlan({sheet: SheetEdit(contents={at: Content(500)})}))
    carry_into(path, incoming(after))
    with Book(path) as book:
        assert book.named("limit_rd_100m")[2].value == 500
        found = find(book)
        companies = found.tables["Companies"]
        column = companies.columns["rd_expense"]
        spent = [
            found.cells(companies.sheet)[cell_name(row, column)].value for row in companies.rows.values()
        ]
        cells = book.cells(found.titles["rd"])
        row, column = next(split_cell(at) for at, cell in cells.items() if cell.value == "R&D above CNY 500m")
        counted = cells[cell_name(row + 1, column)].value
    assert counted == sum(isinstance(value, float) and value > 500 for value in spent)
