"""The headless host reads formulas as Excel does, and says where it can't."""

from __future__ import annotations

import pytest

from xl_aigc.cell_errors import CellError
from xl_aigc.errors import HostError
from xl_aigc.hosts.headless import evaluate

FORMULAS = [
    # By Excel's rules: a sign binds tighter than a power, powers go left to right, percent follows a value.
    ("=-2^2", 4),
    ("=2^3^2", 64),
    ("=1+2*3", 7),
    ("=(1+2)*3", 9),
    ("=10%", 0.1),
    ("=1/0", CellError.DIV0),
    ("=(-1)^0.5", CellError.NUM),
    ("=1E308*10", CellError.NUM),
    ('="a"&1&TRUE', "a1TRUE"),
    ('="he said ""no"""', 'he said "no"'),
    ('="ABC"="abc"', True),
    ("=1<2", True),
    ('="x"+1', CellError.VALUE),
    ("=#REF!+#N/A", CellError.REF),
    ("={1,2;3,4}*10", [[10, 20], [30, 40]]),
    ("={1;2}+{10,20}", [[11, 21], [12, 22]]),
    ("={1;2;3}+{1;2}", CellError.VALUE),
    ('={-1,"a",TRUE,#N/A}', [[-1, "a", True, CellError.NA]]),
    ("=A1*2", 84),
    ("=$A$1", 42),
    ("=Data!A1:A2*1", [[1], [2]]),
    ("='my sheet'!A1", 7),
    ("=Data[revenue]+1", [[6], [7]]),
    ("=AIGC_YOY(A1,40)", 0.05),
    ("=aigc.yoy( 120 , 100 )", 0.2),
    ('=SUM({1,2,"x"},3)', 6),
    ("=SUM({1,#N/A})", CellError.NA),
    ('=IF({1;0},"yes","no")', [["yes"], ["no"]]),
    ("=INDEX({1,2;3,4},2,2)", 4),
    ("=INDEX({1,2;3,4},3,1)", CellError.REF),
    ("=NOSUCH(1)", CellError.NAME),
    ("=YOY(1,2)", CellError.NAME),
]
RANGES = {"A1": 42, "Data!A1:A2": [[1], [2]], "'my sheet'!A1": 7, "Data[revenue]": [[5], [6]]}


@pytest.mark.parametrize(("formula", "expected"), FORMULAS)
def test_a_formula_has_the_value_that_excel_gives(formula, expected):
    got = evaluate(formula, RANGES)
    assert got == (pytest.approx(expected) if isinstance(expected, float) else expected)


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("=AIGC_YOY(1,2", "character 14.*expected|character 14"),
        ("=1+", "character 4"),
        ("=1 2", "character 4"),
        ("={1,2;3}", "equal length"),
        ("={1,A1}", "a number, a text"),
        ("=~1", "character 2"),
        ("=B7", "no value for B7"),
        ("=" + "(" * 70 + "1" + ")" * 70, "64 levels"),
        ("", "a value"),
    ],
)
def test_what_is_no_formula_is_refused_with_its_place(formula, message):
    with pytest.raises(HostError, match=message):
        evaluate(formula)


def test_errors_of_functions_behave_as_errors_in_formulas():
    assert evaluate('=IFERROR(AIGC_YOY(5,0),"n.m.")') == "n.m."
    assert evaluate("=ISERROR(AIGC_YOY({5;5},{0;4}))") == [[True], [False]]
    assert evaluate("=SUM(AIGC_YOY({5;5},{0;4}))") is CellError.DIV0
