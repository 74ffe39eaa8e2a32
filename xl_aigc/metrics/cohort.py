"""Cohorts: the rules that group companies, and which company is in which."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any, Final, overload

from xl_aigc.metrics.broadcast import elementwise
from xl_aigc.metrics.growth import STATUS, growth_status
from xl_aigc.metrics.intensity import rd_intensity
from xl_aigc.metrics.intervals import interval_cohort, interval_names, places, read_edges
from xl_aigc.metrics.series import as_series, shared_index
from xl_aigc.metrics.table import check_table, has_words, numbers, same_length, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from xl_aigc.metrics.table import Table
    from xl_aigc.metrics.undefined import Number

GROWTH: Final = ("both_up", "revenue_only_up", "profit_only_up", "both_down")
LAYER: Final = ("upstream", "midstream", "downstream")
ARCHETYPE: Final = ("deep_pockets", "clear_model", "rigid_demand", "other")
RD_SCALE: Final = ("up_to_100m", "from_100m_to_1bn", "from_1bn_to_10bn", "above_10bn")
RD_SCALE_EDGES: Final = (100e6, 1e9, 10e9)
RD_INTENSITY: Final = ("up_to_5pct", "from_5_to_10pct", "from_10_to_20pct", "above_20pct")
RD_INTENSITY_EDGES: Final = (0.05, 0.10, 0.20)
PRICE: Final = (
    "price_above_20pct",
    "from_0_to_20pct",
    "from_minus_20_to_0",
    "from_minus_40_to_minus_20",
    "minus_40_or_worse",
)
PRICE_EDGES: Final = (-0.40, -0.20, 0.0, 0.20)
_PRICE_RISING: Final = PRICE[::-1]


def _growth_arrays(numpy: ModuleType, *columns: NDArray[Any]) -> NDArray[Any]:
    revenue, revenue_prior, net_profit, net_profit_prior = columns
    down = 2 * (revenue <= revenue_prior) + (net_profit <= net_profit_prior)
    return numpy.asarray(down)  # type: ignore[no-any-return]


@elementwise(arrays=_growth_arrays, words=GROWTH)
def growth_cohort(
    revenue: float, revenue_prior: float, net_profit: float, net_profit_prior: float
) -> str | None:
    """Return whether revenue and profit rose: who grew both, one, or neither.

    Args:
        revenue: revenue of this period.
        revenue_prior: revenue of the period compared with.
        net_profit: net profit of this period; a loss-maker can be in any cohort.
        net_profit_prior: net profit of the period compared with, in the same unit.

    Returns:
        One of `GROWTH`, where up is strictly above; None where an input is missing or undefined.

    Example:
        >>> growth_cohort(120.0, 100.0, -5.0, -9.0), growth_cohort(100.0, 100.0, 5.0, 4.0)
        ('both_up', 'profit_only_up')
    """
    if revenue > revenue_prior:
        return "both_up" if net_profit > net_profit_prior else "revenue_only_up"
    return "profit_only_up" if net_profit > net_profit_prior else "both_down"


@elementwise(arrays=places(RD_SCALE_EDGES), words=RD_SCALE)
def rd_scale_cohort(rd_expense: float) -> str | None:
    """The size of an R&D expense.

    Args:
        rd_expense: R&D expense in units of the currency.

    Returns:
        One of `RD_SCALE`, a bound in the lower; None where the input is missing or undefined.

    Example:
        >>> rd_scale_cohort([100e6, 100e6 + 1, None])
        ['up_to_100m', 'from_100m_to_1bn', None]
    """
    return RD_SCALE[bisect_left(RD_SCALE_EDGES, rd_expense)]


@elementwise(arrays=places(RD_INTENSITY_EDGES), words=RD_INTENSITY)
def rd_intensity_cohort(intensity: float) -> str | None:
    """The level of an R&D intensity.

    Args:
        intensity: R&D expense over revenue, a fraction.

    Returns:
        One of `RD_INTENSITY`, a bound in the lower; None where the input is missing or undefined.

    Example:
        >>> rd_intensity_cohort(0.05), rd_intensity_cohort(6.95)
        ('up_to_5pct', 'above_20pct')
    """
    return RD_INTENSITY[bisect_left(RD_INTENSITY_EDGES, intensity)]


@elementwise(arrays=places(PRICE_EDGES), words=_PRICE_RISING)
def price_cohort(price_change: float) -> str | None:
    """Classify the change of a share price.

    Args:
        price_change: change of the price, a fraction.

    Returns:
        One of `PRICE`, a bound in the lower; None where the input is missing or undefined.

    Example:
        >>> price_cohort(0.0), price_cohort(-0.4)
        ('from_minus_20_to_0', 'minus_40_or_worse')
    """
    return _PRICE_RISING[bisect_left(PRICE_EDGES, price_change)]


@dataclass(frozen=True)
class Rule:
    """A way to group companies.

    Attributes:
        key: its name.
        cohorts: its cohorts, in the order of a summary.
        inputs: the columns that it needs.
        classify: what names the cohort; None where the one input is the cohort's name already.
        number: what makes the inputs the one number that `classify` takes; None where `classify` takes the inputs.
        edges: its bounds, where its cohorts are intervals; other edges can be given in their place.
    """

    key: str
    cohorts: tuple[str, ...]
    inputs: tuple[str, ...]
    classify: Callable[..., Any] | None = None
    number: Callable[..., Any] | None = None
    edges: tuple[float, ...] | None = None


RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        rule.key: rule
        for rule in (
            Rule(
                "growth",
                GROWTH,
                ("revenue", "revenue_prior", "net_profit", "net_profit_prior"),
                growth_cohort,
            ),
            Rule("status", STATUS, ("net_profit", "net_profit_prior"), growth_status),
            Rule("layer", LAYER, ("layer",)),
            Rule("archetype", ARCHETYPE, ("archetype",)),
            Rule("rd_scale", RD_SCALE, ("rd_expense",), rd_scale_cohort, edges=RD_SCALE_EDGES),
            Rule(
                "rd_intensity",
                RD_INTENSITY,
                ("rd_expense", "revenue"),
                rd_intensity_cohort,
                rd_intensity,
                RD_INTENSITY_EDGES,
            ),
            Rule("price", PRICE, ("price_change",), price_cohort, edges=PRICE_EDGES),
        )
    }
)
"""The rules that have a name, by key."""


@overload
def assign(
    table: Mapping[str, Sequence[Any]], rule: str, edges: Sequence[float] | None = None
) -> list[str | None]: ...
@overload
def assign(table: pd.DataFrame, rule: str, edges: Sequence[float] | None = None) -> pd.Series[Any]: ...
def assign(
    table: Table, rule: str, edges: Sequence[float] | None = None
) -> list[str | None] | pd.Series[Any]:
    """Assign each company to a cohort.

    Args:
        table: columns by key, a row per company; money in units of the currency, ratios as fractions.
        rule: key of one of `RULES`; or any column of words, each its own cohort; or, with edges, any column of numbers.
        edges: bounds in rising order, for a column of numbers or in place of the bounds of an interval rule.

    Returns:
        A cohort for each row, as a Series if the table is a DataFrame; None where an input of the rule is missing or undefined. A word that is none of the
        rule's cohorts stays as it is, so that no company is lost by a spelling.

    Raises:
        TypeError: a text where a number is due, or the reverse.
        ValueError: no such rule or column, edges where the rule takes none, or columns of unequal length.

    Example:
        >>> assign({"price_change": [0.3, -0.5, None]}, "price")
        ['price_above_20pct', 'minus_40_or_worse', None]
        >>> assign({"revenue": [5.0, 50.0]}, "revenue", edges=[10])
        ['(-inf, 10]', '(10, inf)']
    """
    chosen = find_rule(table, rule, edges)
    cohorts = cohorts_of(table, chosen)
    index = shared_index("assign", {key: table[key] for key in chosen.inputs})
    return cohorts if index is None else as_series(cohorts, index, rule, "object")


def cohorts_of(table: Table, chosen: Rule) -> list[str | None]:
    """Apply a rule to each row of a table.

    Raises:
        TypeError: a text where a number is due, or the reverse.
        ValueError: a column that the rule needs is absent, or columns are of unequal length.
    """
    same_length(table, chosen.inputs)
    if chosen.classify is None:
        return words(table, chosen.inputs[0])
    columns = [numbers(table, key) for key in chosen.inputs]
    if chosen.number:
        columns = [chosen.number(*columns)]
    cohorts: list[str | None] = chosen.classify(*columns)
    return cohorts


def find_rule(table: Table, rule: str, edges: Sequence[float] | None = None) -> Rule:
    """The rule of a name, a column, or edges.

    Args:
        table: columns by key.
        rule: key of one of `RULES`, or of a column.
        edges: bounds in rising order.

    Returns:
        The rule; one of a column of words lists no cohorts, since they are whatever the column holds.

    Raises:
        TypeError: the table is none, or the rule is no text.
        ValueError: no such rule or column, or edges where the rule takes none.
    """
    check_table(table)
    if not isinstance(rule, str):
        raise TypeError(f"a rule is named by a text, not by the {type(rule).__name__} {rule!r:.60}.")
    known = RULES.get(rule) or _column_rule(table, rule, edges)
    if edges is None:
        return known
    if known.edges is None:
        raise ValueError(
            f"the rule {rule!r} takes no edges: its cohorts are {', '.join(known.cohorts) or 'words'}."
        )
    limits = tuple(read_edges(edges))

    def classify(numbers: Sequence[Number]) -> list[str | None]:
        return interval_cohort(numbers, limits)

    return replace(known, cohorts=interval_names(limits), classify=classify, edges=limits)


def _column_rule(table: Table, key: str, edges: Sequence[float] | None) -> Rule:
    """The rule that a column of words, or a column of numbers with edges, makes."""
    if key not in table:
        accepted = ", ".join([*RULES, *(str(name) for name in table if name not in RULES)])
        raise ValueError(f"there is no rule or column {key!r}; there are {accepted}.")
    if has_words(table, key):
        return Rule(key, (), (key,))
    if edges is None:
        raise ValueError(f"the column {key!r} holds no words, so the rule needs edges.")
    return Rule(key, (), (key,), edges=())
