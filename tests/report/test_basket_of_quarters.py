"""Thirty companies of the United States in single quarters: from a CSV to workbooks of a quarter and of the year."""

from __future__ import annotations

from functools import cache

import pytest
from support import quarters
from support.openpyxl_reading import load_workbook

from xl_aigc.data.batch_checks import check_batch
from xl_aigc.data.folder import load_facts
from xl_aigc.data.new_basket import NewBasket, basket_files
from xl_aigc.data.period import Period
from xl_aigc.data.series import series
from xl_aigc.files.new_folder import write_new_folder
from xl_aigc.report.blocks import next_period
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.sources import Request, fetch


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


@pytest.mark.parametrize(
    ("period", "following"), [("2024Q4", "2025Q1"), ("2024Q2", "2024Q3"), ("2024FY", "2025FY")]
)
def test_the_next_period_is_the_next_of_its_kind(facts, period, following):
    """The sheet Outlook, which shows it, gives way in a basket of revenue and profit alone."""
    assert next_period.following(Period.stored(period), single=facts.single_quarters) == following


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
