"""Random expressions, drawn from the node types, give the same in Python, LibreOffice and Gnumeric.

`python -m pytest tests/expressions/test_random.py --expressions 2000` draws more of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.expression_book import ROWS, Formulas, alike, in_python, over_in_python
from support.expression_draws import SIGHTS, drawn, settled_rows

from xl_aigc.expressions.lower import cells_of_their_own
from xl_aigc.expressions.text import text

if TYPE_CHECKING:
    from xl_aigc.expressions import tree as t


@pytest.fixture(scope="module")
def count(request) -> int:
    """How many expressions of each kind are drawn."""
    return request.config.getoption("--expressions")


@pytest.fixture(scope="module")
def of_company(count) -> list[t.Node]:
    """Measures of one company, of each kind."""
    trees = [tree for kind in ("number", "word", "test") for tree in drawn(kind, count)]
    return [cells_of_their_own(tree, sides=True) for tree in trees]


@pytest.fixture(scope="module")
def of_basket(count) -> list[t.Node]:
    """Numbers over the basket."""
    return [cells_of_their_own(tree, sides=False) for tree in drawn("basket", count)]


def computed(target: str, formulas: Formulas, folder) -> list[list[object]]:
    return formulas.in_libreoffice(folder) if target == "libreoffice" else formulas.in_gnumeric(folder)


def test_what_is_drawn_has_every_node(of_company, of_basket):
    seen = {type(node) for tree in (*of_company, *of_basket) for node in tree.walk()}
    assert seen >= SIGHTS


@pytest.mark.parametrize("target", ["libreoffice", "gnumeric"])
def test_random_measures_are_the_same_everywhere(target, of_company, tmp_path):
    formulas = Formulas()
    for tree in of_company:
        formulas.row(tree)
        formulas.whole(tree)
    results = computed(target, formulas, tmp_path)
    wrong, compared = [], 0
    for number, tree in enumerate(of_company):
        due, rows = in_python(tree), settled_rows(tree)
        for form, seen in zip(("row", "whole"), results[2 * number : 2 * number + 2], strict=True):
            compared += len(rows)
            wrong += [
                (text(tree), form, row, seen[row], due[row]) for row in rows if not alike(seen[row], due[row])
            ]
    assert wrong == []
    assert compared > len(of_company) * ROWS


@pytest.mark.parametrize("target", ["libreoffice", "gnumeric"])
def test_random_numbers_over_the_basket_are_the_same_everywhere(target, of_basket, tmp_path):
    formulas = Formulas()
    for tree in of_basket:
        formulas.over(tree)
    results = computed(target, formulas, tmp_path)
    settled = [len(settled_rows(tree)) == ROWS for tree in of_basket]
    pairs = zip(of_basket, results, settled, strict=True)
    wrong = [
        (text(tree), seen[0], over_in_python(tree))
        for tree, seen, sure in pairs
        if sure and not alike(seen[0], over_in_python(tree))
    ]
    assert wrong == []
    assert sum(settled) > len(of_basket) / 2
