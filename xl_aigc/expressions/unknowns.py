"""Analysis of unknowns: the leaves read on every path through an expression, and whether its result can be missing or undefined."""

from __future__ import annotations

from functools import lru_cache

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.node import REMEMBERED


@lru_cache(REMEMBERED)
def leaves(tree: t.Node) -> tuple[t.Leaf, ...]:
    """Return the leaves, each once, in the order in which they stand; nothing inside an aggregate."""
    found: dict[t.Leaf, None] = {}

    def look(one: t.Node) -> None:
        if isinstance(one, t.Leaf):
            found.setdefault(one)
        elif not isinstance(one, t.Settled):
            for part in one.parts:
                look(part)

    look(tree)
    return tuple(found)


@lru_cache(REMEMBERED)
def must(tree: t.Node) -> frozenset[t.Leaf] | None:
    """Return the leaves that every way through the tree reads: if one is missing, the result is. None stands for all of them."""
    if isinstance(tree, t.Nothing):
        return None if tree.undefined else frozenset()
    if isinstance(tree, t.Leaf):
        return frozenset([tree])
    if isinstance(tree, t.Settled):
        return frozenset()
    if isinstance(tree, (t.Every, t.Some)):
        together = [must(test) or frozenset() for test in tree.tests]
        return frozenset.intersection(*together) if together else frozenset()
    if isinstance(tree, t.Choose):
        test, then, other = (must(part) for part in (tree.test, tree.then, tree.other))
        both = other if then is None else then if other is None else then & other
        if tree.kind == "test":
            return both  # where the test is unknown, the branches may still agree
        return None if both is None else (test or frozenset()) | both
    return frozenset[t.Leaf]().union(*(must(part) or frozenset() for part in tree.parts))


def needed(tree: t.Node) -> tuple[t.Leaf, ...]:
    """Return the leaves of `must` that can be missing or undefined, in the order in which they stand."""
    due = must(tree)
    return tuple(
        one for one in leaves(tree) if (due is None or one in due) and (one.nullable or one.fallible)
    )


def never_zero(tree: t.Node) -> bool:
    """Return whether a divisor cannot be zero: a number, or the unit of the report."""
    return (isinstance(tree, t.Number) and tree.value != 0) or (
        isinstance(tree, t.Named) and tree.name == t.UNIT
    )


@lru_cache(REMEMBERED)
def fallible(tree: t.Node) -> bool:
    """Return whether it can be undefined: it divides, takes a root, says so, or reads what can be."""
    if isinstance(tree, (t.Arithmetic, t.Choose, t.Apply)):
        divides = isinstance(tree, t.Arithmetic) and tree.sign == "/" and not never_zero(tree.right)
        roots = isinstance(tree, t.Apply) and tree.name == "sqrt"
        chooses = isinstance(tree, t.Choose) and any(one.fallible for one in leaves(tree.test))
        return tree.kind == "number" and (
            divides or roots or chooses or any(fallible(part) for part in tree.parts)
        )
    return (
        tree.undefined
        if isinstance(tree, t.Nothing)
        else tree.fallible
        if isinstance(tree, t.Leaf)
        else False
    )


@lru_cache(REMEMBERED)
def nullable(tree: t.Node) -> bool:
    """Return whether it can be missing."""
    if isinstance(tree, t.Leaf):
        return tree.nullable
    if isinstance(tree, t.Nothing):
        return not tree.undefined
    if isinstance(tree, (t.Settled, t.Number, t.Word, t.Truth)):
        return False
    if (
        isinstance(tree, t.Choose)
        and can_be_unknown(tree.test)
        and not isinstance(tree.test, t.Compare | t.Among)
    ):
        return True
    # A word is never undefined: what is undefined makes it missing.
    return any(nullable(part) or (tree.kind != "number" and fallible(part)) for part in tree.parts)


def unsure(leaf: t.Leaf) -> bool:
    """Return whether a leaf can be missing, undefined or unknown."""
    return leaf.nullable or leaf.fallible or leaf.kind == "test"


def can_be_unknown(test: t.Node) -> bool:
    """Return whether a test can be unknown."""
    if isinstance(test, (t.Known, t.Present, t.Sure, t.Truth)):
        return False
    if isinstance(test, (t.Every, t.Some, t.Opposite)):
        return any(map(can_be_unknown, test.parts))
    return any(unsure(one) for one in leaves(test))


def divisions(tree: t.Node) -> list[t.Arithmetic]:
    """Return the divisions of an expression, inner ones first."""
    if isinstance(tree, (t.Leaf, t.Settled)):
        return []
    inner = [one for part in tree.parts for one in divisions(part)]
    return [*inner, tree] if isinstance(tree, t.Arithmetic) and tree.sign == "/" else inner
