"""A tree as text, and back."""

from __future__ import annotations

import pytest
from hypothesis import given, reject, settings
from support.expression_book import VOCABULARY
from support.expression_draws import KINDS

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.mistakes import Mistake
from xl_aigc.expressions.parse import parse
from xl_aigc.expressions.text import text


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_of_a_tree_is_read_as_the_same_tree(kind):
    @settings(max_examples=200, deadline=None)
    @given(KINDS[kind]().filter(lambda tree: len(text(tree)) < 600))
    def check(tree):
        if t.Named(t.UNIT) not in tree.walk():
            assert read(text(tree), kind) == tree
            return
        try:
            found = read(text(tree), kind)  # constants beside money come to be in its unit
        except Mistake:
            reject()
        assert read(text(found), kind) == found

    check()


def read(written, kind):
    return parse(written, VOCABULARY, "basket" if kind == "basket" else "row").tree


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("((a) + (b))", "a + b"),
        ("a - (b - 1)", "a - (b - 1)"),
        ("(a * b) / 2", "a * b / 2"),
        ("-(a + b)", "-(a + b)"),
        ("(not (a > 1)) and (flag or (b < 2))", "not a > 1 and (flag or b < 2)"),
        ("(1 if (a > b) else (2 if flag else missing))", "1 if a > b else 2 if flag else missing"),
        ("(1 if flag else 2) + a", "(1 if flag else 2) + a"),
        ("0 < a < 2", "0 < a and a < 2"),
        ("known(a, b)", "known(a) and known(b)"),
        ("a / unit", "a / unit"),
    ],
)
def test_the_text_has_the_fewest_brackets(written, shown):
    assert text(parse(written, VOCABULARY).tree) == shown
