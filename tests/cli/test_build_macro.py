"""`build --formulas udf --names vba`: one file that carries its functions, their help and xlwings' settings."""

from __future__ import annotations

import re
import zipfile

import pytest
from support.format_checker import findings
from support.office import convert
from support.ole_readers import macros
from support.openpyxl_reading import load_workbook

from xl_aigc.cli.run import run
from xl_aigc.hosts.excel.intellisense import intellisense_rows
from xl_aigc.ooxml.book import Book

HELP, SETTINGS = "_IntelliSense_", "xlwings.conf"
WRITTEN = re.compile(r"<(?:\w+:)?(?:f|formula\d?|definedName|calculatedColumnFormula)[ >][^<]*<")


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """The macro workbook in each language, built by the command, each once."""
    folder, made = tmp_path_factory.mktemp("macro"), {}

    def make(language):
        if language not in made:
            made[language] = folder / f"{language}.xlsm"
            assert (
                run(["build", "--formulas", "udf", "--language", language, "--output", str(made[language])])
                == 0
            )
        return made[language]

    return make


def called(file):
    """The functions that any formula of any part calls."""
    with zipfile.ZipFile(file) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    written = [formula for part in parts for formula in WRITTEN.findall(part)]
    return {name for formula in written for name in re.findall(r"AIGC_[A-Z_]+(?=\()", formula)}


def test_every_function_that_a_formula_calls_is_in_the_module_and_has_its_help(reports):
    names = called(reports("en"))
    assert {"AIGC_YOY", "AIGC_COHORT_OF", "AIGC_RD_INTENSITY", "AIGC_HELP", "AIGC_COVERAGE"} <= names
    with zipfile.ZipFile(reports("en")) as archive:
        module = macros(archive.read("xl/vbaProject.bin"))["xl_aigc"]
    assert names <= set(re.findall(r"^Public Function (AIGC_\w+)\(", module, flags=re.MULTILINE))
    rows = load_workbook(reports("en"))[HELP].iter_rows(values_only=True)
    assert next(rows)[:2] == ("FunctionInfo", "1.0")
    assert names <= {row[0] for row in rows}


@pytest.mark.parametrize(("language", "of_help"), [("en", "en"), ("zh", "zh"), ("ko", "en")])
def test_help_is_in_the_reports_language_where_there_is_one(reports, language, of_help):
    rows = load_workbook(reports(language))[HELP].iter_rows(values_only=True)
    held = [[text for text in row if text] for row in rows]
    assert held == [[text for text in row if text] for row in intellisense_rows(of_help)]


def test_help_and_settings_are_hidden_behind_the_reports_sheets(reports):
    book = load_workbook(reports("en"))
    assert book.sheetnames[-2:] == [HELP, SETTINGS]
    assert [sheet.sheet_state for sheet in book.worksheets[-2:]] == ["hidden", "hidden"]
    assert {sheet.sheet_state for sheet in book.worksheets[:-2]} == {"visible"}  # the record is left out
    assert list(book[SETTINGS].values) == [("ADD_WORKBOOK_TO_PYTHONPATH", "false")]


def test_the_parts_are_valid(reports):
    assert findings(reports("en")) == set()


def test_the_same_report_gives_the_same_bytes(reports, xl_aigc, tmp_path):
    assert xl_aigc("build", "--formulas", "udf", "--output", "again.xlsm").code == 0
    assert (tmp_path / "again.xlsm").read_bytes() == reports("en").read_bytes()


@pytest.mark.parametrize("names", ["calc", "officejs"])
def test_other_hosts_get_no_sheets_that_only_excel_on_windows_reads(built, names):
    with Book(built("en", formulas="udf", names=names)) as book:
        assert not {HELP, SETTINGS} & set(book.sheets)


@pytest.mark.slow
def test_libreoffice_loads_it_with_all_its_sheets(reports, tmp_path):
    [saved] = convert([reports("en")], tmp_path / "saved")
    with Book(saved) as after, Book(reports("en")) as before:
        assert list(after.sheets) == list(before.sheets)
