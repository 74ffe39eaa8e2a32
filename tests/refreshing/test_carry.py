"""A refresh gives the workbook the numbers of a fresh build, tells exactly what changed, and can be undone."""

from __future__ import annotations

import math

import pytest
from openpyxl.utils import range_boundaries
from support.next_basket import DAY, DROPPED, JOINED, RESTATED, incoming
from support.openpyxl_reading import load_workbook
from support.recalculation import libreoffice

from xl_aigc.data.folder import load_facts
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import cell_name
from xl_aigc.refreshing.backup import undo
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.found import find
from xl_aigc.report.check_file import check_file


def shown(path, name):
    """What a table of The workbook shows, by company and column."""
    with Book(path) as book:
        found = find(book)
        table = found.tables[name]
        held = found.cells(table.sheet)
        return {
            (ticker, key): getattr(held.get(cell_name(row, column)), "value", None)
            for ticker, row in table.rows.items()
            for key, column in table.columns.items()
            if key != "row"
        }


def same(one, other):
    numbers = isinstance(one, float) and isinstance(other, float)
    return math.isclose(one, other, rel_tol=1e-9) if numbers else one == other


def figures(path):
    return shown(path, "Data")


def measures(path):
    return shown(path, "Companies")


def test_the_log_says_exactly_what_changed(refreshed):
    case = refreshed()
    log = case.carried.carry.log
    told = {(entry.ticker, entry.item): entry.new for entry in log if entry.kind == "restated"}
    assert told == RESTATED
    assert {entry.ticker for entry in log if entry.kind == "joined"} == set(JOINED)
    assert [entry.ticker for entry in log if entry.kind == "left"] == [DROPPED]
    added = [entry for entry in log if entry.kind == "added"]
    assert len(added) == 3 * 4
    assert {entry.ticker for entry in added} == set(JOINED)
    assert len(log) == 5 + 3 + 1 + 12
    last = case.carried.carry.last
    assert (last.added, last.changed, last.set_aside) == (12, 5, 0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_figure_and_measure_is_that_of_a_fresh_build(built, refreshed, after, language):
    fresh = built(language, facts=after)
    now = figures(refreshed(language).path)
    assert {key: value for key, value in now.items() if key[0] != DROPPED} == figures(fresh)
    computed, expected = measures(refreshed(language).path), measures(fresh)
    assert computed.keys() - expected.keys() == {key for key in computed if key[0] == DROPPED}
    assert [key for key in expected if not same(computed[key], expected[key])] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "options"),
    [("en", {}), ("ko", {"formulas": "values"}), ("en", {"formulas": "udf", "names": "calc"})],
    ids=["native", "values", "udf"],
)
def test_libreoffice_finds_no_value_out_of_date(refreshed, language, options):
    """A workbook in Chinese is recalculated after it has rolled."""
    found = check_file(refreshed(language, **options).path, libreoffice())
    assert [problem for problem in found.problems if problem.kind != "check"] == []
    assert found.checks is not None
    assert found.checks[0] == found.checks[1]


def test_spilled_columns_and_the_range_that_they_fill_grow(refreshed):
    case = refreshed(formulas="udf", names="calc")
    with Book(case.path) as book:
        found = find(book)
        companies = found.tables["Companies"]
        assert [ticker for ticker in companies.rows if ticker in JOINED] == list(JOINED)
        top = companies.area.top + 1
        spilled = found.cells(companies.sheet)[cell_name(top, companies.columns["revenue_yoy"])]
    column = companies.columns["revenue_yoy"]
    assert spilled.fills == f"{cell_name(top, column)}:{cell_name(companies.area.bottom, column)}"


@pytest.mark.parametrize("name", ["Companies", "Data"])
def test_what_new_rows_lack_is_grey_as_in_the_others(refreshed, name):
    sheet = load_workbook(refreshed().path)[name]
    _, _, _, bottom = range_boundaries(sheet.tables[name].ref)
    rules = sheet.conditional_formatting
    (area,) = [one for one in rules if any(rule.formula == ['"n.a."'] for rule in one.rules)]
    assert f"B{bottom}" in area


def test_a_company_that_left_keeps_its_row_and_leaves_every_measure(refreshed):
    case = refreshed()
    with Book(case.before) as book:
        before = find(book).tables["Data"].rows
    with Book(case.path) as book:
        after = find(book).tables["Data"].rows
    assert {ticker: after[ticker] for ticker in before} == before
    assert measures(case.path)[DROPPED, "in_basket"] == 0
    assert figures(case.path)[DROPPED, "membership"] == "left the basket"


def test_the_same_facts_again_touch_nothing(refreshed, after, tmp_path):
    path = tmp_path / "again.xlsx"
    path.write_bytes(refreshed().path.read_bytes())
    done = carry_into(path, incoming(after))
    assert done.edited is None
    assert path.read_bytes() == refreshed().path.read_bytes()


def test_going_back_to_the_old_facts_gives_the_old_figures(refreshed, tmp_path):
    path = tmp_path / "back.xlsx"
    path.write_bytes(refreshed().path.read_bytes())
    facts = load_facts()
    carry_into(path, incoming(facts))
    expected = figures(refreshed().before)
    now, computed = figures(path), measures(path)
    assert {key: now[key] for key in expected} == expected
    assert {computed[ticker, "in_basket"] for ticker in JOINED} == {0}


def test_an_undo_gives_the_file_back_byte_for_byte(english, after, tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(english.read_bytes())
    before = path.read_bytes()
    carry_into(path, incoming(after))
    refreshed_bytes = path.read_bytes()
    assert refreshed_bytes != before
    kept = undo(path).kept
    assert path.read_bytes() == before
    assert kept.read_bytes() == refreshed_bytes


def test_a_dry_run_writes_nothing(english, after, tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(english.read_bytes())
    before = path.read_bytes()
    done = carry_into(path, incoming(after), dry_run=True)
    assert len(done.carry.log) == 21
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["report.xlsx"]


def test_the_sheet_changes_tells_it(refreshed):
    with Book(refreshed().path) as book:
        values = [cell.value for cell in book.cells("Changes").values()]
    assert values.count(DAY) == 21
    assert any("at refresh 2026-11-25" in str(value) for value in values)
