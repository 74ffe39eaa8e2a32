"""Random trees of the language, drawn from the node types and what their fields take."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from support.expression_book import INPUTS, LEAVES, ROWS, Basket
from xl_aigc.expressions import python
from xl_aigc.expressions import tree as t
from xl_aigc.expressions.operators import ARITHMETIC, COMPARISONS, FUNCTIONS
from xl_aigc.expressions.unknowns import divisions

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

DEEPEST: Final = 3
WORDS: Final = ("red", "blue", "green", "grey")
SIGHTS: Final = {
    t.Number, t.Word, t.Nothing, t.Column, t.Input, t.Named, t.Computed, t.Arithmetic, t.Apply, t.Choose, t.NumberOf,
    t.NumberKnown, t.Compare, t.Among, t.Every, t.Some, t.Opposite, t.Sure, t.Known, t.Count, t.Share, t.Total, t.Middle,
    t.Extreme,
}  # fmt: skip
"""Nodes that a draw of some hundred expressions has."""
_TIE: Final = 1e-9
_LEAVES: Final = (*LEAVES.values(), *INPUTS.values())
NAMES: Final[dict[str, SearchStrategy[t.Node]]] = {
    kind: st.sampled_from([leaf for leaf in _LEAVES if leaf.kind == kind])
    for kind in ("number", "word", "test")
}


def numbers(depth: int, *, choices: bool) -> SearchStrategy[t.Node]:
    """Numbers; `choices` allows what a mask refuses."""
    literals = st.sampled_from([0, 1, 2, -2.5, 0.5, 10]).map(t.Number)
    known = st.lists(NAMES["number"], min_size=1, max_size=3).map(tuple)
    if depth == 0:
        return st.one_of(NAMES["number"], literals, known.map(t.NumberKnown))
    below, tests_ = numbers(depth - 1, choices=choices), tests(depth - 1, choices=choices)
    one_of = [
        NAMES["number"],
        st.builds(t.Arithmetic, st.sampled_from(list(ARITHMETIC)), below, below),
        st.sampled_from(list(FUNCTIONS)).flatmap(lambda name: _applied(name, below)),
        st.lists(tests_, min_size=1, max_size=3).map(lambda found: t.NumberOf(tuple(found))),
    ]
    if choices:
        one_of += [_choices(tests_, below, [t.Nothing(), t.Nothing(undefined=True)])]
    return st.one_of(one_of)


def _applied(name: str, below: SearchStrategy[t.Node]) -> SearchStrategy[t.Node]:
    least, most = FUNCTIONS[name].least, min(FUNCTIONS[name].most, 3)
    return st.lists(below, min_size=least, max_size=most).map(lambda found: t.Apply(name, tuple(found)))


def _choices(
    test: SearchStrategy[t.Node], below: SearchStrategy[t.Node], gaps: list[t.Node]
) -> SearchStrategy[t.Node]:
    """Choices, with a gap in either branch."""
    gap = st.sampled_from(gaps) if gaps else below
    return st.one_of(
        st.builds(t.Choose, test, below, below),
        st.builds(t.Choose, test, gap, below),
        st.builds(t.Choose, test, below, gap),
    )


def words(depth: int, *, choices: bool) -> SearchStrategy[t.Node]:
    """Words."""
    literals = st.sampled_from(WORDS).map(t.Word)
    if depth == 0 or not choices:
        return st.one_of(NAMES["word"], literals)
    below = words(depth - 1, choices=choices)
    return st.one_of(NAMES["word"], _choices(tests(depth - 1, choices=choices), below, [t.Nothing()]))


def tests(depth: int, *, choices: bool) -> SearchStrategy[t.Node]:
    """Tests."""
    names = st.one_of(*NAMES.values())
    among = st.builds(
        t.Among,
        words(max(depth - 1, 0), choices=choices),
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True).map(tuple),
    )
    leaves = st.one_of(NAMES["test"], names.map(t.Known), st.booleans().map(t.Truth), among)
    if depth == 0:
        return leaves
    below, number = tests(depth - 1, choices=choices), numbers(depth - 1, choices=choices)
    word = words(depth - 1, choices=choices)
    several = st.lists(below, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        leaves,
        st.builds(t.Compare, st.sampled_from(["<", "<=", ">", ">="]), number, number),
        st.builds(t.Compare, st.sampled_from(list(COMPARISONS)), NAMES["number"], NAMES["number"]),
        st.builds(t.Compare, st.sampled_from(["==", "!="]), word, word),
        several.map(t.Every),
        several.map(t.Some),
        below.map(t.Opposite),
        below.map(t.Sure),
        _choices(below, below, []),
    )


def over_basket(depth: int) -> SearchStrategy[t.Node]:
    """Numbers over the basket."""
    test, number = tests(2, choices=False), numbers(1, choices=False)
    where = st.one_of(st.none(), test)
    measures = NAMES["number"].filter(lambda leaf: isinstance(leaf, t.Column))
    forms = [
        test.map(t.Count),
        test.map(t.Share),
        st.builds(t.Total, measures, where),
        st.builds(t.Middle, number, where),
        st.builds(t.Extreme, number, where, st.booleans()),
    ]
    one = st.sampled_from(forms).flatmap(
        lambda form: form
    )  # one_of would draw mostly from the parts of the first
    if depth == 0:
        return one
    below = over_basket(depth - 1)
    return st.one_of(one, st.builds(t.Arithmetic, st.sampled_from(list(ARITHMETIC)), below, below))


KINDS: Final = {
    "number": lambda: numbers(DEEPEST, choices=True),
    "word": lambda: words(DEEPEST, choices=True),
    "test": lambda: tests(DEEPEST, choices=True),
    "basket": lambda: over_basket(1),
}


def drawn(kind: str, count: int) -> list[t.Node]:
    """Different trees of a kind, the same at every run."""
    found: dict[t.Node, None] = {}

    @seed(1)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(KINDS[kind]())
    def draw(tree: t.Node) -> None:
        found.setdefault(tree)

    draw()
    return list(found)


def settled_rows(tree: t.Node) -> list[int]:
    """The rows in which no comparison and no divisor is within rounding of its edge.

    Python computes in 64 bits, LibreOffice snaps differences near zero to zero, and Gnumeric computes in 80 bits: a computed
    number that equals another in one program may be a little more in another.
    """
    edges: list[tuple[t.Node, t.Node]] = []
    for node in tree.walk():
        if isinstance(node, t.Compare) and node.left.kind == "number":
            edges.append((node.left, node.right))
        if isinstance(node, t.Apply) and node.name in {"min", "max"}:
            edges += [(one, two) for one in node.arguments for two in node.arguments if one is not two]
        if isinstance(node, t.Apply) and node.name == "sqrt":
            edges.append((node.arguments[0], t.Number(0)))
        edges += [(one.right, t.Number(0)) for one in divisions(node)]
    return [row for row in range(ROWS) if not any(_tied(one, two, row) for one, two in edges)]


def _tied(one: t.Node, two: t.Node, row: int) -> bool:
    """Whether two computed numbers differ by no more than rounding, but are not plainly equal."""
    if isinstance(one, _PLAIN) and isinstance(two, _PLAIN):
        return False
    a, b = (python.column(each, Basket())[row] for each in (one, two))
    if not (python.is_number(a) and python.is_number(b)):
        return False
    return math.isclose(a, b, rel_tol=_TIE, abs_tol=_TIE) and not (a == b and _whole(a))  # type: ignore[arg-type]


_PLAIN: Final = (t.Column, t.Input, t.Named, t.Number, t.NumberOf, t.NumberKnown)


def _whole(value: object) -> bool:
    """Whether a number is exact in every program: a quarter of a whole number."""
    return isinstance(value, (int, float)) and float(value * 4).is_integer()
