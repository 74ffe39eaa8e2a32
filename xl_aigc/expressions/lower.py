"""Rewrites of a tree before it is compiled. Each makes the compilers know fewer nodes, or the formulas safe.

`cells_of_their_own` is applied once, when an expression is read; the others when a tree is compiled.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.node import REMEMBERED
from xl_aigc.expressions.unknowns import fallible

if TYPE_CHECKING:
    from collections.abc import Iterable


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

    changed: t.Node = tree.replaced(change)
    return changed


@lru_cache(REMEMBERED)
def compared(tree: t.Node) -> t.Node:
    """`word in (…)` as comparisons joined by `or`."""

    def change(one: t.Node) -> t.Node | None:
        if not isinstance(one, t.Among):
            return None
        tests = tuple(t.Compare("==", one.subject, t.Word(word)) for word in one.words)
        return tests[0] if len(tests) == 1 else t.Some(tests)

    changed: t.Node = tree.replaced(change)
    return changed
