"""`build` and `roll --output` replace their own unchanged output, and no file of a person's."""

from __future__ import annotations

import shutil

import pytest
from openpyxl import load_workbook
from support.kill_refresh import SHEETS, small_report

from xl_aigc.report.layout import templates_folder


@pytest.fixture
def layouts(tmp_path):
    """A small report, which is built in a second."""
    folder = tmp_path / "layouts"
    folder.mkdir()
    for name in SHEETS:
        shutil.copy(templates_folder() / "report" / name, folder)
    return folder


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return small_report(tmp_path_factory.mktemp("report"))


@pytest.fixture
def build(xl_aigc, layouts, data):
    return lambda *options: xl_aigc("build", "--data", data, "--layout", layouts, *options)


def test_a_build_replaces_its_own_output_without_a_word(build, tmp_path):
    assert build("--output", "a.xlsx").code == 0
    first = (tmp_path / "a.xlsx").read_bytes()
    assert build("--output", "a.xlsx", "--language", "zh").code == 0
    assert (tmp_path / "a.xlsx").read_bytes() != first
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["a.xlsx"]


def test_a_build_refuses_an_output_that_another_program_saved_and_replace_keeps_it(build, tmp_path):
    build("--output", "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    book.save(tmp_path / "a.xlsx")
    saved = (tmp_path / "a.xlsx").read_bytes()
    refused = build("--output", "a.xlsx")
    assert refused.code == 1
    assert "a.xlsx is there already, and is not as this program wrote it; nothing was written." in refused.err
    assert "add --replace, which keeps this one as a.1.xlsx" in refused.err
    assert (tmp_path / "a.xlsx").read_bytes() == saved
    assert build("--output", "a.xlsx", "--replace").code == 0
    assert (tmp_path / "a.1.xlsx").read_bytes() == saved
    assert build("--output", "a.xlsx").code == 0


@pytest.mark.parametrize("content", [b"", b"notes", b"PK\x03\x04"])
def test_a_build_refuses_a_file_that_is_no_workbook(build, tmp_path, content):
    (tmp_path / "a.xlsx").write_bytes(content)
    assert build("--output", "a.xlsx").code == 1
    assert (tmp_path / "a.xlsx").read_bytes() == content


def test_a_macro_workbook_is_replaced_where_nobody_changed_it(build, tmp_path):
    options = ("--output", "a.xlsm", "--formulas", "udf")
    assert [build(*options).code, build(*options).code] == [0, 0]
    with (tmp_path / "a.xlsm").open("ab") as file:
        file.write(b"x")
    shutil.copy(tmp_path / "a.xlsm", tmp_path / "b.xlsm")
    assert build("--output", "b.xlsm", "--formulas", "udf").code == 0, "the parts are the same"


def test_a_refreshed_workbook_is_a_persons_and_a_rolled_output_is_not(xl_aigc, report, build, tmp_path):
    store, workbook, figures = report
    shutil.copy(store, tmp_path / "store.sqlite")
    shutil.copy(workbook, tmp_path / "report.xlsx")
    roll = ("roll", "report.xlsx", "--to", "2023H1", "--compare", "2024H1", "--store", "store.sqlite")
    assert xl_aigc(*roll, "--output", "r.xlsx").code == 0
    assert xl_aigc(*roll, "--output", "r.xlsx").code == 0, "its own output"
    itself = xl_aigc(*roll, "--output", "report.xlsx")
    assert (itself.code, "The output is the workbook itself." in itself.err) == (1, True)
    done = xl_aigc("refresh", "--from", figures, "--workbook", "r.xlsx", "--store", "store.sqlite")
    assert done.code == 0, done.err
    kept = (tmp_path / "r.xlsx").read_bytes()
    for command in (lambda *o: xl_aigc(*roll, *o), build):
        refused = command("--output", "r.xlsx")
        assert (refused.code, "--replace, which keeps this one as r.1.xlsx" in refused.err) == (1, True)
    assert (tmp_path / "r.xlsx").read_bytes() == kept
    assert xl_aigc(*roll, "--output", "r.xlsx", "--replace").code == 0
    assert (tmp_path / "r.1.xlsx").read_bytes() == kept
