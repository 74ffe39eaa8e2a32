"""Relative periods, the last twelve months, single quarters and series, over a store that knows three years."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from xl_aigc.cell_errors import CellError
from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.data.model import Figure
from xl_aigc.data.period import Period
from xl_aigc.functions.reader import use_facts
from xl_aigc.hosts.headless import evaluate
from xl_aigc.store.opening import open_store

KUNLUN = "300418.SZ"
# Cumulative revenue in millions, and the balance of cash, made up so that every result can be computed by hand.
REVENUE = {
    "2022Q1": 10,
    "2022H1": 21,
    "2022Q3": 33,
    "2022FY": 46,
    "2023Q1": 12,
    "2023H1": 25,
    "2023Q3": 39,
    "2023FY": 54,
    "2024Q1": 15,
    "2024H1": 31,
}
CASH = {"2023FY": 7, "2024H1": 8}
PROFIT = {"2023H1": -4, "2023FY": -6, "2024H1": 2}


@pytest.fixture(scope="module", autouse=True)
def three_years(tmp_path_factory):
    """A store with these figures of one company."""
    place = str(tmp_path_factory.mktemp("store") / "store.sqlite")
    items = {"revenue": REVENUE, "cash": CASH, "net_profit": PROFIT}
    figures = tuple(
        Figure(KUNLUN, Period(period), item, value * 1e6, "stated", ())
        for item, held in items.items()
        for period, value in held.items()
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XL_AIGC_STORE", place)
        batch = replace(bundled_batch(), figures=figures)
        open_store(place).record(batch, dt.datetime(2024, 11, 1, tzinfo=dt.UTC))
        use_facts(None)
        yield
    use_facts(None)


@pytest.mark.parametrize(
    ("period", "millions"),
    [
        ("LFY", 54),
        ("LFY-1", 46),
        ("lfy - 1", 46),
        ("LTM", 54 + 31 - 25),
        ("LTM-1", 46 + 25 - 21),
        ("twelve months ended 30 June 2024", 54 + 31 - 25),
        ("year ended 30 June 2024", 54 + 31 - 25),
        ("three months ended June 2024", 31 - 15),
        ("LQ", 31 - 15),
        ("LQ-1", 15),
        ("LQ-2", 54 - 39),
        (0, 31),
        (-1, 25),
        ("-2", 21),
        (2023, 54),
        ("FY23", 54),
        ("9M23", 39),
        ("3Q23", 39),
        ("4Q22", 46),
    ],
)
def test_a_relative_period_is_that_of_the_newest_figures(period, millions):
    typed = f'"{period}"' if isinstance(period, str) else period
    assert evaluate(f'=AIGC_FIGURE("{KUNLUN}","revenue",{typed},,"million")') == pytest.approx(millions)


def test_a_balance_is_that_of_the_last_day():
    assert evaluate(f'=AIGC_FIGURE("{KUNLUN}","cash",{{"LTM","LQ","LFY"}})') == [[8e6, 8e6, 7e6]]


def test_the_series_of_a_balance_is_of_days():
    missing = CellError.NA
    got = [["Period", "Balance (million)", "YoY"], ["2023FY", 7, missing], ["2024H1", 8, missing]]
    assert evaluate(f'=AIGC_SERIES("{KUNLUN}","cash",,,,"million")') == got
    assert evaluate(f'=INDEX(AIGC_UNIT(AIGC_SERIES("{KUNLUN}","cash",,,,,"zh"),"万"),3,2)') == 800
    assert "Cash and equivalents is a balance" in evaluate(
        f'=AIGC_WHY(AIGC_SERIES("{KUNLUN}","cash",,,"ltm"))'
    )


def test_a_measure_is_over_the_months_that_are_asked_for():
    # (2 - (-4) + (-6)) / (54 + 31 - 25) = 0; of the half-year 2 / 31, of the year before -4 / 25.
    got = evaluate(f'=AIGC_FIGURE("{KUNLUN}","net_margin",{{"LTM",0,-1}})')
    assert got == [[pytest.approx(0), pytest.approx(2 / 31), pytest.approx(-4 / 25)]]


def test_a_basket_may_be_of_the_last_twelve_months():
    grid = evaluate('=AIGC_BASKET(,"ticker,revenue,revenue_prior","LTM",,,"million")')
    assert [row[1:] for row in grid if row[0] == KUNLUN] == [[pytest.approx(60), pytest.approx(50)]]


def test_a_series_has_every_period_with_its_quarter_twelve_months_and_growth():
    missing = CellError.NA
    expected = [
        [
            "Period",
            *(f"{kind} (million)" for kind in ("Year to date", "Quarter", "Last twelve months")),
            "YoY",
        ],
        ["2023Q1", 12, 12, 46 + 12 - 10, 12 / 10 - 1],
        ["2023H1", 25, 13, 46 + 25 - 21, 25 / 21 - 1],
        ["2023Q3", 39, 14, 46 + 39 - 33, 39 / 33 - 1],
        ["2023FY", 54, 15, 54, 54 / 46 - 1],
        ["2024Q1", 15, 15, 54 + 15 - 12, 15 / 12 - 1],
        ["2024H1", 31, 16, 60, 31 / 25 - 1],
    ]
    got = evaluate(f'=AIGC_SERIES("{KUNLUN}","revenue","1Q23",,,"million")')
    assert got == [expected[0], *([row[0], *map(pytest.approx, row[1:])] for row in expected[1:])]
    first = evaluate(f'=AIGC_SERIES("{KUNLUN}","revenue",,"2022Q1",,"million")')
    assert first[1] == ["2022Q1", 10, 10, missing, missing]


def test_one_kind_of_a_series_and_its_limits():
    got = evaluate(f'=AIGC_SERIES("{KUNLUN}","revenue","LFY-1","LFY","quarter","million")')
    assert got == [
        ["Period", "Quarter (million)"],
        ["2022FY", 13],
        ["2023Q1", 12],
        ["2023H1", 13],
        ["2023Q3", 14],
        ["2023FY", 15],
    ]


def test_the_source_of_a_computed_figure_says_so():
    assert evaluate(f'=AIGC_SOURCE("{KUNLUN}","revenue","LTM")') == "derived (as of 2024-09-12)"


def test_the_list_of_periods_says_what_relative_ones_mean():
    listed = {row[0]: row[1] for row in evaluate("=AIGC_PERIODS()")[1:]}
    assert {key: listed[key] for key in ("LFY", "LTM", "LQ", "0", "-1")} == {
        "LFY": "2023FY",
        "LTM": "the twelve months to the end of 2024H1",
        "LQ": "the last quarter of 2024H1",
        "0": "2024H1",
        "-1": "2023H1",
    }
    assert list(listed)[:2] == ["2024H1", "2024Q1"]


def test_a_missing_figure_names_the_nearest_known_one():
    sentence = evaluate(f'=AIGC_WHY(AIGC_FIGURE("{KUNLUN}","cash","2024Q1"))')
    assert "for 2024Q1 is not known as of 2024-09-12" in sentence
    # The year 2023 ends three months before, the half-year 2024 three months after; the earlier counts.
    assert "The nearest known figure is 7,000,000 for 2023FY, since 2024-09-12." in sentence


@pytest.mark.parametrize(
    ("item", "period", "said"),
    [
        # Nine months of 2024 end three months after the half-year, and a year after the nine months of 2023.
        (
            "revenue",
            "2024Q3",
            "The nearest known figure is 31,000,000 for 2024H1, since 2024-09-12. Of the same months of another year it is 39,000,000 for 2023Q3.",
        ),
        # Profit of H1 and FY 2023 ends three months before and after its nine months; the earlier counts.
        ("net_profit", "2023Q3", "The nearest known figure is -4,000,000 for 2023H1, since 2024-09-12."),
        # 2021FY ends three months before 2022Q1.
        (
            "revenue",
            "2021FY",
            "The nearest known figure is 10,000,000 for 2022Q1, since 2024-09-12. Of the same months of another year it is 46,000,000 for 2022FY.",
        ),
        # Net margins: 2 / 31 of H1 2024, three months before; no nine months have a profit.
        ("net_margin", "2024Q3", "The nearest known Net margin is 0.0645161 for 2024H1."),
        # The twelve months to March 2022 need 2021: those to March 2023 are 46 + 12 - 10.
        (
            "revenue",
            "2022Q1 LTM",
            "Of the same months of another year it is 48,000,000 for the twelve months to the end of 2023Q1.",
        ),
    ],
)
def test_the_nearest_known_figure_is_nearest_in_time(item, period, said):
    sentence = evaluate(f'=AIGC_WHY(AIGC_FIGURE("{KUNLUN}","{item}","{period}"))')
    assert sentence.endswith(said)
