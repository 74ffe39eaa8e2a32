"""A total is no company, wherever its word stands and however it is spread over the cell."""

from __future__ import annotations

import pytest

from xl_aigc.cell_errors import CellError
from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.headless import evaluate

COHORT, COHORT_OF, TOP = (CATALOGUE[name].call for name in ("COHORT", "COHORT_OF", "TOP"))

NUMBERED = [["序号", "公司", "营业收入"], [1, "A", 50], [2, "B", 90], ["合计", "", 140]]
LAYERED = [
    ["layer", "name", "revenue"],
    ["上游", "A", 50],
    ["上游小计", None, 50],
    ["下游", "B", 90],
    ["合计", None, 140],
]
SPREAD = [["name", "revenue"], ["A", 50], ["B", 90], ["合\u3000计", 140]]
CODED = [[None, "ticker", "revenue"], [1, "300418.SZ", 50], [2, "688787.SH", 90], ["Total", None, 140]]


@pytest.mark.parametrize("table", [NUMBERED, SPREAD, CODED])
def test_sums_leave_the_total_out(table):
    """50 and 90 are 140; with the total it would be 280."""
    rows = COHORT(table, "revenue", 60, None, "companies,revenue")
    assert [row[0] for row in rows[1:]] == [1, 1, 2]
    assert rows[-1][1] == 140


def test_a_layer_has_no_subtotal_among_its_companies():
    rows = {row[0]: row[1:] for row in COHORT(LAYERED, "layer", None, None, "cohort,companies,revenue")[1:]}
    assert (rows["upstream"], rows["downstream"], rows["Total"]) == ([1, 50], [1, 90], [2, 140])


def test_a_total_leads_no_ranking():
    assert 90 in TOP(NUMBERED, "revenue", 1)[1]


@pytest.mark.parametrize("at", ["报告期", "Period", "年份", "日期", "会计期间", "备注"])
@pytest.mark.parametrize(("now", "then"), [("2024H1", "2023H1"), (45473, 45107), (20240630, 20230630)])
def test_a_company_that_stands_twice_by_its_name_is_refused(at, now, then):
    """As it is by its ticker, also where nothing says that the rows are of two periods."""
    table = [["公司", at, "营业收入"], ["昆仑万维", now, 100], ["昆仑万维", then, 80], ["金山办公", now, 200]]
    assert COHORT(table, "revenue", 150) is CellError.VALUE
    assert TOP(table, "revenue", 1) is CellError.VALUE


@pytest.mark.parametrize(
    "header", ["万得代码", "Bloomberg ticker", "RIC", "Ticker (A)", "证券代码(A股)", "交易代码"]
)
def test_tickers_are_known_by_the_headers_of_terminals(header):
    """300418 is the ticker 300418.SZ, and a row without one is a total by more words than one with it."""
    table = [[header, "名称", "营业收入"], ["300418", "Max", 100], ["688111", "金山办公", 200]]
    assert TOP([*table, ["", "Total upstream", 300]], "revenue", 1)[1] == ["688111", "金山办公", 200]
    assert TOP([*table, ["300418.SZ", "昆仑万维", 90]], "revenue", 1) is CellError.VALUE


def test_of_tickers_of_two_terminals_the_first_tells_the_companies():
    table = [["RIC", "Bloomberg ticker", "Revenue"], ["AAPL.O", "AAPL US", 100], ["MSFT.O", "MSFT US", 80]]
    assert TOP(table, "revenue", 1)[1] == ["AAPL.O", "AAPL US", 100]


@pytest.mark.parametrize(
    "below",
    [
        [["", "", 140, 14]],  # 50 + 90, 5 + 9
        [["", "", 70, 7]],  # their halves
        [["", "", 140, 0.2]],  # the sum, and a growth rate that is of the sums
        [["", "", 140, 14], ["", "C", 60, 6], ["", "D", 10, 1], ["", "", 70, 7], ["", "", 210, 21]],
    ],
)
def test_a_row_without_a_name_that_holds_sums_or_averages_is_no_company(below):
    table = [["代码", "名称", "营业收入", "净利润"], ["300418", "A", 50, 5], ["688111", "B", 90, 9], *below]
    companies = 2 + sum(name != "" for _, name, *_ in below)
    assert COHORT(table, "revenue", 60, None, "companies")[-1] == [companies]


@pytest.mark.parametrize(
    "total",
    [
        # Of 12.34, 7.89 and 5.06 the sum is 25.29, the average 8.43, the median 7.89; of 0.123, 0.045 and -0.03 they
        # are 0.138, 0.046 and 0.045.
        [25.3, 0.138],
        [25, None],
        ["25.29", 0.7],
        [8.4, 0.046],
        [7.9, 0.045],
        [7.89, None],
    ],
)
def test_a_rounded_total_without_a_name_is_no_company(total):
    table = [
        ["名称", "营业收入", "净利率"],
        ["A", 12.34, 0.123],
        ["B", 7.89, 0.045],
        ["C", 5.06, -0.03],
        [None, *total],
    ]
    assert COHORT(table, "revenue", 6, None, "companies,revenue")[-1] == [3, pytest.approx(25.29)]
    assert COHORT_OF(table, "revenue", 6)[3] == [CellError.NA]


def test_another_row_of_figures_without_a_name_is_refused():
    table = {"T": [["名称", "营业收入"], ["A", 50], ["B", 90], ["", 160], ["", "a note"]]}
    assert evaluate('=AIGC_COHORT(T,"revenue",60)', table) is CellError.VALUE
    assert "Row 4 of the table holds figures without a name" in evaluate(
        '=AIGC_WHY(AIGC_COHORT(T,"revenue",60))', table
    )
    without = {"T": [row for row in table["T"] if row[1] != 160]}
    assert evaluate('=AIGC_COHORT(T,"revenue",60,,"companies")', without)[-1] == [2]


def test_a_number_of_a_row_alone_is_no_figure():
    table = [["序号", "名称", "营业收入"], [1, "A", 50], [2, "B", 90], [3, None, None]]
    assert COHORT(table, "revenue", 60, None, "companies")[-1] == [2]


def test_high_and_low_are_no_companies_together_and_low_alone_is_one():
    table = [["Company", "Revenue"], ["A", 50], ["LOW", 90]]
    assert COHORT(table, "revenue", 60, None, "companies")[-1] == [2]
    assert COHORT([*table[:2], ["B", 90], ["High", 90], ["Low", 50]], "revenue", 60, None, "companies")[
        -1
    ] == [2]


# 120, 50 and 10: the sum is 180, the average 60.
@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("Subtotal Software", 170),
        ("Subtotal: Software", 170),
        ("Sub-total - Software", 170),
        ("Total, US", 180),
        ("Total Energies", 180),
        ("Averages", 60),
        ("Average value", 60),
        ("Mean value", 60),
        ("Average software", 60),
        ("小计1", 170),
        ("평균값", 60),
        ("합계 (3개사)", 180),
        ("소계(상류)", 170),
    ],
)
def test_named_totals_and_averages_are_no_companies(name, figure):
    table = [["name", "revenue"], ["A", 120], ["B", 50], ["C", 10], [name, figure]]
    assert COHORT(table, "revenue", 60, None, "companies")[-1] == [3]


@pytest.mark.parametrize("name", ["Total Energies", "Average Joe", "Total, US"])
def test_a_name_of_either_kind_is_a_company_by_its_ticker_and_else_refused(name):
    table = [["name", "revenue"], ["A", 120], ["B", 50], ["C", 10], [name, 777]]
    assert COHORT(table, "revenue", 60, None, "companies") is CellError.VALUE
    coded = [["ticker", *table[0]], *([ticker, *row] for ticker, row in zip("ABCD", table[1:], strict=True))]
    assert COHORT(coded, "revenue", 60, None, "companies")[-1] == [4]
    table[-1][0] = f"{name} Inc"
    assert COHORT(table, "revenue", 60, None, "companies")[-1] == [4]


def test_a_name_of_either_kind_without_ticker_among_tickers_is_told_by_its_group_its_figures_or_its_form():
    table = [["ticker", "name", "sector", "revenue"], ["A", "Al", "Games", 120], ["B", "Bo", "Software", 50]]
    for name, figure, companies in (
        ("Total Software", 50, 2),
        ("Mean Software", 777, 2),  # a group of the table
        ("Mean Well", 85, 2),  # (120 + 50) / 2
        ("Mean Well Inc", 777, 3),
        ("KOSPI", 777, 2),
    ):
        assert COHORT([*table, [None, name, None, figure]], "revenue", 60, None, "companies")[-1] == [
            companies
        ]
    assert COHORT([*table, [None, "Mean Well", None, 777]], "revenue", 60) is CellError.VALUE


def test_a_row_without_a_name_is_an_average_to_two_digits():
    # 1.2, 1.0 and 0.95 are 1.05 on average, which 1.1 is to two digits; 1.3 is no figure of the three.
    table = [["name", "revenue"], ["A", 1.2], ["B", 1.0], ["C", 0.95]]
    assert COHORT([*table, ["", 1.1]], "revenue", 1, None, "companies")[-1] == [3]
    assert COHORT([*table, ["", 1.3]], "revenue", 1, None, "companies") is CellError.VALUE
