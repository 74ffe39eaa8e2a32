"""Measures of several companies: the whole basket, a cohort, a layer, the basket without its giants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.expressions import native, python
from xl_aigc.measures.mask import Mask

if TYPE_CHECKING:
    from xl_aigc.measures.frame import Frame, Value
    from xl_aigc.measures.measure import Measure


def value(measure: Measure, mask: Mask) -> Value:
    """Return a measure for the companies of a mask."""
    return python.over(measure.tree, mask.frame, mask.chosen)


def formula(measure: Measure, mask: Mask) -> str:
    """Return its formula."""
    return native.over(measure.tree, native.true(mask.test))


def has(frame: Frame, measure: Measure) -> Mask:
    """Return the companies that a measure rests on."""
    return Mask(frame, measure.covered)
