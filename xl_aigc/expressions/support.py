"""Support of nodes by target, with the reason for each refusal. What a target refuses is refused when a file is loaded."""

from __future__ import annotations

from typing import Final, Literal, get_args

from xl_aigc.expressions import tree as t

Place = Literal["row", "mask", "basket"]
"""Place of an expression: a measure of one company; a test or column inside an aggregate; one number over companies."""

_IF = "Excel 2016 does not evaluate IF row by row inside SUMPRODUCT and AGGREGATE. Give the choice a name of its own."
_ONE = (
    "A number over companies reads measures inside count(), share(), sum(), median(), lowest() or highest()."
)
_MANY = (
    "A measure of one company can't compute over companies. Declare the number under `basket:` or `cells:`."
)
_INSIDE = "An aggregate inside another one would be computed once for each company. Declare the inner one under `cells:`."

REFUSED: Final[dict[tuple[type[t.Node], Place], str]] = {
    (t.Choose, "mask"): _IF,
    **{(aggregate, "row"): _MANY for aggregate in get_args(t.Aggregate)},
    **{(aggregate, "mask"): _INSIDE for aggregate in get_args(t.Aggregate)},
    (t.Column, "basket"): _ONE,
    (t.Input, "basket"): _ONE,
}
"""The reason for each node that a place refuses."""

Engine = Literal["duckdb", "postgres", "pyspark", "trino", "bigquery"]
"""A database engine that computes panels, by the name that ibis has for it."""

_NO_MEDIAN: Final = "{} computes no exact median, only an approximate one."
NOT_ON: Final[dict[tuple[type[t.Node], Engine], str]] = {
    (t.Middle, "trino"): _NO_MEDIAN.format("Trino"),
    (t.Middle, "bigquery"): _NO_MEDIAN.format("BigQuery"),
}
"""The reason for each node that an engine refuses; every other node is computed by all of them."""


def refusal(node: t.Node, place: Place) -> str | None:
    """Why a place refuses a node; None where it accepts it. A choice between tests is no IF, but a product of factors."""
    if isinstance(node, t.Choose) and node.kind == "test":
        return None
    return REFUSED.get((type(node), place))
