"""Requests for a panel: measures, periods, and the companies that one row is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.data.item import ITEMS
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError, Place
from xl_aigc.expressions import tree as t
from xl_aigc.expressions.suggest import of_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from xl_aigc.measures.measure import Measure
    from xl_aigc.measures.measure_table import Table

COMPANY: Final = "company"
BASKET: Final = "basket"
MEMBER: Final = "in_basket"
"""The measure that tells the companies of a basket from those that have left."""
RANGE: Final = ".."


@dataclass(frozen=True)
class Asked:
    """The measures of a panel, and whom a row is about.

    Attributes:
        table: every measure there is.
        measures: the keys of the measures to show, in order.
        by: `company`, `basket`, or the key of a measure that is a word: its cohorts.
    """

    table: Table
    measures: tuple[str, ...]
    by: str = COMPANY

    @classmethod
    def of(cls, table: Table, measures: Iterable[str], by: str = COMPANY) -> Asked:
        """Check the names that a person gave.

        Raises:
            DataError: there is no such measure, or no such way to group.
        """
        asked = cls(table, tuple(dict.fromkeys(one.strip() for one in measures if one.strip())), by)
        words = [key for key, one in table.measures.items() if one.tree.kind == "word"]
        if by not in {COMPANY, BASKET, *words}:
            known = ", ".join((COMPANY, BASKET, *sorted(words)))
            raise DataError(f"There is no {by!r}.", Place("by"), expected=f"one of {known}.")
        for key in asked.measures:
            if key not in asked.known:
                raise asked._unknown(key)
        if not asked.measures:
            raise DataError("No measure is named.", Place("measures"), expected="keys of measures.")
        return asked

    @property
    def known(self) -> Mapping[str, Measure]:
        """Return the measures that a row can show: of a company, or over companies."""
        return self.table.measures if self.by == COMPANY else self.table.basket

    def _unknown(self, key: str) -> DataError:
        """Return the error of a name that no row of this kind shows, with what it may show or how else to ask."""
        place, other = Place("measures"), self.table.basket if self.by == COMPANY else self.table.measures
        if key not in other:
            return DataError(f"There is no {key!r}.", place, expected=f"{of_names(key, self.known)}.")
        if self.by == COMPANY:
            remedy = f'Add --by {BASKET} (in Python by="{BASKET}"), or the key of a measure that is a word, such as growth_cohort.'
            return DataError(f"{key!r} is a number over companies.", place, remedy=remedy)
        return DataError(
            f"{key!r} is of one company.",
            place,
            expected=f"{of_names(key, self.known)}.",
            remedy=f'Leave --by out, or in Python name by="{COMPANY}".',
        )

    @property
    def columns(self) -> dict[str, Measure]:
        """Return every measure of a company and every cell that the panel rests on, by its key."""
        found: dict[str, Measure] = {}
        waiting = [self.known[key].tree for key in self.measures]
        if self.by != COMPANY:
            waiting += [t.Column(key) for key in (MEMBER, *({self.by} - {BASKET}))]
        while waiting:
            for key, measure in self._named(waiting.pop()):
                if key not in found:
                    found[key] = measure
                    waiting += [measure.tree, *([t.Column(MEMBER)] if key in self.table.cells else [])]
        if self.by == COMPANY:
            found |= {key: self.known[key] for key in self.measures}
        return found

    def _named(self, tree: t.Node) -> Iterator[tuple[str, Measure]]:
        """Yield the measures and cells that an expression names."""
        for one in tree.walk():
            if isinstance(one, t.Column) and one.key in self.table.measures:
                yield one.key, self.table.measures[one.key]
            elif isinstance(one, t.Named) and one.name in self.table.cells:
                yield one.name, self.table.cells[one.name]

    @property
    def all(self) -> list[Measure]:
        """Return the measures to show, and every one that they rest on."""
        return [*(self.known[key] for key in self.measures), *self.columns.values()]

    @property
    def inputs(self) -> dict[str, t.Input]:
        """Return the columns of the table Data that the panel rests on, by their keys."""
        walked = (one for measure in self.all for one in measure.tree.walk())
        return {one.key: one for one in walked if isinstance(one, t.Input)}

    @property
    def items(self) -> tuple[str, ...]:
        """Return the items of the figures to read; all for measures that read none, which are of the periods of any figure."""
        read = {key.removesuffix("_prior") for key in self.inputs} & ITEMS.keys()
        return tuple(sorted(read or ITEMS))


def chosen_periods(asked: str | Sequence[str] | None, held: Iterable[str], *, single: bool) -> list[Period]:
    """Return the periods that a person asked for, oldest first.

    Args:
        asked: periods, a text of them with commas, or a range such as `2015H1..2024H1`; None for all.
        held: the periods that have figures.
        single: they are single quarters; a range leaves the years out then.

    Raises:
        DataError: a text is no period, a range is reversed, or there are no figures of one, or of none in a range.

    Example:
        >>> chosen_periods("2023H1..2024H1", ["2024H1", "2023FY", "2022H1"], single=False)
        [Period('2023FY'), Period('2024H1')]
    """
    there = sorted(map(Period.stored, held))
    if isinstance(asked, str) and RANGE in asked:
        first, last = (_typed(one, single=single) for one in asked.split(RANGE, 1))
        if last < first:
            raise DataError(
                "The range of periods ends before it begins.",
                Place("periods"),
                expected=f"{last}{RANGE}{first}.",
            )
        within = [one for one in there if first <= one <= last and not (single and one.part == "FY")]
        if not within:
            raise _no_figures(asked, there)
        return within
    if asked is None:
        return there
    chosen = {_typed(one, single=single) for one in (asked.split(",") if isinstance(asked, str) else asked)}
    for one in sorted(chosen - {*there}):
        raise _no_figures(str(one), there)
    return sorted(chosen)


def _typed(text: str, *, single: bool) -> Period:
    try:
        return Period.parse(text, single=single)
    except DataError as error:
        raise DataError(
            error.problem, Place("periods"), expected=error.expected, remedy=error.remedy
        ) from None


def _no_figures(asked: str, there: Sequence[Period]) -> DataError:
    expected = f"periods from {there[0]} to {there[-1]}." if there else None
    return DataError(f"There are no figures of {asked}.", Place("periods"), expected=expected)
