"""The report whose formulas call the functions: every cell is the native build's, in a real Calc with the add-in."""

from __future__ import annotations

import datetime as dt
import math
import re
import zipfile

import pytest
from openpyxl.utils.datetime import to_excel
from support.openpyxl_reading import load_workbook

from xl_aigc.functions import CATALOGUE
from xl_aigc.functions.catalogue import PREFIX
from xl_aigc.labels import LANGUAGES, load_labels

NAMED = re.compile(r"(AIGC[._]|_xldudf_AIGC_)([A-Z_]+)\(")


@pytest.fixture(scope="module")
def books(built):
    """Builds by language, kind of formulas and names."""
    return lambda language, formulas, names="vba": built(language, formulas=formulas, names=names)


def values(file):
    """What every cell shows, as the file has it."""
    book = load_workbook(file, data_only=True)
    return {sheet.title: sheet for sheet in book.worksheets}


def formulas(file):
    """Every formula of a file, as the parts of the sheets have them."""
    with zipfile.ZipFile(file) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    return [found for part in parts for found in re.findall(r"<f[ >][^<]*</f>", part)]


def same(one, other):
    one, other = (to_excel(each) if isinstance(each, dt.datetime) else each for each in (one, other))
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    # Calc gives a text with the blank that its number format ends in.
    return str("" if one is None else one).strip() == str("" if other is None else other).strip()


def apart(sheets, cells):
    """Cells that differ: sheet, address, and both."""
    return [
        (title, cell.coordinate, cell.value, got)
        for title, sheet in sheets.items()
        for row, line in zip(sheet[sheet.dimensions], cells(title), strict=True)
        for cell, got in zip(row, line, strict=True)
        if not same(cell.value, got)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_cached_values_are_those_of_the_native_build(books, language):
    native, udf = (values(books(language, kind)) for kind in ("native", "udf"))
    titles = {key: load_labels(language).text(f"sheets.{key}.title") for key in ("functions", "cover")}
    assert set(udf) - set(native) == {titles["functions"]}, "functions stand in a build that calls them"
    del native[titles["cover"]]  # its list of sheets has one more
    between = "、" if language == "zh" else ", "

    def cells(title):
        """Values without the sheet of functions where a list of sheets names it."""
        area = udf[title][native[title].dimensions]
        texts = [
            [str(cell.value).replace(f"{titles['functions']}{between}", "") for cell in row] for row in area
        ]
        return [
            [
                text if isinstance(cell.value, str) else cell.value
                for cell, text in zip(row, line, strict=True)
            ]
            for row, line in zip(area, texts, strict=True)
        ]

    assert apart(native, cells) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_calc_computes_every_cell_to_the_value_that_the_file_has(calc, books, language):
    file = books(language, "udf", "calc")
    sheets = values(file)
    ranges = {title: (title, sheet.dimensions) for title, sheet in sheets.items()}
    [cells] = calc.do({"do": "read", "file": str(file), "ranges": ranges})
    assert sum(len(row) for rows in cells.values() for row in rows) > 20_000
    assert apart(sheets, cells.__getitem__) == []


@pytest.mark.slow
def test_calc_did_compute_the_columns(calc, books, tmp_path):
    """With a revenue 1,000 yuan higher, the growth in Calc is that of the new figure, not the one in the file."""
    book = load_workbook(books("en", "udf", "calc"))
    data, companies = book["Data"], book["Companies"]
    head = next(row for row in data.iter_rows() if row[0].value == "Ticker")
    columns = {cell.value: cell.column for cell in head}
    row = head[0].row + 1
    now, prior = (data.cell(row, columns[f"Revenue {period}"]) for period in ("2024H1", "2023H1"))
    now.value += 1000
    top = next(cells for cells in companies.iter_rows() if cells[0].value == "Ticker")
    cell = next(each for each in top if each.value == "Revenue YoY").offset(1).coordinate
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    [found] = calc.do(
        {"do": "read", "file": str(changed), "ranges": {"growth": ("Companies", f"{cell}:{cell}")}}
    )
    assert found["growth"][0][0] == pytest.approx((now.value - prior.value) / abs(prior.value), rel=1e-12)


@pytest.mark.parametrize("names", PREFIX)
def test_formulas_call_functions_of_the_catalogue_by_the_names_of_their_host(books, names):
    called = [match for text in formulas(books("en", "udf", names)) for match in NAMED.findall(text)]
    assert {prefix for prefix, _ in called} == {PREFIX[names]}
    assert {key for _, key in called} <= set(CATALOGUE)
    assert {"YOY", "COHORT_OF", "EXPENSE_RATIO", "RD_INTENSITY", "QUARTER"} <= {key for _, key in called}


@pytest.mark.parametrize("names", ["vba", "officejs"])
def test_every_formula_that_calls_a_function_is_a_dynamic_array_and_none_of_them_merged(books, names):
    file = books("en", "udf", names)
    called = [text for text in formulas(file) if NAMED.search(text)]
    assert called
    assert [text for text in called if ' t="array"' not in text] == []
    merged = [
        cell
        for sheet in load_workbook(file).worksheets
        for area in sheet.merged_cells.ranges
        for cell in [sheet.cell(area.min_row, area.min_col)]
        if NAMED.search(str(getattr(cell.value, "text", "")))
    ]
    assert merged == []


def test_companies_is_a_filtered_range_and_data_a_table(books):
    book = load_workbook(books("en", "udf"))
    assert list(book["Companies"].tables) == []
    assert list(book["Data"].tables) == ["Data"]
    head = next(row for row in book["Companies"].iter_rows() if row[0].value == "Ticker")
    assert book["Companies"].auto_filter.ref.startswith(f"A{head[0].row}:")
    assert not any("Companies[" in text for text in formulas(books("en", "udf")))
