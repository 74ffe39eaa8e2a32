"""Choices: a comparison that is unknown makes the choice missing or undefined; what is chosen is guarded by itself.

The rows of the columns a, b, ratio, colour and flag stand in `support.expression_cases`.
"""

from __future__ import annotations

from support.expression_cases import every_target, wrong_of_company

NA, NM = "n.a.", "n.m."
CASES = {
    "1 if a > 0 else 2": [1, 2, 2, NA, 1, 1, NA, 1, 2, 1],
    "a / b if b > 0 else undefined": [2, NM, NM, NA, NA, 1, NA, 1, -4 / 3, NM],
    "a if ratio > 0 else missing": [4, NM, NA, NA, 8, NM, NA, 0.5, NA, 2],
    "missing if a > 0 else b": [NA, 0, -1, NA, NA, NA, NA, NA, 3, NA],
    "b if a > 0 else undefined": [2, NM, NM, NA, NA, 1, NA, 0.5, NM, -2],
    "1 if flag else 0": [1, 0, NA, 1, 0, NA, 0, 1, 1, 0],
    "1 if a > 0 or b > 0 else 0": [1, 0, 0, 1, 1, 1, NA, 1, 1, 1],
    "1 if a > 0 and b > 0 else 0": [1, 0, 0, NA, NA, 1, NA, 1, 0, 0],
    "(1 if flag else 0) + a": [5, -2, NA, NA, 8, NA, NA, 1.5, -3, 2],
    '(a if colour == "red" else 0) * 2': [8, 0, NA, 0, 16, NA, 0, 0, -8, 0],
    '"up" if a > b else "down"': ["up", "down", "up", NA, NA, "down", NA, "down", "down", "up"],
    '"up" if ratio > 1 else missing': [NA, NA, NA, NA, "up", NA, NA, NA, NA, "up"],
    "match(colour, red=1, blue=2)": [1, 2, NA, NA, 1, NA, 2, NA, 1, 2],
    "a < match(colour, red=5, blue=0)": [
        "yes",
        "yes",
        "unknown",
        "unknown",
        "no",
        "unknown",
        "unknown",
        "unknown",
        "yes",
        "no",
    ],
    '("up" if a > 0 else "down") == "up"': [
        "yes",
        "no",
        "no",
        "unknown",
        "yes",
        "yes",
        "unknown",
        "yes",
        "no",
        "yes",
    ],
    "(1 if flag else 0) > 0": ["yes", "no", "unknown", "yes", "no", "unknown", "no", "yes", "yes", "no"],
    "a > 0 if flag else b > 0": [
        "yes",
        "no",
        "no",
        "unknown",
        "unknown",
        "yes",
        "unknown",
        "yes",
        "no",
        "no",
    ],
}


@every_target
def test_choices_are_the_same_everywhere(target, tmp_path):
    assert wrong_of_company(CASES, target, tmp_path) == []
