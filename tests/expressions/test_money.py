"""Kinds of a number: money in the unit of the report or of the currency, ratios, constants, anything else."""

from __future__ import annotations

import pytest
from support.expression_book import VOCABULARY

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.money import dimension
from xl_aigc.expressions.parse import parse

OF = {t.Column: lambda leaf: "money" if leaf.key in {"a", "b"} else "plain", t.Input: lambda _: "currency"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2 * 3", "constant"),
        ("2 * ratio", "plain"),
        ("ratio * ratio", "plain"),
        ("a * 2", "money"),
        ("ratio * a", "money"),
        ("a * b", "other"),  # a square of money
        ("a * unit", "currency"),
        ("1000000 * unit", "currency"),
        ("2 * data.x", "currency"),
        ("a / b", "plain"),
        ("a / 2", "money"),
        ("1 / a", "other"),
        ("data.x / unit", "money"),
        ("data.x / data.x", "plain"),
        ("data.x / a", "unit"),
        ("a + 1", "money"),
        ("a - b", "money"),
        ("a + ratio", "other"),
        ("a + data.x", "other"),
        ("min(a, 0)", "money"),
        ("sqrt(ratio)", "plain"),
        ("sqrt(a)", "other"),
        ("a if flag else missing", "money"),
        ("a if flag else ratio", "other"),
        ("number_of(a > 0)", "plain"),
    ],
)
def test_what_a_number_is_follows_from_what_it_is_made_of(text, kind):
    tree = parse(text, VOCABULARY).tree
    assert dimension(tree, lambda leaf: OF[type(leaf)](leaf)) == kind


@pytest.mark.parametrize(
    ("text", "kind"), [("sum(a)", "money"), ("median(ratio)", "plain"), ("count(a > 0)", "plain")]
)
def test_a_number_over_the_basket_is_what_its_column_is(text, kind):
    tree = parse(text, VOCABULARY, "basket").tree
    assert dimension(tree, lambda leaf: OF[type(leaf)](leaf)) == kind
