"""`build`: the file it writes, and what it says of it."""

from __future__ import annotations

import importlib
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from support.openpyxl_reading import load_workbook

from xl_aigc.cli.build_options import Formulas, Names
from xl_aigc.functions.catalogue import PREFIX
from xl_aigc.labels import LANGUAGES, Language
from xl_aigc.ooxml.book import Book
from xl_aigc.report.layout import templates_folder


def test_it_writes_to_workbooks_in_this_folder_and_says_where(xl_aigc, tmp_path):
    result = xl_aigc("build")
    target = tmp_path / "workbooks" / "aigc_2024H1.xlsx"
    assert (result.code, result.err) == (0, "")
    assert target.is_file()
    assert result.out.splitlines()[0] == f"Wrote {target}"


def test_it_says_what_the_workbook_holds(xl_aigc, tmp_path, monkeypatch):
    """The article's basket has 55 companies, 50 of them with both years; the article makes 47 statements."""
    out = xl_aigc("build").out
    assert "companies   55; 50 of 55 with revenue and profit in both years" in out
    assert "claims      47: " in out
    assert "Companies, Data" in out
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "docs")
    maker = importlib.import_module("make_reporter")
    assert maker.PAGE.read_text("utf-8") == maker.page(out, str(tmp_path)), (
        "run: python docs/make_reporter.py"
    )


def test_the_formulas_that_it_counts_are_those_in_the_file(xl_aigc, tmp_path):
    out = xl_aigc("build", "--output", "a.xlsx").out
    book = load_workbook(tmp_path / "a.xlsx")
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    counted = sum(cell.data_type == "f" for cell in cells)
    assert f"formulas    {counted:,}," in out


def test_the_name_of_the_file_tells_another_language(xl_aigc, tmp_path):
    assert xl_aigc("build", "--language", "zh").code == 0
    assert [path.name for path in (tmp_path / "workbooks").iterdir()] == ["aigc_2024H1_zh.xlsx"]


def test_values_alone_hold_no_formula(xl_aigc, tmp_path):
    assert "formulas    0," in xl_aigc("build", "--formulas", "values", "--output", "a.xlsx").out
    with Book(tmp_path / "a.xlsx") as book:
        assert [c for sheet in book.sheets for c in book.cells(sheet).values() if c.formula is not None] == []


@pytest.mark.parametrize(("unit", "divisor"), [("one", 1), ("yi", 1e8)])
def test_the_unit_is_the_divisor_in_the_file(xl_aigc, tmp_path, unit, divisor):
    assert xl_aigc("build", "--unit", unit, "--output", "a.xlsx").code == 0
    with Book(tmp_path / "a.xlsx") as book:
        assert book.named("unit_divisor")[2].value == divisor


def test_another_period_and_its_comparison_are_in_the_headings(xl_aigc, tmp_path):
    result = xl_aigc("build", "--period", "2023h1", "--compare", "2024H1", "--output", "a.xlsx")
    assert result.code == 0, result.err
    with Book(tmp_path / "a.xlsx") as book:
        data = next(table for table in book.tables if table.name == "Data")
    periods = [
        name.split()[-1] for name in data.columns if name.startswith("Revenue 20") and len(name.split()) == 2
    ]
    assert periods == ["2023H1", "2024H1"]


def test_a_folder_of_figures_of_ones_own_is_built_from(xl_aigc, data, tmp_path):
    basket = data / "basket.yaml"
    basket.write_text(basket.read_text("utf-8").replace("key: aigc", "key: mine"), encoding="utf-8")
    assert xl_aigc("build", "--data", data).code == 0
    assert (tmp_path / "workbooks" / "mine_2024H1.xlsx").is_file()


def test_a_folder_of_layouts_of_ones_own_decides_on_the_sheets(xl_aigc, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, block in (("01_companies", "companies_table"), ("02_data", "data_table")):
        text = f"sheet: {name[3:]}\nkind: data\nblocks:\n  - block: {block}\n"
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    result = xl_aigc("build", "--layout", folder)
    assert result.code == 0, result.err
    assert "sheets      4: Companies, Data, Assumptions, Chart data" in result.out
    assert "checks " not in result.out


def test_companies_that_layouts_name_and_the_basket_does_not_hold_are_warned_of(xl_aigc, tmp_path):
    assert "warning" not in xl_aigc("build").out
    folder = shutil.copytree(templates_folder() / "report", tmp_path / "mine")
    chain = folder / "04_profitability.yaml"
    text = chain.read_text("utf-8").replace(
        "y: net_profit_yoy", "y: net_profit_yoy\n        label_tickers: [688256.SH]"
    )
    line = next(n for n, words in enumerate(text.splitlines(), 1) if "688256.SH" in words)
    chain.write_text(text, encoding="utf-8")
    result = xl_aigc("build", "--layout", folder, "--output", "a.xlsx")
    assert (result.code, result.err) == (0, "")
    assert (tmp_path / "a.xlsx").is_file()
    (warning,) = [words for words in result.out.splitlines() if "warning" in words]
    assert warning.startswith(f"  warning     {chain}, line {line}, key blocks[")
    assert ".label_tickers: The basket does not hold 688256.SH." in warning


def test_the_choices_are_those_of_the_program():
    assert Language.__args__ == LANGUAGES
    assert set(Formulas.__args__) == {"native", "udf", "values"}
    assert set(Names.__args__) == set(PREFIX)


@pytest.mark.parametrize("unit", ["one", "billion"])
def test_every_check_passes_in_every_unit(xl_aigc, unit):
    """Sums of 1.3e12 yuan differ in their last digits with the order of adding: that is no failure in any unit."""
    out = xl_aigc("build", "--unit", unit, "--formulas", "values", "--output", "a.xlsx").out
    assert re.search(r"checks +(\d+) of \1 passed", out), out


def test_a_small_basket_without_article_and_names_is_built(xl_aigc, tmp_path):
    """No claims, no prices, no sources, one company without figures; nothing can be compared, and nothing fails."""
    folder = tmp_path / "mini"
    folder.mkdir()
    (folder / "companies.csv").write_text(
        "ticker,name_zh,name_en,layer,segment,archetype,membership\n"
        "000001.SZ,甲公司,First,upstream,servers,other,added\n600002.SH,乙公司,Second,,,,added\n",
        encoding="utf-8",
    )
    (folder / "figures.csv").write_text(
        "ticker,period,item,value,kind,sources\n000001.SZ,2024H1,revenue,1200,stated,\n", encoding="utf-8"
    )
    (folder / "basket.yaml").write_text("as_of: 2024-09-12\n", encoding="utf-8")
    result = xl_aigc("build", "--data", folder, "--output", "a.xlsx")
    assert (result.code, result.err) == (0, "")
    assert "0 of 2 with revenue and profit in both years" in result.out
    assert "claims" not in result.out.lower().partition("companies  ")[2]
    assert "show an error" not in xl_aigc("check", "--no-office", "a.xlsx").out


def test_a_build_that_calls_the_functions_carries_them_in_a_macro_workbook(xl_aigc):
    result = xl_aigc("build", "--formulas", "udf", "--output", "a.xlsm")
    assert result.code == 0
    assert "  needs       Excel 2016 or newer on Windows" in result.out
    with zipfile.ZipFile("a.xlsm") as archive:
        assert "xl/vbaProject.bin" in archive.namelist()
        parts = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert sum(part.count("AIGC_YOY(") for part in parts) > 3


def test_a_plain_workbook_is_refused_where_its_formulas_need_macros(xl_aigc):
    result = xl_aigc("build", "--formulas", "udf", "--output", "a.xlsx")
    assert result.code == 1
    assert "The output file must end in .xlsm" in result.err


def test_other_hosts_get_a_plain_workbook_with_their_names(xl_aigc):
    result = xl_aigc("build", "--formulas", "udf", "--names", "calc", "--output", "a.xlsx")
    assert result.code == 0
    assert "  needs       LibreOffice with the extension" in result.out
    with zipfile.ZipFile("a.xlsx") as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert sum(part.count("AIGC.YOY(") for part in parts) > 3
