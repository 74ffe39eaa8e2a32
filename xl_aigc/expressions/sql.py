"""An expression over tables of a database engine: one ibis expression per tree.

A missing number is NULL and an undefined one is NaN, so that in arithmetic missing wins by itself; a test that is unknown is NULL,
and `and`, `or` and `not` are those of SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import add, and_, or_
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

import ibis

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.coverage import pairs, present
from xl_aigc.expressions.lower import compared
from xl_aigc.expressions.operators import ARITHMETIC, COMPARISONS
from xl_aigc.expressions.unknowns import fallible, needed
from xl_aigc.metrics import Undefined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xl_aigc.expressions.node import Kind
    from xl_aigc.expressions.python import Value

    Column = Any
    """A value of ibis in each row of a table, or in each group of rows."""

_TYPES: Final = {"number": "float64", "word": "string", "test": "boolean"}
"""The type of a column, by the kind of its expression."""


class Scope(Protocol):
    """The columns of one table, as an expression names them."""

    def column(self, key: str) -> Column:
        """Return the column of a measure; a test is a boolean."""

    def input(self, key: str) -> Column:
        """Return a column of the table Data."""

    def named(self, name: str) -> Column:
        """Return the value of a named cell."""


def column(tree: t.Node, scope: Scope) -> Column:
    """Return the value of an expression in every row; a test gives true, false or NULL."""
    return _Compiler(scope).any(compared(tree))


def over(tree: t.Node, scope: Scope, among: Column) -> Column:
    """Return one number over the rows of a test, for each group that the caller makes."""
    lowered = compared(tree)
    return _Compiler(scope, among, pairs(lowered)).value(lowered)


def literal(value: Value, kind: Kind = "number") -> Column:
    """Return a value that is the same in every row."""
    if value is None or (kind != "number" and isinstance(value, Undefined)):
        return ibis.null(_TYPES[kind])
    if kind != "number":
        return ibis.literal(value, type=_TYPES[kind])
    number = float("nan") if isinstance(value, Undefined) else float(value)
    return ibis.literal(repr(number)).cast("float64")  # 1.0 itself is a decimal number in PostgreSQL


@dataclass(frozen=True)
class _Compiler:
    """Compiles the nodes of a tree; `among` and `shared` are of numbers over many rows only."""

    scope: Scope
    among: Column = None
    shared: t.Node | None = None

    def any(self, tree: t.Node) -> Column:
        return self.test(tree) if tree.kind == "test" else self.value(tree)

    def value(self, tree: t.Node) -> Column:
        """Compile a number or a word."""
        if isinstance(tree, t.Leaf):
            return self.leaf(tree)
        match tree:
            case t.Number() | t.Word():
                return literal(tree.value if isinstance(tree, t.Number) else tree.key, tree.kind)
            case t.Nothing(undefined):
                return literal(Undefined.NUM if undefined else None)
            case t.Arithmetic(sign, left, right):
                a, b = self.value(left), self.value(right)
                return _quotient(a, b) if sign == "/" else ARITHMETIC[sign].python(a, b)
            case t.Apply(name, arguments):
                return self._applied(name, arguments)
            case t.Choose():
                return self._chosen(tree)
            case t.NumberOf(tests):
                return _counted(map(self.test, tests))
            case t.NumberKnown(leaves):
                return _counted(self._known(leaf, defined=True) for leaf in leaves)
        raise AssertionError(f"{type(tree).__name__} is no value.")

    def leaf(self, leaf: t.Leaf) -> Column:
        """Compile a leaf."""
        match leaf:
            case t.Column(key):
                return self.scope.column(key)
            case t.Input(key):
                return self.scope.input(key)
            case t.Computed(of):
                return self.value(of)
            case t.Named(name):
                return self.scope.named(name)
            case t.Address(_, shown):
                return literal(cast("Value", shown), leaf.kind)
        return self._aggregate(leaf)

    def test(self, tree: t.Node) -> Column:
        """Compile a test."""
        match tree:
            case t.Truth(value):
                return ibis.literal(value)
            case t.Column(key):
                return self.scope.column(key)
            case t.Compare(sign, left, right):
                a, b = self.value(left), self.value(right)
                undefined = [one.isnan() for one, side in ((a, left), (b, right)) if fallible(side)]
                found = COMPARISONS[sign].python(a, b)
                return (
                    ibis.ifelse(reduce(or_, undefined), ibis.null("boolean"), found) if undefined else found
                )
            case t.Every(tests) | t.Some(tests):
                every = isinstance(tree, t.Every)
                return reduce(and_ if every else or_, map(self.test, tests), ibis.literal(every))
            case t.Opposite(inner):
                return ~self.test(inner)
            case t.Sure(inner):
                return self.test(inner).fill_null(False)  # noqa: FBT003  a value of the column
            case t.Known(leaf) | t.Present(leaf):
                return self._known(leaf, defined=isinstance(tree, t.Known))
            case t.Choose(condition, then, other):
                which, yes, no = map(self.test, (condition, then, other))
                return ibis.cases((which, yes), (~which, no), (yes == no, yes))
        raise AssertionError(f"{type(tree).__name__} is no test.")

    def _known(self, leaf: t.Node, *, defined: bool) -> Column:
        """Return whether a leaf is there; with `defined`, whether it is not undefined either."""
        found = self.any(leaf)
        there = found.notnull()
        return there & ~found.isnan() if defined and leaf.kind == "number" and fallible(leaf) else there

    def _applied(self, name: str, arguments: tuple[t.Node, ...]) -> Column:
        """Compile a function of numbers; the engines' own least and greatest pass over what is missing."""
        found = [self.value(one) for one in arguments]
        if name == "abs":
            return found[0].abs()
        if name == "sqrt":  # of the absolute value, since an engine may compute both branches
            return ibis.ifelse(found[0] < 0, literal(Undefined.NUM), found[0].abs().sqrt())
        undefined = [one.isnan() for one, of in zip(found, arguments, strict=True) if fallible(of)]
        return ibis.cases(
            (reduce(or_, (one.isnull() for one in found)), literal(None)),
            *([(reduce(or_, undefined), literal(Undefined.NUM))] if undefined else []),
            else_=(ibis.least if name == "min" else ibis.greatest)(*found),
        )

    def _chosen(self, tree: t.Choose) -> Column:
        """Compile a choice between values: what every way through it reads comes first, as in `python`."""
        due = [(leaf, self.any(leaf)) for leaf in needed(tree)]
        missing = [found.isnull() for leaf, found in due if leaf.nullable]
        undefined = [found.isnan() for leaf, found in due if leaf.fallible and leaf.kind == "number"]
        test = self.test(tree.test)
        branches = [
            literal(Undefined.NUM if one.undefined else None, tree.kind)
            if isinstance(one, t.Nothing)
            else self.value(one)
            for one in (tree.then, tree.other)
        ]
        guards = ((missing, None), (undefined, Undefined.NUM))
        return ibis.cases(
            *((reduce(or_, tests), literal(gap, tree.kind)) for tests, gap in guards if tests),
            (test, branches[0]),
            (~test, branches[1]),
        )

    def _aggregate(self, leaf: t.Aggregate) -> Column:
        """Compile a number over the rows of `among`."""
        rows = _Compiler(self.scope)

        def where(*tests: t.Node | None) -> Column:
            return reduce(and_, (rows.test(compared(one)) for one in tests if one is not None), self.among)

        match leaf:
            case t.Count(condition):
                return _number_of(where(condition))
            case t.Share(condition):
                whole = present(condition)
                return _number_of(where(condition, whole)) / _number_of(where(whole)).nullif(0)
        inside = where(leaf.where, self.shared if isinstance(leaf, t.Total) else None)
        of = rows.value(compared(leaf.of))
        if fallible(leaf.of):
            inside &= ~of.isnan()
        numbers = ibis.ifelse(inside, of, literal(None))  # every aggregate passes over NULL
        match leaf:
            case t.Total():
                return numbers.sum()
            case t.Middle():
                return numbers.median()
            case t.Extreme(k=t.FIRST):
                return numbers.min() if leaf.lowest else numbers.max()
        raise AssertionError("The k-th of a list is a cell of a report.")


def _quotient(a: Column, b: Column) -> Column:
    """Return a quotient: undefined where the divisor is zero, missing where one of both is."""
    return ibis.ifelse(b == 0, a * literal(Undefined.DIV0), a / b.nullif(literal(0)))


def _counted(tests: Iterable[Column]) -> Column:
    """Return the number of tests that are true in a row."""
    return reduce(add, (ibis.ifelse(one, literal(1), literal(0)) for one in tests), literal(0))


def _number_of(test: Column) -> Column:
    """Return the number of rows that meet a test, which is 0 where there are none."""
    return ibis.ifelse(test, literal(1), literal(0)).sum().fill_null(0)
