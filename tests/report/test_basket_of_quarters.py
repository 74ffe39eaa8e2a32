"""Thirty companies of the United States in single quarters: from a CSV to workbooks of a quarter and of the year."""

from __future__ import annotations

import re
import zipfile
from functools import cache

import pytest
from lxml import etree
from support import quarters
from support.gnumeric import judged
from support.openpyxl_reading import load_workbook
from support.recalculation import libreoffice
from support.record_of import PIECE

from xl_aigc.data.batch_checks import check_batch
from xl_aigc.data.folder import load_facts
from xl_aigc.data.new_basket import NewBasket, basket_files
from xl_aigc.data.period import Period
from xl_aigc.data.series import series
from xl_aigc.files.new_folder import write_new_folder
from xl_aigc.labels import LANGUAGES
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.check_file import check_file
from xl_aigc.sources import Request, fetch

OTHERS = re.compile(
    r"yuan|\bCNY\b|(?<![美港日韩欧加澳坡单多])元|A-share|A股|위안|Chin(?:a|ese)|中国|중국|[Aa]rticle|原文|기사|2024H1|2023H1"
)
"""What belongs to the bundled basket, its market, its currency, its article and its periods."""
FUNCTIONS = re.compile(r"AIGC[._][A-Z]|AIGC functions?|AIGC(?:系列)?函数|AIGC_? 함수")
"""Names of functions, which every workbook may speak of."""


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quarters")
    (folder / "us.csv").write_text(quarters.table(), encoding="utf-8")
    request = Request("files", folder / "us.csv", markets=("us",), currency="USD", single_quarters=True)
    files = basket_files(NewBasket("us30", ("us",), "USD"), check_batch(fetch(request)))
    write_new_folder(folder / "us30", files)
    return load_facts(folder / "us30")


@pytest.fixture(scope="module")
def workbook(facts, tmp_path_factory):
    @cache
    def make(period, language="en"):
        target = tmp_path_factory.mktemp("built") / "report.xlsx"
        options = BuildOptions(
            language, period=Period.stored(period), compare=Period.stored(period).year_before
        )
        build(target, facts, options)
        return target

    return make


def column(path, heading):
    sheet = load_workbook(path, data_only=True)["Companies"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "Ticker" in row)
    ticker, wanted = head.index("Ticker"), head.index(heading)
    return {row[ticker]: row[wanted] for row in rows[rows.index(head) + 1 :] if row[ticker]}


def growth(place, period):
    before = f"{int(period[:4]) - 1}{period[4:]}"
    return quarters.figures(place, period)[0] / quarters.figures(place, before)[0] - 1


@pytest.mark.parametrize("period", ["2024Q2", "2024Q3", "2024Q4", "2024FY"])
def test_growth_is_over_the_same_quarter_of_the_year_before(workbook, period):
    due = {ticker: growth(place, period) for place, ticker in enumerate(quarters.TICKERS)}
    assert column(workbook(period), "Revenue YoY") == pytest.approx(due)


@pytest.mark.parametrize("period", ["2024Q4", "2024FY"])
def test_both_judges_find_every_formula_right(workbook, tmp_path, period):
    assert check_file(workbook(period), libreoffice()).problems == ()
    count, different = judged(workbook(period), tmp_path)
    assert (count > 500, different) == (True, [])


@pytest.mark.parametrize(
    ("period", "following"), [("2024Q4", "2025Q1"), ("2024Q2", "2024Q3"), ("2024FY", "2025FY")]
)
def test_the_next_period_is_the_next_of_its_kind(workbook, period, following):
    book = load_workbook(workbook(period), data_only=True)
    assert following in {cell.value for row in book["Outlook"].iter_rows() for cell in row}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_file_is_about_another_basket(workbook, language):
    """Cells, titles of charts, names, properties and comments; not the record, which is for the program."""
    with zipfile.ZipFile(workbook("2024Q4", language)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        found = [
            (name, text)
            for name in names
            for element in etree.fromstring(archive.read(name)).iter()
            if (text := FUNCTIONS.sub("", PIECE.sub("", element.text or "")))
            and ("AIGC" in text or OTHERS.search(text))
        ]
    assert found == []


def test_twelve_months_are_four_quarters(facts):
    """Of the company at place 3: the four quarters of 2024 are the year, and the year itself has no quarter of its own."""
    points = {str(point.period): point for point in series(facts, quarters.TICKERS[3], "revenue")}
    year = quarters.figures(3, "2024FY")[0] * 1e6
    first = quarters.figures(3, "2024Q1")[0] * 1e6
    last = [quarters.figures(3, period)[0] * 1e6 for period in ("2023Q2", "2023Q3", "2023Q4", "2024Q1")]
    assert (points["2024Q4"].cumulative, points["2024Q4"].trailing) == (year, year)
    assert (points["2024Q1"].quarter, points["2024Q1"].trailing) == (first, sum(last))
    assert (points["2024FY"].quarter, points["2024FY"].cumulative) == (None, year)
    assert points["2023Q1"].trailing is None
