"""Figures from files, through the command: the report is exactly what changed, and every number is that of a fresh build."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from support.next_basket import DROPPED, JOINED, RESTATED, restated
from support.recalculation import libreoffice
from support.tables_of import differences, same, shown

from xl_aigc.data.folder import load_facts
from xl_aigc.data.written import facts_files
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.plan import Content, EditPlan, SheetEdit
from xl_aigc.refreshing.found import find
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.check_file import check_file
from xl_aigc.store.opening import open_store

if TYPE_CHECKING:
    from pathlib import Path

LIMITS = {"limit_price_crash": -0.3, "limit_rd_100m": 150.0, "index_change": -0.25}
"""What the person types into yellow cells before the refresh."""
BY_ROW = ("companies", "data")
"""Sheets that hold a row for each company, the one that left too."""
DAY = dt.date(2026, 11, 25)


@dataclass(frozen=True)
class Case:
    """A workbook, its store, and what the command said."""

    path: Path
    store: Path
    said: str


def refresh(*arguments):
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "xl_aigc", "refresh", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def type_limits(path):
    """Type limits into their cells, as Excel then saves them."""
    sheets = {}
    with Book(path) as book:
        for name, value in LIMITS.items():
            sheet, at, cell = book.named(name)
            assert cell.value != value
            sheets.setdefault(sheet, {})[at] = Content(value)
    apply_edits(path, path, EditPlan({sheet: SheetEdit(contents=cells) for sheet, cells in sheets.items()}))


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    """The bundled basket with limits of the person's, refreshed from a folder of later facts."""
    folder = tmp_path_factory.mktemp("right")
    path, place = folder / "report.xlsx", folder / "store.sqlite"
    build(path, open_store(str(place)).facts())
    type_limits(path)
    later = folder / "later"
    later.mkdir()
    for name, text in facts_files(replace(restated(load_facts()), as_of=DAY)).items():
        (later / name).write_text(text, encoding="utf-8", newline="")
    return Case(path, place, refresh("--from", later, "--workbook", path, "--store", place))


@pytest.fixture(scope="module")
def fresh(case, tmp_path_factory):
    """The workbook as built anew at the same vintage, with the same limits and as much room."""
    target = tmp_path_factory.mktemp("fresh") / "fresh.xlsx"
    with Book(case.path) as book:
        rooms = find(book).ledger.rooms
    build(target, open_store(str(case.store)).facts(), BuildOptions(limits=LIMITS, rooms=rooms, vintage=2))
    return target


def test_the_report_of_changes_is_exactly_what_changed(case):
    lines = [line.split() for line in case.said.splitlines()]
    in_store, in_workbook = (line for line in lines if line[0] == "figures")
    # 347 figures without 5 restated and 7 of the company that left; the workbook counts 54 price changes too,
    # and of the roll-out 53 numbers of models, 50 of algorithms, 18 first days.
    assert in_workbook[1:7] == ["12", "added,", "5", "changed,", "510", "unchanged;"]
    assert in_store[1:9] == ["12", "added,", "5", "restated,", "0", "withdrawn,", "335", "unchanged,"]
    restatements = [line for line in lines if line[1:2] == ["2024H1"]]
    told = {(line[0], line[2].rstrip(":")): float(line[6].replace(",", "")) for line in restatements}
    assert told == RESTATED
    assert ["joined", *(f"{ticker}," for ticker in JOINED[:-1]), JOINED[-1]] in lines
    assert ["left", DROPPED] in lines


def test_as_of_the_day_before_the_store_gives_the_old_numbers(case):
    old, now = (open_store(str(case.store)).facts(as_of=day) for day in (DAY - dt.timedelta(1), DAY))
    bundled = load_facts()
    assert old.tickers == bundled.tickers
    assert {(f.ticker, f.item, f.period): f.value for f in old.figures} == {
        (f.ticker, f.item, f.period): f.value for f in bundled.figures
    }
    assert {key: now.value(*key, now.period) for key in RESTATED} == RESTATED


def test_every_number_of_every_sheet_is_that_of_a_fresh_build(case, fresh):
    with Book(case.path) as one, Book(fresh) as two:
        titles = find(one).titles
        dropped = find(one).tables["Companies"].rows[DROPPED] - find(one).tables["Companies"].area.top
        for key, title in titles.items():
            if key in (*BY_ROW, "sources", "changes"):
                continue
            held, expected = one.cells(title), two.cells(title)
            assert held.keys() == expected.keys()
            other = {
                at: (held[at].value, cell.value)
                for at, cell in expected.items()
                if not same(held[at].value, cell.value)
            }
            # What a chart is drawn from finds a company by its row; those below the one that left stand one further down.
            rows = {at for at, (mine, theirs) in other.items() if mine == theirs + 1 and theirs >= dropped}
            assert {at: values for at, values in other.items() if at not in rows} == {}


def test_every_figure_measure_and_source_is_that_of_a_fresh_build(case, fresh):
    for name in ("Data", "Companies"):
        staying = {at: value for at, value in shown(case.path, name).items() if at[0] != DROPPED}
        assert differences(staying, shown(fresh, name)) == []
    with Book(case.path) as one, Book(fresh) as two:
        title = find(one).titles["sources"]
        held, expected = (Counter(str(c.value) for c in book.cells(title).values()) for book in (one, two))
    assert set(expected) - set(held) == set()


@pytest.mark.slow
def test_libreoffice_computes_the_same(case):
    found = check_file(case.path, libreoffice())
    assert [problem for problem in found.problems if problem.kind != "check"] == []
    assert found.checks[0] == found.checks[1]


def test_an_export_of_a_vendor_restates_figures_in_the_workbook(tmp_path):
    path, place, export = tmp_path / "report.xlsx", tmp_path / "store.sqlite", tmp_path / "export.csv"
    build(path, open_store(str(place)).facts())
    tag = '"营业收入\n[报告期] 2024中报\n[报表类型] 合并报表\n[单位] 万元"'
    text = f"证券代码,证券简称,{tag}\n300418.SZ,昆仑万维,260000.5\n688111.SH,金山办公,--\n\n数据来源：Wind\n"
    export.write_bytes(text.encode("gb18030"))
    before = shown(path, "Data")
    said = refresh("--from", export, "--workbook", path, "--store", place, "--as-of", "2026-11-25")
    assert "1 restated" in said
    after = shown(path, "Data")
    assert after["300418.SZ", "revenue"] == 2_600_005_000.0
    changed = {at for at in before if before[at] != after[at]}
    assert changed <= {("300418.SZ", key) for key in ("revenue", "revenue_kind", "revenue_source")}
    companies = shown(path, "Companies")
    prior = before["300418.SZ", "revenue_prior"]
    assert companies["300418.SZ", "revenue_yoy"] == pytest.approx(2_600_005_000.0 / prior - 1)
