"""The possible range of a count over partial data.

A company without all the figures of a measure leaves a count open, unless the figures that it has settle the matter: one whose
revenue fell cannot have grown both, whatever its profit. That follows from the test itself (`expressions.possible`); what
follows from arithmetic alone (one with a profit cannot have fallen by 100%, whatever it earned a year earlier) stands beside
the measure, as `ruled_out` or `settled`.

R&D expense has no such rule: neither revenue nor R&D investment bounds it (several companies spend more on R&D than they
earn, and the expense also holds the amortisation of what was capitalised earlier).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.possible import reads
from xl_aigc.measures.basket import has
from xl_aigc.measures.mask import Mask, everyone

if TYPE_CHECKING:
    from xl_aigc.measures.frame import Frame
    from xl_aigc.measures.measure import Measure


def _lacking(frame: Frame, measure: Measure) -> Mask:
    return everyone(frame) & ~has(frame, measure)


def _opened(frame: Frame, measure: Measure) -> t.Node | None:
    """Return the test of a count over the figures below it; None where that says no more than the test itself."""
    test = measure.tree.test if isinstance(measure.tree, (t.Count, t.Share)) else None
    opened = None if test is None else frame.table.opened(test)
    return None if opened == test else opened


def settled(frame: Frame, measure: Measure) -> Mask | None:
    """Return the companies that count for certain although figures of theirs are missing; None where no rule can tell."""
    opened = _opened(frame, measure)
    due = frozenset(
        frame.table.column(key)
        for measure_key in measure.needs
        for key in frame.table.columns_of(measure_key)
    )
    if opened is not None and reads(opened) >= due:
        opened = None  # it holds only where every figure is known
    tests = [one for one in (measure.settled, opened) if one is not None]
    return _lacking(frame, measure) & Mask(frame, t.Some(tuple(tests))) if tests else None


def still_open(frame: Frame, measure: Measure) -> Mask:
    """Return the companies that may or may not count once their missing figures are known."""
    opened, mask = _opened(frame, measure), _lacking(frame, measure)
    if measure.ruled_out is not None:
        mask &= ~Mask(frame, measure.ruled_out)
    if opened is not None:
        mask &= ~Mask(frame, t.Opposite(opened))
    sure = settled(frame, measure)
    return mask & ~sure if sure is not None else mask
