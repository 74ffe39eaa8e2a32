"""The companies that a number over companies rests on: those of its sums, of the denominator of a share, and of its coverage."""

from __future__ import annotations

from functools import lru_cache

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.node import REMEMBERED
from xl_aigc.expressions.unknowns import leaves, must


def pairs(tree: t.Node) -> t.Node | None:
    """Return the columns that companies must have for the sums of an expression: every column that it sums."""
    columns = dict.fromkeys(one.of for one in tree.walk() if isinstance(one, t.Total))
    return t.Every(tuple(map(t.Known, columns))) if columns else None


@lru_cache(REMEMBERED)
def present(tree: t.Node) -> t.Every:
    """Return whether every measure that an expression reads is there, defined or not."""
    return t.Every(tuple(_there(one) for one in leaves(tree) if _may_lack(one)))


def _there(leaf: t.Leaf) -> t.Node:
    """Return whether a leaf is there; an input is never undefined, and an empty cell where it is missing."""
    return t.Known(leaf) if isinstance(leaf, t.Input) else t.Present(leaf)


def _may_lack(leaf: t.Leaf) -> bool:
    """Return whether a company may lack a leaf; a word of Data is compared as it is, and never asked for."""
    if isinstance(leaf, t.Input):
        return leaf.nullable and leaf.kind == "number"
    return isinstance(leaf, t.Column) and (leaf.nullable or leaf.kind == "test")


@lru_cache(REMEMBERED)
def decided(test: t.Node) -> t.Every:
    """Return whether the figures of a company settle a test: all of them are there, or those that are say true or false."""
    whole = present(test)
    if {one.parts[0] for one in whole.tests} <= (must(test) or frozenset()):
        return whole  # where one is missing, the test is unknown
    return t.Every((t.Some((test, t.Opposite(test), whole)),))


@lru_cache(REMEMBERED)
def covered(*trees: t.Node) -> t.Every:
    """Return the test of the companies that a number over companies rests on; the parts of one, where there are several trees.

    A count rests on the companies whose test is decided, a share on those that have every measure of its test, and a sum, a
    median or an extreme on those that have its measures, and of which it is decided whether they belong to it.
    """
    found = [
        test
        for tree in trees
        for one in tree.walk()
        if isinstance(one, t.Aggregate)
        for test in _of_aggregate(one)
    ]
    return t.Every(tuple(dict.fromkeys(found)))


def _of_aggregate(one: t.Aggregate) -> tuple[t.Node, ...]:
    """Return the tests that `and` joins in the coverage of one number over companies."""
    match one:
        case t.Count(test):
            return decided(test).tests
        case t.Share(test):
            return present(test).tests
    due = present(one.of).tests
    return due if one.where is None else (*due, *_belongs(one.where))


def _belongs(where: t.Node) -> tuple[t.Node, ...]:
    """Return the tests of the companies of which is decided whether they belong; `known(x)` is about those that have x."""
    joined = where.tests if isinstance(where, t.Every) else (where,)
    asked = tuple(t.Present(one.leaf) for one in joined if isinstance(one, t.Known))
    rest = tuple(one for one in joined if not isinstance(one, t.Known))
    if not rest:
        return asked
    return (*asked, *decided(rest[0] if len(rest) == 1 else t.Every(rest)).tests)
