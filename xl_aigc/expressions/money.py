"""Money in an expression: a number beside money is money too, in units of the currency, whatever unit a report shows.

`revenue > 1000` would otherwise mean another amount in each unit of a report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.expressions import tree as t

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Dimension = Literal["constant", "plain", "money", "currency", "unit", "other"]
"""Kinds of a number: written in the expression; no money; money in the unit of the report; money in units of the currency, as the
table Data holds it; the unit itself; anything else."""

_PRODUCTS: Final[dict[frozenset[Dimension], Dimension]] = {
    frozenset(["constant"]): "constant",
    frozenset(["plain"]): "plain",
    **{
        frozenset([number, one]): one
        for number in ("constant", "plain")
        for one in ("plain", "money", "currency")
    },
    **{frozenset([one, "unit"]): "currency" for one in ("constant", "money")},
}
_QUOTIENTS: Final[dict[tuple[Dimension, Dimension], Dimension]] = {
    ("constant", "constant"): "constant",
    ("constant", "plain"): "plain",
    **{(one, number): one for number in ("constant", "plain") for one in ("plain", "money", "currency")},
    **{(one, one): "plain" for one in ("money", "currency")},
    **{(one, "unit"): "money" for one in ("constant", "currency")},
    ("currency", "money"): "unit",
}


def dimension(tree: t.Node, of: Callable[[t.Leaf], Dimension]) -> Dimension:
    """Return what the number of an expression is.

    Args:
        tree: the expression.
        of: what a column, an input or a named cell is.
    """

    def look(one: t.Node) -> Dimension:
        match one:
            case t.Number():
                return "constant"
            case t.Named(t.UNIT):
                return "unit"
            case t.Total(inner) | t.Middle(inner) | t.Extreme(inner) | t.Computed(inner):
                return look(inner)
            case t.Column() | t.Input() | t.Named():
                return of(one)
            case t.Arithmetic("*", left, right):
                return _PRODUCTS.get(frozenset([look(left), look(right)]), "other")
            case t.Arithmetic("/", left, right):
                return _QUOTIENTS.get((look(left), look(right)), "other")
            case t.Arithmetic(_, left, right):
                return _alike(map(look, (left, right)))
            case t.Apply("sqrt", (inner,)):
                found = look(inner)
                return found if found in {"constant", "plain"} else "other"
            case t.Apply(_, arguments):
                return _alike(map(look, arguments))
            case t.Choose(_, then, other):
                return _alike(look(part) for part in (then, other) if not isinstance(part, t.Nothing))
            case t.Count() | t.Share() | t.NumberOf() | t.NumberKnown():
                return "plain"
        return "other"

    return look(tree)


def _alike(found: Iterable[Dimension]) -> Dimension:
    """Return what numbers are that are added or chosen from; a constant is what the others are."""
    rest = set(found) - {"constant"}
    return "constant" if not rest else rest.pop() if len(rest) == 1 else "other"


def in_unit(tree: t.Node, what: Dimension) -> t.Node:
    """Return a number beside money: a constant in the unit of the report, but for zero; any other as it is."""
    return t.Arithmetic("/", tree, t.Named(t.UNIT)) if what == "constant" and tree != t.Number(0) else tree


NEVER_BESIDE: Final[Mapping[Dimension, tuple[str, str]]] = {
    "plain": ("not", "an amount of money, a constant (in units of the currency), or a ratio of two amounts."),
    "currency": ("in units of the currency, as the table Data holds it", "`{} / unit`."),
    "unit": ("the unit of the report", "an amount of money, or a constant (in units of the currency)."),
}
"""Numbers that are never added to money or compared with it: what each is, and what is expected in its place."""
