"""The add-in of a person: its parts, its tab of buttons, and what LibreOffice runs of it.

LibreOffice opens no file that is declared as an add-in, so it gets the same parts declared as a workbook.
"""

from __future__ import annotations

import json
import math
import re
import zipfile
from importlib import resources
from io import BytesIO
from pathlib import Path

import openxml_audit
import pytest
from lxml import etree
from support.format_checker import findings
from support.macro_run import for_libreoffice, run
from support.macro_stub import stubbed_project
from support.ole_readers import macros
from support.openpyxl_reading import load_workbook

from xl_aigc.cell_errors import CellError
from xl_aigc.errors import HostError
from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.excel.addin import addin_excel
from xl_aigc.hosts.excel.addin_file import RIBBON_PART, addin_file, ribbon_rows
from xl_aigc.hosts.excel.interpreter import plain_path, short_path
from xl_aigc.hosts.excel.vba.wrappers import MODULE, RIBBON, module_text, ribbon_module

ADDIN, BOOK = b"application/vnd.ms-excel.addin.macroEnabled", b"application/vnd.ms-excel.sheet.macroEnabled"
UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
SCHEMA = "data/openxml/schemas/schemas_microsoft_com_office_2009_07_customui.json"
CALLBACKS = {"onLoad": 1, "onAction": 1, "onChange": 2, "getItemLabel": 3}
"""How many arguments Office hands to each callback, as [MS-CUSTOMUI2] lists them; any other gets two."""


@pytest.fixture(scope="module")
def addin():
    return addin_file("zh", r"C:\py\python.exe")


@pytest.fixture(scope="module")
def parts(addin):
    with zipfile.ZipFile(BytesIO(addin)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def as_workbook(addin):
    """The same parts, declared as a workbook with macros."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(addin)) as held, zipfile.ZipFile(file, "w") as archive:
        for name in held.namelist():
            archive.writestr(name, held.read(name).replace(ADDIN, BOOK))
    return file.getvalue()


@pytest.fixture(scope="module")
def controls(parts):
    return [each for each in etree.fromstring(parts[RIBBON_PART]).iter() if each.get("id")]


def test_it_is_declared_as_an_addin_whose_window_is_hidden(parts):
    assert ADDIN + b".main+xml" in parts["[Content_Types].xml"]
    assert re.search(rb'<workbookView[^>]*visibility="hidden"', parts["xl/workbook.xml"])
    assert b'Target="customUI/customUI14.xml"' in parts["_rels/.rels"]


def test_openxml_audit_finds_the_package_and_the_ribbon_valid(addin, tmp_path):
    # It checks the part against the schema of the Open XML SDK: with size="vast" on a button it finds that.
    (tmp_path / "xl_aigc.xlam").write_bytes(addin)
    assert findings(tmp_path / "xl_aigc.xlam") == frozenset()


def test_every_attribute_of_the_ribbon_is_one_of_the_schema(parts):
    types = json.loads(resources.files(openxml_audit).joinpath(SCHEMA).read_text())["Types"]
    allowed = {}
    for each in types:
        name = each["Name"].rpartition(":")[2]
        allowed.setdefault(name, set()).update(one["QName"][1:] for one in each.get("Attributes", ()))
    for element in etree.fromstring(parts[RIBBON_PART]).iter():
        assert set(element.keys()) <= allowed[element.tag.removeprefix(UI)]


def test_the_tab_has_the_buttons_of_a_persons_work(controls):
    buttons = [each.get("id") for each in controls if each.tag == f"{UI}button"]
    for each in ("selection", "sheet", "book", "help", "settings", "log", "insert"):
        assert f"aigc_{each}" in buttons
    assert len({each.get("id") for each in controls}) == len(controls)


def test_every_callback_is_a_procedure_with_the_arguments_that_office_hands_over(parts):
    text = ribbon_module().text
    for element in etree.fromstring(parts[RIBBON_PART]).iter():
        for name, value in element.items():
            if value.startswith("Aigc"):
                arguments = re.search(rf"^Public Sub {value}\((.*)\)\r$", text, re.MULTILINE)[1]
                assert len(arguments.split(",")) == CALLBACKS.get(name, 2), (name, value)
    for each in (each.get("id") for each in etree.fromstring(parts[RIBBON_PART]).iter(f"{UI}button")):
        assert f'Case "{each}": ' in text


def test_every_control_has_its_text_and_every_button_its_tip_in_three_languages(controls):
    texts = {row[0]: row[1:] for row in ribbon_rows()}
    assert texts["key"] == ("en", "zh", "ko")
    assert all(len(row) == 3 and all(row) for row in texts.values())
    for each in controls:
        assert each.get("id") in texts
        if each.get("getScreentip"):
            assert max(map(len, texts[f"{each.get('id')}.tip"])) <= 1024
    asked = set(re.findall(r'AigcText\("(\w+)"\)', ribbon_module().text))
    assert asked | {each.get("id") for each in controls} == {key.removesuffix(".tip") for key in texts} - {
        "key"
    }


def test_olevba_reads_back_both_modules(parts):
    held = macros(parts["xl/vbaProject.bin"])
    assert held[MODULE] == module_text().replace("\r\n", "\n")
    assert held[RIBBON] == ribbon_module().text.replace("\r\n", "\n")
    assert "AigcAdoptLinks opened" in held["ThisWorkbook"]


def test_its_hidden_sheets_hold_the_python_and_the_texts(addin):
    book = load_workbook(BytesIO(as_workbook(addin)))
    assert list(book["xlwings.conf"].values) == [
        ("ADD_WORKBOOK_TO_PYTHONPATH", "false"),
        ("INTERPRETER_WIN", r"C:\py\python.exe"),
    ]
    assert list(book[RIBBON].values) == ribbon_rows()
    assert [each.sheet_state for each in book] == ["visible", "hidden", "hidden", "hidden"]


def test_it_depends_on_language_and_python_alone(addin):
    assert addin_file("zh", r"C:\py\python.exe") == addin


def test_install_puts_it_where_excel_lists_the_addins_of_a_person(tmp_path, monkeypatch):
    monkeypatch.setenv("APPDATA", str(tmp_path / "昆仑"))
    steps = addin_excel(tmp_path / "out", install=True)
    installed = tmp_path / "昆仑" / "Microsoft" / "AddIns" / "xl_aigc.xlam"
    assert installed.read_bytes() == (tmp_path / "out" / "xl_aigc.xlam").read_bytes()
    assert "Browse" not in steps[0]
    monkeypatch.delenv("APPDATA")
    with pytest.raises(HostError, match="Windows only"):
        addin_excel(tmp_path / "none", install=True)
    assert not (tmp_path / "none").exists()


def test_a_python_in_a_folder_of_another_code_page_goes_by_its_short_name():
    long, short = r"C:\Users\张三\python.exe", r"C:\Users\ZHANGS~1\python.exe"

    class Kernel:
        """What Windows answers: the length, and the name in the buffer; 0 where the volume keeps no short names."""

        name = short

        def GetShortPathNameW(self, path, buffer, size):  # noqa: N802  Windows' name
            buffer.value = self.name
            return len(self.name)

    assert plain_path(long, short_path(long, Kernel())) == short
    assert plain_path(r"C:\py\python.exe", "never asked") == r"C:\py\python.exe"
    Kernel.name = ""
    with pytest.raises(HostError, match=r"ASCII.*ProgramData"):
        plain_path(long, short_path(long, Kernel()))


PROBES = """
Public Function PROBE_TEXT() As Variant
    PROBE_TEXT = AigcText("aigc_book")
End Function
Public Function PROBE_NAME() As Variant
    PROBE_NAME = AigcHexadecimal(ChrW$(26118) & ChrW$(20177) & " 1.xlsx")
End Function
Public Function PROBE_LIST(menus As Variant, field As Variant, text As Variant) As Variant
    probeMenus = menus
    Erase lists
    AigcSearch field, ProbeWord(text)
    If IsEmpty(lists(field)) Then AigcFill field
    PROBE_LIST = AigcLength(lists(field)) & " " & AigcNamed(field, 0) & " " & chosen(field)
    probeMenus = 0
End Function
Private Function ProbeWord(text As Variant) As String
    ProbeWord = Replace(text, "KL", ChrW$(26118) & ChrW$(20177))
End Function
Public Function PROBE_FORMULA(company As Variant, item As Variant) As Variant
    Dim formula As Variant
    chosen(0) = ProbeWord(company)
    chosen(1) = item
    chosen(2) = "LFY"
    AigcAsk "figure_formula", Array(chosen(0), chosen(1), chosen(2), AigcLanguage()), formula
    PROBE_FORMULA = formula
End Function
Public Sub PROBE_REFRESH()
    AigcRefreshActive "book"
End Sub
Public Sub PROBE_WRITE()
    AigcWrite ThisWorkbook.Worksheets(1).Range("E1"), "=AIGC_FIGURE(""300418.SZ"",""revenue"",""LFY"")"
    RunPython ThisWorkbook.Worksheets(1).Range("E1").Formula
End Sub
"""
SHOWN = {
    "C1": ("=PROBE_TEXT()", "整个工作簿"),
    "C2": ("=PROBE_NAME()", "66064ed100200031002e0078006c00730078".upper()),
    "C3": ('=PROBE_LIST(2052;0;"")', "55 美的集团 (000333.SZ) "),
    "C4": ('=PROBE_LIST(2052;0;"KL")', "55 美的集团 (000333.SZ) 昆仑万维 (300418.SZ)"),
    "C5": ('=PROBE_LIST(1033;0;"KL")', "55 Midea Group (000333.SZ) Kunlun Tech (300418.SZ)"),
    "C6": ('=PROBE_LIST(1042;1;"rd_expense")', "36 지배주주순이익 (net_profit) 연구개발비 (rd_expense)"),
    "C7": ('=PROBE_LIST(1033;0;"digital")', "3 Fanli Digital (600228.SH) digital"),
    "C8": ('=PROBE_LIST(2052;2;"2024/6/30")', "8 2024H1 2024/6/30"),
    "C9": ('=PROBE_FORMULA("KL";"a ""quoted"" item")', '=AIGC_FIGURE("300418.SZ","a ""quoted"" item","LFY")'),
    "C10": ('=PROBE_FORMULA("";"revenue")', "请先选择公司、指标和报告期。"),
}
"""昆 is U+6606, 仑 U+4ED1. AIGC_BASKET lists 55 companies, three of them with Digital in their English names; AIGC_ITEMS and
AIGC_MEASURES 36 items; AIGC_PERIODS 8 periods. The words behind the list's first entry are those that the box then shows."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """Each function called with 1 for every argument that is due; LibreOffice takes ; between arguments."""
    with for_libreoffice("", PROBES):
        book = addin_file("en", None, stubbed_project())
    formulas = {}
    for row, each in enumerate(CATALOGUE.values(), start=1):
        due = ";".join("1" for argument in each.arguments if not argument.optional)
        formulas[f"B{row}"] = f"={each.name()}({due})"
    formulas |= {address: formula for address, (formula, _) in SHOWN.items()}
    folder = tmp_path_factory.mktemp("addin")
    macros = [f"{RIBBON}.PROBE_REFRESH", f"{RIBBON}.PROBE_WRITE"]
    return run(
        as_workbook(book), folder, sheet="xl_aigc", cells=list(formulas), formulas=formulas, macros=macros
    )


@pytest.mark.slow
def test_libreoffice_runs_every_wrapper_of_the_addin(shown):
    assert {each.name() for each in CATALOGUE.values()} <= set(shown["calls"])
    for row, each in enumerate(CATALOGUE.values(), start=1):
        wanted = each.call(*(1.0 for argument in each.arguments if not argument.optional))
        wanted = wanted[0][0] if isinstance(wanted, list) else wanted
        got = shown["after"][f"B{row}"]
        if each.key == "WHY":
            continue  # it tells of the call before, whose order is Calc's
        if isinstance(wanted, CellError):
            assert str(got).startswith("Error 20"), each.key
        elif isinstance(wanted, str):
            assert got == wanted
        else:
            assert math.isclose(float(got), wanted, rel_tol=1e-9), each.key


@pytest.mark.slow
@pytest.mark.parametrize("address", SHOWN)
def test_the_code_behind_the_tab_runs(shown, address):
    assert shown["after"][address] == SHOWN[address][1]


@pytest.mark.slow
def test_a_refresh_names_the_active_workbook_in_digits_and_a_formula_is_written(shown):
    command, written = shown["commands"]
    assert written.replace(";", ",") == '=AIGC_FIGURE("300418.SZ","revenue","LFY")'
    name = re.fullmatch(r".*; refresh_workbook\('book', '([0-9A-F]+)'\)", command)[1]
    assert bytes.fromhex(name).decode("utf-16-be").startswith("book")


def test_the_functions_that_the_page_says_take_several_cells_do():
    page = (Path(__file__).parents[2] / "docs" / "excel.md").read_text(encoding="utf-8")
    (row,) = (line for line in page.splitlines() if line.startswith("| always |"))
    listed = {name.removeprefix("AIGC_") for name in re.findall(r"AIGC_\w+", row)}
    outcomes = {
        key: [example.result for example in CATALOGUE[key].examples] + [CATALOGUE[key].call()]
        for key in CATALOGUE
    }
    spill = {key for key, found in outcomes.items() if any(isinstance(each, list) for each in found)}
    assert listed <= spill
    assert {key for key in listed if CATALOGUE[key].spreads} == set()
