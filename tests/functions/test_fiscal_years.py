"""Days, months and words for periods in baskets whose fiscal years are not those of the calendar, and years stated beside single quarters."""

from __future__ import annotations

import datetime as dt

import pytest

from xl_aigc.cell_errors import CellError
from xl_aigc.data.folder_batch import folder_batch
from xl_aigc.functions.reader import use_facts
from xl_aigc.hosts.headless import evaluate
from xl_aigc.location import STORE_VARIABLE
from xl_aigc.store.opening import open_store

# Revenue in millions. The quarters of fiscal 2023 and 2024, which end in September: October to December 2022 is 2023Q1.
QUARTERS = dict(
    zip((f"{year}Q{part}" for year in (2023, 2024) for part in range(1, 5)), range(10, 18), strict=True)
)
# Cumulative ones of years that end in March: October to December 2023 is the third quarter of 2024.
MARCH = {"2023H1": 5, "2023Q3": 8, "2023FY": 11, "2024Q1": 4, "2024H1": 9, "2024Q3": 15, "2024FY": 22}
# A year stated beside three quarters, one that is stated alone, and a company that states nothing of 2024.
FIGURES = {
    "AAPL": QUARTERS,
    "MU": {"2023Q1": 100, "2023Q2": 110, "2023Q3": 120, "2023FY": 460, "2024Q1": 105},
    "STX": {"2023FY": 1000, "2024FY": 900},
    "WDC": {"2023Q1": 7},
}


def _write(folder, key, settings, figures):
    folder.mkdir()
    (folder / "basket.yaml").write_text(f"key: {key}\nas_of: 2024-10-31\n{settings}", encoding="utf-8")
    head = "ticker,name_zh,name_en,layer,segment,archetype,membership"
    companies = [f"{ticker},,{ticker[:4]},,,," for ticker in figures]
    (folder / "companies.csv").write_text("\n".join([head, *companies, ""]), encoding="utf-8")
    rows = [
        f"{ticker},{period},revenue,{value * 1_000_000},stated,"
        for ticker, held in figures.items()
        for period, value in held.items()
    ]
    (folder / "figures.csv").write_text(
        "\n".join(["ticker,period,item,value,kind,sources", *rows, ""]), encoding="utf-8"
    )
    return folder_batch(folder, key)


@pytest.fixture(scope="module", autouse=True)
def two_baskets(tmp_path_factory):
    """A store of both baskets."""
    folder = tmp_path_factory.mktemp("fiscal")
    store = open_store(str(folder / "store.sqlite"))
    us = "market: us\ncurrency: USD\nperiods: single\nyear_end: 09-30\n"
    jp = "market: jp\ncurrency: JPY\nyear_end: 03-31\n"
    when = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
    store.record(_write(folder / "us", "us", us, FIGURES), when)
    store.record(_write(folder / "jp", "jp", jp, {"7203.T": MARCH}), when)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STORE_VARIABLE, str(folder / "store.sqlite"))
        use_facts(None)
        yield
    use_facts(None)


def _revenue(ticker, period):
    return evaluate(f'=AIGC_FIGURE("{ticker}","revenue","{period}",,"million")')


# January to March 2023 is 2023Q2, 11; the quarter to June 2024 is 2024Q3, 16, and the year to it 13 + 14 + 15 + 16.
@pytest.mark.parametrize(
    ("period", "millions"),
    [
        ("2024-06-30", 16),
        ("2024-06-30 (quarter)", 16),
        ("2024-06 quarter", 16),
        ("quarter ended June 2024", 16),
        ("three months ended 30 June 2024", 16),
        ("2024-06-30 LTM", 13 + 14 + 15 + 16),
        ("Jun-24 LTM", 13 + 14 + 15 + 16),
        ("12 months ended June 2024", 13 + 14 + 15 + 16),
        ("CY2023", 11 + 12 + 13 + 14),
        ("calendar year 2023", 11 + 12 + 13 + 14),
        ("year ended December 2023", 11 + 12 + 13 + 14),
        ("year ended 30 September 2024", 14 + 15 + 16 + 17),
        ("nine months ended 30 June 2024", 14 + 15 + 16),
        ("2024-06 YTD", 14 + 15 + 16),
        ("2024-09-30 累计", 14 + 15 + 16 + 17),
        ("CY2024Q2", 16),
        ("2Q CY24", 16),
        ("1QCY24", 15),
        ("Jan-Mar 2024", 15),
        ("CY24H1 LTM", 13 + 14 + 15 + 16),
        ("截至2024年3月31日止六个月", 14 + 15),
        ("LFY", 14 + 15 + 16 + 17),
        ("LFY-1", 10 + 11 + 12 + 13),
    ],
)
def test_a_day_is_that_of_the_fiscal_quarter_which_ends_with_it(period, millions):
    assert _revenue("AAPL", period) == pytest.approx(millions)


# The nine months to December 2023 are 15, those to December 2022 8: the year 2023 is 15 + 11 - 8, its last quarter 15 - 9.
@pytest.mark.parametrize(
    ("period", "millions"),
    [
        ("six months ended 30 September 2023", 9),
        ("CY2023", 15 + 11 - 8),
        ("2023-12-31", 15),
        ("quarter ended 31 December 2023", 15 - 9),
        ("2023-09-30 LTM", 9 + 11 - 5),
        ("year ended March 2024", 22),
        ("2023-12 YTD", 15),
        ("CY2023Q4", 15 - 9),
    ],
)
def test_so_it_is_where_periods_are_cumulative(period, millions):
    assert _revenue("7203.T", period) == pytest.approx(millions)


@pytest.mark.parametrize(
    "period",
    ["six months ended 30 June 2024", "CY2024H1", "1HCY24", "six months to June 2024", "Q2 CY24 YTD"],
)
def test_months_that_are_no_period_of_the_basket_are_refused(period):
    for ticker in ("AAPL", "7203.T"):
        assert _revenue(ticker, period) is CellError.VALUE
        assert "fiscal years end on" in evaluate(f'=AIGC_WHY(AIGC_FIGURE("{ticker}","revenue","{period}"))')


def test_help_reads_a_period_as_the_functions_do():
    said = [row[1] for row in evaluate('=AIGC_HELP("Jun-24 LTM")')[1:]]
    assert any("the twelve months to the end of 2024Q3 in the basket us; 1 of 4" in one for one in said)
    assert any("the twelve months to the end of 2025Q1 in the basket jp; 0 of 1" in one for one in said)


def test_a_stated_year_is_a_row_where_its_last_quarter_is_not_known():
    missing = CellError.NA
    got = evaluate('=AIGC_SERIES("MU","revenue",,,,"million")')
    assert [row[:4] for row in got[1:]] == [
        ["2023Q1", 100, 100, missing],
        ["2023Q2", 210, 110, missing],
        ["2023Q3", 330, 120, missing],
        ["2023FY", 460, missing, 460],
        ["2024Q1", 105, 105, 460 + 105 - 100],
    ]
    assert evaluate('=AIGC_SERIES("STX","revenue","2023","4Q24",,"million")')[1:] == [
        ["2023FY", 1000, missing, 1000, missing],
        ["2024FY", 900, missing, 900, pytest.approx(-0.1)],
    ]
    assert [row[0] for row in evaluate('=AIGC_SERIES("AAPL","revenue","2024")')[1:]] == list(QUARTERS)[4:]


def test_twelve_months_are_taken_from_a_stated_year_or_say_what_they_need():
    # The year before, this year's quarters, and without those of the year before: 460 + 105 - 100.
    assert _revenue("MU", "2024Q1 LTM") == _revenue("MU", "Dec-23 LTM") == pytest.approx(465)
    said = evaluate('=AIGC_WHY(AIGC_FIGURE("MU","revenue","2024Q2 LTM"))')
    assert "It needs 2024Q2, 2024Q1, 2023FY, 2023Q2 and 2023Q1, of which 2024Q2 is not known." in said


def test_an_empty_series_says_that_what_was_asked_for_is_not_known():
    said = evaluate('=AIGC_WHY(AIGC_SERIES("WDC","revenue","2024","2024"))')
    assert "for 2024FY is not known" in said
