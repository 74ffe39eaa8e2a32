"""Whatever a host hands over, a function gives cells: it never raises, and gives no NaN, None, or Python object."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xl_aigc.cell_errors import CellError
from xl_aigc.functions import CATALOGUE

WORDS = [
    *(
        "revenue",
        "revenue_prior",
        "net_profit",
        "net_profit_prior",
        "rd_expense",
        "layer",
        "营业收入",
        "price_change",
    ),
    *(
        "growth",
        "status",
        "layer",
        "price",
        "both_up",
        "增收增利",
        "unknown",
        "en",
        "zh",
        "ko",
        "yuan",
        "亿元",
    ),
    *(
        "688787.SH",
        "2024H1",
        "AIGC_YOY",
        "both_up_count",
        "n.a.",
        "",
        "#N/A",
        "#REF!",
        "TRUE",
        "=1+1",
        "1e400",
    ),
    *(
        "1,234",
        "12%",
        "(5)",
        "１２",
        "合计",
        "Total",
        "营业收入2024中报",
        "营业收入2023中报",
        "LTM",
        "LQ-1",
        "LFY",
        "-1",
        "2Q24",
    ),
    *(
        "昆仑万维",
        "300418",
        "rd_intensity",
        "screen_score",
        "revenue_prior",
        "cumulative",
        "all",
        "USD m",
        "Sheet1!B5",
        "#SPILL!",
    ),
]
cells = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(),
    st.integers(-2146826290, -2146826030),
    st.sampled_from(
        [10**400, -(10**400), Decimal("NaN"), Decimal("1.5"), 5e-324, 1.7e308, b"x", {}, object(), 1j]
    ),
    st.sampled_from([date(1, 1, 1), date(9999, 12, 31), datetime(2024, 6, 30, 12)]),  # noqa: DTZ001  as hosts hand them over
    st.sampled_from(list(CellError)),
    st.sampled_from(WORDS),
    st.text(max_size=8),
)


@st.composite
def rectangles(draw):
    """A range: rows of equal length, as lists or tuples."""
    width = draw(st.integers(1, 5))
    rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=4))
    return draw(st.sampled_from([rows, tuple(tuple(row) for row in rows)]))


@st.composite
def tables(draw):
    """A range with a header row that functions know."""
    width = draw(st.integers(1, 6))
    header = draw(st.lists(st.sampled_from(WORDS), min_size=width, max_size=width))
    return [header, *draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=4))]


ragged = st.lists(st.one_of(cells, st.lists(cells, max_size=3)), max_size=3)
arguments = st.one_of(cells, rectangles(), tables(), ragged)


@pytest.mark.parametrize("key", list(CATALOGUE))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_input_makes_a_function_raise_or_give_what_no_cell_holds(key, fits_cells, data):
    function = CATALOGUE[key]
    given_arguments = data.draw(st.lists(arguments, max_size=len(function.arguments) + 1))
    # Every refusal must be one that was thought of: the guard that turns anything else into #VALUE! is never needed.
    unexpected = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("xl_aigc.functions.calls.log_failure", lambda _, error: unexpected.append(error))
        outcome = function.call(*given_arguments)
    if unexpected:
        raise unexpected[0]
    assert fits_cells(outcome)


numbers = st.one_of(
    st.none(), st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["n.a.", "x", CellError.REF])
)


@pytest.mark.parametrize(
    "key", [key for key, each in CATALOGUE.items() if {a.kind for a in each.arguments[:2]} == {"number"}]
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_column_gives_what_its_cells_give_one_by_one(key, data):
    function = CATALOGUE[key]
    needed = sum(not each.optional for each in function.arguments)
    rows = data.draw(st.lists(st.lists(numbers, min_size=needed, max_size=needed), min_size=2, max_size=6))
    together = function.call(*([[row[place]] for row in rows] for place in range(needed)))
    assert together == [[function.call(*row)] for row in rows]
