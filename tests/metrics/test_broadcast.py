"""Every function gives the same for a scalar, a sequence and an array, and for what is no number."""

from __future__ import annotations

import inspect
import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_aigc import metrics
from xl_aigc.metrics import Undefined, cagr, growth_cohort, growth_status, price_cohort, yoy

NUMERIC = (
    metrics.yoy,
    metrics.cagr,
    metrics.single_quarter,
    metrics.trailing_twelve_months,
    metrics.change_points,
    metrics.expense_ratio,
    metrics.rd_intensity,
    metrics.price_change,
)
WORDS = (
    metrics.growth_status,
    metrics.growth_cohort,
    metrics.rd_scale_cohort,
    metrics.rd_intensity_cohort,
    metrics.price_cohort,
)
LATTICE = (0.0, -0.0, 1.0, -1.0, 0.05, 0.2, -0.2, -0.4, 1e8, 1e9, 1e10, 5e-324, 1.7e308, -1.7e308)
cells = st.none() | st.sampled_from([math.nan, math.inf, -math.inf, *LATTICE]) | st.floats(-1e12, 1e12)


def arity(function):
    return len(inspect.signature(function).parameters)


def names(function):
    return list(inspect.signature(function).parameters)


def as_nan(result):
    return result if isinstance(result, float) else math.nan


@pytest.mark.parametrize("function", [*NUMERIC, *WORDS])
@given(data=st.data())
def test_list_and_array_agree_with_scalars(function, data):
    rows = data.draw(st.lists(st.tuples(*[cells] * arity(function)), min_size=1, max_size=8))
    scalars = [function(*row) for row in rows]
    columns = [list(column) for column in zip(*rows, strict=True)]
    assert function(*columns) == scalars
    assert function(*map(tuple, columns)) == scalars
    found = function(*(np.array(column, dtype=float) for column in columns))
    assert function(*map(pd.Series, columns)).tolist() == pytest.approx(found.tolist(), nan_ok=True)
    if function in WORDS:
        assert found.dtype == object
        assert found.tolist() == scalars
    else:
        assert found.dtype == np.float64
        # powers of NumPy and of C differ in the last bit
        assert found.tolist() == pytest.approx([as_nan(s) for s in scalars], rel=1e-12, nan_ok=True)


@pytest.mark.parametrize("function", [*NUMERIC, *WORDS])
@given(data=st.data())
def test_missing_wins_over_undefined_and_undefined_is_passed_on(function, data):
    row = data.draw(st.lists(cells, min_size=arity(function), max_size=arity(function)))
    place = data.draw(st.integers(0, len(row) - 1))
    missing = any(cell is None or math.isnan(cell) for cell in row[:place] + row[place + 1 :])
    row[place] = Undefined.DIV0
    result = function(*row)
    assert result is None if missing or function in WORDS else isinstance(result, Undefined)
    row[place] = None
    assert function(*row) is None
    row[place] = math.nan
    assert function(*row) is None


def test_infinity_is_undefined():
    assert yoy(math.inf, 1.0) is Undefined.NUM
    assert yoy([1.0, -math.inf], 1.0) == [0.0, Undefined.NUM]


def test_a_scalar_beside_a_column_is_used_for_every_row():
    assert yoy([120.0, 80.0, None], 100.0) == [0.2, -0.2, None]
    assert yoy(np.array([120.0, 80.0]), 100).tolist() == [0.2, -0.2]
    assert yoy(None, [1.0, 2.0]) == [None, None]
    assert yoy([], 100.0) == []


def test_a_list_beside_an_array_gives_an_array():
    result = yoy(np.array([120.0, 80.0]), [100, None])
    assert isinstance(result, np.ndarray)
    np.testing.assert_array_equal(result, [0.2, np.nan])


def test_arrays_broadcast_as_in_numpy():
    growths = yoy(np.array([[120.0], [80.0]]), np.array([100.0, 80.0, 40.0]))
    np.testing.assert_allclose(growths, [[0.2, 0.5, 2.0], [-0.2, 0.0, 1.0]])
    words = growth_status(np.array([[1.0], [-1.0]]), np.array([2.0, np.nan]))
    assert words.tolist() == [["decreased", None], ["turned_to_loss", None]]
    objects = np.array([[120.0, None], [Undefined.NUM, 80.0]], dtype=object)
    np.testing.assert_allclose(yoy(objects, 100.0), [[0.2, np.nan], [np.nan, -0.2]])


def test_arrays_of_any_number_type_are_taken():
    assert yoy(np.array([3], dtype=np.int32), np.array([2], dtype=np.float32)).tolist() == [0.5]
    assert yoy(np.array([3, None, Undefined.DIV0], dtype=object), 2.0)[0] == 0.5
    assert np.isnan(yoy(np.array([None, Undefined.DIV0], dtype=object), 2.0)).all()


def test_a_masked_element_is_missing():
    masked = np.ma.array([120.0, 999.0], mask=[False, True])
    np.testing.assert_array_equal(yoy(masked, 100.0), [0.2, np.nan])
    assert metrics.median(masked) == 120.0


def test_arguments_are_left_as_they_were():
    current = np.array([1.0, np.inf])
    yoy(current, 1.0)
    assert current.tolist() == [1.0, math.inf]


@pytest.mark.parametrize("number", [3, np.float64(3), np.int64(3), np.float32(3), Fraction(3)])
def test_numbers_of_every_kind_give_a_plain_float(number):
    assert yoy(number, 2) == 0.5
    assert type(yoy(number, 2)) is float


@pytest.mark.parametrize("wrong", ["120", "", True, np.bool_(1), object(), b"1", 1j])
@pytest.mark.parametrize("shape", ["scalar", "list", "array"])
def test_what_is_no_number_is_refused_by_its_name(wrong, shape):
    given_as = {"scalar": wrong, "list": [1.0, wrong], "array": np.array([1.0, wrong], dtype=object)}
    with pytest.raises(TypeError, match=r"prior.* must be a number"):
        yoy(1.0, given_as[shape])
    with pytest.raises(TypeError, match=r"current.* must be a number"):
        growth_status(given_as[shape], 1.0)


@pytest.mark.parametrize(
    "array",
    [np.array([True]), np.array(["1"]), np.array(["2024-06-30"], dtype="datetime64[ns]"), np.array([1j])],
)
def test_arrays_of_something_else_are_refused(array):
    with pytest.raises(TypeError, match="prior"):
        yoy(1.0, array)
    with pytest.raises(TypeError, match="values"):
        metrics.median(array)


def test_a_row_is_named_from_one():
    with pytest.raises(TypeError, match=r"prior in row 2 must be a number, not the str 'n\.a\.'"):
        yoy(1.0, [1.0, "n.a.", None])


def test_columns_of_unequal_length_are_refused_by_name():
    with pytest.raises(ValueError, match=r"yoy\(\) needs columns of equal length, not current 2, prior 3"):
        yoy([1.0, 2.0], [1.0, 2.0, 3.0])


def test_arguments_can_be_named():
    assert yoy(prior=100.0, current=120.0) == 0.2
    assert cagr(100.0, years=2.0, last=[144.0, None])[1] is None


@pytest.mark.parametrize(
    "call", [lambda: yoy(1.0), lambda: yoy(1.0, 2.0, 3), lambda: yoy(1.0, last=2.0), yoy]
)
def test_a_wrong_number_or_name_of_arguments_is_a_type_error(call):
    with pytest.raises(TypeError, match=r"yoy\(\)"):
        call()


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_sign_of_growth_agrees_with_status(current, prior):
    growth, status = yoy(current, prior), growth_status(current, prior)
    if isinstance(growth, float):
        up, down = growth > 0, growth < 0
        assert up == (status in {"increased", "turned_profitable", "loss_narrowed"})
        assert down == (status in {"decreased", "turned_to_loss", "loss_widened"})
    else:
        assert prior == 0 or growth is Undefined.NUM


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12), st.integers(-30, 30))
def test_the_unit_of_money_does_not_matter(current, prior, power):
    # powers of two scale a float without rounding; tiny ones are left out, which lose bits
    if min(abs(current), abs(prior)) > 1e-200:
        unit = 2.0**power
        assert yoy(current * unit, prior * unit) == yoy(current, prior)
        assert growth_status(current * unit, prior * unit) == growth_status(current, prior)
        assert growth_cohort(current * unit, prior * unit, 1.0, 0.0) == growth_cohort(
            current, prior, 1.0, 0.0
        )
        assert metrics.rd_intensity(current * unit, prior * unit) == metrics.rd_intensity(current, prior)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=8, max_size=8))
def test_quarters_put_a_year_together_again_and_a_trailing_year_is_its_quarters(quarters):
    before, now = quarters[:4], quarters[4:]
    cumulative_before = [float(sum(before[: n + 1])) for n in range(4)]
    cumulative = [float(sum(now[: n + 1])) for n in range(4)]
    assert metrics.single_quarter(cumulative, [0.0, *cumulative[:3]]) == now
    for n in range(4):
        trailing = metrics.trailing_twelve_months(cumulative[n], cumulative_before[3], cumulative_before[n])
        assert trailing == sum(before[n + 1 :]) + sum(now[: n + 1])


@given(st.lists(st.tuples(cells, cells), min_size=1), st.randoms())
def test_rows_are_independent_of_their_order(rows, random):
    places = random.sample(range(len(rows)), len(rows))
    current, prior = ([row[side] for row in rows] for side in (0, 1))
    shuffled = yoy([current[place] for place in places], [prior[place] for place in places])
    straight = yoy(current, prior)
    assert shuffled == [straight[place] for place in places]


def test_a_numpy_scalar_is_a_scalar():
    assert price_cohort(np.float64(0.3)) == "price_above_20pct"
    assert price_cohort(np.array(0.3)) == "price_above_20pct"
