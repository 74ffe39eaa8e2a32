"""Macro workbooks: the parts, the code names, and that nothing else of the workbook moves."""

from __future__ import annotations

import re
import sys
import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from support.book_bytes import saved
from support.ole_readers import macros
from support.openpyxl_reading import load_workbook
from xlwings.utils import prepare_sys_path

from xl_aigc.errors import HostError, WorkbookError
from xl_aigc.functions import CATALOGUE
from xl_aigc.functions.catalogue import find
from xl_aigc.functions.cells import serial
from xl_aigc.hosts.excel.addin import addin_excel
from xl_aigc.hosts.excel.examples import SHEET, example_cells, examples_workbook
from xl_aigc.hosts.excel.intellisense import intellisense_rows
from xl_aigc.hosts.excel.vba import standalone
from xl_aigc.hosts.excel.vba.project import read_sources
from xl_aigc.hosts.excel.workbook import macro_workbook, write_macro_workbook
from xl_aigc.ooxml.finish import finish_bytes
from xl_aigc.ooxml.plan import FinishPlan, SheetPlan
from xl_aigc.ooxml.seal import SEAL


@pytest.fixture(scope="module")
def report():
    """A finished workbook as the builder makes them: formulas with values, a chart, a chart sheet, names beyond Latin."""
    book = Workbook()
    first, second = book.active, book.create_sheet("增收增利 & <more>")
    first.title = "Overview"
    first["A1"], first["A2"] = 120, "=AIGC_YOY(A1,100)"
    chart = BarChart()
    chart.add_data(Reference(first, min_col=1, min_row=1, max_row=2))
    second.add_chart(chart)
    second.sheet_properties.tabColor = "FF0000"
    book.create_chartsheet("Picture").add_chart(BarChart())
    return finish_bytes(saved(book), FinishPlan({"Overview": SheetPlan({"A2": 0.2}, {"A2": "A2"})}))


def parts(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_parts_say_that_there_are_macros(report):
    made = parts(macro_workbook(report))
    types = made["[Content_Types].xml"].decode()
    assert 'PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"' in types
    assert (
        'PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"'
        in types
    )
    assert "spreadsheetml.sheet.main+xml" not in types
    links = made["xl/_rels/workbook.xml.rels"].decode()
    link = next(each for each in re.findall(r"<Relationship [^>]*>", links) if "vbaProject" in each)
    assert 'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"' in link
    assert 'Target="/xl/vbaProject.bin"' in link or 'Target="vbaProject.bin"' in link


def test_every_other_part_is_as_it_was_but_for_code_names(report):
    before, after = parts(report), parts(macro_workbook(report))
    assert after.keys() - before.keys() == {"xl/vbaProject.bin"}
    changed = {name for name in before if before[name] != after[name]}
    sheets = {name for name in changed if name.startswith(("xl/worksheets/sheet", "xl/chartsheets/sheet"))}
    assert changed - sheets - {SEAL} == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
    }
    for name in sheets:
        without = re.sub(rb' codeName="\w+"', b"", after[name])
        assert without.replace(b"<sheetPr/>", b"") == before[name].replace(b"<sheetPr/>", b"")


def test_each_sheet_and_the_workbook_have_a_module_of_their_code_name(report):
    made = parts(macro_workbook(report))
    named = {}
    for name, content in made.items():
        if re.match(r"xl/(work|chart)sheets/sheet", name):
            found = re.findall(rb'<sheetPr[^>]*\bcodeName="(\w+)"', content)
            assert len(found) == 1
            named[found[0].decode()] = "00020821" if "chart" in name else "00020820"
    named["ThisWorkbook"] = "00020819"
    assert 'codeName="ThisWorkbook"' in made["xl/workbook.xml"].decode()
    documents = {
        name: match[1]
        for name, code in macros(made["xl/vbaProject.bin"]).items()
        if (match := re.search(r'VB_Base = "0\{(0002\w{4})-0000-0000-C000-000000000046\}"', code))
    }
    assert documents == named
    assert len(named) == 4


def test_code_names_that_are_there_stay():
    book = Workbook()
    book.create_sheet("b")
    book.active.sheet_properties.codeName = "Sheet2"
    made = parts(macro_workbook(saved(book)))
    assert b'codeName="Sheet2"' in made["xl/worksheets/sheet1.xml"]
    assert b'codeName="Sheet1"' in made["xl/worksheets/sheet2.xml"]


def test_values_formulas_and_dynamic_arrays_stay(report):
    made = macro_workbook(report)
    assert load_workbook(BytesIO(made), data_only=True)["Overview"]["A2"].value == 0.2
    assert b'<c cm="1" r="A2"' in parts(made)["xl/worksheets/sheet1.xml"]
    assert b">AIGC_YOY(A1,100)</f>" in parts(made)["xl/worksheets/sheet1.xml"]


def test_the_same_workbook_gives_the_same_bytes(report, tmp_path):
    assert macro_workbook(report) == macro_workbook(report)
    for name in ("a", "b"):
        addin_excel(tmp_path / name)
    assert (tmp_path / "a/xl_aigc.xlsm").read_bytes() == (tmp_path / "b/xl_aigc.xlsm").read_bytes()


def test_the_target_is_replaced_in_one_step_and_no_draft_is_left(report, tmp_path):
    target = tmp_path / "report.xlsm"
    target.write_bytes(b"old")
    write_macro_workbook(report, target)
    assert target.read_bytes() == macro_workbook(report)
    assert [path.name for path in tmp_path.iterdir()] == ["report.xlsm"]


def test_a_plain_name_a_missing_folder_and_a_macro_workbook_are_refused(report, tmp_path):
    with pytest.raises(WorkbookError, match=r"from \.xlsm only"):
        write_macro_workbook(report, tmp_path / "report.xlsx")
    with pytest.raises(WorkbookError, match="can't be written"):
        write_macro_workbook(report, tmp_path / "none" / "report.xlsm")
    with pytest.raises(WorkbookError, match="part already"):
        macro_workbook(macro_workbook(report))
    with pytest.raises(WorkbookError, match=r"no \.xlsx"):
        macro_workbook(b"PK no zip")
    assert list(tmp_path.iterdir()) == []


def test_an_xlwings_that_calls_python_in_another_way_is_refused(monkeypatch):
    monkeypatch.setattr(
        standalone, "read_sources", lambda project: {"xlwings": "Function Py()\r\nEnd Function\r\n"}
    )
    with pytest.raises(HostError, match="pip install --upgrade xlwings"):
        standalone.standalone_project()


@pytest.fixture(scope="module")
def addin(tmp_path_factory):
    folder = tmp_path_factory.mktemp("addin") / "new"
    return folder, addin_excel(folder, "zh")


def test_the_addin_is_a_workbook_a_module_and_the_steps_that_remain(addin):
    folder, steps = addin
    assert {path.name for path in folder.iterdir()} == {"xl_aigc.xlam", "xl_aigc.xlsm", "xl_aigc.bas"}
    assert any("xlwings config create" in step for step in steps)
    assert any(str(folder / "xl_aigc.xlsm") in step for step in steps)
    module = (folder / "xl_aigc.bas").read_bytes()
    assert module.startswith(b'Attribute VB_Name = "xl_aigc"\r\n')
    with zipfile.ZipFile(folder / "xl_aigc.xlsm") as archive:
        held = macros(archive.read("xl/vbaProject.bin"))
    assert held["xl_aigc"] == module.decode().replace("\r\n", "\n")


def test_the_addin_shows_every_example_with_its_result_before_any_macro_runs(addin):
    formulas = load_workbook(addin[0] / "xl_aigc.xlsm")[SHEET]
    values = load_workbook(addin[0] / "xl_aigc.xlsm", data_only=True)[SHEET]
    cells = example_cells()
    assert len(cells) == sum(len(each.examples) for each in CATALOGUE.values())
    for address, example in cells.items():
        row = values[address].row
        assert formulas[address].value.text == example.formula
        assert values.cell(row, 3).value == example.formula
        rows = example.result if isinstance(example.result, list) else [[example.result]]
        for down, line in enumerate(rows):
            for across, wanted in enumerate(line):
                shown = values.cell(row + down, 4 + across).value
                shown = serial(shown) if isinstance(shown, datetime) else shown
                assert shown == getattr(wanted, "value", wanted), example.formula


def test_the_help_sheet_is_hidden_and_in_the_language_asked_for(addin):
    sheet = load_workbook(addin[0] / "xl_aigc.xlsm")["_IntelliSense_"]
    assert sheet.sheet_state == "hidden"
    held = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert held == [[text for text in row if text] for row in intellisense_rows("zh")]
    assert find("AIGC_YOY").zh in held[1]


def test_the_workbooks_own_folder_is_kept_off_pythons_path(addin):
    # What xlwings' VBA hands to Python begins with this setting; its prepare_sys_path adds the folder for "true" only.
    sheet = load_workbook(addin[0] / "xl_aigc.xlsm")["xlwings.conf"]
    assert sheet.sheet_state == "hidden"
    assert list(sheet.iter_rows(values_only=True)) == [("ADD_WORKBOOK_TO_PYTHONPATH", "false")]
    assert (
        'GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")'
        in read_sources(standalone.standalone_project())["xlwings"]
    )
    before = list(sys.path)
    address = "https://example.sharepoint.com/sites/x/report.xlsm"
    prepare_sys_path(f"false;{address};{address};;;;")
    added, sys.path[:] = sys.path[: len(sys.path) - len(before)], before
    assert added == [""]


def test_examples_in_either_language_differ_in_help_only():
    english, chinese = parts(examples_workbook("en")), parts(examples_workbook("zh"))
    assert english["xl/worksheets/sheet1.xml"] == chinese["xl/worksheets/sheet1.xml"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(HostError, match=r"xl_aigc\.bas"):
        addin_excel(tmp_path / "file")
