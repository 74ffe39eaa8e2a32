"""Number formats: what a spreadsheet program shows for each, and that a file keeps them."""

from __future__ import annotations

import csv
import re
import zipfile

import openpyxl
import pytest
from support.case_table import cases
from support.office import recalculate
from support.openpyxl_reading import load_workbook

from xl_aigc.labels import LANGUAGES
from xl_aigc.report.theme import load_theme

SAMPLES = (-1234.56, -0.123, 0, 0.123, 1234.56, "n.a.")
TINY = 0.0001
SHOWN = {name: shown for name, *shown in cases("report/number_formats.yaml")}


def shown_by_libreoffice(folder, formats):
    """What LibreOffice shows for the samples and a tiny number in each format: a row per format."""
    workbook = openpyxl.Workbook()
    for row, number_format in enumerate(formats, start=1):
        for column, sample in enumerate((*SAMPLES, TINY), start=1):
            cell = workbook.active.cell(row, column, sample)
            cell.number_format = number_format
    workbook.save(folder / "formats.xlsx")
    shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
    with recalculate(folder / "formats.xlsx", folder, shown).open(encoding="utf-8", newline="") as file:
        return [[cell.strip() for cell in row] for row in csv.reader(file)]


@pytest.mark.slow
def test_every_number_format_shows_negatives_zero_and_text_as_finance_staff_expect(tmp_path):
    formats = load_theme().number_formats
    assert set(formats) == set(SHOWN)
    rows = shown_by_libreoffice(tmp_path, formats.values())
    for name, row in zip(formats, rows, strict=True):
        for sample, expected, cell in zip(SAMPLES, SHOWN[name], row, strict=False):
            if expected is not None:
                assert cell == expected, (name, sample)
        if load_theme().decimals(name, "") and "axis" not in name:
            assert row[-1].startswith("0.0"), "0 without decimals is exactly 0"


def test_every_number_format_is_written_to_a_file_as_it_stands(tmp_path):
    formats = set(load_theme().number_formats.values())
    workbook = openpyxl.Workbook()
    for row, number_format in enumerate(formats, start=1):
        workbook.active.cell(row, 1, 1).number_format = number_format
    workbook.save(tmp_path / "formats.xlsx")
    read = load_workbook(tmp_path / "formats.xlsx").active
    assert {read.cell(row, 1).number_format for row in range(1, len(formats) + 1)} == formats
    with zipfile.ZipFile(tmp_path / "formats.xlsx") as parts:
        codes = re.findall(r'formatCode="([^"]*)"', parts.read("xl/styles.xml").decode())
    assert len(codes) == len(set(codes))


def test_an_amount_has_the_same_decimals_in_title_chart_and_table(built):
    """Leo Group earned 1,919 m and lost 743.92 m, a fall of 26.6292 亿; Midea's R&D is 7,662.5 m. Sums have one decimal."""
    with zipfile.ZipFile(built("zh")) as parts:
        charts = [
            parts.read(n).decode() for n in parts.namelist() if re.fullmatch(r"xl/charts/chart\d+.xml", n)
        ]
    assert sum(">−26.63<" in chart and ">−7.47<" in chart for chart in charts) == 1
    book = load_workbook(built("zh"), data_only=True)
    titles = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert "图表4：利欧股份降幅最大，26.63亿元；昆仑万维次之，7.47亿元" in titles
    assert "图表6：利欧股份亏损最多，7.44亿元；亏损14家" in titles
    shown = {
        (name, round(cell.value, 2)): cell.number_format.split(";")[0]
        for name in ("总览", "产业链", "盈利能力")
        for row in book[name].iter_rows()
        for cell in row
        if isinstance(cell.value, float)
    }
    wanted = {
        ("盈利能力", -7.44): "#,##0.00",
        ("盈利能力", 36.42): "#,##0.0",
        ("产业链", 14046.64): "#,##0.0",
        ("总览", 14046.64): "#,##0.0",
        ("总览", 2390.5): "#,##0.0",
        ("总览", 43.37): "#,##0.0",
    }
    assert {at: shown[at] for at in wanted} == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_amount_or_ratio_that_is_none_shows_as_zero(built, language):
    """Midstream profit of 2023H1 is −3 m: −0.03 in hundreds of millions, which one decimal would show as −0.0."""
    book = load_workbook(built(language), data_only=True)
    shown = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book.worksheets[:6]
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, float) and cell.value and "%" not in cell.number_format
        if round(abs(cell.value), len(re.match(r"[#,]*0(?:\.(0+))?", cell.number_format)[1] or "")) == 0
    ]
    assert shown == []
