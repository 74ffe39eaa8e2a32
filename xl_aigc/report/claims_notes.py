"""The note on a claim: why the verdict is what it is, with the numbers that stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.expressions.native.literal import quoted
from xl_aigc.measures.claims.correlation import Correlated, correlate
from xl_aigc.measures.claims.evaluate import at_own_period, own_frame
from xl_aigc.measures.claims.result import OTHER_BASKET
from xl_aigc.report import chance
from xl_aigc.report.claims_correlation import correlation_cells
from xl_aigc.report.claims_known import known_of_due
from xl_aigc.report.claims_live import Row, verdict
from xl_aigc.report.claims_live import shows as form_of
from xl_aigc.report.claims_words import aside_of, lacking, reason_of
from xl_aigc.report.digits import cut
from xl_aigc.report.live import Live, choice, rounded, sentence

if TYPE_CHECKING:
    from xl_aigc.measures.claims.result import ClaimResult
    from xl_aigc.report.report import Report


def note(report: Report, result: ClaimResult, row: Row) -> Live:
    """Return the note on a claim; one on a rank correlation begins with the same correlation over all companies."""
    claim, words = result.claim, _words(report, result, row)
    if result.verdict == OTHER_BASKET:
        return _distance(report, result, row, words)
    if not claim.correlates or not claim.top:
        return words
    y, x = claim.correlates
    found = correlate(own_frame(report.frame), Correlated(y, x))
    cells = correlation_cells(report, claim, whole=True)
    shown = (found.rho, found.n, found.limit)
    rho, n, limit = (cells.rho, cells.n, cells.limit) if cells else map(Live, map(report.shown, shown))
    parts = {
        "rho": two_places(rho),
        "n": n,
        "limit": two_places(limit),
        "found": chance.in_words(report, found, str(rho.native), str(limit.native)),
    }
    if not cells:
        parts = {name: Live(part.value) for name, part in parts.items()}
    template = report.text("claim_words.whole", **{name: "{" + name + "}" for name in parts})
    separator = report.text("claim_words.sentence_separator")
    return sentence(f"{template}{separator}{{words}}", words=words, **parts)


def _words(report: Report, result: ClaimResult, row: Row) -> Live:
    """Return the reason of a claim, while its verdict and the figures that it rests on are those of the build, and what else is said."""
    reason, aside = reason_of(report, result), aside_of(report, result)
    gap = report.text("claim_words.sentence_separator") if reason and aside else ""
    if not reason or not at_own_period(report.frame):
        return Live(f"{reason}{gap}{aside}")
    built = {row.verdict: verdict(report, result, row), row.known: known_of_due(report, result)}
    same = [f"{cell}={quoted(str(one.value))}" for cell, one in built.items() if one.native]
    if not same:
        return Live(f"{reason}{gap}{aside}")
    test = Live(value=True, native=f"AND({','.join(same + _still_missing(report, result))})")
    told = choice(test, Live(reason), Live(report.text("claim_words.changed")))
    return sentence(f"{{told}}{gap}{{aside}}", told=told, aside=aside)


def _still_missing(report: Report, result: ClaimResult) -> list[str]:
    """Return the tests that the figures are still missing which the reason of a claim names, or whose company it names."""
    bases = {report.period: "", report.compare: "_prior"}
    tests = []
    for gap in result.evidence.missing:
        column = f"{gap.item}{bases.get(gap.period, '')}"
        if gap.ticker in lacking(result)[:1] and gap.period in bases and column in report.shown_measures:
            found = f"INDEX([{column}],MATCH({quoted(gap.ticker)},[ticker],0))"
            tests.append(f"NOT(ISNUMBER({found}))")
    return [*dict.fromkeys(tests)]


def _distance(report: Report, result: ClaimResult, row: Row, words: Live) -> Live:
    """Return how far what is measured on another basket lies from what the article states, before the other words."""
    claim, measured = result.claim, result.evidence.measured
    shown = form_of(report, claim)
    if shown == "text" or not isinstance(measured, (int, float)) or isinstance(claim.stated, (str, tuple)):
        return words
    share, distance = shown == "percent", measured - claim.stated
    digits = {"percent": 1, "count": 0}.get(shown, 2)
    factor = 100.0 if share else 1 / report.frame.divisor if shown == "money" else 1.0
    form = "0" if digits == 0 else "0." + "0" * digits
    difference = f"({row.measured}-{row.stated})*100" if share else f"{row.measured}-{row.stated}"
    native = f'TEXT({cut(difference, digits, distance * factor)},"{form}")'
    key = "claim_words.distance_points" if share else "claim_words.distance"
    template = report.text(key, distance="{distance}")
    separator = report.text("claim_words.sentence_separator")
    number_ = Live(rounded(distance * factor, digits), native)
    return sentence(f"{template}{separator}{{words}}", words=words, distance=number_)


def two_places(number_: Live) -> Live:
    """Return a number to two decimal places, as a text; a text stays."""
    native = str(number_.native)
    return Live(rounded(number_.value, 2), f'IFERROR(TEXT({cut(native, 2, number_.value)},"0.00"),{native})')
