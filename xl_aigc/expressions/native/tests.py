"""Tests as formulas: two products, one for known to be true and one for known to be false."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.native.factors import NEVER, Factor, Factors, condition, either, every, outside
from xl_aigc.expressions.native.writer import MISSING, Writer
from xl_aigc.expressions.operators import COMPARISONS, ComparisonSign
from xl_aigc.expressions.unknowns import can_be_unknown, divisions, needed, never_zero

if TYPE_CHECKING:
    from collections.abc import Sequence


class TestWriter(Writer):
    """Writes tests."""

    def plain(self, tree: t.Node) -> str:
        """Return a test whose leaves are all known, as a logical."""
        match tree:
            case t.Truth(value):
                return f"{str(value).upper()}()"
            case t.Column(key):
                return f"[{key}]={{yes}}"
            case t.Compare(sign, left, right):
                return f"{self.bare(left)}{COMPARISONS[sign].excel}{self.bare(right)}"
            case t.Some(tests):
                return self.any_of([self.plain(one) for one in tests])
            case t.Every(tests):
                texts = [self.plain(one) for one in tests]
                return "*".join(f"({one})" for one in texts) if self.whole else f"AND({','.join(texts)})"
            case t.Opposite(inner):
                return f"NOT({self.plain(inner)})"
        return condition(self.true(tree))

    def any_of(self, tests: Sequence[str]) -> str:
        """Return whether one of several logicals holds."""
        if len(tests) == 1:
            return tests[0]
        return (
            "((" + "+".join(f"({one})" for one in tests) + ")>0)" if self.whole else f"OR({','.join(tests)})"
        )

    def known(self, tree: t.Node) -> Factors:
        """Factors that hold where something is known."""
        if not isinstance(tree, t.Leaf):
            due = tuple(factor for one in needed(tree) for factor in self.known(one))
            return due + tuple(Factor(f"({self.bare(one.right)}<>0)") for one in divisions(tree))
        if tree.kind == "test":
            return (Factor(f"({self.leaf(tree)}<>{{unknown}})"),)
        if not (tree.nullable or tree.fallible):
            return ()
        text = self.leaf(tree)
        return (Factor(f"ISNUMBER({text})") if tree.kind == "number" else Factor(f"({text}<>{MISSING})"),)

    def true(self, tree: t.Node) -> Factors:
        """Factors that hold where a test is known to be true."""
        match tree:
            case t.Truth(value):
                return () if value else (NEVER,)
            case t.Column(key):
                return (Factor(f"([{key}]={{yes}})"),)
            case t.Compare(sign, left, right):
                return self._compared(sign, left, right)
            case t.Every(tests):
                return every(factor for one in tests for factor in self.true(one))
            case t.Some(tests):
                return either(*map(self.true, tests))
            case t.Opposite(inner):
                return self.false(inner)
            case t.Sure(inner):
                return self.true(inner)
            case t.Known(leaf):
                return self.known(leaf)
            case t.Present(leaf):
                return self._present(leaf)
            case t.Choose(test, then, other):
                return self._chosen(test, self.true(then), self.true(other))
        raise AssertionError(f"{type(tree).__name__} is no test.")

    def false(self, tree: t.Node) -> Factors:
        """Factors that hold where a test is known to be false."""
        match tree:
            case t.Truth(value):
                return self.true(t.Truth(not value))
            case t.Column(key):
                return (Factor(f"([{key}]={{no}})"),)
            case t.Compare(sign, left, right):
                return self._compared(COMPARISONS[sign].opposite, left, right)
            case t.Every(tests):
                return either(*map(self.false, tests))
            case t.Some(tests):
                return every(dict.fromkeys(factor for one in tests for factor in self.false(one)))
            case t.Opposite(inner):
                return self.true(inner)
            case t.Choose(test, then, other):
                return self._chosen(test, self.false(then), self.false(other))
        return outside(self.true(tree))

    def _present(self, leaf: t.Node) -> Factors:
        if leaf.kind == "test":
            return self.known(leaf)
        if isinstance(leaf, t.Leaf) and leaf.nullable:
            return (Factor(f"({self.leaf(leaf)}<>{MISSING})"),)
        return ()

    def _chosen(self, test: t.Node, then: Factors, other: Factors) -> Factors:
        """Return a choice between tests as a test: it holds by either branch, and where both branches hold whatever the test says."""
        ways = [every((*self.true(test), *then)), every((*self.false(test), *other))]
        if can_be_unknown(test):
            ways.append(every((*then, *other)))
        return either(*ways)

    def _compared(self, sign: ComparisonSign, left: t.Node, right: t.Node) -> Factors:
        """Factors that hold where both sides are known and the comparison holds."""
        shown = f"({self.bare(left)}{COMPARISONS[sign].excel}{self.bare(right)})"
        if _simple(left) and _simple(right):
            known = (*self.known(left), *self.known(right))
            if (
                left.kind == "word"
            ):  # what is missing is no word of the vocabulary, so that only "not equal" needs a guard
                texts = any(
                    not isinstance(one, t.Word) and not isinstance(one, t.Address) for one in (right,)
                )
                return (Factor(shown),) if sign == "==" and not texts else (Factor(shown), *known)
            return (*known, Factor(shown))
        # 1/FALSE and a division by zero are errors: ISNUMBER is true only of a comparison that holds. A text is an error in
        # arithmetic, but not in MIN, nor in a comparison: so each leaf is asked for too.
        due = dict.fromkeys((*needed(left), *needed(right)))
        asked = tuple(factor for one in due for factor in self.known(one))
        return (*asked, Factor(f"ISNUMBER(1/{shown})"))


def _simple(tree: t.Node) -> bool:
    """Return whether a side cannot fail once its leaves are known; an amount in the unit of the report is one."""
    if isinstance(tree, t.Arithmetic) and tree.sign == "/":
        return isinstance(tree.left, t.Number) and never_zero(tree.right)
    return isinstance(tree, (t.Leaf, t.Number, t.Word, t.NumberKnown, t.NumberOf))
