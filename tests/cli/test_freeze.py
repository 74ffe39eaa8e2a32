"""`freeze`: a copy without the functions, for every way their names are written; the original stays."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from support.format_checker import findings
from support.office import require_office

from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.seal import SEAL

OWN = re.compile(rb"<f[^>]*>[^<]*AIGC[_.][A-Z_]+\(")
BUILDS = {"vba": ".xlsm", "officejs": ".xlsx", "calc": ".xlsx"}


@pytest.fixture(scope="module")
def reports(built, tmp_path_factory):
    """The report of each kind of names, built once; that with macros by the command."""
    from xl_aigc.cli.run import run  # noqa: PLC0415

    macro = tmp_path_factory.mktemp("udf") / "vba.xlsm"
    assert run(["build", "--formulas", "udf", "--names", "vba", "--output", str(macro)]) == 0
    return {"vba": macro} | {
        names: built("en", formulas="udf", names=names) for names in BUILDS if names != "vba"
    }


@pytest.fixture
def report(reports, tmp_path):
    """A copy of a report in the folder that the command runs in."""
    return lambda names: Path(shutil.copy(reports[names], tmp_path / f"{names}{BUILDS[names]}"))


def parts(file):
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def values(file):
    with Book(file) as book:
        return {
            (sheet, cell): (held.kind, held.value)
            for sheet in book.sheets
            for cell, held in book.cells(sheet).items()
        }


@pytest.mark.parametrize("names", BUILDS)
def test_no_call_is_left_and_every_cell_shows_what_it_showed(xl_aigc, report, tmp_path, names):
    file = report(names)
    original = file.read_bytes()
    result = xl_aigc("freeze", file.name)
    frozen = tmp_path / f"{names}_frozen{BUILDS[names]}"
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[0] == f"Wrote {frozen}"
    assert file.read_bytes() == original
    before, after = parts(file), parts(frozen)
    assert any(OWN.search(content) for content in before.values())
    assert not any(OWN.search(content) for content in after.values())
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed - {SEAL} <= {name for name in before if name.startswith("xl/worksheets/sheet")}
    assert values(file) == values(frozen)


def test_the_parts_are_valid(xl_aigc, report):
    assert xl_aigc("freeze", report("vba").name).code == 0
    assert findings("vba_frozen.xlsm") == set()


def test_it_says_how_many_formulas_of_which_sheets_went(xl_aigc, report):
    counted = sum(len(OWN.findall(content)) for content in parts(report("officejs")).values())
    out = xl_aigc("freeze", "officejs.xlsx").out
    assert re.search(rf"frozen +{counted} formulas: Companies \d+, Functions \d+\n", out)
    assert "macros" not in out


def test_macros_stay_and_it_says_so(xl_aigc, report, tmp_path):
    file = report("vba")
    assert "macros      stay" in xl_aigc("freeze", file.name).out
    project = "xl/vbaProject.bin"
    assert parts(file)[project] == parts(tmp_path / "vba_frozen.xlsm")[project]


def test_nothing_is_overwritten(xl_aigc, report, tmp_path):
    file = report("calc")
    (tmp_path / "calc_frozen.xlsx").write_text("mine")
    for arguments in ([], ["--output", file.name]):
        result = xl_aigc("freeze", file.name, *arguments)
        assert result.code == 1
        assert "there already. Name another with --output" in result.err
    assert (tmp_path / "calc_frozen.xlsx").read_text() == "mine"
    assert xl_aigc("freeze", file.name, "--output", "other.xlsx").code == 0


def test_another_kind_of_file_is_refused(xl_aigc, report, tmp_path):
    file = report("vba")
    result = xl_aigc("freeze", file.name, "--output", "plain.xlsx")
    assert (result.code, "The output file must end in .xlsm." in result.err) == (1, True)
    (tmp_path / "notes.txt").write_text("text")
    assert "no .xlsx or .xlsm workbook" in xl_aigc("freeze", "notes.txt").err
    (tmp_path / "notes.xlsx").write_text("text")
    assert "no .xlsx or .xlsm workbook" in xl_aigc("freeze", "notes.xlsx").err
    assert "The file is missing" in xl_aigc("freeze", "none.xlsx").err


def test_a_workbook_without_calls_gives_no_file_and_says_so(xl_aigc, english, tmp_path):
    shutil.copy(english, tmp_path / "a.xlsx")
    result = xl_aigc("freeze", "a.xlsx")
    assert (result.code, "no cell calls an AIGC function" in result.out) == (1, True)
    assert not (tmp_path / "a_frozen.xlsx").exists()


@pytest.mark.slow
def test_a_check_takes_calls_as_they_are_stored_and_recalculates_the_rest(xl_aigc, report):
    require_office()
    told = xl_aigc("check", report("vba").name)
    assert (told.code, "Nothing wrong was found." in told.out) == (0, True)
    assert re.search(r"for want of a function that is not at hand here: \d+ cells", told.out)
    assert re.search(r"the values of [3-9],\d\d\d cells", told.out)


@pytest.mark.slow
def test_libreoffice_without_the_add_in_recalculates_it_to_the_same_values(xl_aigc, report):
    assert xl_aigc("freeze", report("officejs").name).code == 0
    told = xl_aigc("check", "officejs_frozen.xlsx")
    assert (told.code, "Nothing wrong was found." in told.out) == (0, True)
    assert "a function that is not at hand" not in told.out
