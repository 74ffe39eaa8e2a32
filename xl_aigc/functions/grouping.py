"""Rules as people name them: one of the named rules in any language, or a column of their table."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.data.spelling import normalised, spellings
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.number_lists import NumberList
from xl_aigc.functions.tables import Table
from xl_aigc.metrics.table import UNKNOWN


@dataclass(frozen=True)
class Grouping:
    """The grouping of a table: the rule or column, the columns it reads, and the bounds of intervals."""

    key: str
    inputs: tuple[str, ...]
    edges: tuple[float, ...] | None


def group(table: Table, rule: str, edges: NumberList | None) -> Grouping:
    """A rule as it was typed, with the bounds given for it.

    Raises:
        ArgumentError: no such rule or column, a column of numbers without bounds, bounds that do not ascend.
    """
    bounds = None if edges is None else _ascending(edges)
    named = spellings(tuple(metrics.RULES)).get(normalised(rule))
    if named is not None:
        return _named(named, bounds)
    try:
        key = table.find(rule)
    except ArgumentError as error:
        expected = f"one of {', '.join(metrics.RULES)}, or a column of the table."
        raise ArgumentError(f"There is no rule {rule!r}: {error.problem}", expected=expected) from None
    if bounds is None and not table.is_text(key):
        raise ArgumentError(
            f"Column {rule!r} holds no words.", expected="bounds (edges) to group numbers by."
        )
    return Grouping(key, (key,), bounds)


def _named(key: str, bounds: tuple[float, ...] | None) -> Grouping:
    """A named rule, with its own bounds or other ones."""
    rule = metrics.RULES[key]
    if bounds is not None and rule.edges is None:
        ranges = ", ".join(each.key for each in metrics.RULES.values() if each.edges)
        raise ArgumentError(f"Rule {key!r} takes no bounds.", expected=f"{ranges}, or a column of numbers.")
    return Grouping(key, rule.inputs, bounds)


def _ascending(edges: NumberList) -> tuple[float, ...]:
    """Bounds out of a range; blanks and `#N/A` in it are left out."""
    read = [value for value in edges.read() if value not in (None, CellError.NA)]
    bounds = tuple(value for value in read if isinstance(value, float))
    if len(bounds) < len(read) or not bounds or any(low >= high for low, high in pairwise(bounds)):
        raise ArgumentError("The bounds (edges) are not ascending numbers.", expected="such as {100,1000}.")
    return bounds


def cohort_key(cohort: str, grouping: Grouping, cohorts: Sequence[str | None]) -> str | None:
    """A cohort as it was typed; None for the unknown one.

    Raises:
        ArgumentError: the rule has no such cohort.
    """
    rule = metrics.RULES.get(grouping.key)
    present = dict.fromkeys(each for each in cohorts if each is not None)
    accepted = (*dict.fromkeys((*(rule.cohorts if rule else ()), *present)), UNKNOWN)
    key = spellings(accepted).get(normalised(cohort))
    if key is None:
        raise ArgumentError(f"There is no cohort {cohort!r}.", expected=f"one of {', '.join(accepted)}.")
    return None if key == UNKNOWN else key
