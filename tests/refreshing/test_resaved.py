"""Workbooks that people changed and other programs saved since: refreshed right, or refused with the reason; never wrong."""

from __future__ import annotations

import math
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.kill_refresh import basket
from support.package_file import PackageFile
from support.people_changes import CHANGES, INPUT, LIMIT, NOTE, NOTE_AT
from support.resaved import PROGRAMS
from support.small_report import small_workbook

from xl_aigc.data.period import Period
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import cell_name
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.plan import Incoming

if TYPE_CHECKING:
    from pathlib import Path

LOSES_TABLES = ("Gnumeric", "SheetJS")
TWICE = ("changed input", "own column inside", "sorted Data")
"""What a second refresh could take for something else than the first."""
NOW, BEFORE = Period("2024H1"), Period("2023H1")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A workbook of five companies, each change of a person's made in a copy of its own."""
    folder = tmp_path_factory.mktemp("report")
    good, _ = small_workbook(folder)
    changed = folder / "changed"
    changed.mkdir()
    for name, change in CHANGES.items():
        file = PackageFile.read(good)
        change(file)
        file.write(changed / f"{name}.xlsx")
    return changed


@pytest.fixture(scope="module")
def saved(report, tmp_path_factory):
    """The copies as a program saves them, all in one run of it."""
    done: dict[str, Path] = {}

    def make(program: str) -> Path:
        if program not in done:
            folder = tmp_path_factory.mktemp("saved")
            PROGRAMS[program](sorted(report.glob("*.xlsx")), folder)
            done[program] = folder
        return done[program]

    return make


def figures(factor: float):
    """The basket with the revenue of 2024H1 times a factor."""
    facts = basket()
    scaled = (
        replace(one, value=one.value * factor) if one.item == "revenue" and one.period == NOW else one
        for one in facts.figures
    )
    return replace(facts, figures=tuple(scaled))


def refreshed(path: Path, facts):
    return carry_into(path, Incoming(facts, 2, "next", "2026-11-28", NOW, BEFORE)).carry


def check_right(path: Path, what: str, facts) -> None:
    """Every revenue is the source's but the corrected one; growth follows; nothing of the person's is lost."""
    with Book(path) as book:
        found = find(book)
        data, companies = found.tables["Data"], found.tables["Companies"]
        cells, measures = book.cells(data.sheet), book.cells(companies.sheet)
        corrected = data.area.top + 1 if what == "changed input" else None
        for ticker in facts.tickers:
            row = data.rows[ticker]
            expected = INPUT if row == corrected else facts.value(ticker, "revenue", NOW)
            assert math.isclose(cells[cell_name(row, data.columns["revenue"])].value, expected), ticker
            growth = measures[cell_name(companies.rows[ticker], companies.columns["revenue_yoy"])]
            assert math.isclose(growth.value, expected / facts.value(ticker, "revenue", BEFORE) - 1), ticker
            revenue = measures[cell_name(companies.rows[ticker], companies.columns["revenue"])]
            assert "Data[" in revenue.formula, "the table may grow"
        chain = found.titles["value_chain"]
        if what == "note":
            assert book.cells(chain)[NOTE_AT].value == NOTE
        if what == "own sheet in front":
            assert book.cells("Mine")["A1"].value == NOTE
        if what.startswith("own column"):
            table = next(one for one in book.tables if one.name == "Data")
            assert "My view" in table.columns
            assert sum(str(cell.value).startswith("view ") for cell in cells.values()) == len(facts.tickers)
        if what == "renamed sheet":
            assert chain == "Chain"
        if what == "renamed heading":
            assert data.headings["revenue"] == "Sales H1"
        if what == "changed threshold":
            assert book.named("limit_rd_100m")[2].value == LIMIT


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_saved_workbook_is_refreshed_right_or_refused(saved, tmp_path, program, what):
    path = tmp_path / "report.xlsx"
    shutil.copy(saved(program) / f"{what}.xlsx", path)
    for factor in (1.1, 1.0) if what in TWICE else (1.1,):
        facts = figures(factor)
        carry = refreshed(path, facts)
        assert carry.foreign == {}
        assert len(carry.kept) == (what == "changed input")
        check_right(path, what, facts)
