"""Facts as they may come in after a workbook was built: the bundled ones and synthetic ones, each in an earlier and a later state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support import baskets
from xl_aigc.data.folder import load_facts
from xl_aigc.data.model import Company, Facts, Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


LEAVING = "300058.SZ"
"""A company that no claim of the article is about."""
LOSING = "002558.SZ"


def restated(facts: Facts) -> Facts:
    """Every seventh figure is a tenth higher, every eleventh changes its sign."""

    def changed(place: int, figure: Figure) -> Figure:
        factor = 1.1 if place % 7 == 0 else -1.0 if place % 11 == 0 and figure.item == "net_profit" else 1.0
        return replace(figure, value=figure.value * factor)

    return replace(facts, figures=tuple(changed(*pair) for pair in enumerate(facts.figures)))


def withdrawn(facts: Facts) -> Facts:
    """Two figures of three are gone."""
    return replace(facts, figures=tuple(f for place, f in enumerate(facts.figures) if place % 3 == 0))


def without_rd(facts: Facts) -> Facts:
    """No R&D expense and no R&D investment is known."""
    return replace(facts, figures=tuple(f for f in facts.figures if not f.item.startswith("rd_")))


def losing(facts: Facts) -> Facts:
    """A company with a profit turns to a loss."""
    return replace(
        facts,
        figures=tuple(
            replace(f, value=-abs(f.value))
            if (f.ticker, f.item, f.period) == (LOSING, "net_profit", facts.period)
            else f
            for f in facts.figures
        ),
    )


def left(facts: Facts, ticker: str = LEAVING) -> Facts:
    """A company left the basket; its row stays."""
    companies = (replace(c, membership="left") if c.ticker == ticker else c for c in facts.companies)
    return replace(facts, companies=tuple(companies))


def joined(facts: Facts, count: int = 3) -> Facts:
    """Some companies came in, with every figure, in a segment of their own."""
    firms = baskets.market(count)
    companies = tuple(
        Company(f"9{f.ticker[1:]}", f.name_zh, f.name_en, f.layer, "robots", "other", "added") for f in firms
    )
    figures = tuple(
        Figure(company.ticker, period, item, float(firm.figures[item, str(before)]), "stated", ("S015",))
        for company, firm in zip(companies, firms, strict=True)
        for item in ("revenue", "net_profit", "rd_expense")
        for period, before in ((facts.period, baskets.NOW), (facts.compare, baskets.BEFORE))
    )
    day = facts.price_changes[0] if facts.price_changes else None
    prices = tuple(replace(day, ticker=c.ticker, change=-0.5) for c in companies) if day else ()
    return replace(
        facts,
        companies=(*facts.companies, *companies),
        figures=(*facts.figures, *figures),
        price_changes=(*facts.price_changes, *prices),
    )


def joined_and_left(facts: Facts) -> Facts:
    """Three companies came in, one left."""
    return left(joined(facts))


def synthetic(folder: Path, firms: Iterable[baskets.Firm]) -> Facts:
    """A basket without an article."""
    return load_facts(baskets.write(folder, firms))


BUNDLED: dict[str, Callable[[Facts], Facts]] = {
    "restated": restated,
    "joined and left": joined_and_left,
    "withdrawn": withdrawn,
    "a loss": losing,
    "no R&D": without_rd,
}
"""Later states of the bundled basket."""


def another_period(facts: Facts, now: str, before: str) -> Facts:
    """The same figures as those of other periods."""
    periods = {facts.period: type(facts.period)(now), facts.compare: type(facts.compare)(before)}
    return replace(
        facts,
        period=periods[facts.period],
        compare=periods[facts.compare],
        figures=tuple(replace(f, period=periods[f.period]) for f in facts.figures if f.period in periods),
    )
