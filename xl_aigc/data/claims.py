"""Claims: statements of the article that figures can confirm or contradict."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  the dates of these dataclasses are read at run time by their users
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.data.period import Period

Relation = Literal["equal", "above", "below", "at_least", "about", "nearly"]
"""Relation of the measured to the stated value: `at_least`: the stated number or members are below or among the measured;
`about`: within the tolerance; `nearly`: below, and within the tolerance."""

BY_ARCHETYPES: Final = "archetypes"
"""Word in place of an id of a claim: a conclusion is tested by the archetypes of the companies that grew."""
SINGLE_QUARTER: Final = "_single_quarter"
"""End of the name of a measure that is of one quarter."""

Stated = float | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of the article about the basket (`key`) or about one company (`ticker` with `item` or `measure`).

    Attributes:
        id: short name.
        section: the part of the article it stands in.
        key: the measure of the basket it is about.
        ticker: the company it is about.
        item: the item whose figure it states.
        measure: the measure it states.
        period: the period it speaks of, None for the basket's own. For a single quarter: the cumulative period
            that ends with it.
        quarter: the single quarter it speaks of, such as `2024Q2`.
        stated: a number (yuan, count or fraction), a word, or tickers.
        relation: how the measured must stand to the stated.
        tolerance: relative for money and counts of money, absolute for ratios; None where it must be equal.
        of: of how many companies a count is stated.
        text: the claim in words, by language; empty where nobody wrote it.
        note: what else a reader should know, by language.
        source: the only rendering of the article that says it (`en`, `ko`), None for both.
        watch: what to watch where only time can tell.
        correlates: the two measures whose rank correlation it is about.
        top: only the companies with the highest values of the second of these.
    """

    id: str
    section: str
    key: str | None
    ticker: str | None
    item: str | None
    measure: str | None
    period: Period | None
    quarter: str | None
    stated: Stated
    relation: Relation
    tolerance: float | None
    of: int | None
    text: Mapping[str, str]
    note: Mapping[str, str]
    source: str | None
    watch: tuple[str, ...]
    correlates: tuple[str, str] | None = None
    top: int | None = None

    @property
    def testable(self) -> bool:
        """Return whether it names something to measure; the others only time can settle."""
        return bool(self.key or self.item or self.measure or self.correlates)


@dataclass(frozen=True, slots=True)
class IndexFact:
    """The change of an index since the last close of the year before, as a fraction; its name by language."""

    index: str
    name: Mapping[str, str]
    change_ytd: float
    reason_given: str | None

    @property
    def entry(self) -> dict[str, Any]:
        """Return it as files and stores write it: a name that is the same in every language once, what is not there not at all."""
        names = set(self.name.values())
        name = names.pop() if len(names) == 1 else dict(self.name)
        why = {} if self.reason_given is None else {"reason_given": self.reason_given}
        return {"index": self.index, "name": name, "change_ytd": self.change_ytd, **why}


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A conclusion of the article, and the ids of the claims (or `archetypes`) that test it.

    Attributes:
        id: short name.
        text: the conclusion in words, by language.
        tested_by: ids of the claims that test it, or `archetypes`.
        tests: what tests it in words, by language; empty for the ids.
        measured: a sentence with names of numbers in braces, by language; empty for the verdicts of the tests.
        archetypes: those that most of the growers are of, where that tests it.
    """

    id: str
    text: Mapping[str, str]
    tested_by: tuple[str, ...]
    tests: Mapping[str, str]
    measured: Mapping[str, str]
    archetypes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A fact on which the renderings of the article disagree, and which of them is taken; all by language."""

    fact: Mapping[str, str]
    en: Mapping[str, str]
    ko: Mapping[str, str]
    taken: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Background:
    """A fact on a company, or on another subject, that figures can't test; words by language."""

    ticker: str | None
    subject: Mapping[str, str]
    text: Mapping[str, str]
    source: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """The content of the article: conclusions, claims and background.

    Attributes:
        published: year and month.
        prices_as_of: the day of its prices.
        basket: what its basket is in words, by language.
        layers: what it puts in each layer.
        archetypes: the tickers it names for each archetype.
        both_up_named: the tickers it names as grown in revenue and profit.
        against_itself: where it contradicts itself.
        author: who wrote it.
        title: its title, by language.
        publisher: who published it, by language.
        series: its place in a series, by language.
        of_basket: the key of the basket that it speaks of; None: that of the folder it is in.
        text: all of this but the claims as `article.yaml` says it, for whoever hands it on.
        claims_text: the claims as `claims.yaml` says them; None for an article without.
    """

    published: str
    prices_as_of: dt.date
    basket: Mapping[str, str]
    index_facts: tuple[IndexFact, ...]
    conclusions: tuple[Conclusion, ...]
    layers: Mapping[str, str]
    archetypes: Mapping[str, tuple[str, ...]]
    both_up_named: tuple[str, ...]
    claims: tuple[Claim, ...]
    renderings_disagree: tuple[Disagreement, ...]
    against_itself: tuple[Mapping[str, str], ...]
    background: tuple[Background, ...]
    author: str | None = None
    title: Mapping[str, str] = field(default_factory=dict)
    publisher: Mapping[str, str] = field(default_factory=dict)
    series: Mapping[str, str] = field(default_factory=dict)
    of_basket: str | None = None
    text: str = field(default="", repr=False)
    claims_text: str | None = field(default=None, repr=False)

    def claim(self, id_: str) -> Claim | None:
        """A claim by its id, None where there is none of that id."""
        return next((claim for claim in self.claims if claim.id == id_), None)
