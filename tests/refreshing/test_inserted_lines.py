"""Columns and rows that a person inserts into our sheets: what they moved is refreshed where it is now."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from support.calc_session import Session
from support.kill_refresh import basket
from support.recalculation import libreoffice
from support.small_report import small_workbook

from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period
from xl_aigc.ooxml.book import Book
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.plan import Incoming
from xl_aigc.report.check_file import check_file

INSERTED = {
    "column in front of Data": ("Data", {"Columns": 0}, {"A2": "mine"}),
    "column inside Data": ("Data", {"Columns": 3}, {"D8": "My view", "D9": "mine"}),
    "column beside the last tile of Data": ("Data", {"Columns": 15}, {"P8": "My view", "P3": "mine"}),
    "column in front of Companies": ("Companies", {"Columns": 0}, {"A2": "mine"}),
    "column in front of a section": ("Value chain", {"Columns": 0}, {"A2": "mine"}),
    "column inside a section": ("Value chain", {"Columns": 8}, {"I2": "mine"}),
    "row and column": ("Value chain", {"Rows": 12, "Columns": 0}, {"A13": "mine"}),
    "column in front of the data of charts": ("Chart data", {"Columns": 0}, {"A2": "mine"}),
    "row in front of Data": ("Data", {"Rows": 0}, {"B1": "mine"}),
}
NOW, BEFORE = Period("2024H1"), Period("2023H1")


@pytest.fixture(scope="module")
def inserted(tmp_path_factory):
    """A small workbook with each of them, as LibreOffice inserts and saves it."""
    folder = tmp_path_factory.mktemp("inserted")
    good, _ = small_workbook(folder)
    names = ("sheet", "lines", "texts")
    Session(folder).do(
        *(
            {
                "do": "insert",
                "file": str(good),
                "store": str(folder / f"{what}.xlsx"),
                **dict(zip(names, one, strict=True)),
            }
            for what, one in INSERTED.items()
        )
    )
    return folder


def figures(factor: float):
    """The basket with the revenue of 2024H1 times a factor."""
    facts = basket()
    scaled = (
        replace(one, value=one.value * factor) if (one.item, one.period) == ("revenue", NOW) else one
        for one in facts.figures
    )
    return replace(facts, figures=tuple(scaled))


@pytest.mark.parametrize("what", INSERTED)
def test_everything_of_ours_is_refreshed_where_it_is_now(inserted, tmp_path, what):
    path = tmp_path / "report.xlsx"
    shutil.copy(inserted / f"{what}.xlsx", path)
    for factor in (1.3, 1.0):
        incoming = Incoming(figures(factor), 2, "next", "2026-11-28", NOW, BEFORE)
        carry = carry_into(path, incoming).carry
        assert carry.foreign == {}
        assert carry.kept == ()
        assert len(carry.log) == 5
    sheet, _, texts = INSERTED[what]
    with Book(path) as book:
        assert {at: book.cells(sheet)[at].value for at in texts} == texts
    found = check_file(path, libreoffice())
    assert found.compared > 300
    assert found.problems == ()


def test_names_and_charts_follow(inserted, tmp_path):
    """The list of companies grows by the one that joins; bars show the new medians."""
    path = tmp_path / "report.xlsx"
    shutil.copy(inserted / "column in front of Companies.xlsx", path)
    joined = with_one_more()
    assert carry_into(path, Incoming(joined, 2, "next", "2026-11-28", NOW, BEFORE)).carry.foreign == {}
    with Book(path) as book:
        assert book.names["company_tickers"].replace("'", "") == "Companies!$B$10:$B$15"
    path = tmp_path / "charts.xlsx"
    shutil.copy(inserted / "column in front of the data of charts.xlsx", path)
    edited = carry_into(path, Incoming(figures(1.3), 2, "next", "2026-11-28", NOW, BEFORE)).edited
    with Book(path) as book:
        assert set(book.chart_parts) <= set(edited.changed)
        drawn = {text.replace("'", "") for _, text in book.chart_references()}
    assert "Chart data!$E$10:$E$12" in drawn


def with_one_more():
    """The basket with another company of the bundled one."""
    facts, every = basket(), load_facts()
    one = next(one for one in every.companies if one.ticker not in facts.tickers)
    return replace(
        facts,
        companies=(*facts.companies, one),
        figures=(*facts.figures, *(figure for figure in every.figures if figure.ticker == one.ticker)),
    )
