"""Every kind of edit on every workbook of the corpus: what was named changes, everything else is byte for byte the same."""

from __future__ import annotations

import re
import zipfile
from functools import cache

import pytest
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook
from support.format_checker import findings
from support.office import convert
from support.openpyxl_reading import load_workbook

from xl_aigc.cell_errors import CellError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.plan import ChartEdit, Content, EditPlan, NewRow, SheetEdit, TableEdit
from xl_aigc.ooxml.references import Area
from xl_aigc.ooxml.seal import SEAL

pytestmark = pytest.mark.filterwarnings("ignore:.*not supported:UserWarning:openpyxl")

CORPUS = (
    "personal_excel",
    *(pytest.param(name, marks=pytest.mark.slow) for name in ("built", "wps", "personal_others")),
)
"""The richest workbook at every run, the others where time is no matter."""


def edit_everything(path):
    """A plan with an edit of each kind, and the values that must be read afterwards, by sheet and cell."""
    with Book(path) as book:
        tables = {table.name: table for table in book.tables}
        data, companies = tables["Data"], tables["Companies"]
        formulas = [name for name, cell in book.cells("Companies").items() if cell.formula is not None]
        chart, drawn = next((part, text) for part, text in book.chart_references() if ":" in text)
    area, other = Area.parse(data.ref), Area.parse(companies.ref)
    body = re.compile(rf"[A-Z]+({'|'.join(str(row) for row in range(other.top + 1, other.bottom + 1))})")
    inside = [name for name in formulas if body.fullmatch(name)]
    values = dict(zip(inside[:5], (1.25, "a<b & c", CellError("#N/A"), True, 0.1), strict=True))
    new, own = area.bottom + 1, other.bottom + 1
    contents = {"A2": Content(" = no formula "), "ZZ1": Content(7, formula="3+4"), inside[9]: Content(None)}
    rows = {new: NewRow(area.bottom, {area.left: Content("300000.SZ"), area.left + 8: Content(12.5)})}
    plan = EditPlan(
        sheets={
            companies.sheet: SheetEdit(
                values,
                contents,
                {own: NewRow(other.bottom, {other.left: Content("300000.SZ")})},
                frozenset({inside[10]}),
                links={f"A{own}": "https://example.org/?a=1&b=2"},
            ),
            data.sheet: SheetEdit(rows=rows),
        },
        tables={
            "Data": TableEdit(Area(area.top, area.left, new, area.right).name),
            "Companies": TableEdit(Area(other.top, other.left, own, other.right).name),
        },
        charts={chart: ChartEdit({drawn: "'Companies'!$A$7:$A$8"}, {"'Companies'!$A$7:$A$8": [1.5, None]})},
        names={"unit_divisor": "'Companies'!$T$4"},
        recalculate=True,
    )
    expected = {(companies.sheet, name): value for name, value in values.items()}
    expected |= {
        (companies.sheet, "A2"): " = no formula ",
        (companies.sheet, "ZZ1"): 7,
        (companies.sheet, f"{get_column_letter(other.left)}{own}"): "300000.SZ",
        (data.sheet, f"{get_column_letter(area.left)}{new}"): "300000.SZ",
        (data.sheet, f"{get_column_letter(area.left + 8)}{new}"): 12.5,
    }
    return plan, expected, (inside[9], inside[10])


@pytest.fixture(scope="module")
def edit(corpus, tmp_path_factory):
    """Edits a workbook of the corpus, each once: source, target, what was said to have changed, what must be read, emptied cells."""

    @cache
    def make(name):
        source, target = corpus(name), tmp_path_factory.mktemp("edited") / f"{name}.xlsx"
        plan, expected, emptied = edit_everything(source)
        return source, target, apply_edits(source, target, plan), expected, emptied

    return make


@pytest.fixture(scope="module", params=CORPUS)
def edited(request, edit):
    return edit(request.param)


def contents(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_part_that_is_not_named_is_byte_for_byte_the_same_and_in_its_place(edited):
    source, target, done, *_ = edited
    old, new = contents(source), contents(target)
    assert {name for name in old if old[name] != new.get(name)} == {*done.changed, *done.removed}
    assert [name for name in old if name not in done.removed] == [
        name for name in new if name not in done.added
    ]
    assert len(done.changed) < 12


def test_untouched_parts_keep_their_dates(edited):
    source, target, done, *_ = edited
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target) as new:
        kept = [entry for entry in old.infolist() if entry.filename not in {*done.changed, *done.removed}]
        assert all(new.getinfo(entry.filename).date_time == entry.date_time for entry in kept)


def test_the_new_values_are_read_by_book_openpyxl_and_calamine(edited):
    _, target, _, expected, (emptied, forgotten) = edited
    book = load_workbook(target, data_only=True)
    other = CalamineWorkbook.from_path(str(target))
    named = {sheet for sheet, _ in expected}
    calamine = {name: other.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in named}
    with Book(target) as ours:
        for (sheet, name), value in expected.items():
            shown = value.value if isinstance(value, CellError) else value
            assert ours.cells(sheet)[name].value == shown
            assert book[sheet][name].value == shown
            if not isinstance(value, CellError):
                cell = book[sheet][name]
                assert calamine[sheet][cell.row - 1][cell.column - 1] == shown
        companies = next(sheet for sheet, _ in expected)
        assert emptied not in ours.cells(companies)
        assert ours.cells(companies)[forgotten].kind == "blank"


def test_formulas_and_styles_of_all_other_cells_stay(edited):
    source, target, _, expected, emptied = edited
    before, after = load_workbook(source), load_workbook(target)
    for sheet in before:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None and not cell.has_style:
                    continue
                new = after[sheet.title][cell.coordinate]
                assert new.style_id == cell.style_id
                if (sheet.title, cell.coordinate) not in expected and cell.coordinate not in emptied:
                    assert _formula(new) == _formula(cell), (sheet.title, cell.coordinate)


def _formula(cell):
    return getattr(cell.value, "text", cell.value)


@pytest.mark.parametrize("name", ["personal_excel", "personal_others"])
def test_a_checker_of_the_format_finds_nothing(edit, name):
    """Excel's spelling and another's; the checker takes long."""
    assert findings(edit(name)[1]) == set()


def test_the_chain_of_calculation_goes_with_a_formula(edited):
    source, _, done, *_ = edited
    had = [name for name in contents(source) if name.endswith("calcChain.xml")]
    assert [name for name in done.removed if name != SEAL] == had


@pytest.mark.slow
def test_libreoffice_opens_them_and_recalculates(edit, tmp_path):
    files = [edit(name)[1] for name in ("personal_excel", "personal_others")]
    for done in convert(files, tmp_path / "recalculated"):
        book = load_workbook(done, data_only=True)
        assert book["Own"]["A2"].value == 56, "55 companies, and the new one"
        companies = book["Companies"]
        assert companies["ZZ1"].value == 7
        assert companies["BE62"].value == 18, "the own column: twice the length of 300000.SZ"
