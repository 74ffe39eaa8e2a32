"""A short call can't ask for more work or memory than its ranges are worth."""

from __future__ import annotations

import pytest

from xl_aigc import evaluate
from xl_aigc.cell_errors import CellError
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.shapes import MOST_CELLS, check_growth, common_shape

LONG = 3_000  # a row over a column of as many cells gives nine million


def test_a_long_row_over_a_long_column_is_refused():
    ranges = {"A1:A3000": [[1.0]] * LONG, "A1:DKJ1": [[2.0] * LONG]}
    assert evaluate("=AIGC_YOY(A1:A3000,A1:DKJ1)", ranges) is CellError.VALUE
    assert evaluate('=AIGC_FIGURE(A1:A3000,"revenue",A1:DKJ1)', ranges) is CellError.VALUE


def test_ranges_of_one_shape_may_have_any_number_of_cells():
    column = [[1.0]] * (MOST_CELLS + 1)
    assert common_shape([column, column, [[1.0]]]) == (MOST_CELLS + 1, 1)


def test_the_reason_names_both_sides():
    with pytest.raises(ArgumentError, match="3,000 x 3,000 cells"):
        check_growth(LONG, LONG, given=LONG)


@pytest.mark.parametrize(
    "formula", ['=AIGC_TOP(A1:B1001,"revenue",1E9,C1:C2000)', "=AIGC_BASKET(,C1:C20000)"]
)
def test_a_column_named_many_times_is_refused(formula):
    table = [["ticker", "revenue"], *([f"c{place}", float(place)] for place in range(1_000))]
    names = {"C1:C2000": [["revenue"]] * 2_000, "C1:C20000": [["name"]] * 20_000}
    assert evaluate(formula, {"A1:B1001": table, **names}) is CellError.VALUE


def test_many_thresholds_over_many_values_are_counted_in_one_sort():
    """One by one they would be ten billion comparisons; of 1 to 100,000 there are 100,000 - n above n."""
    numbers = [[float(number)] for number in range(1, 100_001)]
    counts = evaluate("=AIGC_ABOVE(A1:A100000,A1:A100000)", {"A1:A100000": numbers})
    assert [counts[0], counts[1], counts[-1]] == [[99_999], [99_998], [0]]


def test_thresholds_that_are_no_numbers_keep_their_places():
    thresholds = [[3.0, None, "x"], [1.0, "#N/A", 0.0]]
    counts = evaluate("=AIGC_ABOVE(A1:A3,B1:D2)", {"A1:A3": [[1.0], [2.0], [3.5]], "B1:D2": thresholds})
    assert counts == [[1, CellError.NA, CellError.VALUE], [2, CellError.NA, 3]]
