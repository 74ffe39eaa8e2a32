"""The article's own basket and bounds: a claim is about these, whatever basket is open and whatever a reader changes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data.limits import LIMITS
from xl_aigc.expressions import tree as t

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.data.model import Facts
    from xl_aigc.measures.frame import Frame
    from xl_aigc.measures.measure import Measure
    from xl_aigc.measures.measure_table import Table

LEFT: Final = "left"
"""Membership of a company that has left the basket."""
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,200}")


def is_own_basket(facts: Facts) -> bool:
    """Return whether a basket is the one that the article speaks of: its key, and every company that the article sorts or names.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> facts = load_facts()
        >>> is_own_basket(facts), is_own_basket(facts.subset(facts.tickers[1:]))
        (True, False)
    """
    article = facts.article
    if article is None:
        return False
    staying = {company.ticker for company in facts.companies if company.membership != LEFT}
    named = {*article.both_up_named, *(one for found in article.archetypes.values() for one in found)}
    return article.of_basket in {None, facts.key} and named <= staying


def limits_of(measure: Measure) -> tuple[str, ...]:
    """Return the limits that a measure itself compares with."""
    trees = (measure.tree, measure.ruled_out, measure.settled)
    leaves = (leaf for tree in trees if tree is not None for leaf in tree.walk())
    names = (leaf.name for leaf in leaves if isinstance(leaf, t.Named))
    return tuple(dict.fromkeys(name for name in names if name in LIMITS))


def moves_with_limits(table: Table, key: str) -> bool:
    """Return whether a measure of a company changes with the cell of a limit."""
    measure = table.measures.get(key) or table.cells.get(key)
    return measure is not None and (bool(limits_of(measure)) or _rests_on_moving(table, measure))


def _rests_on_moving(table: Table, measure: Measure) -> bool:
    names = {
        leaf.name if isinstance(leaf, t.Named) else leaf.key
        for leaf in measure.tree.walk()
        if isinstance(leaf, (t.Named, t.Column))
    }
    return any(moves_with_limits(table, name) for name in names if name != measure.key)


def bound_name(claim: Claim) -> str | None:
    """Return the defined name of the cell that holds the bound of a claim; None where the claim's id makes none."""
    return f"bound_{claim.id}" if _NAME.fullmatch(claim.id) else None


def bound_of(frame: Frame, measure: Measure) -> float | None:
    """Return the one limit that a measure compares with, as the article means it; None for none or several."""
    limits = limits_of(measure)
    return LIMITS[limits[0]].shown(frame.divisor) if len(limits) == 1 else None


def with_own_bound(frame: Frame, claim: Claim, measure: Measure) -> Measure | None:
    """Return a measure of the basket whose formula reads the cell of the claim's bound; None where no such formula can be.

    Args:
        frame: the columns.
        claim: the claim, which names the cell.
        measure: the measure that it is about.
    """
    if _rests_on_moving(frame.table, measure):
        return None
    limits, cell, bound = limits_of(measure), bound_name(claim), bound_of(frame, measure)
    if not limits:
        return measure
    if cell is None or bound is None:
        return None

    def change(one: t.Node) -> t.Node | None:
        return t.Address(cell, bound) if isinstance(one, t.Named) and one.name in limits else None

    return replace(
        measure,
        tree=measure.tree.replaced(change),
        ruled_out=measure.ruled_out and measure.ruled_out.replaced(change),
        settled=measure.settled and measure.settled.replaced(change),
    )


def without_limits(frame: Frame) -> dict[str, float]:
    """Return the numbers that a reader typed, but for limits: those that claims take as well."""
    return {key: value for key, value in frame.limits.items() if key not in LIMITS}


def has_moved_limits(frame: Frame) -> bool:
    """Return whether the basket or a reader gives a limit another value than the program does."""
    return any(frame.limit(key) != limit.shown(frame.divisor) for key, limit in LIMITS.items())
