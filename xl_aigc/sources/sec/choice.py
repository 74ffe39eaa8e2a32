"""Figures from facts: of several filings the last, of several tags the preferred one, of parts of a year their sum or difference."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.data.batch import ColumnMeaning
from xl_aigc.data.item import ITEMS
from xl_aigc.data.model import Figure
from xl_aigc.data.period import PARTS, Period
from xl_aigc.sources.sec.intake import tags
from xl_aigc.sources.sec.spans import parts_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xl_aigc.data.model import FigureKind
    from xl_aigc.sources.reading import Reading
    from xl_aigc.sources.sec.intake import Fact
    from xl_aigc.sources.sec.spans import Span

YEARS: Final = range(1990, 2100)
Filed = dict["Span", "Fact"]
"""The facts of one tag and fiscal year that hold, by span; a balance spans no time."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A way to give a figure: the facts that make it up, with their signs."""

    tag: str
    parts: list[tuple[int, Fact]]

    @property
    def worth(self) -> tuple[bool, tuple[str, str], int]:
        """Sorts candidates: a value as filed goes before a computed one, then the later filing, then the preferred tag."""
        return len(self.parts) == 1, max(fact.filing.order for _, fact in self.parts), -tags()[self.tag].rank


def add_figures(facts: Iterable[Fact], reading: Reading) -> None:
    """Add the figures that facts give, of each company, item and period one.

    Args:
        facts: the facts, in any order.
        reading: where the figures go, and the facts that can't be used.
    """
    best: dict[tuple[str, Period, str], _Candidate] = {}
    periods = _quarters if reading.request.single_quarters else _cumulative
    for (ticker, tag, year), filed in _last_filed(facts, reading).items():
        item = tags()[tag].item
        for part, parts in periods(item, filed).items():
            period = Period.stored(f"{year}{part}")
            key, candidate = (ticker, period, item), _Candidate(tag, parts)
            if key not in best or best[key].worth < candidate.worth:
                best[key] = candidate
    used = sorted(
        {chosen.tag for chosen in best.values()}, key=lambda tag: (tags()[tag].item, tags()[tag].rank)
    )
    reading.columns += (ColumnMeaning(tag, tags()[tag].item) for tag in used)
    for (ticker, period, _), chosen in best.items():
        _add(ticker, period, chosen, reading)


def _cumulative(item: str, filed: Filed) -> Mapping[str, list[tuple[int, Fact]]]:
    """The facts that make up the year so far, or the balance, at the end of each quarter, by part of the year."""
    if ITEMS[item].kind == "flow":
        return {PARTS[3 * quarter]: parts for quarter, parts in parts_from(filed, 0).items()}
    return {PARTS[3 * quarter]: [(1, fact)] for (_, quarter), fact in filed.items()}


def _quarters(item: str, filed: Filed) -> Mapping[str, list[tuple[int, Fact]]]:
    """The facts that make up each quarter alone, and the year; a balance at the end of the year is of both."""
    if ITEMS[item].kind == "flow":
        made = {f"Q{last}": parts_from(filed, last - 1).get(last) for last in range(1, 5)}
        made["FY"] = parts_from(filed, 0).get(4)
        return {part: parts for part, parts in made.items() if parts}
    ends = {f"Q{quarter}": [(1, fact)] for (_, quarter), fact in filed.items()}
    return ends | ({"FY": ends["Q4"]} if "Q4" in ends else {})


def _add(ticker: str, period: Period, chosen: _Candidate, reading: Reading) -> None:
    tag = tags()[chosen.tag]
    sources = [reading.source(fact.filing.link) for _, fact in chosen.parts]
    if tag.rank:
        sources.append(reading.source(f"SEC: the tag {chosen.tag} taken for {tag.item}"))
    value = math.fsum(sign * fact.value for sign, fact in chosen.parts)
    kind: FigureKind = "stated" if len(chosen.parts) == 1 else "derived"
    ids = tuple(dict.fromkeys(id_ for source in sources for id_ in source))
    reading.add(Figure(ticker, period, tag.item, value, kind, ids))


def _last_filed(facts: Iterable[Fact], reading: Reading) -> dict[tuple[str, str, int], Filed]:
    """Of each company, tag, fiscal year and span the fact that was filed last; none where that filing contradicts itself."""
    held: dict[tuple[str, str, int], Filed] = {}
    torn: dict[tuple[str, str, int, Span], tuple[str, str]] = {}
    for fact in sorted(facts, key=lambda one: one.filing.order):
        found = _span(fact)
        if found is None:
            period = f"{fact.quarters} quarters to {fact.end}"
            reading.aside.add(
                "odd_length", fact.place, ticker=fact.filing.ticker, item=fact.tag, period=period
            )
            continue
        year, span = found
        key = (fact.filing.ticker, fact.tag, year)
        filed, order = held.setdefault(key, {}), fact.filing.order
        before = filed.get(span)
        if torn.get((*key, span)) == order:
            _contradictory(fact, reading)
        elif before is not None and before.filing.order == order and before.value != fact.value:
            _contradictory(before, reading)
            _contradictory(fact, reading)
            torn[*key, span] = order
            del filed[span]
        else:
            filed[span] = fact
    return held


def _contradictory(fact: Fact, reading: Reading) -> None:
    reading.aside.add(
        "contradictory",
        fact.place,
        ticker=fact.filing.ticker,
        item=fact.tag,
        period=fact.end,
        value=fact.value,
    )


def _span(fact: Fact) -> tuple[int, Span] | None:
    """The fiscal year of a fact and its span in it; None where it has none, or one that does not fit its item."""
    found = fact.filing.calendar.quarter_ending(fact.end)
    if found is None or found[0] not in YEARS:
        return None
    year, quarter = found
    flow = ITEMS[tags()[fact.tag].item].kind == "flow"
    if flow != (fact.quarters > 0) or fact.quarters > quarter:
        return None
    return year, (quarter - fact.quarters, quarter)
