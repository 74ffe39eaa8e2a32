"""The report: numbers, words and choices of one build, from which every block draws."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xl_aigc.data.completeness import CORE_ITEMS
from xl_aigc.data.item import ITEMS
from xl_aigc.expressions import native, python
from xl_aigc.expressions import tree as t
from xl_aigc.labels import Labels, with_unit
from xl_aigc.measures.basket import formula, has, value
from xl_aigc.measures.claims.possible import settled, still_open
from xl_aigc.measures.mask import Mask, everyone
from xl_aigc.metrics import Undefined
from xl_aigc.report.block_rows import Blocks
from xl_aigc.report.headings import data_headings
from xl_aigc.report.ledger import History
from xl_aigc.report.limit_words import with_limits
from xl_aigc.report.live import MISSING, UNDEFINED, Live, Names, Shown, either, sentence, together
from xl_aigc.report.measure_words import words_in
from xl_aigc.report.shown_names import names_read, shown_names
from xl_aigc.report.subjects import items_read, stand_ins

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.data.model import Facts
    from xl_aigc.data.period import Period
    from xl_aigc.functions.catalogue import NameStyle
    from xl_aigc.measures.frame import Frame, Value
    from xl_aigc.measures.measure import Measure
    from xl_aigc.measures.measure_table import Table
    from xl_aigc.report.live import Formulas
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.theme import Theme
    from xl_aigc.report.workings import Workings


@dataclass
class Report:
    """The numbers, the words and the choices of one build.

    Attributes:
        facts: the basket and its figures.
        frame: every measure of every company.
        labels: texts in the language of the report.
        theme: fonts, colours and number formats.
        unit: key of the unit that money is shown in.
        formulas: whether cells hold formulas beside their values, and whether these call the worksheet functions.
        function_names: how formulas write the names of worksheet functions.
        chosen: ticker of the company that the card shows; None for the first.
        given_rooms: rows that lists have in a workbook which this one must match, by key.
        rooms: rows that lists got in this build, by key.
        sheets: title of every sheet, by key, in order.
        defined: address of every named cell, by name, once it is placed.
        findings: results that one sheet computes and another shows.
        placed: where the Companies columns stand, under `companies`, once they are placed and if they are no table.
        history: what became of the workbook since it was built.
        vintage: the vintage of the store that the figures are of; None where they come from a folder.
        columns: items with columns in the Data table; None for the core and whatever the basket has figures of.
        titles: names of sheets as a person renamed them, by key.
        spelled: headings of columns as a person renamed them, by the name of the table and the key of the column.
        spoken: words that formulas of the workbook compare with, by key; a later version's wording does not replace them.
        blocks: the blocks and their rows.
        absent: subjects, items, measures and limits that it speaks of nowhere, as `subjects.unspoken` finds them.
        logo: a logo stands beside the finding of every section sheet.
        workings: where findings keep the numbers that they read more than once; None until they are told.
    """

    facts: Facts
    frame: Frame
    labels: Labels
    theme: Theme
    unit: str
    formulas: Formulas = "native"
    function_names: NameStyle = "vba"
    chosen: str | None = None
    given_rooms: Mapping[str, int] = field(default_factory=dict)
    rooms: dict[str, int] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    defined: dict[str, str] = field(default_factory=dict)
    findings: dict[str, Any] = field(default_factory=dict)
    placed: dict[str, Placed] = field(default_factory=dict)
    history: History = field(default_factory=History)
    vintage: int | None = None
    columns: tuple[str, ...] | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    spelled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    spoken: Mapping[str, str] = field(default_factory=dict)
    blocks: Blocks = field(default_factory=Blocks)
    absent: frozenset[str] = frozenset()
    workings: Workings | None = None
    logo: bool = False

    def __post_init__(self) -> None:
        """Name every company as the report does: the column of names holds what each of its cells shows."""
        names = shown_names(self.facts.companies, names_read(self.language, self.absent))
        self.frame.columns[self.name_key()] = names

    def room(self, key: str, needed: int, spare: int = 0) -> int:
        """Return the number of rows of a list whose length depends on the facts.

        A first build gives what is `needed` and a little to `spare`; a build that must match a workbook gives what that has.
        The `key` names the list for good: sheet, block and part.
        """
        self.rooms[key] = self.given_rooms.get(key, needed + spare)
        return self.rooms[key]

    @property
    def table(self) -> Table:
        """Return the measures of the report: those of the program, of its basket, and of its layouts."""
        return self.frame.table

    @property
    def language(self) -> str:
        """Language of the report."""
        return self.labels.language

    @property
    def period(self) -> Period:
        """Period that the report is about."""
        return self.frame.period

    @property
    def compare(self) -> Period:
        """Period that it is compared with."""
        return self.frame.compare

    def text(self, key: str, /, **names: object) -> str:
        """Return a text in the language of the report."""
        return self.labels.text(key, **{"unit": self.word(self.unit), **self._periods, **names})

    def word(self, key: str) -> str:
        """Return a word of the field; a text that is none stays as given."""
        return self.words.get(key, key)

    @property
    def _periods(self) -> dict[str, str]:
        return {"period": str(self.period), "compare": str(self.compare)}

    @cached_property
    def staying(self) -> Facts:
        """Return the facts without the companies that left the basket: what every count of companies and figures is of."""
        return self.facts.subset([str(ticker) for ticker in everyone(self.frame).pick(self.frame["ticker"])])

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Items with a column in the Data table: the core, and whatever else the basket has figures of."""
        if self.columns is not None:
            return self.columns
        shown = {*self.facts.items(self.period), *self.facts.items(self.compare)}
        there = {*CORE_ITEMS, *items_read(self.table), *shown} - self.absent
        return tuple(item for item in ITEMS if item in there)

    @property
    def bases(self) -> tuple[tuple[str, Period], ...]:
        """Return the periods that it shows, each with what the keys of its figures end in."""
        return (("", self.period), ("_prior", self.compare))[: 1 if "prior" in self.absent else 2]

    @cached_property
    def names(self) -> Names:
        """Headers of the two tables, and the words."""
        spoken = {**self.words, "language": self.language}
        companies = {**self.company_headings(), **self.spelled.get("Companies", {})}
        data = {**self.data_headings(), **self.spelled.get("Data", {})}
        without = stand_ins(self.absent, self.table, MISSING, self.word("unknown"))
        return Names(companies, data, spoken, self.placed, self.function_names, without)

    @cached_property
    def words(self) -> dict[str, str]:
        """Return the field's words, the segments of the bundled basket and the layers and archetypes, by key."""
        sorts = {key: name[self.language] for key, name in self.facts.sorts.names.items()}
        return {**words_in(self.labels, self.facts.currency), **sorts, **self.spoken, **self._periods}

    def company_headings(self) -> dict[str, str]:
        """Headings of the table Companies, by key, unless a person renamed them."""
        return {key: self.label(key) for key in ("ticker", *self.shown_measures)}

    @cached_property
    def shown_measures(self) -> dict[str, Measure]:
        """Return the measures of a company that have a column, by key."""
        return {key: one for key, one in self.table.measures.items() if key not in self.absent}

    def data_headings(self) -> dict[str, str]:
        """Headings of the table Data, by key, unless a person renamed them."""
        return data_headings(self.labels, self.words, self.items, self.bases, self.absent)

    def shown(self, value: Value, shows: str = "general") -> Shown:
        """Return the content of a cell for a value."""
        if value is None:
            return MISSING
        if isinstance(value, Undefined):
            return UNDEFINED
        return self.word(value) if shows == "word" and isinstance(value, str) else value

    def column(self, key: str) -> list[Shown]:
        """Return the values that the cells of a Companies column show."""
        shows = "text" if key == "ticker" else self.table.measures[key].shows
        return [self.shown(value, shows) for value in self.frame[key]]

    def label(self, key: str) -> str:
        """Return the heading of a company measure, with its unit where it is money."""
        text = self.labels.text(f"measures.{key}")
        money = key in self.table.measures and self.table.measures[key].shows == "money"
        return self.in_unit(text) if money else text

    def in_unit(self, heading: str) -> str:
        """A heading with the report's unit of money behind it."""
        return with_unit(heading, self.word(self.unit), self.language)

    def basket_label(self, key: str) -> str:
        """Return the heading of a basket measure, with its unit where it is money."""
        return str(self.basket_title(key).value)

    def short(self, key: str, section: str) -> str:
        """Return the heading of a measure in an exhibit, short and without its unit; `section` is `measures` or `basket`."""
        return self.labels.texts.get(f"short.{key}") or self.labels.text(f"{section}.{key}")

    def basket_heading(self, key: str) -> Live:
        """Return the short heading of a basket measure as a cell."""
        return with_limits(self.frame, self.labels, self.short(key, "basket"))

    def basket_title(self, key: str) -> Live:
        """Return the heading of a basket measure as a cell: a limit in it is what its cell shows."""
        text = self.labels.text(f"basket.{key}")
        text = self.in_unit(text) if self.table.basket[key].shows == "money" else text
        return with_limits(self.frame, self.labels, text)

    def band(self, cohort: str) -> Live:
        """Return a cohort as a heading of a row: its word, and the limits that bound it where it has some."""
        text, word = self.labels.texts.get(f"bands.{cohort}"), self.word(cohort)
        return Live(word) if text is None else with_limits(self.frame, self.labels, text, word=word)

    def basket(self, key: str, mask: Mask | None = None) -> Live:
        """Return a basket measure for the companies of a mask."""
        measure, mask = self.table.basket[key], mask or everyone(self.frame)
        return Live(self.shown(value(measure, mask)), formula(measure, mask))

    def over(self, tree: t.Node, mask: Mask) -> Live:
        """Return one number over the companies of a mask."""
        shown = self.shown(python.over(tree, self.frame, mask.chosen))
        return Live(shown, native.over(tree, native.true(mask.test)))

    def number(self, text: str, mask: Mask | None = None) -> Live:
        """Compute an expression over the companies of a mask, such as `"sum(revenue, net_profit < 0)"`; None is the basket."""
        return self.over(self.table.over(text), mask or everyone(self.frame))

    def count(self, mask: Mask) -> Live:
        """Count the companies of a mask."""
        return self.over(t.Count(t.Every(())), mask)

    def limit(self, key: str) -> Live:
        """Read the cell of a limit."""
        return Live(self.frame.limit(key), key)

    def known(self, key: str, mask: Mask | None = None) -> Live:
        """Count the companies of a mask that a basket measure rests on."""
        measure, mask = self.table.basket[key], mask or everyone(self.frame)
        return self.count(mask & has(self.frame, measure)) if measure.needs else self.due(mask)

    def due(self, mask: Mask | None = None) -> Live:
        """Count the companies of a mask."""
        return self.basket("companies", mask)

    def coverage_note(self, key: str) -> Live:
        """Describe the coverage of a basket measure: n of N; its possible range for a count, and of N for one of known companies."""
        measure, known, due = self.table.basket[key], self.known(key), self.due()
        if isinstance(measure.tree, t.Count) and not measure.needs:
            return sentence(self.text("notes.of_all", due="{due}"), due=due)
        plain = sentence(self.text("notes.known_of", known="{known}", due="{due}"), known=known, due=due)
        if not measure.counts:
            return plain
        names = dict(zip(("known", "due", "low", "high"), (known, due, *self.bounds(measure)), strict=True))
        ranged = sentence(self.text("notes.range_of", **{one: f"{{{one}}}" for one in names}), **names)
        return either(self.count(still_open(self.frame, measure)), ranged, plain)

    def bounds(self, measure: Measure) -> tuple[Live, Live]:
        """Return the least and the most that a count of the basket can be, whatever is missing."""
        certain = settled(self.frame, measure)
        parts = [self.over(measure.tree, everyone(self.frame)), *([self.count(certain)] if certain else [])]
        return together(parts), together([*parts, self.count(still_open(self.frame, measure))])

    def name_key(self) -> str:
        """Return the column that names companies to the reader."""
        return names_read(self.language, self.absent)[0]

    def company_name(self, ticker: str) -> str:
        """Return a company's name to the reader; the ticker itself of one that the article names and that has left."""
        return self._names.get(ticker, ticker)

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(zip(self.facts.tickers, map(str, self.frame[self.name_key()]), strict=True))

    def tickers(self, among: Sequence[str]) -> list[str]:
        """Return those of some tickers that are in the basket."""
        return [one for one in among if one in self.staying.tickers]
