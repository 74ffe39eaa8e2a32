"""The table of measures: every measure by key, what it rests on, and expressions over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from xl_aigc.data.item import ITEMS
from xl_aigc.data.layers import Sorts, keys_of
from xl_aigc.data.limits import INDEX, LIMITS
from xl_aigc.data.rollout import ROLLOUT_NUMBERS
from xl_aigc.expressions import possible
from xl_aigc.expressions import tree as t
from xl_aigc.expressions.lower import cells_of_their_own
from xl_aigc.expressions.parse import parse, parse_test
from xl_aigc.expressions.reading import Function, Vocabulary
from xl_aigc.expressions.unknowns import fallible, nullable
from xl_aigc.labels import words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from xl_aigc.expressions.money import Dimension
    from xl_aigc.measures.measure import Measure
    from xl_aigc.measures.measure_errors import MeasureError

UNIT: Final = "unit"
"""The name of the divisor of the report's unit, in an expression."""
TICKER: Final = "ticker"
_TEXTS: Final = ("name_zh", "name_en", "layer", "segment", "archetype", "membership", "giant")
_MAY_BE_MISSING: Final = {"layer", "segment"}


def inputs() -> dict[str, t.Input]:
    """Return the columns of the table Data that an expression can read as `data.key`."""
    texts = {key: t.Input(key, "word", nullable=key in _MAY_BE_MISSING) for key in _TEXTS}
    figures = {item + basis: t.Input(item + basis) for item in ITEMS for basis in ("", "_prior")}
    dated = {key: t.Input(key) for key in ("price_change", *ROLLOUT_NUMBERS)}
    return texts | figures | dated | {"row": t.Input("row", nullable=False)}


@dataclass(frozen=True)
class Table:
    """Every measure by key, in the order of their columns.

    Attributes:
        limits: the names of the limits.
        functions: functions written in the language.
        cells: numbers over the basket that measures compare with.
        measures: measures of a company.
        basket: numbers over many companies.
        warnings: doubtful places of the files that are no mistakes.
        inputs: the columns of the table Data that expressions can read.
        sources: sources of definitions by key, each by language.
        sorts: the layers and archetypes of the basket.
    """

    limits: Collection[str]
    functions: dict[str, Function] = field(default_factory=dict)
    cells: dict[str, Measure] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    basket: dict[str, Measure] = field(default_factory=dict)
    warnings: list[MeasureError] = field(default_factory=list)
    inputs: Mapping[str, t.Input] = field(default_factory=inputs)
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sorts: Sorts = field(default_factory=Sorts)

    @property
    def field_words(self) -> Collection[str]:
        """Return the words that an expression can name: those of the field, and the layers and archetypes."""
        return {**words("en"), **self.sorts.names}

    @property
    def vocabulary(self) -> Vocabulary:
        """Return the names that an expression over these measures can use."""
        names = (*self.measures, TICKER, *self.cells, *self.limits, INDEX, UNIT)
        return Vocabulary(
            self.named,
            names,
            self.functions,
            self.inputs,
            self.words,
            self.field_words,
            self.dimension,
            self.basket,
        )

    # expressions -----------------------------------------------------------------------------------------------------

    def test(self, text: str) -> t.Node:
        """Return a mask, as text.

        Raises:
            Mistake: the text is no test.
        """
        return cells_of_their_own(parse_test(text, self.vocabulary), sides=False)

    def over(self, text: str) -> t.Node:
        """Return a number over companies, as text.

        Raises:
            Mistake: the text is no such number.
        """
        return cells_of_their_own(parse(text, self.vocabulary, "basket").tree, sides=False)

    def named(self, name: str) -> t.Node:
        """Return the leaf that a name stands for."""
        if name == UNIT:
            return t.Named(t.UNIT)
        if name == INDEX:
            return t.Named(name, nullable=True)
        if name == TICKER:
            return t.Column(name, "word", nullable=False)
        if name in self.limits:
            return t.Named(name)
        if name in self.cells:
            tree = self.cells[name].tree
            return t.Named(name, tree.kind, nullable=nullable(tree), fallible=fallible(tree))
        return self.column(name)

    def column(self, key: str) -> t.Column:
        """Return a measure as a leaf of others. A test shows its unknown as a word of its own."""
        tree = self.measures[key].tree
        return t.Column(
            key, tree.kind, nullable=tree.kind != "test" and nullable(tree), fallible=fallible(tree)
        )

    def dimension(self, leaf: t.Leaf) -> Dimension:
        """Return whether a leaf is money, by the expression of its measure or cell, by its item, or by its limit."""
        match leaf:
            case t.Input(key):
                return "currency" if key.removesuffix("_prior") in ITEMS else "plain"
            case t.Column(key) if key in self.measures:
                return self.measures[key].dimension
            case t.Named(name) if name in self.cells:
                return self.cells[name].dimension
            case t.Named(name) if name in LIMITS:
                return "money" if LIMITS[name].shows == "money" else "plain"
            case t.Named(name) if name == INDEX:
                return "plain"
        return "other"

    def leaf(self, key: str) -> t.Column:
        """Return a column as a leaf, the ticker too."""
        return t.Column(key, "word", nullable=False) if key == TICKER else self.column(key)

    def words(self, tree: t.Node) -> Collection[str] | None:
        """Return the words that an expression can give; None where they are not known."""
        found: set[str] = set()
        waiting, seen = [tree], set[str]()
        while waiting:
            match waiting.pop():
                case t.Word(key):
                    found.add(key)
                case t.Nothing():
                    continue
                case t.Input("layer"):
                    found.update(keys_of(self.sorts.layers))
                case t.Input("archetype"):
                    found.update(self.sorts.archetype_keys)
                case t.Input("giant"):
                    found.update(("yes", "no"))
                case t.Column(key) if key in self.measures:
                    waiting += [] if key in seen else [self.measures[key].tree]
                    seen.add(key)
                case t.Choose(_, then, other):
                    waiting += [then, other]
                case _:
                    return None
        return sorted(found)

    # what rests on what ----------------------------------------------------------------------------------------------

    def figures_of(self, key: str) -> tuple[str, ...]:
        """Return the inputs that a measure rests on, each once, in the order in which they are read."""
        found: dict[str, None] = {}

        def look(measure: Measure) -> None:
            for one in measure.read:
                if isinstance(one, t.Input):
                    found.setdefault(one.key)
                elif one.key in self.measures:
                    look(self.measures[one.key])

        if key in self.measures:
            look(self.measures[key])
        return tuple(found)

    def rests_on(self, measure: Measure) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Return the measures that an expression names, the cells that it compares with, and the inputs behind all of them."""
        named: dict[str, None] = {}
        inputs: dict[str, None] = {}
        trees = measure.call.arguments if measure.call else (measure.tree,)
        for one in (leaf for tree in trees for leaf in tree.walk()):
            if isinstance(one, t.Input):
                inputs.setdefault(one.key)
            elif isinstance(one, (t.Column, t.Named)):
                named.setdefault(one.key if isinstance(one, t.Column) else one.name)
        for key in named:
            inputs |= dict.fromkeys(self.figures_of(key))
        columns = tuple(key for key in named if key in self.measures)
        return columns, tuple(key for key in named if key not in self.measures), tuple(inputs)

    def columns_of(self, key: str) -> tuple[str, ...]:
        """Return the columns that an expression names."""
        return tuple(one.key for one in self.measures[key].read if isinstance(one, t.Column))

    def opened(self, test: t.Node) -> t.Node:
        """Return a test over measures as a test over the figures that they rest on, as far as words and tests go."""
        return possible.opened(test, lambda key: self.measures[key].tree if key in self.measures else None)

    def exact(self, tree: t.Node) -> bool:
        """Return whether a number is counted or read, not computed: only such numbers are the same in every program."""
        match tree:
            case t.Column(key):
                return key in self.measures and self.exact(self.measures[key].tree)
            case t.Number() | t.Input() | t.Named() | t.NumberOf() | t.NumberKnown() | t.Count():
                return True
            case t.Arithmetic("+" | "-" | "*", left, right):
                return all(
                    isinstance(one, (t.Number, t.NumberOf, t.NumberKnown, t.Count)) for one in (left, right)
                )
        return False
