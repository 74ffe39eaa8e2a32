"""Random expressions give the same in Python and in database engines; the table of engines says what each refuses."""

from __future__ import annotations

from typing import get_args

import pytest
from support.expression_book import HERE, LEAVES, alike, in_python, over_in_python
from support.expression_draws import drawn
from support.expression_engine import InEngine, require_panel

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.lower import cells_of_their_own
from xl_aigc.expressions.support import NOT_ON, Engine
from xl_aigc.expressions.text import text

A, COLOUR, FLAG = (LEAVES[key] for key in ("a", "colour", "flag"))
MORE = t.Compare(">", A, t.Number(0))
SAMPLES: dict[type, t.Node] = {
    t.Number: t.Number(2), t.Word: t.Word("red"), t.Nothing: t.Choose(MORE, A, t.Nothing()), t.Column: A,
    t.Input: t.Input("x"), t.Named: t.Named("limit"), t.Address: t.Address("", 1.0), t.Truth: t.Truth(value=True),
    t.Computed: t.Arithmetic("+", t.Computed(t.Choose(MORE, A, t.Number(1))), A), t.Arithmetic: t.Arithmetic("/", A, A),
    t.Apply: t.Apply("min", (A, t.Number(1))), t.Choose: t.Choose(MORE, A, t.Number(1)), t.NumberOf: t.NumberOf((MORE,)),
    t.NumberKnown: t.NumberKnown((A,)), t.Compare: MORE, t.Among: t.Among(COLOUR, ("red", "blue")),
    t.Every: t.Every((MORE, FLAG)), t.Some: t.Some((MORE, FLAG)), t.Opposite: t.Opposite(FLAG), t.Sure: t.Sure(FLAG),
    t.Known: t.Known(A), t.Present: t.Present(A), t.Count: t.Count(MORE), t.Share: t.Share(MORE), t.Total: t.Total(A),
    t.Middle: t.Middle(A), t.Extreme: t.Extreme(A),
}  # fmt: skip


@pytest.fixture(scope="module", params=["duckdb", "postgres"])
def engine(request):
    """A connection to an engine that runs here."""
    ibis = require_panel()
    if request.param == "duckdb":
        connection = ibis.duckdb.connect()
    else:
        connection = ibis.connect(request.getfixturevalue("postgres").database())
    yield connection
    connection.disconnect()


def test_random_measures_are_the_same_in_an_engine(engine, request):
    """An engine computes in 64 bits like Python, so that every row is compared."""
    count = request.config.getoption("--expressions")
    trees = [
        cells_of_their_own(tree, sides=True)
        for kind in ("number", "word", "test")
        for tree in drawn(kind, count)
    ]
    rows = zip(trees, InEngine().company(trees, engine), strict=True)
    wrong = [
        (text(tree), seen, due) for tree, seen in rows if not all(map(alike, seen, due := in_python(tree)))
    ]
    assert wrong == []
    assert len(trees) > 2 * count


def test_random_numbers_over_the_basket_are_the_same_in_an_engine(engine, request):
    trees = [
        cells_of_their_own(one, sides=False)
        for one in drawn("basket", request.config.getoption("--expressions"))
    ]
    pairs = zip(trees, InEngine().basket(trees, engine), strict=True)
    wrong = [(text(tree), seen, due) for tree, seen in pairs if not alike(seen, due := over_in_python(tree))]
    assert wrong == []


@pytest.mark.parametrize("name", get_args(Engine))
def test_the_table_says_what_an_engine_computes(name, monkeypatch):
    """Compiled for the engine, whether it runs here or not."""
    ibis = require_panel()
    if name == "pyspark":  # its compiler reads an option that its connection sets
        options = type("Options", (ibis.config.Config,), {"__annotations__": {"treat_nan_as_null": bool}})
        monkeypatch.setattr(ibis.options, "pyspark", options(treat_nan_as_null=False))
    from xl_aigc.expressions import sql  # noqa: PLC0415  imports ibis

    basket, refused = InEngine(), set()
    for node, tree in SAMPLES.items():
        if isinstance(tree, t.Aggregate):
            table = basket.rows.aggregate(x=sql.over(tree, basket, sql.column(HERE, basket)))
        else:
            table = basket.rows.select(x=sql.column(tree, basket))
        try:
            ibis.to_sql(table, dialect=name)
        except ibis.common.exceptions.OperationNotDefinedError:
            refused.add(node)
    assert refused == {node for node, engine in NOT_ON if engine == name}


def test_every_node_has_a_sample():
    assert SAMPLES.keys() == {*get_args(t.Node), *get_args(t.Leaf), *get_args(t.Settled)}
