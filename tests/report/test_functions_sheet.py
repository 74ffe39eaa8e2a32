"""The sheet Functions lists all functions and all measures; its worked example is the quarter that a filing's figures give."""

from __future__ import annotations

import re

import pytest
import yaml
from support.openpyxl_reading import load_workbook

from xl_aigc.data.folder import REFERENCE
from xl_aigc.functions import CATALOGUE
from xl_aigc.labels import LANGUAGES, load_labels
from xl_aigc.measures.own import program_table


@pytest.fixture(scope="module", params=LANGUAGES)
def sheet(request, built):
    """The sheet as a build of one language has it that calls the functions: formulas and values."""
    target = built(request.param, formulas="udf")
    title = load_labels(request.param).text("sheets.functions.title")
    return request.param, *(load_workbook(target, data_only=values)[title] for values in (False, True))


def texts(sheet):
    return [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]


def test_every_function_stands_there_once_with_an_example_that_calls_it(sheet):
    _, formulas, _ = sheet
    listed = [row for row in texts(formulas) if row and str(row[0]).startswith("AIGC_")]
    assert [row[0] for row in listed] == [function.syntax for function in CATALOGUE.values()]
    assert [row[0] for row in listed if row[0].split("(")[0] not in row[2]] == []


def test_a_report_that_calls_no_function_has_no_sheet_of_them(english):
    assert "Functions" not in load_workbook(english).sheetnames


def test_every_example_but_that_of_a_long_text_is_live_where_the_report_calls_the_functions(built):
    sheet = load_workbook(built("en", formulas="udf"))["Functions"]
    live = {
        row[0].value.split("(")[0]
        for row in sheet.iter_rows(min_col=2)
        if str(row[0].value).startswith("AIGC_") and any(cell.data_type == "f" for cell in row)
    }
    assert {function.name() for function in CATALOGUE.values()} - live == {"AIGC_SOURCE"}


def test_the_worked_example_is_the_half_year_less_the_first_quarter(sheet):
    _, formulas, values = sheet
    # 3,364,600 - (-2,584,800) = 5,949,400 yuan
    [place] = [
        c.coordinate
        for row in values.iter_rows()
        for c in row
        if c.value == 5949400 and formulas[c.coordinate].data_type == "f"
        if sum(isinstance(one.value, int | float) for one in row) == 3
    ]
    row = [cell.value for cell in values[place[1:]] if cell.value is not None]
    assert row[1:] == [3364600, -2584800, 5949400]


def test_every_function_has_a_description_in_the_language_of_the_report(sheet):
    language, formulas, _ = sheet
    listed = [row for row in texts(formulas) if row and str(row[0]).startswith("AIGC_")]
    assert len({row[1] for row in listed}) == len(CATALOGUE)
    latin = [row[1] for row in listed if language != "en" and row[1].isascii()]
    assert latin == []


def rows_of_measures(sheet):
    """The rows of five texts whose first is the key of a measure."""
    table = program_table()
    keys = {*table.measures, *table.cells, *table.basket}
    return [row for row in texts(sheet) if len(row) == 5 and row[0] in keys]


def test_every_measure_stands_there_with_its_expression_description_and_source(sheet):
    """The bundled basket says of some of them in its own words where they are from."""
    language, formulas, _ = sheet
    table = program_table()
    measures = [*table.measures.values(), *table.cells.values(), *table.basket.values()]
    own = yaml.safe_load((REFERENCE / "texts.yaml").read_text("utf-8"))[language]["definitions"]
    names = {tuple(texts.items()): key for key, texts in table.sources.items()}
    expected = [
        (
            one.key,
            one.written,
            own.get(one.key, {}).get("description") or one.description_in(language),
            own["sources"].get(names.get(tuple(one.source.items()))) or one.source_in(language),
        )
        for one in measures
    ]
    assert [(row[0], *row[2:]) for row in rows_of_measures(formulas)] == expected
    assert own["sources"]


def test_no_name_description_or_source_of_a_measure_is_in_another_language(sheet):
    language, formulas, _ = sheet
    script = {"en": "[A-Za-z]", "zh": "[\u4e00-\u9fff]", "ko": "[\uac00-\ud7a3]"}[language]
    rows = rows_of_measures(formulas)
    assert len(rows) > 100
    assert [text for row in rows for text in (row[1], *row[3:]) if not re.search(script, text)] == []
