"""Tests over partial figures: opened into tests over the figures below, they hold for the same companies."""

from __future__ import annotations

from itertools import product

import pytest
from support.expression_book import COLUMNS, VOCABULARY, in_python

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.parse import parse
from xl_aigc.expressions.possible import opened, smaller


def read(text: str) -> t.Node:
    return parse(text, VOCABULARY).tree


PARTS = [t.Truth(value=True), t.Truth(value=False), read("b > 0"), read("flag")]


@pytest.mark.parametrize(("then", "other"), [*product(PARTS, PARTS)])
def test_a_choice_made_smaller_decides_as_the_choice(then, other):
    test = read("a > 0")
    whole, small = in_python(t.Choose(test, then, other)), in_python(smaller(test, then, other))
    known = [row for row, value in enumerate(COLUMNS["a"]) if value is not None]
    assert [small[row] for row in known] == [whole[row] for row in known]


DEFINED = {
    "mood": '"up" if a > 0 else ("flat" if a == 0 else "down")',
    "shade": 'colour if flag else "up"',
    "sound": "a > 0 and b > 0",
    "kept": '"up" if a > 0 else missing',
}
LEAVES = {key: t.Column(key, "test" if key == "sound" else "word") for key in DEFINED}


def definition(key: str) -> t.Node | None:
    return read(DEFINED[key]) if key in DEFINED else None


@pytest.mark.parametrize(
    ("test", "below"),
    [
        (t.Compare("==", LEAVES["mood"], t.Word("up")), "a > 0"),
        (t.Compare("!=", LEAVES["mood"], t.Word("up")), "not a > 0"),
        (t.Compare("==", LEAVES["mood"], t.Word("down")), "not a > 0 and not a == 0"),
        (t.Among(LEAVES["mood"], ("up", "flat")), "a > 0 or a == 0"),
        (t.Among(LEAVES["shade"], ("red", "up")), 'not flag or colour in ("red", "up")'),
        (t.Compare("==", LEAVES["kept"], t.Word("up")), "a > 0"),
        (LEAVES["sound"], "a > 0 and b > 0"),
        (t.Opposite(LEAVES["sound"]), "not (a > 0 and b > 0)"),
        (read("flag"), "flag"),
        (read('colour == "red"'), 'colour == "red"'),
        (read('colour in ("red", "blue")'), 'colour in ("red", "blue")'),
    ],
)
def test_measures_of_a_test_are_their_expressions(test, below):
    assert in_python(opened(test, definition)) == in_python(read(below))
