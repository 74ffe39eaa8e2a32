"""Tables that a program dropped are written again where they are recognised; what can't be told is refused."""

from __future__ import annotations

import re
import shutil

import pytest
from lxml import etree
from openpyxl import load_workbook
from support.kill_refresh import basket
from support.package_file import PackageFile, q
from support.people_changes import CHANGES, INPUT, put_text
from support.recalculation import libreoffice
from support.record_of import with_texts
from support.resaved import PROGRAMS
from support.small_report import small_workbook

from xl_aigc.data.period import Period
from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import Area, cell_name
from xl_aigc.refreshing.adopt import adopt
from xl_aigc.refreshing.backup import undo
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.inputs import input_findings
from xl_aigc.refreshing.plan import Incoming
from xl_aigc.report.check_file import check_file

LAST = 13
"""The row of the last of five companies in Data."""


def carried(path, **options):
    incoming = Incoming(basket(), 2, "next", "2026-11-28", Period("2024H1"), Period("2023H1"))
    return carry_into(path, incoming, **options).carry


def drop_tables(file: PackageFile) -> None:
    """Take the tables out, as Gnumeric and SheetJS do."""
    for sheet in file.sheets().values():
        root = file.tree(sheet)
        for parts in root.findall(q("tableParts")):
            root.remove(parts)
        file.put(sheet, root)
        links = file.links_of(sheet)
        if links in file.parts:
            file.parts[links] = re.sub(rb"<Relationship [^>]*/tables/[^>]*/>", b"", file.parts[links])
    types = "[Content_Types].xml"
    file.parts[types] = re.sub(rb"<Override [^>]*/tables/[^>]*/>", b"", file.parts[types])
    for name in [name for name in file.parts if name.startswith("xl/tables/")]:
        del file.parts[name]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A small workbook, and how it was built."""
    return small_workbook(tmp_path_factory.mktemp("report"))


@pytest.fixture
def lacking(report, tmp_path):
    """Write a copy without tables, after a change."""

    def make(change=lambda _: None):
        file = PackageFile.read(report[0])
        drop_tables(file)
        change(file)
        file.write(tmp_path / "report.xlsx")
        return tmp_path / "report.xlsx"

    return make


def test_the_tables_are_those_that_were_there(report, lacking):
    path = lacking()
    carry = carried(path)
    assert carry.mended[:2] == carry.restored
    assert all("is a table again" in said for said in carry.restored)
    with Book(report[0]) as before, Book(path) as now:
        assert {table.name: table for table in now.tables} == {table.name: table for table in before.tables}
    sheet = load_workbook(path)["Data"]  # openpyxl refuses a part or a relationship that is missing
    assert sheet.tables["Data"].autoFilter.ref == sheet.tables["Data"].ref


def test_a_column_whose_last_row_differs_gives_new_rows_no_formula(report, lacking):
    with Book(report[0]) as book:
        before = next(table for table in book.tables if table.calculated)
    number, area = min(before.calculated), Area.parse(before.ref)
    last = cell_name(area.bottom, area.left + before.ids.index(number))
    path = lacking(lambda file: put_text(file, before.sheet, last, "1+1", formula=True))
    carried(path)
    with Book(path) as book:
        now = next(table for table in book.tables if table.name == before.name)
    assert {*before.calculated} - {*now.calculated} == {number}


def test_a_dry_run_says_so_and_writes_nothing(lacking):
    path = lacking()
    before = path.read_bytes()
    steps: list[str] = []
    assert carried(path, dry_run=True, progress=steps.append).restored
    assert steps[0] == "reading report.xlsx"
    assert path.read_bytes() == before


def test_a_check_lists_the_tables_that_are_lost(lacking):
    path = lacking()
    says = [one.says for one in input_findings(path)]
    assert [said.split(" any more")[0] for said in says] == ["Data is no table", "Companies is no table"]
    carried(path)
    assert input_findings(path) == []


@pytest.mark.parametrize("program", ["Gnumeric", "SheetJS"])
def test_a_recalculation_gives_what_the_refreshed_workbook_shows(report, tmp_path, program):
    (path,) = PROGRAMS[program]([report[0]], tmp_path)
    carried(path)
    found = check_file(path, libreoffice())
    assert found.compared > 300
    assert found.problems == ()
    parts = PackageFile.read(path).parts
    assert not any(b"_xlfngnumeric" in part or b"#NAME?" in part for part in parts.values())
    assert re.search(rb'<sheet [^>]*name="_xl_aigc"[^>]*state="veryHidden"', parts["xl/workbook.xml"])


def test_an_own_formula_is_as_it_was(report, tmp_path):
    file = PackageFile.read(report[0])
    put_text(
        file, "Value chain", "V3", "_xlfn.XLOOKUP(Data[[Ticker]],Data[[Ticker]],Data[[Layer]])", formula=True
    )
    file.write(tmp_path / "report.xlsx")
    for program in ("Gnumeric", "SheetJS"):
        (tmp_path / program).mkdir()
        (path,) = PROGRAMS[program]([tmp_path / "report.xlsx"], tmp_path / program)
        carried(path)
        with Book(path) as book:
            held = book.cells("Value chain")["V3"].formula
        assert held == "_xlfn.XLOOKUP(Data[[Ticker]],Data[[Ticker]],Data[[Layer]])"


def test_a_row_right_below_is_refused_and_adopted_as_the_persons(report, lacking):
    path = lacking(lambda file: put_text(file, "Data", f"A{LAST + 1}", "mine"))
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=rf"A{LAST + 1}: .*Row {LAST + 1}.*xl-aigc adopt .*report\.xlsx"):
        carried(path)
    assert path.read_bytes() == before
    adopt(path, basket(), report[1])
    assert carried(path).foreign == {}
    with Book(path) as book:
        assert book.cells("Data")[f"A{LAST + 1}"].value == "mine"
        assert next(one for one in book.tables if one.name == "Data").ref.endswith(str(LAST + 1))


def values_only(file: PackageFile) -> None:
    for part in file.sheets().values():
        root = file.tree(part)
        etree.strip_elements(root, q("f"))
        file.put(part, root)


def merged(file: PackageFile) -> None:
    part = file.sheets()["Data"]
    root = file.tree(part)
    merges = root.find(q("mergeCells"))
    etree.SubElement(merges, q("mergeCell"), ref="C9:D9")
    file.put(part, root)


REFUSED = {
    "formulas became values": (
        values_only,
        "of the table Companies are not as they were written.*xl-aigc adopt",
    ),
    "merged cells": (merged, "C9:D9 are merged where the table .* is written again.*Unmerge"),
    "a lost heading": (lambda file: put_text(file, "Data", "B8", ""), "no heading"),
    "a heading twice": (lambda file: put_text(file, "Data", "BC8", "Layer"), "BC8: Two columns .* 'Layer'"),
    "a lost company": (
        lambda file: put_text(file, "Data", "A10", "none"),
        "Row 10 says none",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_can_not_be_told_is_refused(lacking, what):
    change, says = REFUSED[what]
    path = lacking(change)
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=rf"report\.xlsx.*{says}"):
        carried(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("program", ["Gnumeric", "SheetJS"])
def test_a_workbook_without_tables_and_record_is_adopted(report, tmp_path, program):
    file = PackageFile.read(report[0])
    CHANGES["changed input"](file)
    file.write(tmp_path / "changed.xlsx")
    with_texts(tmp_path / "changed.xlsx", tmp_path / "report.xlsx", [])
    (tmp_path / program).mkdir()
    (path,) = PROGRAMS[program]([tmp_path / "report.xlsx"], tmp_path / program)
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=r"no record.*xl-aigc adopt"):
        carried(path)
    assert adopt(path, basket(), report[1]).others == 1, "the changed input"
    carry = carried(path)
    assert carry.foreign == {}
    assert [(one.item, one.value) for one in carry.kept] == [("revenue", INPUT)]
    undo(path)
    undo(path)
    assert path.read_bytes() == before


def test_a_workbook_whose_formulas_became_values_is_adopted(report, lacking):
    path = lacking(values_only)
    done = adopt(path, basket(), report[1])
    assert done.others > 100
    shutil.copy(path, path.with_name("adopted.xlsx"))
    assert sum(map(len, carried(path).foreign.values())) > 100
