"""`addin excel`: the add-in, a macro workbook, the module, and the steps that remain."""

from __future__ import annotations

import zipfile

from openpyxl import Workbook
from support.book_bytes import saved
from support.macro_stub import stubbed_project

from xl_aigc.hosts.excel.vba.wrappers import module_text
from xl_aigc.hosts.excel.workbook import macro_workbook


def test_the_workbook_and_the_module_are_written_and_the_steps_are_numbered(xl_aigc, tmp_path):
    result = xl_aigc("addin", "excel", "--output", tmp_path / "out")
    assert (result.code, result.err) == (0, "")
    assert "xl/vbaProject.bin" in zipfile.ZipFile(tmp_path / "out" / "xl_aigc.xlsm").namelist()
    assert (tmp_path / "out" / "xl_aigc.bas").read_bytes().decode() == module_text()
    lines = result.out.splitlines()
    assert [line.split()[0] for line in lines] == [*["Wrote"] * 3, "1.", "2.", "3.", "4."]


def test_a_folder_that_cannot_be_made_is_one_sentence(xl_aigc, tmp_path):
    (tmp_path / "file").write_text("in the way")
    result = xl_aigc("addin", "excel", "--output", tmp_path / "file")
    assert result.code == 1
    assert "can't be written" in result.err
    assert "Choose a folder" in result.err


def test_an_upgrade_says_what_was_renewed_and_what_was_kept(xl_aigc, tmp_path):
    file = tmp_path / "昆仑.xlsm"
    file.write_bytes(macro_workbook(saved(Workbook()), stubbed_project()))
    result = xl_aigc("addin", "upgrade", file)
    assert (result.code, result.err) == (0, "")
    assert sorted(result.out.splitlines()[0].removeprefix("Renewed: ").split(", ")) == [
        "Dictionary",
        "xlwings",
    ]
    assert result.out.splitlines()[1:] == [
        "Kept as they were: ThisWorkbook, Sheet1, xl_aigc",
        "As it was before: 昆仑.before-upgrade-1.xlsm",
    ]
    assert xl_aigc("addin", "upgrade", file).out == "昆仑.xlsm is up to date; nothing was changed.\n"
