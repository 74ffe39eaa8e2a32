"""An expression as a formula of Excel 2016 and LibreOffice 7.4, in the keys of the project.

A formula has two forms: of a cell of a table, where a cell is asked about itself (`COUNT([a],[b])<2`), and of whole columns,
inside `SUMPRODUCT`, `AGGREGATE` or a spilled array, where COUNT, AND, OR, MIN and MAX would give one number for all rows.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.coverage import pairs
from xl_aigc.expressions.lower import compared
from xl_aigc.expressions.native.factors import Factor, Factors, either, product
from xl_aigc.expressions.native.values import FormulaWriter
from xl_aigc.expressions.native.writer import MISSING, UNDEFINED
from xl_aigc.expressions.node import REMEMBERED
from xl_aigc.expressions.unknowns import divisions, needed, never_zero

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "MISSING",
    "PLACES",
    "UNDEFINED",
    "Factor",
    "Factors",
    "kth",
    "over",
    "place",
    "product",
    "row",
    "true",
    "undefined",
    "whole",
]

PLACES: Final = "(ROW([ticker])-MIN(ROW([ticker]))+1)"
"""The place of each company in the Companies table, from 1."""
_ROW: Final = FormulaWriter(whole=False)
_WHOLE: Final = FormulaWriter(whole=True)


def row(tree: t.Node) -> str:
    """Return the formula of a cell of a table.

    Example:
        >>> row(t.Arithmetic("/", t.Column("net_profit"), t.Column("revenue")))
        'IF(COUNT([net_profit],[revenue])<2,"n.a.",IF([revenue]=0,"n.m.",[net_profit]/[revenue]))'
    """
    return _ROW.shown(compared(tree))


def whole(tree: t.Node) -> str:
    """Return the formula of a whole column, which spills."""
    return _WHOLE.shown(compared(tree))


@lru_cache(REMEMBERED)
def true(tree: t.Node) -> Factors:
    """Factors over whole columns that hold where a test is known to be true."""
    return _WHOLE.true(compared(tree))


def over(tree: t.Node, among: Sequence[Factor]) -> str:
    """Return the formula of one number over the companies of a mask."""
    lowered = compared(tree)
    return FormulaWriter(whole=False, among=tuple(among), shared=pairs(lowered)).shown(lowered)


def place(among: t.Node, k: object, also: str = "") -> str:
    """Return the place of the k-th company of a mask in the Companies table; an error beyond the last.

    Args:
        among: the mask.
        k: from 1.
        also: a further test of whole columns, as a formula.
    """
    further = f"*({also})" if also else ""
    return f"AGGREGATE(15,6,{PLACES}/({product(true(among))}{further}),{k})"


def column_of(of: t.Column, digits: int | None = None) -> str:
    """Return a whole column as a formula, rounded to some decimals."""
    leaf = _WHOLE.leaf(of)
    return leaf if digits is None else f"ROUND({leaf},{digits})"


def kth(of: str, among: t.Node, k: object, *, lowest: bool) -> str:
    """Return the k-th number of a ranking of a whole column; an error beyond its end."""
    return f"AGGREGATE({15 if lowest else 14},6,{of}/({product(true(among))}),{k})"


def undefined(tree: t.Node) -> str:
    """Return the test, as a product, that an expression of whole columns is undefined though nothing is missing; empty if it never is."""
    lowered = compared(tree)
    ways: list[Factors] = []
    for one in lowered.walk():
        if isinstance(one, t.Choose) and one.other == t.Nothing(undefined=True):
            ways.append(_WHOLE.false(one.test))
        elif isinstance(one, t.Choose) and one.then == t.Nothing(undefined=True):
            ways.append(_WHOLE.true(one.test))
    if not ways:
        ways = [_WHOLE.true(_is_zero(one.right)) for one in divisions(lowered) if not never_zero(one.right)]
    known = tuple(factor for one in needed(lowered) for factor in _WHOLE.known(one))
    return product((*known, *either(*ways))) if ways else ""


def _is_zero(divisor: t.Node) -> t.Node:
    """Return whether a divisor is zero; the size of a number is zero where the number is."""
    bare = divisor.arguments[0] if isinstance(divisor, t.Apply) and divisor.name == "abs" else divisor
    return t.Compare("==", bare, t.Number(0))
