"""Statements of the article as their cells show them: with the unit, and with a sign where they are bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.measures.claims.members import SETS
from xl_aigc.report.claims_live import is_set, shows, stated
from xl_aigc.report.digits import unit_of_forms
from xl_aigc.report.theme import AROUND, DECIMALS

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.report.report import Report

SIGNS: Final = {"above": "> ", "below": "< ", "at_least": "≥ ", "about": "≈ ", "nearly": "≈ "}
"""Sign before a stated number that is a bound, or about right."""
FINEST: Final = 6
"""Decimals of a stated number at most."""


def stated_form(report: Report, claim: Claim) -> str:
    """Return the number form of what the article states: the decimals that it gives, its unit, and the sign of its bound.

    An amount has at least those of the measured one beside it.
    """
    form, value = shows(report, claim), stated(report, claim).value
    if form == "text" or isinstance(value, str):
        return form
    size = abs(value) * (100 if form == "percent" else 1)
    digits = len(f"{size:.{FINEST}f}".rstrip("0").partition(".")[2])
    if form == "money" and claim.relation not in SIGNS:
        digits = max(digits, report.theme.decimals(form, unit_of_forms(report)))
    words = _with_unit(report, claim, form) if value else "#"
    return f"{form}{DECIMALS}{digits}{AROUND}{SIGNS.get(claim.relation, '')}{words}"


def _with_unit(report: Report, claim: Claim, form: str) -> str:
    """Return a stated number, as `#`, in its currency or with the companies that it counts."""
    if form == "money":
        return report.text(f"amounts.{report.unit}", amount="#")
    measure = report.table.basket.get(SETS.get(claim.key or "", claim.key or ""))
    if is_set(claim) or (measure is not None and measure.counts):
        return report.text(f"claim_words.counted.{'one' if claim.stated == 1 else 'more'}", amount="#")
    return "#"
