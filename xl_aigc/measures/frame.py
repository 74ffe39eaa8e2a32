"""The numbers of a report: one column of values per measure, one row per company."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.data.limits import INDEX, LIMITS, index_name
from xl_aigc.data.membership import membership_word
from xl_aigc.data.rollout import ROLLOUT_NUMBERS
from xl_aigc.data.units import UNITS, reported_unit
from xl_aigc.errors import DataError
from xl_aigc.expressions import python
from xl_aigc.measures.own import table_with
from xl_aigc.metrics import Undefined

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from xl_aigc.data.model import Company, Facts
    from xl_aigc.data.period import Period
    from xl_aigc.expressions.tree import Node
    from xl_aigc.measures.measure_table import Table

Value = float | int | str | Undefined | None
"""A number; a text or the key of a word; an undefined number; None where it is missing."""

"""Units of the currency in each unit that money can be shown in."""


@dataclass(frozen=True)
class Frame:
    """The columns of one basket at one period.

    Attributes:
        facts: where the figures come from.
        period: the period that the report is about.
        compare: the period that it is compared with.
        divisor: units of the currency in the unit of the report.
        table: the measures: those of the program, of the basket, and of the layouts.
        limits: numbers that a reader typed into the cells of limits and index changes, as these cells show them.
        columns: values by the key of the measure, in the order of the companies.
        cache: results that several measures share.
        masks: the companies that meet a test, by test.
        tests: tests by their text.
        untold: keys that the report speaks of nowhere; tests among them have no column, and count as unknown in the others.
    """

    facts: Facts
    period: Period
    compare: Period
    divisor: float
    table: Table = field(repr=False)
    limits: Mapping[str, float] = field(default_factory=dict)
    columns: dict[str, Sequence[Value]] = field(default_factory=dict)
    cache: dict[str, Any] = field(default_factory=dict, repr=False)
    masks: dict[Node, list[bool]] = field(default_factory=dict, repr=False)
    tests: dict[str, Node] = field(default_factory=dict, repr=False)
    untold: Collection[str] = field(default=frozenset(), repr=False)

    def __getitem__(self, key: str) -> Sequence[Value]:
        """Return the column of a measure."""
        try:
            return self.columns[key]
        except KeyError:
            raise DataError(f"The report has no column {key!r}.") from None

    def __len__(self) -> int:
        return len(self.facts.companies)

    def column(self, key: str) -> Sequence[Value]:
        """Return the column of a measure, computed when it is asked for first."""
        if key not in self.columns:
            tree = self.table.measures[key].tree
            hidden = tree.kind == "test" and key in self.untold
            self.columns[key] = [None] * len(self) if hidden else python.column(tree, self)
        return self.columns[key]

    def test(self, text: str) -> Node:
        """Return a test, as text; a report asks for the same few hundreds of times."""
        if text not in self.tests:
            self.tests[text] = self.table.test(text)
        return self.tests[text]

    def input(self, key: str) -> Sequence[Value]:
        """Return a column of the table Data."""
        if key in _OF_COMPANY:
            return [_OF_COMPANY[key](self, company) for company in self.facts.companies]
        if key == "row":
            return list(range(1, len(self) + 1))
        item = key.removesuffix("_prior")
        return self.facts.column(item, self.period if item == key else self.compare)

    def named(self, name: str) -> Value:
        """Return the value of a named cell."""
        if name == "unit_divisor":
            return self.divisor
        if name == INDEX:
            return self.index_change()
        if name in self.table.cells:
            if name not in self.cache:
                here = python.mask(self.test("in_basket == 1"), self)
                self.cache[name] = python.over(self.table.cells[name].tree, self, here)
            found: Value = self.cache[name]
            return found
        return self.limit(name)

    def numbers(self, key: str) -> list[float | None]:
        """Return a column with everything that is not a number left out as None."""
        column = self[key]
        held: tuple[Sequence[Value], list[float | None]] | None = self.cache.get(f"numbers of {key}")
        if held is None or held[0] is not column:
            held = column, [number(value) for value in column]
            self.cache[f"numbers of {key}"] = held
        return held[1]

    @cached_property
    def price_changes(self) -> Mapping[str, float]:
        """Dated price changes by ticker."""
        return {change.ticker: change.change for change in self.facts.price_changes}

    @property
    def unit(self) -> str:
        """Key of the unit that money is in."""
        return next(key for key, factor in UNITS.items() if factor == self.divisor)

    def limit(self, key: str) -> float:
        """Return a limit as its cell shows it."""
        given = self.limits.get(key)
        if given is not None:
            return given
        own = self.facts.limits.get(key)
        return (LIMITS[key] if own is None else replace(LIMITS[key], value=own)).shown(self.divisor)

    def index_change(self, place: int = 0) -> float | None:
        """Return the change of one of the basket's indices as its cell shows it; None where there is none."""
        indices = self.facts.indices
        own = indices[place].change_ytd if place < len(indices) else None
        return self.limits.get(index_name(place), own)


def _rolled_out(key: str, frame: Frame, company: Company) -> Value:
    """Return a number of what a company has rolled out."""
    found = frame.facts.rolled_out(company.ticker)
    return None if found is None else found.number(key)


_OF_COMPANY: Final[Mapping[str, Callable[[Frame, Company], Value]]] = {
    "name_zh": lambda _, company: company.name_zh,
    "name_en": lambda _, company: company.name_en,
    "layer": lambda _, company: company.layer,
    "segment": lambda _, company: company.segment,
    "archetype": lambda _, company: company.archetype,
    "membership": lambda _, company: membership_word(company.membership),
    "giant": lambda frame, company: "yes" if company.ticker in frame.facts.giants else "no",
    "price_change": lambda frame, company: frame.price_changes.get(company.ticker),
    **{key: partial(_rolled_out, key) for key in ROLLOUT_NUMBERS},
}
"""Columns of the table Data that hold no figure of a period."""


def number(value: Value) -> float | None:
    """Return the number that a value is, or None."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def build_frame(
    facts: Facts,
    period: Period,
    compare: Period | None = None,
    *,
    unit: str = "yi",
    limits: Mapping[str, float] | None = None,
    table: Table | None = None,
    untold: Collection[str] = (),
) -> Frame:
    """Return every measure of every company of a basket.

    Args:
        facts: the basket and its figures, in units of the currency.
        period: the period to report on.
        compare: the period to compare with; the same period a year earlier if None.
        unit: one of `UNITS`, for amounts of money.
        limits: numbers in place of those of the basket, of `LIMITS` and of the index changes, by the names of their cells, as these show
            them: money in the unit.
        table: the measures; None for those of the program and of the basket.
        untold: keys that the report speaks of nowhere.

    Raises:
        DataError: no such unit, or a measure of the basket is wrong.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> from xl_aigc.data.period import Period
        >>> frame = build_frame(load_facts(), Period.parse("2024H1"))
        >>> sum(value == "both_up" for value in frame["growth_cohort"])
        11
    """
    frame = Frame(
        facts,
        period,
        compare or period.year_before,
        reported_unit(unit),
        table or table_with(facts.measures, sorts=facts.sorts),
        dict(limits or {}),
        untold=untold,
    )
    frame.columns["ticker"] = [company.ticker for company in facts.companies]
    for key in frame.table.measures:
        frame.column(key)
    return frame
