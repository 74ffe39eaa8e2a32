"""Tests are three-valued: yes, no or unknown.

a      4    -2    0     n.a.  8     1     n.a.  0.5  -4    2
b      2     0   -1     4     n.a.  1     n.a.  0.5   3   -2
ratio  0.5   n.m. -3    n.a.  2     n.m.  0     1     n.a. 4
colour red  blue  n.a.  green red   n.a.  blue  green red  blue
flag   yes  no   unknown yes  no  unknown no   yes   yes  no
"""

from __future__ import annotations

from support.expression_cases import every_target, wrong_of_company

Y, N, U = "yes", "no", "unknown"
CASES = {
    "flag": [Y, N, U, Y, N, U, N, Y, Y, N],
    "not flag": [N, Y, U, N, Y, U, Y, N, N, Y],
    "a > b": [Y, N, Y, U, U, N, U, N, N, Y],
    "a >= limit": [Y, N, N, U, Y, Y, U, N, N, Y],
    "ratio != 2": [Y, U, Y, U, N, U, Y, Y, U, Y],
    "a / b >= 1": [Y, U, N, U, U, Y, U, Y, N, N],
    "0 < a <= 4": [Y, N, N, U, N, Y, U, Y, N, Y],
    'colour == "red"': [Y, N, U, N, Y, U, N, N, Y, N],
    'colour != "red"': [N, Y, U, Y, N, U, Y, Y, N, Y],
    'colour in ("red", "blue")': [Y, Y, U, N, Y, U, Y, N, Y, Y],
    'colour not in ("red", "blue")': [N, N, U, Y, N, U, N, Y, N, N],
    "colour == data.kind": [Y, Y, U, Y, Y, U, Y, Y, Y, Y],
    "a > 0 and b > 0": [Y, N, N, U, U, Y, U, Y, N, N],
    "a > 0 or b > 0": [Y, N, N, Y, Y, Y, U, Y, Y, Y],
    "not (a > 0 and flag)": [N, Y, Y, U, Y, U, Y, N, Y, Y],
    "sure(a > 0)": [Y, N, N, N, Y, Y, N, Y, N, Y],
    "not sure(flag)": [N, Y, Y, N, Y, Y, Y, N, N, Y],
    "known(a)": [Y, Y, Y, N, Y, Y, N, Y, Y, Y],
    "known(ratio)": [Y, N, Y, N, Y, N, Y, Y, N, Y],
    "known(colour)": [Y, Y, N, Y, Y, N, Y, Y, Y, Y],
    "known(flag)": [Y, Y, N, Y, Y, N, Y, Y, Y, Y],
    "known(a, b)": [Y, Y, Y, N, N, Y, N, Y, Y, Y],
    "known(nothing) or known(failed)": [N] * 10,
    "True": [Y] * 10,
}


@every_target
def test_tests_are_the_same_everywhere(target, tmp_path):
    assert wrong_of_company(CASES, target, tmp_path) == []
