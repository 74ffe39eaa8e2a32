"""Rules as people name them: one of the named rules in any language, or a column of their table."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from xl_aigc import metrics
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import LONGEST, normalised, spellings
from xl_aigc.expressions.suggest import near
from xl_aigc.functions.amounts import in_unit
from xl_aigc.functions.basket_measures import known_measure
from xl_aigc.functions.cells import ArgumentError, is_word
from xl_aigc.functions.columns import bare_name
from xl_aigc.functions.number_lists import NumberList
from xl_aigc.functions.reader import facts
from xl_aigc.functions.table_limits import own_edges
from xl_aigc.functions.tables import WORD_COLUMNS, Table
from xl_aigc.metrics.intervals import interval_names
from xl_aigc.metrics.table import UNKNOWN


@dataclass(frozen=True)
class Grouping:
    """The grouping of a table.

    Attributes:
        key: the rule or column.
        inputs: the columns that it reads.
        edges: the bounds of intervals.
        factor: the factor of their unit.
        bands: the cohorts of a rule, one for each interval, whose bounds are a basket's own or whose ratio stands in the table; empty
            where intervals have no other names.
    """

    key: str
    inputs: tuple[str, ...]
    edges: tuple[float, ...] | None
    factor: float = 1.0
    bands: tuple[str, ...] = ()

    @property
    def band_of(self) -> Mapping[str, str]:
        """The cohort of the rule for each interval."""
        return (
            dict(zip(interval_names(self.edges), self.bands, strict=True))
            if self.edges and self.bands
            else {}
        )

    def in_order(self, rows: Sequence[metrics.CohortSummary]) -> Sequence[metrics.CohortSummary]:
        """The rows of a summary in the order of the rule, if they are its bands: the best prices come first."""
        rule = metrics.RULES.get(self.key)
        places = [rule.cohorts.index(band) for band in self.bands] if rule else []
        return [*(rows[place] for place in places), *rows[len(places) :]]

    def columns(self, read: Mapping[str, list[Any]]) -> Mapping[str, list[Any]]:
        """The columns that were read, and under its own key one that was asked for in a unit, to which the bounds belong, or that has the name of a rule."""
        if self.key in read or self.key in metrics.RULES:
            return read
        return {**read, self.key: [in_unit(value, self.factor) for value in read[self.inputs[0]]]}


_NUMBER: Final = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[-+]?[0-9]{1,3})?"
_INTERVAL: Final = re.compile(
    rf"\(\s?(?:-inf|(?P<low>{_NUMBER}))\s?,\s?(?:inf|(?P<high>{_NUMBER}))\s?[\])]", re.IGNORECASE
)
"""An interval as `AIGC_COHORT` writes it, such as `(0, 0.1]`."""


def group(table: Table, rule: str, edges: NumberList | None, cohort: str = "") -> Grouping:
    """A rule as it was typed, with the bounds given for it.

    Args:
        table: the table.
        rule: a named rule, or a column by its header.
        edges: the bounds; None for those of the rule.
        cohort: the cohort that is asked for; an interval tells its own bounds where no others are given.

    Raises:
        ArgumentError: no such rule or column, a column of numbers without bounds, bounds that do not ascend.
    """
    bounds = _bounds(cohort) if edges is None else _ascending(edges)
    named = spellings(tuple(metrics.RULES)).get(normalised(rule))
    if named is not None and not _stands_alone(named, table):
        return _named(named, bounds, table)
    try:
        key = table.find(rule)
    except ArgumentError as error:
        every = f"one of {', '.join(metrics.RULES)}, or a column of the table."
        expected = near(rule, (*metrics.RULES, *table.headers)) or every
        raise ArgumentError(f"There is no rule {rule!r}: {error.problem}", expected=expected) from None
    if table.is_text(key):
        if edges is not None:
            raise ArgumentError(
                f"Column {quote(rule)} holds words, which take no bounds.", expected="a column of numbers."
            )
        return Grouping(_own_key(key), (key,), None)
    bands: tuple[str, ...] = ()
    if bounds is None and named and len(metrics.RULES[named].inputs) > 1:
        bounds = own_edges(named, table) or metrics.RULES[named].edges
        bands = _rising(metrics.RULES[named])
    if bounds is None:
        held = "words beside numbers" if any(map(is_word, table.cells(table.place(key)))) else "numbers"
        raise ArgumentError(
            f"Column {quote(rule)} holds {held}.", expected="bounds (edges) to group numbers by."
        )
    _, factor = table.unit_asked(rule, key)
    return Grouping(_own_key(key) if factor == 1.0 else rule, (key,), bounds, factor, bands)


def _own_key(key: str) -> str:
    """The key of a column to group by, which may have the name of a rule and hold something else."""
    rule = metrics.RULES.get(key)
    return f"column {key}" if rule and rule.inputs != (key,) else key


def columns_of(rule: str, table: Table | None) -> tuple[str, ...]:
    """The columns that a rule asks for by its own name.

    There are none for a named rule, whose inputs are among the usual ones, unless a table has its ratio instead of them.
    """
    named = spellings(tuple(metrics.RULES)).get(normalised(rule))
    return (rule,) if named is None or (table and _stands_alone(named, table)) else ()


def _stands_alone(rule: str, table: Table) -> bool:
    """Return whether a table has the ratio of a rule as a column, and not what it is computed of."""
    if all(key in table for key in metrics.RULES[rule].inputs):
        return False
    own, names = (
        [bare_name(column.header) for column in table.columns if not column.is_item],
        spellings((rule,)),
    )
    return any(
        name in names or ((known := known_measure(name, facts())) and known.key == rule) for name in own
    )


def _named(key: str, bounds: tuple[float, ...] | None, table: Table) -> Grouping:
    """A named rule, with its own bounds, those of the table's basket, or other ones."""
    rule = metrics.RULES[key]
    own = own_edges(key, table) if bounds is None else None
    if own:
        return Grouping(key, rule.inputs, own, bands=_rising(rule))
    if bounds is not None and rule.edges is None:
        ranges = ", ".join(each.key for each in metrics.RULES.values() if each.edges)
        raise ArgumentError(f"Rule {key!r} takes no bounds.", expected=f"{ranges}, or a column of numbers.")
    return Grouping(key, rule.inputs, bounds)


def _rising(rule: metrics.Rule) -> tuple[str, ...]:
    """The cohorts of a rule of intervals, from the lowest."""
    return rule.cohorts[::-1] if rule.key == "price" else rule.cohorts


def _ascending(edges: NumberList) -> tuple[float, ...]:
    """Bounds out of a range; blanks and `#N/A` in it are left out."""
    try:
        bounds = tuple(value for value in edges.numbers() if value is not None)
    except ArgumentError as error:
        problem = f"The bounds (edges): {error.problem}"
        raise ArgumentError(problem, expected=error.expected, error=error.error) from None
    if not bounds or any(low >= high for low, high in pairwise(bounds)):
        raise ArgumentError("The bounds (edges) are not ascending numbers.", expected="such as {100,1000}.")
    return bounds


def _bounds(cohort: str) -> tuple[float, ...] | None:
    """The bounds of an interval, None for any other cohort."""
    match = _INTERVAL.fullmatch(_plain(cohort))
    found = tuple(float(each) for each in (match["low"], match["high"]) if each) if match else ()
    return found or None


def _as_shown(cohort: str) -> str:
    """An interval that was typed, with its numbers as `AIGC_COHORT` writes them; any other cohort without what stands around it."""
    bounds, plain = _bounds(cohort), _plain(cohort)
    if bounds is None or sorted(set(bounds)) != [*bounds]:
        return plain
    return interval_names(bounds)[0 if "-inf" in plain else 1]


def _plain(cohort: str) -> str:
    """A cohort that was typed, its brackets and figures those of ASCII."""
    return unicodedata.normalize("NFKC", cohort.strip()[:LONGEST])


def cohort_key(cohort: str, grouping: Grouping, cohorts: Sequence[str | None]) -> str | None:
    """A cohort as it was typed; None for the unknown one.

    Raises:
        ArgumentError: the rule has no such cohort.
    """
    rule = metrics.RULES.get(grouping.key)
    present = dict.fromkeys(each for each in cohorts if each is not None)
    named = interval_names(grouping.edges) if grouping.edges else rule.cohorts if rule else ()
    interval = {band: name for name, band in grouping.band_of.items()}
    accepted = (*dict.fromkeys((*(interval or named), *named, *present)), UNKNOWN)
    written = _as_shown(cohort)
    exact = written if written in accepted else None  # signs and points of an interval count
    is_interval = written.startswith(("(", "["))  # normalised, (1, 2] and [1, 2) would be one
    key = exact or (None if is_interval else spellings(accepted).get(normalised(cohort)))
    if key is None:
        own = (*present, UNKNOWN) if present and grouping.key in WORD_COLUMNS else accepted
        expected = near(cohort, own) or f"one of {', '.join(own)}."
        raise ArgumentError(f"There is no cohort {cohort!r}.", expected=expected)
    return None if key == UNKNOWN else interval.get(key, key)
