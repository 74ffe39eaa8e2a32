"""Money in an expression: a number beside money is money too, in units of the currency, whatever unit a report shows.

`revenue > 1000` would otherwise be a thousand millions in one report and a thousand yuan in another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.expressions import tree as t

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterable, Sequence

    from xl_aigc.expressions.reading import Reading

Dimension = Literal["constant", "plain", "money", "currency", "unit", "other"]
"""What a number is: written in the expression; no money; money in the unit of the report; money in units of the currency, as the
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


def agreed(reading: Reading, trees: Sequence[t.Node], written: Sequence[ast.expr]) -> list[t.Node]:
    """Return numbers that are added, compared or chosen from, with each constant beside money in the unit of the report.

    Args:
        reading: the text that they stand in.
        trees: the numbers.
        written: what was written for each.

    Raises:
        Mistake: one is money and another is not.
    """
    if any(one.kind != "number" for one in trees if not isinstance(one, t.Nothing)):
        return list(trees)
    found = [dimension(one, reading.vocabulary.dimension) for one in trees]
    if "money" not in found:
        return list(trees)
    for what, each in zip(found, written, strict=True):
        if what in {"plain", "currency", "unit"}:
            money = written[found.index("money")]
            problem = f"{reading.quoted(money)} is money, {reading.quoted(each)} is {_DESCRIBED[what]}."
            raise reading.mistake("money", problem, _EXPECTED[what].format(reading.quoted(each)[1:-1]), each)
    return [
        t.Arithmetic("/", one, t.Named(t.UNIT)) if what == "constant" and one != t.Number(0) else one
        for what, one in zip(found, trees, strict=True)
    ]


_DESCRIBED: Final[dict[str, str]] = {
    "plain": "not",
    "currency": "in units of the currency, as the table Data holds it",
    "unit": "the unit of the report",
}
_EXPECTED: Final[dict[str, str]] = {
    "plain": "an amount of money, a constant (in units of the currency), or a ratio of two amounts.",
    "currency": "`{} / unit`.",
    "unit": "an amount of money, or a constant (in units of the currency).",
}
