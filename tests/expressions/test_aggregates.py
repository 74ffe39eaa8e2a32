"""Numbers over the basket.

The rows of the columns a, b, ratio, colour and flag stand in `support.expression_cases`.
"""

from __future__ import annotations

from support.expression_cases import every_target, wrong_over_basket

NA, NM = "n.a.", "n.m."
CASES = {
    "count()": 10,
    "count(a > 0)": 5,
    "count(not a > 0)": 3,
    "count(flag)": 4,
    "count(known(a, b))": 7,
    "count(flag, a > 0)": 2,
    "count(a / b > 0)": 3,  # 2, 1 and 1
    "count(min(a, b) < 0)": 4,  # -2, -1, -4, -2
    'count(colour in ("red", "green"))': 5,
    "count(a > 0 if flag else b > 0)": 3,
    "share(a > 0)": 5 / 8,
    "share(ratio > 0)": 4 / 8,  # n.m. counts as a company that could be tested
    "share(a > 2 or b > 0)": 4 / 7,  # of the seven that have both: one test known to be true is not enough
    "share(flag or a > 0)": 5 / 6,
    "share(not (flag and a > 1))": 5 / 6,
    "share(a > 0 if flag else b > 0)": 2 / 5,
    "share(sure(a > 2) or sure(b > 0))": 6 / 10,  # never unknown, so over all
    "sum(a)": 9.5,
    "sum(a, flag)": 0.5,
    "sum(ratio)": 4.5,
    'sum(a, colour == "purple")': NA,
    "sum(a) / sum(b)": 1.5 / 3.5,  # over the seven that have both
    "sum(a) + sum(ratio, flag)": 14.5
    + 1.5,  # 4, 0, 8, 0.5, 2 of the five that have both; 0.5 and 1 of those with the flag
    "median(a)": 0.75,
    "median(a, flag)": 0.5,
    "median(a / b)": 0.5,  # 2, 0, 1, 1, -4/3, -1
    "median(ratio, a > 100)": NA,
    "lowest(ratio)": -3,
    "highest(max(a, b))": 4,
    "highest(a) - lowest(a)": 12,
    "highest(a, flag)": 4,  # not the 8 of a company without the flag
    "lowest(b, flag)": 0.5,
    "1 if count(a > 0) >= 5 else missing": 1,
    "median(a) if count(flag) > 9 else undefined": NM,
    "1 / count(a > 100)": NM,
}


@every_target
def test_numbers_over_the_basket_are_the_same_everywhere(target, tmp_path):
    assert wrong_over_basket(CASES, target, tmp_path) == []
