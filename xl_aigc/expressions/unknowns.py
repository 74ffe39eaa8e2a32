"""What an expression reads on every way through it, and whether its result can be missing or undefined."""

from __future__ import annotations

from functools import lru_cache

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.node import REMEMBERED


@lru_cache(REMEMBERED)
def leaves(tree: t.Node) -> tuple[t.Leaf, ...]:
    """The leaves, each once, in the order in which they stand; nothing inside an aggregate."""
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
    """The leaves that every way through the tree reads: if one is missing, the result is. None stands for all of them."""
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
    """The leaves of `must` that can be missing or undefined, in the order in which they stand."""
    due = must(tree)
    return tuple(
        one for one in leaves(tree) if (due is None or one in due) and (one.nullable or one.fallible)
    )


def never_zero(tree: t.Node) -> bool:
    """Whether a divisor cannot be zero: a number, or the unit of the report."""
    return (isinstance(tree, t.Number) and tree.value != 0) or (
        isinstance(tree, t.Named) and tree.name == t.UNIT
    )


@lru_cache(REMEMBERED)
def fallible(tree: t.Node) -> bool:
    """Whether it can be undefined: it divides, takes a root, says so, or reads what can be."""
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
    """Whether it can be missing."""
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
    """Whether a leaf can be missing, undefined or unknown."""
    return leaf.nullable or leaf.fallible or leaf.kind == "test"


def can_be_unknown(test: t.Node) -> bool:
    """Whether a test can be unknown."""
    if isinstance(test, (t.Known, t.Present, t.Sure, t.Truth)):
        return False
    if isinstance(test, (t.Every, t.Some, t.Opposite)):
        return any(map(can_be_unknown, test.parts))
    return any(unsure(one) for one in leaves(test))


def divisions(tree: t.Node) -> list[t.Arithmetic]:
    """The divisions of an expression, inner ones first."""
    if isinstance(tree, (t.Leaf, t.Settled)):
        return []
    inner = [one for part in tree.parts for one in divisions(part)]
    return [*inner, tree] if isinstance(tree, t.Arithmetic) and tree.sign == "/" else inner


def pairs(tree: t.Node) -> t.Node | None:
    """What companies must have for the sums of an expression: every column that it sums."""
    columns = dict.fromkeys(one.of for one in tree.walk() if isinstance(one, t.Total))
    return t.Every(tuple(map(t.Known, columns))) if columns else None


def present(test: t.Node) -> t.Node:
    """Whether everything that a test reads is there, defined or not."""
    return t.Every(tuple(t.Present(one) for one in leaves(test) if isinstance(one, t.Column)))
