"""Charts: caches of the values they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_aigc.package.parts import Parts
    from xl_aigc.package.plan import FinishPlan


def finish_charts(parts: Parts, plan: FinishPlan) -> None:
    """Give every chart the values of its cells, and the labels of its points."""
