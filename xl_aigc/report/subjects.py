"""The subjects of a basket, and what its report leaves out because the basket has nothing of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data.item import ITEMS
from xl_aigc.data.limits import INDEX, LIMITS
from xl_aigc.data.rollout import ROLLOUT_NUMBERS
from xl_aigc.expressions import tree as t
from xl_aigc.expressions.unknowns import must

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from xl_aigc.data.model import Company, Facts
    from xl_aigc.data.period import Period
    from xl_aigc.measures.measure import Measure
    from xl_aigc.measures.measure_table import Table

DESCRIBED: Final = ("name_zh", "name_en", "segment", "archetype", "membership")
"""Words about companies that a basket may be without."""
SUBJECTS: Final = (
    "article",
    "claims",
    "conclusions",
    "disagreements",
    "against_itself",
    "background",
    "prices",
    "rollout",
    "indices",
    "prior",
    "layers",
    "giants",
    *DESCRIBED,
    *ITEMS,
)
"""Subjects that a basket may have nothing of: parts of an article, prices, figures of the period compared with, words about companies, an item."""
FUNCTIONS: Final = "functions"
"""Subject of a report whose formulas call the worksheet functions."""
EMPTY: Final = ("revenue", "net_profit")
"""Items that a report speaks of where its basket has no figure and no price yet."""
WHOLE: Final = ("figures_known",)
"""Measures of a company whose label counts what they read, so that all of it must be there."""
SCREEN: Final = ("screen_true", "screen_known", "screen_score", "screen_order")
"""Measures that weigh what a fall of the price had underneath."""
RECORDED: Final = "lacks."
"""Prefix of a subject that a workbook was built without, in its record."""


def items_read(table: Table) -> set[str]:
    """Return the items that measures of a company read."""
    return {key.removesuffix("_prior") for one in table.measures for key in table.figures_of(one)} & {*ITEMS}


def lacking(facts: Facts, period: Period, compare: Period, items: Iterable[str] = ITEMS) -> frozenset[str]:
    """Return the subjects that a basket has nothing of.

    Args:
        facts: the basket.
        period: the period of the report.
        compare: the period that it is compared with.
        items: the items to look for.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> facts = load_facts()
        >>> sorted(lacking(facts, facts.period, facts.compare, ["rd_expense", "capex"]))
        ['capex']
    """
    article, now, then = facts.article, facts.items(period), facts.items(compare)
    hoped = () if now or then or facts.price_changes else EMPTY
    there = {
        "article": article is not None,
        "claims": bool(facts.claims),
        "conclusions": article is not None and bool(article.conclusions),
        "disagreements": article is not None and bool(article.renderings_disagree),
        "against_itself": article is not None and bool(article.against_itself),
        "background": article is not None and bool(article.background),
        "prices": bool(facts.price_changes),
        "rollout": bool(facts.rollout),
        "indices": bool(facts.indices),
        "prior": bool(then),
        "layers": any(company.layer for company in facts.companies),
        "giants": 0
        < sum(company.ticker in facts.giants for company in facts.companies)
        < len(facts.companies),
        **{key: any(_describes(company, key) for company in facts.companies) for key in DESCRIBED},
        **{item: item in hoped or item in now or item in then for item in items},
    }
    return frozenset(subject for subject, has in there.items() if not has)


def _describes(company: Company, key: str) -> bool:
    """Return whether a word about a company says something; every company that is of no other archetype is of `other`."""
    return getattr(company, key) not in ("", "other" if key == "archetype" else "")


def recorded(rooms: Iterable[str]) -> list[str]:
    """Return the subjects that a workbook was built without, by the keys of the rooms that its record holds.

    Example:
        >>> recorded(["overview.glance.all", "lacks.prices"])
        ['prices']
    """
    subjects = {f"{RECORDED}{subject}": subject for subject in SUBJECTS}
    return [subjects[key] for key in rooms if key in subjects]


def with_nothing_of(facts: Facts, lacks: Collection[str], compare: Period) -> Facts:
    """Return facts without the figures, prices and article of subjects that a workbook was built without.

    Args:
        facts: the basket.
        lacks: the subjects.
        compare: the period compared with.
    """
    kept = (
        one
        for one in facts.figures
        if one.item not in lacks and not ("prior" in lacks and one.period == compare)
    )
    return replace(
        facts,
        figures=tuple(kept),
        price_changes=() if "prices" in lacks else facts.price_changes,
        rollout=() if "rollout" in lacks else facts.rollout,
        indices=() if "indices" in lacks else facts.indices,
        article=None if "article" in lacks else facts.article,
    )


def unspoken(lacks: Collection[str], table: Table) -> frozenset[str]:
    """Return the keys that a report without some subjects speaks of nowhere.

    Args:
        lacks: the subjects.
        table: the measures of the report.

    Returns:
        The subjects, the inputs, measures and numbers over companies that rest on them, and the limits that nothing else reads.
    """
    gone = {*lacks, *(f"{item}_prior" for item in ITEMS if item in lacks or "prior" in lacks)}
    gone |= {"price_change", *SCREEN} if "prices" in lacks else set()
    gone |= {*ROLLOUT_NUMBERS} if "rollout" in lacks else set()
    gone |= {"layer"} if "layers" in lacks else set()
    gone |= {"giant"} if "giants" in lacks else set()
    gone |= {INDEX} if "indices" in lacks or "prices" in lacks else set()
    # Cells compare over measures, and measures compare with cells.
    for _ in range(2):
        gone |= {key for key, one in table.cells.items() if _names(one) & gone}
        for key, one in table.measures.items():
            if _rests_on(key, one) & gone:
                gone.add(key)
    gone |= {key for key, one in table.basket.items() if _names(one) & gone}
    return frozenset(gone | _idle_limits(table, gone))


def stand_ins(gone: Collection[str], table: Table, missing: str, unknown: str) -> dict[str, str]:
    """Return what formulas read in place of columns that are not there, by key.

    Args:
        gone: the keys that the report speaks of nowhere.
        table: the measures of the report.
        missing: what a cell shows for a missing number.
        unknown: what a cell shows for a test that can't be decided.
    """
    tests = {key for key in gone if key in table.measures and table.measures[key].tree.kind == "test"}
    return {key: unknown if key in tests else missing for key in gone}


def _names(measure: Measure) -> set[str]:
    """Return the keys of all that an expression reads."""
    trees = measure.call.arguments if measure.call else (measure.tree,)
    leaves = (leaf for tree in trees for leaf in tree.walk())
    return {one.key for one in leaves if isinstance(one, (t.Column, t.Input))}


def _rests_on(key: str, measure: Measure) -> set[str]:
    """Return the keys without which a measure of a company is never known; a test needs all that it reads."""
    if measure.tree.kind == "test" or key in WHOLE:
        return _names(measure)
    return {
        one.name if isinstance(one, t.Named) else one.key
        for one in must(measure.tree) or ()
        if isinstance(one, (t.Named, t.Column, t.Input))
    }


def _idle_limits(table: Table, gone: Collection[str]) -> set[str]:
    """Return the limits that only measures without figures read."""
    read: dict[str, set[str]] = {key: set() for key in LIMITS}
    for part in (table.cells, table.measures, table.basket):
        for key, one in part.items():
            for leaf in one.tree.walk():
                if isinstance(leaf, t.Named) and leaf.name in read:
                    read[leaf.name].add(key)
    return {limit for limit, keys in read.items() if keys and keys <= set(gone)} | _beside(gone)


def _beside(gone: Collection[str]) -> set[str]:
    """Return the limits of charts, lists and checks that no measure reads and that are about what is not there."""
    return {limit for limit, subject in OF_CHARTS.items() if subject in gone}


OF_CHARTS: Final[Mapping[str, str]] = {
    "limit_clip_growth": "prior",
    "limit_clip_intensity": "rd_intensity",
    "limit_clip_price": "price_change",
    "limit_rd_growth": "rd_expense_yoy",
    "limit_of_revenue": "revenue",
    "limit_jump_warn": "prior",
    "limit_jump_error": "prior",
}
"""Limits that charts, lists and checks read, and the subject of each."""
