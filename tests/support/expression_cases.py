"""Runs a table of expressions with their values, worked out by hand, against one target. The rows are:

a      4    -2    0     n.a.  8     1     n.a.  0.5  -4    2
b      2     0   -1     4     n.a.  1     n.a.  0.5   3   -2
ratio  0.5   n.m. -3    n.a.  2     n.m.  0     1     n.a. 4
colour red  blue  n.a.  green red   n.a.  blue  green red  blue
flag   yes  no   unknown yes  no  unknown no   yes   yes  no
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from support.expression_book import ROWS, VOCABULARY, Formulas, alike, in_python, over_in_python
from support.expression_engine import InEngine, require_panel
from xl_aigc.expressions.lower import cells_of_their_own
from xl_aigc.expressions.parse import parse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xl_aigc.expressions import tree as t

TARGETS: Final = ("python", "duckdb", "libreoffice", "gnumeric")
every_target = pytest.mark.parametrize("target", TARGETS)
"""Runs a test once for each target; the programs compute the formula of a cell and that of a whole column."""


def of_company(text: str) -> t.Node:
    """The tree of a measure of one company."""
    return cells_of_their_own(parse(text, VOCABULARY).tree, sides=True)


def of_basket(text: str) -> t.Node:
    """The tree of a number over the basket."""
    return cells_of_their_own(parse(text, VOCABULARY, "basket").tree, sides=False)


def computed(target: str, formulas: Formulas, folder: Path) -> list[list[object]]:
    """What a program computes."""
    return formulas.in_libreoffice(folder) if target == "libreoffice" else formulas.in_gnumeric(folder)


def _duckdb() -> Any:
    return require_panel().duckdb.connect()


def wrong_of_company(cases: Mapping[str, Sequence[object]], target: str, folder: Path) -> list[object]:
    """The expressions of one company that a target computes otherwise, with what it gives."""
    assert all(len(due) == ROWS for due in cases.values())
    if target in {"python", "duckdb"}:
        trees = list(map(of_company, cases))
        inside = [*map(in_python, trees)] if target == "python" else InEngine().company(trees, _duckdb())
        found = zip(cases, inside, cases.values(), strict=True)
        return [one for one in found if not all(map(alike, one[1], one[2]))]
    formulas = Formulas()
    for text in cases:
        formulas.row(of_company(text))
        formulas.whole(of_company(text))
    twice = [(text, due) for text, due in cases.items() for _ in range(2)]
    seen = zip(twice, computed(target, formulas, folder), strict=True)
    return [(text, row, due) for (text, due), row in seen if not all(map(alike, row, due))]


def wrong_over_basket(cases: Mapping[str, object], target: str, folder: Path) -> list[object]:
    """The numbers over the basket that a target computes otherwise, with what it gives."""
    if target == "duckdb":
        seen = InEngine().basket(list(map(of_basket, cases)), _duckdb())
    elif target == "python":
        seen = [over_in_python(of_basket(text)) for text in cases]
    else:
        formulas = Formulas()
        for text in cases:
            formulas.over(of_basket(text))
        seen = [row[0] for row in computed(target, formulas, folder)]
    compared = zip(cases.items(), seen, strict=True)
    return [(text, number, due) for (text, due), number in compared if not alike(number, due)]
