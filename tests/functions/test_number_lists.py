"""A list of numbers loses a header on top of it, and nothing that may be one of its numbers."""

from __future__ import annotations

import pytest

from xl_aigc import evaluate
from xl_aigc.cell_errors import CellError

AMOUNTS = [
    "1.2亿",
    "30m",
    "１２万",
    "约30万",
    "US$ 5m",
    "¥5亿",
    "-3 亿元",
    "≈5bn",
    "12%x",
    "2024万",
    "HK$3.5",
]
HEADERS = ["Revenue", "营业收入", "Q1 2024", "2024H1", "2024年报", "2024 revenue", "营业收入(亿元)", "TOP 10"]


@pytest.mark.parametrize("amount", AMOUNTS)
def test_an_amount_with_a_unit_on_top_is_no_header(amount):
    # Without it 50 would be the largest of two; the list has three cells.
    assert evaluate("=AIGC_RANK(A1:A3)", {"A1:A3": [[amount], [30], [50]]}) == [[CellError.VALUE], [2], [1]]
    assert evaluate("=AIGC_ABOVE(A1:A3,10)", {"A1:A3": [[amount], [30], [50]]}) is CellError.VALUE


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_on_top_is_left_out(header):
    assert evaluate("=AIGC_RANK(A1:A3)", {"A1:A3": [[header], [30], [50]]}) == [[2], [1]]


@pytest.mark.parametrize(
    ("mark", "rank"),
    [("/", CellError.NA), ("待定", CellError.NA), ("TBD", CellError.NA), ("*", CellError.VALUE)],
)
def test_a_mark_on_top_is_no_header(mark, rank):
    assert evaluate("=AIGC_RANK(A1:A3)", {"A1:A3": [[mark], [30], [50]]}) == [[rank], [2], [1]]


@pytest.mark.parametrize(
    ("first", "shown"), [("待定", CellError.NA), ("/", CellError.NA), ("Alpha", "Alpha")]
)
def test_a_word_beside_a_number_heads_no_column_of_another_unit(first, shown):
    # 100 million is 1亿; every number of the range is in one unit.
    assert evaluate('=AIGC_UNIT(A1:B2,"亿")', {"A1:B2": [[first, 1e8], [2e8, 3e8]]}) == [[shown, 1], [2, 3]]
    table = [["公司", 2024, 2023], ["甲", 3e8, 2e8]]
    assert evaluate('=AIGC_UNIT(A1:C2,"亿")', {"A1:C2": table}) == table


def test_a_first_cell_that_may_be_either_is_told():
    said = evaluate('=AIGC_WHY(AIGC_ABOVE({"7日涨幅";30;50},10))')
    assert (
        "Row 1, column 1 of the range holds '7日涨幅', which may be a header, or a number with a unit."
        in said
    )


@pytest.mark.parametrize(("first", "rank"), [("n.a.", CellError.NA), ("#REF!", CellError.REF), ("1,234", 1)])
def test_a_missing_mark_an_error_and_a_number_as_text_on_top_stay(first, rank):
    assert evaluate("=AIGC_RANK(A1:A3)", {"A1:A3": [[first], [30], [20]]})[0] == [rank]


@pytest.mark.parametrize("mark", ["停牌", "臨時停牌", "Suspended", "halted", "거래정지"])
def test_suspended_trading_is_a_missing_number_and_a_word_in_a_column_of_words(mark):
    prices = {"T": [["名称", "状态", "涨跌幅"], ["A", "trading", 0.1], ["B", mark, mark], ["C", mark, -0.3]]}
    assert evaluate("=AIGC_RANK(INDEX(T,0,3))", prices) == [[1], [CellError.NA], [2]]
    cohorts = evaluate('=AIGC_COHORT(T,"price",,,"cohort,companies")', prices)
    # 0.1 rises, -0.3 falls, and the change of B is not known.
    assert [row for row in cohorts[1:] if row[1]] == [
        ["moderate rise", 1],
        ["moderate fall", 1],
        ["unknown", 1],
        ["Total", 3],
    ]
    assert evaluate('=AIGC_COHORT(T,"状态",,,"cohort,companies")', prices)[1:] == [
        [mark, 2],
        ["trading", 1],
        ["Total", 3],
    ]


# 12%, 15% and 9% by the header, whichever way a cell says it.
@pytest.mark.parametrize(
    ("values", "threshold", "above"),
    [
        ('"12%";15;9', "10", 2),
        ('"12%";"15%";"9%"', "10", 2),
        ('"12%";"15%";"9%"', '"10%"', 2),
        ("12;15;9", '"10%"', 2),
        ('"12%";15;0.5', '"0.6%"', 2),
    ],
)
def test_a_cell_with_a_percent_sign_is_in_the_percent_of_its_header(values, threshold, above):
    assert evaluate(f'=AIGC_ABOVE({{"毛利率(%)";{values}}},{threshold})') == above


def test_ranks_below_a_header_in_percent_are_those_of_the_numbers_before_the_sign():
    assert evaluate('=AIGC_RANK({"毛利率(%)";"12%";15;9})') == [[2], [1], [3]]
    # Spearman of 2, 1, 3 with 1, 3, 2: the differences are 1, -2 and 1, so 1 - 6 * 6 / (3 * 8) = -0.5.
    got = evaluate('=AIGC_RANKCORR({"毛利率(%)";"12%";15;9},{"x";9;7;8})')
    assert got == pytest.approx(-0.5)


@pytest.mark.parametrize(
    "call",
    ['AIGC_ABOVE({"毛利率(%)";"12%";"15%";"9%"},0.1)', 'AIGC_RANK({"毛利率(%)";"12%";0.15;0.09})'],
)
def test_what_may_be_a_fraction_or_a_percentage_is_refused(call):
    assert evaluate(f"={call}") is CellError.VALUE
    assert "%" in evaluate(f"=AIGC_WHY({call})")
