"""A workbook that was built without a subject stays without it when new figures bring it, and says so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import baskets
from support.package_file import PackageFile
from support.people_changes import put_text
from support.recalculation import libreoffice

from xl_aigc.cli.refresh_lines import carried_lines
from xl_aigc.data.folder import load_facts
from xl_aigc.data.model import Figure
from xl_aigc.data.period import Period
from xl_aigc.ooxml.book import Book
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.plan import Incoming
from xl_aigc.report.builder import build
from xl_aigc.report.check_file import check_file

LACKS = ("prices", "rd", "prior", "everything")
NOW, NEXT = Period("2024H1"), Period("2025H1")


@pytest.fixture
def case(tmp_path):
    """Build a workbook of a basket that lacks something, and give the same basket with nothing lacking."""

    def make(what):
        path = tmp_path / "report.xlsx"
        facts = load_facts(baskets.lacking(tmp_path / "lacking", what))
        build(path, facts)
        whole = "companies" if what == "everything" else "nothing"
        return path, facts, load_facts(baskets.lacking(tmp_path / "whole", whole))

    return make


def incoming(facts, period=NOW, compare=None):
    return Incoming(facts, 2, "test", "2024-10-01", period, compare or period.year_before)


def texts_of_changes(path):
    with Book(path) as book:
        return [str(cell.value) for cell in book.cells(find(book).titles["changes"]).values()]


def largest(path):
    """What the list of the largest changes shows in its first column."""
    with Book(path) as book:
        cells = book.cells("Changes")
    top = next(int(at[1:]) for at, cell in cells.items() if cell.value == "Largest changes, %")
    return [cells[f"B{row}"].value for row in range(top + 2, top + 10) if f"B{row}" in cells]


def sheets_of(path):
    with Book(path) as book:
        return list(find(book).titles)


@pytest.mark.parametrize("what", LACKS)
def test_the_same_figures_change_nothing(case, what):
    path, facts, _ = case(what)
    carry = carry_into(path, incoming(facts)).carry
    assert not carry.changes_anything
    assert (carry.foreign, carry.own_formulas) == ({}, 0)


@pytest.mark.parametrize("what", LACKS)
def test_what_comes_in_later_is_told_and_no_value_is_stale(case, what):
    path, _, whole = case(what)
    before = sheets_of(path)
    carry_into(path, incoming(whole))
    assert sheets_of(path) == before
    assert any(
        "known now, but the workbook was built when there were none" in text
        for text in texts_of_changes(path)
    )
    assert [one for one in check_file(path, libreoffice()).problems if one.kind != "check"] == []
    assert not carry_into(path, incoming(whole)).carry.changes_anything


@pytest.mark.parametrize("what", ["prices", "rd"])
def test_a_roll_brings_the_figures_of_the_next_period_and_no_more_sheets(case, what):
    path, _, whole = case(what)
    later = (
        Figure(one.ticker, NEXT, one.item, (1 + place**2 / 100_000) * one.value, "stated", one.sources)
        for place, one in enumerate(whole.figures)
        if one.period == NOW
    )
    rolled = replace(whole, figures=(*whole.figures, *later))
    before = sheets_of(path)
    carry_into(path, incoming(rolled, NEXT))
    assert sheets_of(path) == before
    assert [one for one in check_file(path, libreoffice()).problems if one.kind != "check"] == []
    with Book(path) as book:
        headings = find(book).tables["Data"].headings.values()
    assert {"Revenue 2025H1", "Revenue 2024H1"} <= {*headings}


def test_who_left_a_basket_without_memberships_is_in_no_count_when_programs_recalculate(tmp_path):
    """The refresh tells of the formulas that it leaves out of date, and of its own changes alone."""
    path = tmp_path / "report.xlsx"
    firms = [replace(one, membership="", name_zh="") for one in baskets.market(6)]
    facts = load_facts(baskets.write(tmp_path / "basket", firms))
    build(path, facts)
    file = PackageFile.read(path)
    put_text(file, "Companies", "BZ40", "SUM(Companies[Revenue (CNY m)])", formula=True)
    put_text(file, "Changes", "Z90", "2*Companies!C10", formula=True)
    put_text(file, "Changes", "Z91", "2*3", formula=True)
    file.write(path)
    first, *others = facts.tickers
    doubled = [replace(one, value=2 * one.value) if one.ticker == first else one for one in facts.figures]
    carry_into(path, incoming(replace(facts, figures=tuple(doubled))))
    assert first in largest(path)
    rest = facts.subset(others)
    done = carry_into(path, incoming(rest))
    assert done.carry.foreign == {}
    told = [line for line in carried_lines(done, path) if line.startswith("  yours")]
    assert [line.split()[1:3] for line in told] == [["2", "formulas"]]
    problems = [one for one in check_file(path, libreoffice()).problems if one.kind != "check"]
    assert [(one.sheet, one.cell) for one in problems] == [
        ("Companies", "BZ40"),
        ("Changes", "Z90"),
        ("Changes", "Z91"),
    ]
    assert [one for one in check_file(path).problems if one.kind != "check"] == []
    assert first not in largest(path)  # of the same day, but of the refresh before
