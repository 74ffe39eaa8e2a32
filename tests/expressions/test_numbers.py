"""Arithmetic and functions of numbers give the same in Python and in both programs.

a      4    -2    0     n.a.  8     1     n.a.  0.5  -4    2
b      2     0   -1     4     n.a.  1     n.a.  0.5   3   -2
ratio  0.5   n.m. -3    n.a.  2     n.m.  0     1     n.a. 4
limit 1, unit 4, median_a 0.5, nothing n.a., failed n.m.
"""

from __future__ import annotations

from support.expression_cases import every_target, wrong_of_company

NA, NM = "n.a.", "n.m."
CASES = {
    "a": [4, -2, 0, NA, 8, 1, NA, 0.5, -4, 2],
    "ratio": [0.5, NM, -3, NA, 2, NM, 0, 1, NA, 4],
    "data.x": [4, -2, 0, NA, 8, 1, NA, 0.5, -4, 2],
    "a + b": [6, -2, -1, NA, NA, 2, NA, 1, -1, 0],
    "a - b - 1": [1, -3, 0, NA, NA, -1, NA, -1, -8, 3],
    "a - (b - 1)": [3, -1, 2, NA, NA, 1, NA, 1, -6, 5],
    "-a": [-4, 2, 0, NA, -8, -1, NA, -0.5, 4, -2],
    "a * (b + 1)": [12, -2, 0, NA, NA, 2, NA, 0.75, -16, -2],
    "a / b": [2, NM, 0, NA, NA, 1, NA, 1, -4 / 3, -1],
    "a / unit": [1, -0.5, 0, NA, 2, 0.25, NA, 0.125, -1, 0.5],
    "a / 0": [NM, NM, NM, NA, NM, NM, NA, NM, NM, NM],
    "b / (a - a)": [NM, NM, NM, NA, NA, NM, NA, NM, NM, NM],
    "a / (b / 2)": [4, NM, 0, NA, NA, 2, NA, 2, -8 / 3, -2],
    "a + ratio": [4.5, NM, -3, NA, 10, NM, NA, 1.5, NA, 6],  # missing wins over undefined
    "ratio / b": [0.25, NM, 3, NA, NA, NM, NA, 2, NA, -2],
    "a + nothing": [NA] * 10,
    "a + failed": [NM, NM, NM, NA, NM, NM, NA, NM, NM, NM],
    "abs(a)": [4, 2, 0, NA, 8, 1, NA, 0.5, 4, 2],
    "min(a, b)": [2, -2, -1, NA, NA, 1, NA, 0.5, -4, -2],
    "max(a, b, limit)": [4, 1, 1, NA, NA, 1, NA, 1, 3, 2],
    "min(a, median_a) * 2": [1, -4, 0, NA, 1, 1, NA, 1, -8, 1],
    "1 - min(a, b) / 2": [0, 2, 1.5, NA, NA, 0.5, NA, 0.75, 3, 2],
    "max(a, ratio)": [4, NM, 0, NA, 8, NM, NA, 1, NA, 4],
    "sqrt(a)": [2, NM, 0, NA, 8**0.5, 1, NA, 0.5**0.5, NM, 2**0.5],
    "1 / number_of(a > b)": [1, NM, 1, NM, NM, NM, NM, NM, NM, 1],
    "number_of(a > 0, b > 0, flag)": [3, 0, 0, 2, 1, 2, 0, 3, 2, 1],
    "number_known(a, b, ratio)": [3, 2, 3, 1, 2, 2, 1, 3, 2, 3],
    "10000000000 * max(a, 0.1)": [4e10, 1e9, 1e9, NA, 8e10, 1e10, NA, 5e9, 1e9, 2e10],
}


@every_target
def test_numbers_are_the_same_everywhere(target, tmp_path):
    assert wrong_of_company(CASES, target, tmp_path) == []
