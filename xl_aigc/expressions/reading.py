"""One text on its way into a tree: what it can name, where its parts stand, and how nodes are made of them."""

from __future__ import annotations

import ast
from abc import abstractmethod
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Self

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.mistakes import Code, Mistake, Span
from xl_aigc.expressions.money import NEVER_BESIDE, Dimension, dimension, in_unit
from xl_aigc.expressions.node import DUE, OperandError
from xl_aigc.expressions.suggest import of_names
from xl_aigc.expressions.support import Place, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

MOST_PARTS: Final = 2_000
"""Parts of an expression with every function in it written out; the longest formula that Excel takes has fewer."""
MOST_CALLS: Final = 1_000
"""Calls of functions that an expression may lead to."""
SHORTER: Final = "give a part of it a name of its own."


@dataclass(frozen=True, slots=True)
class Function:
    """A function written in the language itself: its name, its parameters and its expression."""

    key: str
    takes: tuple[str, ...]
    is_: str


@dataclass(frozen=True)
class Vocabulary:
    """The names that an expression can use.

    Attributes:
        leaf: the leaf that a name stands for; raises `Mistake` for one that is circular or faulty.
        names: every name that there is.
        functions: functions written in the language.
        inputs: the columns of Data.
        words_of: the words that an expression can give, where they are known.
        words: the field's words, for messages.
        dimension: whether a column, an input or a cell is money.
        basket: names of numbers over companies, which no expression can use.
    """

    leaf: Callable[[str], t.Node]
    names: Collection[str]
    functions: Mapping[str, Function]
    inputs: Mapping[str, t.Input]
    words_of: Callable[[t.Node], Collection[str] | None] = lambda _: None
    words: Collection[str] = ()
    dimension: Callable[[t.Leaf], Dimension] = lambda _: "other"
    basket: Collection[str] = ()


@dataclass(frozen=True)
class Reading:
    """One text on its way into a tree."""

    vocabulary: Vocabulary
    text: str
    place: Place
    bound: Mapping[str, t.Node]
    opened: tuple[str, ...] = ()
    equalities: list[tuple[t.Compare, Span]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def span(self, one: ast.expr | ast.keyword) -> Span:
        """Return the place of a part of an expression, in characters; Python counts bytes."""
        line = self.text.replace("\n", " ").encode()
        start, end = (
            len(line[:at].decode(errors="ignore")) for at in (one.col_offset, one.end_col_offset or 0)
        )
        return Span(start, end)

    def quoted(self, one: ast.expr | ast.keyword) -> str:
        """Return a part as it was written."""
        start, end = self.span(one)
        return repr(self.text[start:end])

    def mistake(self, code: Code, problem: str, expected: str | None, at: ast.expr | ast.keyword) -> Mistake:
        """Return a mistake at a part."""
        return Mistake(code, problem, expected, self.span(at))

    def at(self, place: Place) -> Self:
        """Return the same reading of a part that stands elsewhere."""
        return replace(self, place=place)

    def made(
        self, make: Callable[[], t.Node], one: ast.expr, parts: Mapping[str, Sequence[ast.expr]]
    ) -> t.Node:
        """Return a node; an operand that does not fit is a mistake at its place.

        Args:
            make: makes the node.
            one: what was written.
            parts: what was written for each of its fields.
        """
        try:
            node = make()
        except OperandError as misfit:
            given = parts.get(misfit.operand, ())
            at = given[misfit.place] if misfit.place < len(given) else one
            due = f"{misfit.due}{self._hint(misfit, at)}."
            raise self.mistake(_code(misfit, one), f"{self.quoted(at)} is {misfit.found}.", due, at) from None
        if node.weight > MOST_PARTS:
            problem = f"Written out, the expression has {node.weight:,} parts."
            raise self.mistake("too-long", problem, f"at most {MOST_PARTS:,}; {SHORTER}", one)
        reason = refusal(node, self.place)
        if reason:
            raise self.mistake(_refused(node), f"{self.quoted(one)} is refused. {reason}", None, one)
        return node

    def agreed(self, trees: Sequence[t.Node], written: Sequence[ast.expr]) -> list[t.Node]:
        """Return numbers that are added, compared or chosen from, with each constant beside money in the unit of the report.

        Args:
            trees: the numbers.
            written: what was written for each.

        Raises:
            Mistake: one is money and another is not.
        """
        if any(one.kind != "number" for one in trees if not isinstance(one, t.Nothing)):
            return list(trees)
        found = [dimension(one, self.vocabulary.dimension) for one in trees]
        if "money" not in found:
            return list(trees)
        money = self.quoted(written[found.index("money")])
        for what, each in zip(found, written, strict=True):
            if what in NEVER_BESIDE:
                described, expected = NEVER_BESIDE[what]
                problem = f"{money} is money, {self.quoted(each)} is {described}."
                raise self.mistake("money", problem, expected.format(self.quoted(each)[1:-1]), each)
        return list(map(in_unit, trees, found))

    def _hint(self, misfit: OperandError, at: ast.expr) -> str:
        """Return how a measure is written so that it is what is due; empty where nothing is near."""
        name = at.id if isinstance(at, ast.Name) else ""
        if misfit.due == DUE["test"] and misfit.found == DUE["word"] and name in self.vocabulary.names:
            words = self.vocabulary.words_of(self.vocabulary.leaf(name)) or ("…",)
            return f': {name} == "{"yes" if "yes" in words else min(words)}"'
        return (
            f": {name} alone" if misfit.found == DUE["test"] and misfit.due == DUE["value"] and name else ""
        )

    def check_word(self, first: t.Node, second: t.Node, at: ast.expr | ast.keyword) -> None:
        """Refuse a word that what it is compared with never is."""
        words = self.vocabulary.words_of(first) if isinstance(first, (t.Column, t.Input)) else None
        if isinstance(second, t.Word) and words and second.key not in words:
            problem = f"{getattr(first, 'key', '')!r} is never {second.key!r}."
            raise self.mistake("never-word", problem, f"{of_names(second.key, words)}.", at)

    @abstractmethod
    def read(self, one: ast.expr) -> t.Node:
        """Return the tree of a part."""


def _code(misfit: OperandError, one: ast.expr) -> Code:
    """Return the code of an operand that does not fit."""
    if misfit.found in {"missing", "undefined"}:
        return "nothing-operand"
    if misfit.found.endswith("numbers"):
        return "arguments"
    if isinstance(one, ast.IfExp) and misfit.operand != "test":
        return "two-kinds"
    return "comparison" if "compared" in misfit.due else "wrong-kind"


def _refused(node: t.Node) -> Code:
    """Return the code of a node that its place refuses."""
    if isinstance(node, t.Aggregate):
        return "over-companies"
    return "one-company" if isinstance(node, (t.Column, t.Input)) else "refused"
