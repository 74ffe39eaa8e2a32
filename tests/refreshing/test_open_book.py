"""A workbook that is open gets what a closed one gets: run over xlwings' remote engine, compared with the closed file."""

from __future__ import annotations

import math

import pytest
from support.next_basket import JOINED, incoming
from support.remote_book import Done, cells_of, opened

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.plan import Content, EditPlan, SheetEdit, TableEdit
from xl_aigc.ooxml.references import Area
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.open_book import check_room, enlarge, write
from xl_aigc.refreshing.plan import plan_carry


def same(one, other):
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return math.isclose(one, other, rel_tol=1e-14) if numbers else spelled(one) == spelled(other)


def spelled(value):
    """Excel takes the names of newer functions without the prefix that a file writes."""
    formula = isinstance(value, str) and value.startswith("=")
    return value.replace("_xlfn.", "").replace("_xlws.", "") if formula else value


def carried_open(path, facts, plan=None):
    """The workbook after the plan went through xlwings, and the plan."""
    with Book(path) as file:
        found = find(file)
        plan = plan or plan_carry(found, incoming(facts)).plan
        check_room(found, plan)
        book = opened(path)
        enlarge(book, found, plan)
        write(book, found, plan)
        return Done(cells_of(path), book), plan


def as_in(closed, done):
    """Checks that every cell holds the same."""
    for sheet, cells in closed.items():
        assert cells.keys() == done.cells[sheet].keys(), sheet
        others = {at: (value, done.cells[sheet][at]) for at, value in cells.items()}
        assert {at: pair for at, pair in others.items() if not same(*pair)} == {}, sheet


@pytest.fixture(scope="module")
def carried(refreshed, after):
    """The bundled basket in English, refreshed while it is open."""
    return carried_open(refreshed().before, after)


def test_every_cell_is_as_in_a_closed_workbook(refreshed, carried):
    as_in(cells_of(refreshed().path), carried[0])


@pytest.mark.slow
def test_every_cell_is_as_in_a_closed_workbook_in_chinese(refreshed, after):
    case = refreshed("zh", formulas="values")
    as_in(cells_of(case.path), carried_open(case.before, after)[0])


def test_tables_are_as_long_as_in_a_closed_workbook(refreshed, carried):
    done, case = carried[0], refreshed()
    with Book(case.path) as closed, Book(case.before) as before:
        old = {table.sheet: Area.parse(table.ref) for table in before.tables}
        assert done.tables == {table.sheet: table.ref for table in closed.tables}
    assert set(done.tables) == {"Data", "Companies"}
    for sheet, area in old.items():
        source, target = map(Area.parse, done.formats[sheet])
        assert (source.top, source.left, source.right) == (area.bottom, area.left, area.right)
        assert (target.top, target.bottom) == (area.bottom, area.bottom + len(JOINED))


def test_few_calls_of_excel(carried):
    done, plan = carried
    cells = sum(
        len(edit.contents) + sum(len(row.contents) for row in edit.rows.values())
        for edit in plan.sheets.values()
    )
    assert cells > 700
    assert done.calls < cells / 4


@pytest.mark.slow
def test_a_range_that_is_no_table_grows_by_its_name(built, after):
    path = built("en", formulas="udf", names="vba")
    done, plan = carried_open(path, after)
    with Book(path) as book:
        area = find(book).tables["Companies"].area
    assert done.names["Companies"] == f"='Companies'!$A${area.top + 1}:$BD${area.bottom + len(JOINED)}"
    assert "Companies" not in done.tables
    spilled = [at for at, content in plan.sheets["Companies"].contents.items() if content.fills]
    assert spilled
    assert all(str(done.cells["Companies"][at]).startswith("=") for at in spilled)


def test_texts_stay_texts(built):
    path = built("en")
    texts = {
        "A1": "=1+1",
        "A2": "2024-06-30",
        "A3": "+86",
        "A4": "'",
        "A5": "TRUE",
        "A6": "plain",
        "A7": "#N/A",
    }
    contents = {f"Z{at[1:]}": Content(text) for at, text in texts.items()} | {
        "Z8": Content(True),
        "Z9": Content(),
    }
    done, _ = carried_open(path, None, EditPlan({"Guide": SheetEdit(contents=contents)}))
    cells = done.cells["Guide"]
    assert [cells[f"Z{row}"] for row in range(1, 9)] == [*texts.values(), True]
    assert "Z9" not in cells


def test_a_heading_that_another_column_still_bears_is_freed_first(built):
    path = built("en")
    with Book(path) as book:
        data = find(book).tables["Data"]
        top, one, other = data.area.top, data.columns["revenue"], data.columns["revenue_prior"]
        first, second = data.headings["revenue"], data.headings["revenue_prior"]
    letter = {column: Area(top, column, top, column).name for column in (one, other)}
    contents = {letter[one]: Content(second), letter[other]: Content(first)}
    plan = EditPlan(
        {"Data": SheetEdit(contents=contents)},
        {"Data": TableEdit(None, {data.ids["revenue"]: second, data.ids["revenue_prior"]: first})},
    )
    before = cells_of(path)["Data"]
    book = opened(path)
    with Book(path) as file:
        enlarge(book, find(file), plan)
    heads = {at: before[at] for at in letter.values()}
    for action in book.json()["actions"]:
        left = action["start_column"] + 1
        for place, (text,) in enumerate(zip(*action["values"], strict=True), left):
            at = Area(top, place, top, place).name
            assert text not in [held for where, held in heads.items() if where != at]
            heads[at] = Done.entered(text)
    assert heads == {letter[one]: second, letter[other]: first}


def test_nothing_is_written_over_what_stands_below_a_table(refreshed, carried, tmp_path):
    case, plan = refreshed(), carried[1]
    used = tmp_path / "used.xlsx"
    with Book(case.before) as book:
        bottom = find(book).tables["Data"].area.bottom
    apply_edits(
        case.before, used, EditPlan({"Data": SheetEdit(contents={f"C{bottom + 2}": Content("my sum")})})
    )
    with Book(used) as file:
        found = find(file)
        with pytest.raises(
            WorkbookError, match=f"Data, cell C{bottom + 2}: The cell has a content"
        ) as refused:
            check_room(found, plan)
    with pytest.raises(WorkbookError) as closed:
        apply_edits(used, tmp_path / "closed.xlsx", plan)
    assert (refused.value.problem, refused.value.place.cell, refused.value.remedy) == (
        closed.value.problem,
        closed.value.place.cell,
        closed.value.remedy,
    )
