"""An argument of the wrong kind is refused by every public function, in a sentence that says what was expected."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import xl_aigc as xa

BASKET = xa.load()
FRAME = pd.DataFrame({"net_profit": [-5.0, 5.0], "revenue": [1.0, 2.0]})
REFUSED = {
    "load a number": lambda: xa.load(5),
    "load a number as store": lambda: xa.load(store=5),
    "read a number": lambda: xa.read(5),
    "periods as one text": lambda: xa.read("a.csv", periods="2024H1"),
    "a ticker as one text": lambda: xa.read("a.csv", tickers="300418.SZ"),
    "check nothing": lambda: xa.check(None),
    "diff nothing": lambda: xa.diff(None, None),
    "freeze into a number": lambda: xa.freeze("a.xlsx", 5),
    "refresh a number": lambda: xa.refresh(5),
    "evaluate nothing": lambda: xa.evaluate(None),
    "evaluate with a list": lambda: xa.evaluate("=A1", [1]),
    "open a number": lambda: xa.open_store(5),
    "a year as a number": lambda: BASKET.figures(2024),
    "compare with a number": lambda: BASKET.measures("2024H1", 2023),
    "a list of rules": lambda: BASKET.cohorts(["growth"]),
    "build nothing": lambda: BASKET.build(None),
    "settings as a list": lambda: BASKET.build("x.xlsx", settings=[1]),
    "no such unit": lambda: BASKET.build("x.xlsx", unit="dollar"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_the_error_is_the_programs_own_and_says_what_was_expected(case):
    with pytest.raises(xa.AigcError) as caught:
        REFUSED[case]()
    assert caught.value.expected


def test_paths_lists_and_names_are_taken(tmp_path):
    assert xa.load(Path(xa.__file__).parent / "data" / "reference").key == "aigc"
    assert len(xa.read(Path(xa.__file__).parent / "data" / "reference").to_pandas()) > 0


@pytest.mark.parametrize(
    "call",
    [
        lambda: xa.screen(None),
        lambda: xa.screen(5),
        lambda: xa.assign(FRAME, ["growth"]),
        lambda: xa.assign(None, "growth"),
        lambda: xa.summarise(5, "growth"),
        lambda: xa.yoy(pd.Series([1.0, 2.0]), FRAME),
    ],
)
def test_metrics_say_what_they_take(call):
    with pytest.raises((TypeError, ValueError), match=r"table|named by a text"):
        call()


def test_an_array_without_dimensions_is_one_number():
    one = np.array(5.0)
    assert float(xa.yoy(one, one)) == 0.0
    assert xa.median(one) == 5.0
    assert xa.count_above(one, [1]) == [1]


def test_a_series_of_intervals_has_the_name_of_the_function():
    assert xa.interval_cohort(pd.Series([1.0, 3.0]), [2]).name == "interval_cohort"


def test_the_rows_of_a_frame_are_the_cells_of_a_range():
    """1 + 2 + 3 + 4."""
    assert xa.evaluate("=SUM(A1:B2)", {"A1:B2": pd.DataFrame([[1, 2], [3, 4]])}) == 10
