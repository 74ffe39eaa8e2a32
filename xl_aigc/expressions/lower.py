"""Rewrites of a tree before it is compiled. Each makes the compilers know fewer nodes, or the formulas safe.

`cells_of_their_own` is applied once, when an expression is read; the others when a tree is compiled.
"""

from __future__ import annotations

from functools import cache, reduce
from typing import TYPE_CHECKING

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.unknowns import fallible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xl_aigc.expressions.operators import ComparisonSign


def matched(subject: t.Node, branches: Iterable[tuple[str, t.Node]]) -> t.Node:
    """`match(subject, a=…, b=…)` as choices, one for each word; missing for any other word."""
    tree: t.Node = t.Nothing()
    for word, branch in reversed(list(branches)):
        tree = t.Choose(t.Compare("==", subject, t.Word(word)), branch, tree)
    return tree


def cells_of_their_own(tree: t.Node, *, sides: bool) -> t.Node:
    """Read each choice inside arithmetic or a comparison as if it stood in a cell of its own.

    Args:
        tree: the tree as it was written.
        sides: also do so for the sides of a comparison that can be undefined.
    """

    def change(one: t.Node) -> t.Node | None:
        if not isinstance(one, (t.Arithmetic, t.Apply, t.Compare, t.Among)):
            return None
        compared = sides and isinstance(one, t.Compare)

        def part(below: t.Node) -> t.Node:
            undefined = compared and isinstance(below, (t.Arithmetic, t.Apply)) and fallible(below)
            return (
                t.Computed(below, fallible=fallible(below))
                if isinstance(below, t.Choose) or undefined
                else below
            )

        return one.with_parts(part)

    return tree.replaced(change)


@cache
def compared(tree: t.Node) -> t.Node:
    """`word in (…)` as comparisons joined by `or`."""

    def change(one: t.Node) -> t.Node | None:
        if not isinstance(one, t.Among):
            return None
        tests = tuple(t.Compare("==", one.subject, t.Word(word)) for word in one.words)
        return tests[0] if len(tests) == 1 else t.Some(tests)

    return tree.replaced(change)


@cache
def columnwise(tree: t.Node, *, whole: bool) -> t.Node:
    """`min` and `max` over whole columns as arithmetic: MIN and MAX would give one number for all rows.

    A number times TRUE is the number itself, so that nothing is rounded; IF would not be evaluated inside SUMPRODUCT.

    Args:
        tree: the tree.
        whole: its columns are whole ones; if not, only those inside aggregates are.
    """
    inside = whole or isinstance(tree, t.Aggregate)
    if isinstance(tree, t.Extreme):
        of, where = columnwise(tree.of, whole=True), tree.where and columnwise(tree.where, whole=True)
        return t.Extreme(
            of, where, tree.lowest, columnwise(tree.k, whole=False), tree.nullable, tree.fallible
        )
    changed = tree.with_parts(lambda part: columnwise(part, whole=inside))
    if inside and isinstance(changed, t.Apply) and changed.name in {"min", "max"}:
        sign: ComparisonSign = "<=" if changed.name == "min" else ">="
        return reduce(lambda one, two: _picked(sign, one, two), changed.arguments)
    return changed


def _picked(sign: ComparisonSign, one: t.Node, two: t.Node) -> t.Node:
    """The first of two numbers where a comparison holds, else the second."""
    test = t.Compare(sign, one, two)
    first = t.Arithmetic("*", t.NumberOf((test,)), one)
    return t.Arithmetic("+", first, t.Arithmetic("*", t.NumberOf((t.Opposite(test),)), two))
