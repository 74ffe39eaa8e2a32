"""Numbers and words as formulas, guarded so that what is missing shows n.a. and what is undefined shows n.m."""

from __future__ import annotations

from functools import partial, reduce
from typing import TYPE_CHECKING, Final, assert_never

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.native.aggregates import AggregateWriter
from xl_aigc.expressions.native.factors import condition, product
from xl_aigc.expressions.native.literal import quoted
from xl_aigc.expressions.native.tests import TestWriter
from xl_aigc.expressions.native.writer import MISSING, UNDEFINED
from xl_aigc.expressions.operators import ARITHMETIC, COMPARISONS, FUNCTIONS, ComparisonSign
from xl_aigc.expressions.unknowns import can_be_unknown, divisions, leaves, must, needed, never_zero, unsure

if TYPE_CHECKING:
    from collections.abc import Sequence


NOTHING: Final = frozenset[t.Node]()
_FACTOR: Final = ARITHMETIC["*"].binding


class FormulaWriter(TestWriter, AggregateWriter):
    """Writes whole formulas."""

    def shown(self, tree: t.Node) -> str:
        """Return a value, or n.a., or n.m.; a test as yes, no or unknown."""
        if tree.kind == "test":
            return self._shown_test(tree)
        if isinstance(tree, t.Total):
            return f"IF({self.nobody(tree)},{MISSING},{self.leaf(tree)})"
        return self.value(tree)

    def _shown_test(self, tree: t.Node) -> str:
        unknown = [one for one in leaves(tree) if unsure(one)]
        due = must(tree)
        numbers = unknown and not any(one.kind == "test" for one in unknown)
        if numbers and due is not None and set(unknown) <= due:
            return f"IF({self._all_known(unknown)},IF({self.plain(tree)},{{yes}},{{no}}),{{unknown}})"
        yes, no = condition(self.true(tree)), condition(self.false(tree))
        return f"IF({yes},{{yes}},IF({no},{{no}},{{unknown}}))"

    def value(
        self, tree: t.Node, known: frozenset[t.Node] = NOTHING, nonzero: frozenset[t.Node] = NOTHING
    ) -> str:
        """Return a value, guarded by what is not known yet.

        Args:
            tree: the value.
            known: leaves that a guard around it has asked for.
            nonzero: divisors that a guard around it has found not to be zero.
        """
        if isinstance(tree, t.Leaf):
            return self._alone(tree)
        due = [one for one in needed(tree) if one not in known]
        totals = [one for one in due if isinstance(one, t.Total)]
        rest = [one for one in due if not isinstance(one, t.Total)]
        inner = self._defined(tree, known | frozenset(due), nonzero)
        if rest:
            inner = self._guarded(rest, inner, number=tree.kind == "number")
        for nobody in dict.fromkeys(map(self.nobody, totals)):
            inner = f"IF({nobody},{MISSING},{inner})"
        return inner

    def _alone(self, leaf: t.Leaf) -> str:
        """Return a leaf alone: what it shows is shown."""
        text = self.leaf(leaf)
        if isinstance(leaf, t.Input) and leaf.kind == "word":
            return f'{text}&""'
        if isinstance(leaf, t.Input) and leaf.nullable:
            return f"IF(ISNUMBER({text}),{text},{MISSING})"
        return text

    def _guarded(self, due: Sequence[t.Leaf], inner: str, *, number: bool) -> str:
        """Return a value where its leaves are known; else n.a., or n.m. if nothing is missing."""
        known = self._all_known(due)
        if not number or not any(one.fallible for one in due):
            if len(due) == 1 or self.whole or any(one.kind != "number" for one in due):
                return f"IF({known},{inner},{MISSING})"
            return f"IF(COUNT({','.join(map(self.leaf, due))})<{len(due)},{MISSING},{inner})"
        nullable = [f"{self.leaf(one)}={MISSING}" for one in due if one.nullable]
        which = f"IF({self.any_of(nullable)},{MISSING},{UNDEFINED})" if nullable else UNDEFINED
        return f"IF({known},{inner},{which})"

    def _all_known(self, due: Sequence[t.Leaf]) -> str:
        if len(due) > 1 and not self.whole and all(one.kind == "number" for one in due):
            return f"COUNT({','.join(map(self.leaf, due))})={len(due)}"
        return condition([factor for one in due for factor in self.known(one)])

    def _defined(self, tree: t.Node, known: frozenset[t.Node], nonzero: frozenset[t.Node]) -> str:
        """Return the value, where no division is by zero and no root of less; n.m. elsewhere."""
        if isinstance(tree, t.Choose):
            return self._choice(tree, known, nonzero)
        inner = self.bare(tree)
        roots = [one.arguments[0] for one in _roots(tree)]
        for one in reversed(dict.fromkeys(roots)):
            inner = f"IF({self.bare(one)}<0,{UNDEFINED},{inner})"
        divisors = dict.fromkeys(_without_abs(one.right) for one in divisions(tree))
        for one in reversed([bare for bare in divisors if bare not in nonzero and not never_zero(bare)]):
            inner = f"IF({self.bare(one)}=0,{UNDEFINED},{inner})"
        return inner

    def _choice(self, tree: t.Choose, known: frozenset[t.Node], nonzero: frozenset[t.Node]) -> str:
        """Return a choice as IF; one by a test that can be unknown asks for true and for false."""
        unknown = [one for one in leaves(tree.test) if unsure(one) and one not in known]
        other = self.value(tree.other, known, nonzero)
        then = self.value(tree.then, known, nonzero | _nonzero(tree.test))
        if not unknown:
            return f"IF({self.plain(tree.test)},{then},{other})"
        yes = condition(self.true(tree.test))
        if not can_be_unknown(tree.test):
            return f"IF({yes},{then},{other})"
        return f"IF({yes},{then},IF({condition(self.false(tree.test))},{other},{MISSING}))"

    def bare(self, tree: t.Node, outer: int = 0, *, right: bool = False) -> str:
        """Return a value whose leaves are all known, in brackets where its place needs them.

        Args:
            tree: the value.
            outer: how tightly the operator around it binds; 0 where there is none.
            right: it is the right operand.
        """
        if isinstance(tree, t.Leaf):
            return self.leaf(tree)
        match tree:
            case t.Number(value):
                text = f"{value:.15G}" if isinstance(value, float) else str(value)
                return f"({text})" if value < 0 and outer else text
            case t.Word(key):
                return spelled(key)
            case t.Nothing(undefined):
                return UNDEFINED if undefined else MISSING
            case t.Arithmetic(sign, one, two):
                form = ARITHMETIC[sign]
                text = f"{self.bare(one, form.binding)}{form.excel}{self.bare(two, form.binding, right=True)}"
                return _bracketed(text, form.binding, outer, right=right)
            case t.Apply("min" | "max" as name, arguments) if self.whole:
                return reduce(
                    partial(_picked, "<=" if name == "min" else ">="),
                    (self.bare(one, _FACTOR, right=True) for one in arguments),
                )
            case t.Apply(name, arguments):
                return f"{FUNCTIONS[name].excel}({','.join(map(self.bare, arguments))})"
            case t.NumberOf(tests):
                return self._number_of(tests, outer, right=right)
            case t.NumberKnown(known):
                return self._number_known(known, outer, right=right)
        raise AssertionError(f"{type(tree).__name__} is no value.")

    def _number_of(self, tests: Sequence[t.Node], outer: int, *, right: bool) -> str:
        if len(tests) > 1:
            text = "+".join(condition(self.true(one)) for one in tests)
            return f"({text})" if outer else text
        factors = self.true(tests[0])
        if outer and len(factors) == 1:
            return factors[0].text
        return _bracketed(product(factors), _FACTOR, outer, right=right)

    def _number_known(self, known: Sequence[t.Node], outer: int, *, right: bool) -> str:
        """Count the leaves that are numbers; a single logical is turned into a number."""
        texts = [self.bare(one) for one in known]
        if not self.whole:
            return f"COUNT({','.join(texts)})"
        if len(texts) == 1:
            return _bracketed(f"ISNUMBER({texts[0]})*1", _FACTOR, outer, right=right)
        return "(" + "+".join(f"ISNUMBER({text})" for text in texts) + ")"

    def leaf(self, leaf: t.Leaf) -> str:
        """Return a leaf as it is read."""
        match leaf:
            case t.Column(key):
                return f"[{key}]"
            case t.Input(key):
                return "MATCH([ticker],[data.ticker.all],0)" if key == "row" else f"[data.{key}]"
            case t.Computed(of):
                return self.value(of)
            case t.Named(name):
                return name
            case t.Address(cell):
                return cell
            case t.Count() | t.Share() | t.Total() | t.Middle() | t.Extreme():
                return self.aggregate(leaf)
            case _:
                assert_never(leaf)


def spelled(word: str) -> str:
    """Return a word as a formula names it; a literal where it holds a quotation mark or brace, or could be an array constant.

    Example:
        >>> spelled("both_up"), spelled("2024")
        ('{both_up}', '"2024"')
    """
    is_literal = set('"{}') & set(word) or not word.strip("0123456789.,;-")
    return quoted(word) if is_literal else f"{{{word}}}"


def _picked(sign: ComparisonSign, one: str, two: str) -> str:
    """Return the first of two numbers where a comparison holds, else the second, row by row.

    A number times TRUE is the number itself, so that nothing is rounded; IF would not be evaluated inside SUMPRODUCT.

    Example:
        >>> _picked("<=", "[a]", "[b]")
        '(([a]<=[b])*[a]+([a]>[b])*[b])'
    """
    form = COMPARISONS[sign]
    held, other = f"({one}{form.excel}{two})", f"({one}{COMPARISONS[form.opposite].excel}{two})"
    return f"({held}*{one}+{other}*{two})"


def _bracketed(text: str, own: int, outer: int, *, right: bool) -> str:
    return f"({text})" if own < outer or (right and own == outer) else text


def _roots(tree: t.Node) -> list[t.Apply]:
    """Return the roots of an expression, inner ones first."""
    if isinstance(tree, (t.Leaf, t.Settled)):
        return []
    inner = [one for part in tree.parts for one in _roots(part)]
    return [*inner, tree] if isinstance(tree, t.Apply) and tree.name == "sqrt" else inner


def _without_abs(tree: t.Node) -> t.Node:
    return tree.arguments[0] if isinstance(tree, t.Apply) and tree.name == "abs" else tree


def _nonzero(test: t.Node) -> frozenset[t.Node]:
    """Find the operands that a test rules out to be zero."""
    if isinstance(test, t.Compare) and test.right == t.Number(0) and test.sign in {">", "<", "!="}:
        return frozenset([test.left])
    return frozenset()
