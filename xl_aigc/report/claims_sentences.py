"""Numbers in sentences on the article: at its own period, with its own bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.measures.basket import has, value
from xl_aigc.measures.claims.evaluate import at_own_period, evaluate, own_frame
from xl_aigc.measures.frame import Frame, number
from xl_aigc.measures.mask import Mask, everyone
from xl_aigc.report.claims_live import formula_of
from xl_aigc.report.live import MISSING, Live

if TYPE_CHECKING:
    from collections.abc import Callable

    from xl_aigc.report.report import Report


def stated_basket(report: Report, id_: str) -> Live:
    """Return the basket measure of a claim by the claim's id, with its own bound; missing where there is no such claim."""
    result = next((one for one in evaluate(report.frame) if one.claim.id == id_), None)
    if result is None or result.claim.key not in report.table.basket:
        return Live(MISSING)
    measured = result.evidence.measured
    shown = measured if isinstance(measured, (int, float)) else MISSING
    return Live(shown, formula_of(report, result.claim) if at_own_period(report.frame) else None)


def basket(report: Report, key: str, mask: Callable[[Frame], Mask] = everyone) -> Live:
    """Return a basket measure at the article's own period."""
    if at_own_period(report.frame):
        return report.basket(key, mask(report.frame))
    own = own_frame(report.frame)
    return Live(report.shown(value(report.table.basket[key], mask(own))))


def known(report: Report, key: str) -> Live:
    """Count the companies that a basket measure is about, at the article's own period."""
    if at_own_period(report.frame):
        return report.known(key)
    own = own_frame(report.frame)
    return Live(sum((everyone(own) & has(own, report.table.basket[key])).chosen))


def percent_in_words(live: Live) -> Live:
    """Return a share as a reader says it, with one decimal; 0.0% is one that is rounded, 0% is none."""
    value = number(live.value if not isinstance(live.value, bool) else None)
    whole = f"ROUND(100*({live.native}),1)"
    native = live.native and f'IFERROR(IF(AND({whole}=0,({live.native})<>0),"0.0",{whole})&"%",{live.native})'
    if value is None:
        return Live(live.value, native)
    tenths = int(abs(value) * 1000 + 0.5) / 10 * (1 if value >= 0 else -1)
    return Live("0.0%" if value and not tenths else f"{tenths:g}%", native)
