"""A workbook whose record is lost or damaged gets a new one; what is not as built is taken as the person's."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace

import pytest
from support.kill_refresh import basket
from support.openpyxl_reading import load_workbook
from support.package_file import PackageFile
from support.people_changes import CHANGES, INPUT
from support.record_of import with_texts
from support.small_report import small_layouts, small_workbook

from xl_aigc.data.period import Period
from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.refreshing.adopt import adopt
from xl_aigc.refreshing.backup import undo
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.plan import Incoming
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.layout import templates_folder
from xl_aigc.report.record import SHEET


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A small workbook with an input that the person changed, and its layouts."""
    path, options = small_workbook(tmp_path_factory.mktemp("report"))
    file = PackageFile.read(path)
    CHANGES["changed input"](file)
    file.write(path)
    return path, options


@pytest.mark.parametrize("texts", [["damaged"], []])
def test_a_workbook_without_a_record_is_adopted_and_refreshed(report, tmp_path, texts):
    path = tmp_path / "report.xlsx"
    with_texts(report[0], path, texts)
    before = path.read_bytes()
    done = adopt(path, basket(), report[1])
    assert done.others == 1, "the corrected input"
    assert done.ours > 300
    facts = replace(basket(), as_of=dt.date(2026, 11, 28))
    now = Incoming(facts, 1, "next", "2026-11-28", Period("2024H1"), Period("2023H1"))
    carry = carry_into(path, now).carry
    foot = load_workbook(path)["Companies"].oddFooter.center.text
    assert foot == "Data as of 2026-11-28\nNot investment advice"
    assert carry.foreign == {}
    assert [(one.item, one.value) for one in carry.kept] == [("revenue", INPUT)]
    with Book(path) as book:
        assert list(book.sheets).count(SHEET) == 1
    undo(path)
    undo(path)
    assert path.read_bytes() == before


def test_formulas_show_the_words_beside_figures_that_stay_and_not_those_of_a_newer_store(tmp_path):
    """Adopted against a newer store, a figure with its kind and source is the person's; the card and a count read them."""
    layouts = small_layouts(tmp_path)
    for name in ("09_card.yaml", "26_sources.yaml"):
        shutil.copy(templates_folder() / "report" / name, layouts)
    options, built, path = BuildOptions(layouts=layouts), tmp_path / "built.xlsx", tmp_path / "report.xlsx"
    old = basket()
    build(built, old, options)
    with_texts(built, path, [])
    first = next(one for one in old.figures if one.item == "revenue" and one.period == Period("2024H1"))
    other = next(source.id for source in old.sources if source.id not in first.sources)
    newer = replace(first, value=first.value * 1.1, kind="derived", sources=(other,))
    figures = tuple(newer if one is first else one for one in old.figures)
    facts = replace(old, figures=figures)
    adopt(path, facts, options)
    now = Incoming(facts, 1, "next", "2026-11-28", Period("2024H1"), Period("2023H1"))
    carried = carry_into(path, now).carry
    assert {title: len(cells) for title, cells in carried.foreign.items()} == {"Data": 2}
    stated = sum(
        one.kind == "derived"
        for one in old.figures
        if (one.item, one.period) == ("revenue", Period("2024H1"))
    )
    assert read_by_formulas(path) == (" ".join(first.sources), stated)
    assert carry_into(path, now).carry.foreign == carried.foreign
    assert read_by_formulas(path) == (" ".join(first.sources), stated)
    carry_into(path, now, overwrite=True)
    assert read_by_formulas(path) == (other, stated + 1)


def read_by_formulas(path):
    """The stored values of the card's source of the revenue of its company, and of the count of derived ones."""
    with Book(path) as book:
        every = [
            (one.formula or "", one.value) for sheet in book.sheets for one in book.cells(sheet).values()
        ]
    source = next(
        value for text, value in every if "[Revenue 2024H1 source]" in text and "card_ticker" in text
    )
    return source, next(value for text, value in every if "[Revenue 2024H1 kind]" in text)


def test_a_workbook_with_a_whole_record_is_refused(report):
    before = report[0].read_bytes()
    with pytest.raises(WorkbookError, match=r"record is whole.*xl-aigc refresh --workbook"):
        adopt(*report[:1], basket(), report[1])
    assert report[0].read_bytes() == before
