"""A claim as cells: what is stated, measured and possible, and the verdict as a formula over the cells of its row.

The formulas say what `measures.claims` computes. Where the report is about another period than the article, all of them are
values: claims stay at their own period.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.data.limits import LIMITS
from xl_aigc.data.model import ARTICLE_SOURCE
from xl_aigc.expressions.native import place
from xl_aigc.expressions.native.literal import quoted
from xl_aigc.measures.basket import formula
from xl_aigc.measures.claims.company import figures_due
from xl_aigc.measures.claims.evaluate import at_own_period
from xl_aigc.measures.claims.members import RANKED, SETS, Members, members_of
from xl_aigc.measures.claims.needs import is_money
from xl_aigc.measures.claims.own import bound_of, limits_of, moves_with_limits, with_own_bound
from xl_aigc.measures.claims.result import OTHER_BASKET
from xl_aigc.measures.mask import Mask, everyone, group, that
from xl_aigc.report import chance
from xl_aigc.report.claims_correlation import correlation_cells
from xl_aigc.report.digits import unit_of_forms
from xl_aigc.report.live import MISSING, Live
from xl_aigc.report.theme import DECIMALS

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.measures.claims.result import ClaimResult, Measured
    from xl_aigc.report.report import Report

SIGNIFICANT: Final = 3
"""Digits that an amount shows which is too small for the usual decimals."""
ARTICLE: Final = quoted(ARTICLE_SOURCE)


@dataclass(frozen=True, slots=True)
class Row:
    """Addresses of the cells of a claim that its formulas read."""

    subject: str
    stated: str
    tolerance: str
    measured: str
    low: str
    high: str
    verdict: str
    known: str


def is_set(claim: Claim) -> bool:
    """Return whether a claim is about which companies."""
    return claim.key in SETS or claim.key in RANKED


def shows(report: Report, claim: Claim) -> str:
    """Return the number form of a claim; `text` for words and names."""
    if is_set(claim):
        return "count" if claim.relation == "at_least" else "text"
    if isinstance(claim.stated, str):
        return "text"
    if is_money(claim, report.table):
        return "money"
    if claim.key is not None:
        fallback = "correlation" if claim.correlates else "count"
        return report.table.basket[claim.key].shows if claim.key in report.table.basket else fallback
    return "percent"


def shows_in_full(report: Report, result: ClaimResult) -> str:
    """Return the number form of a claim; money that its own form would show as little more than 0 has more decimals."""
    form, evidence = shows(report, result.claim), result.evidence
    amounts = [
        abs(value) / report.frame.divisor
        for value in (result.claim.stated, evidence.measured)
        if isinstance(value, int | float) and value
    ]
    if form != "money" or not amounts:
        return form
    usual = report.theme.decimals(form, unit_of_forms(report))
    if min(amounts) >= 10.0 ** (1 - usual):
        return form
    return f"{form}{DECIMALS}{SIGNIFICANT - 1 - math.floor(math.log10(min(amounts)))}"


def stated(report: Report, claim: Claim) -> Live:
    """Return the stated value as a cell; money shows the division by the unit of the report."""
    value = claim.stated
    if is_set(claim):
        names = value if isinstance(value, tuple) else (value,)
        return Live(len(names)) if claim.relation == "at_least" else _names(report, tuple(map(str, names)))
    if isinstance(value, (str, tuple)):
        return Live(report.word(value) if claim.testable and isinstance(value, str) else "")
    return in_unit(report, value) if is_money(claim, report.table) else Live(value)


def in_unit(report: Report, yuan: float) -> Live:
    """Return an amount in yuan as a visible division by the unit of the report."""
    return Live(yuan / report.frame.divisor, f"{yuan:.0f}/unit_divisor" if yuan == int(yuan) else None)


def _names(report: Report, tickers: tuple[str, ...]) -> Live:
    there = report.facts.tickers
    return Live(
        report.text("claim_words.list_separator").join(
            report.company_name(t) if t in there else t for t in tickers
        )
    )


def shown_of(report: Report, claim: Claim, value: Measured) -> str | float:
    """Return what a cell shows of a measured value of a claim."""
    if value is None:
        return MISSING
    if isinstance(value, tuple):
        if claim.relation == "at_least":
            return len(set(value) & set(claim.stated if isinstance(claim.stated, tuple) else ()))
        return str(_names(report, value).value) or report.text("claim_words.nobody")
    if isinstance(value, str):
        return report.word(value)
    return value / report.frame.divisor if is_money(claim, report.table) else value


def stated_mask(report: Report, claim: Claim) -> Mask:
    """Return the companies that a claim states."""
    names = claim.stated if isinstance(claim.stated, tuple) else (str(claim.stated),)
    return that(report.frame, f"ticker in {list(names)}")


def measured(report: Report, result: ClaimResult, row: Row) -> Live:
    """Return the value that the known figures give."""
    claim, value = result.claim, shown_of(report, result.claim, result.evidence.measured)
    if not at_own_period(report.frame):
        return Live(value)
    return Live(value, _measured_native(report, claim, row))


def _measured_native(report: Report, claim: Claim, row: Row) -> str | None:
    if claim.key is None:
        column = _column(report, claim)
        fixed = column is not None and not moves_with_limits(report.table, column)
        return f"INDEX([{column}],MATCH({row.subject},[ticker],0))" if fixed else None
    if claim.key in report.table.basket:
        return formula_of(report, claim)
    if claim.correlates:
        cells = correlation_cells(report, claim)
        return cells.rho.native if cells else None
    if is_set(claim):
        found = stated_members(report, claim)
        if claim.relation == "at_least":
            return report.count(stated_mask(report, claim) & found.measured).native
        return _only_one(report, found)
    return None


def formula_of(report: Report, claim: Claim, mask: Mask | None = None) -> str | None:
    """Return the formula of the basket measure of a claim, with the claim's own bound; None where there is none."""
    own = with_own_bound(report.frame, claim, report.table.basket[claim.key or ""])
    return formula(own, mask or everyone(report.frame)) if own else None


def stated_members(report: Report, claim: Claim) -> Members:
    """Return the members of the set that a claim is about, with the claim's own bound."""
    key, frame = claim.key or "", report.frame
    count = with_own_bound(frame, claim, report.table.basket[SETS[key]]) if key in SETS else None
    return members_of(frame, key, count=count)


def bound(report: Report, claim: Claim) -> Live:
    """Return the bound that a claim states companies to lie above or below; blank where it names none."""
    key = SETS.get(claim.key or "", claim.key or "")
    measure = report.table.basket.get(key)
    value = bound_of(report.frame, measure) if measure else None
    if measure is None or value is None:
        return Live("")
    limit = LIMITS[limits_of(measure)[0]]
    return in_unit(report, limit.value) if limit.shows == "money" else Live(value)


def bound_form(report: Report, claim: Claim) -> str:
    """Return the number form of a claim's bound."""
    measure = report.table.basket.get(SETS.get(claim.key or "", claim.key or ""))
    limits = limits_of(measure) if measure else ()
    return LIMITS[limits[0]].shows if len(limits) == 1 else "general"


def _only_one(report: Report, found: Members) -> str | None:
    """Return the name of a single member, or that there is none; several names stay a value."""
    if sum(found.measured.chosen) > 1:
        return None
    return f"IFERROR(INDEX([{report.name_key()}],{place(found.measured.test, 1)}),{quoted(report.text('claim_words.nobody'))})"


def _column(report: Report, claim: Claim) -> str | None:
    """Return the column of the Companies table that holds what a claim on a company is about."""
    if claim.item is None:
        return claim.measure if claim.measure in report.table.measures else None
    basis = {report.period: "", report.compare: "_prior"}.get(claim.period or report.period)
    return None if basis is None or claim.item + basis not in report.table.measures else claim.item + basis


def on_named(report: Report, result: ClaimResult) -> Live:
    """Return the same measured on the companies that the article names; blank for a claim on one company."""
    claim, frame = result.claim, report.frame
    if claim.key is None or (result.evidence.on_named is None and claim.key not in report.table.basket):
        return Live("")
    value = shown_of(report, claim, result.evidence.on_named)
    if claim.key not in report.table.basket or not at_own_period(frame):
        return Live(value)
    return Live(value, formula_of(report, claim, group(frame, "named")))


def verdict(report: Report, result: ClaimResult, row: Row) -> Live:
    """Return the verdict, from the cells of the row; a value where the claim can't be tested."""
    claim, word = result.claim, report.word(result.verdict)
    if not at_own_period(report.frame) or result.verdict in {"not_testable", OTHER_BASKET}:
        return Live(word)
    if is_set(claim):
        return Live(
            word,
            _bounds_verdict(report, claim, row)
            if shows(report, claim) == "count"
            else _set_verdict(report, claim),
        )
    if claim.correlates:
        beyond = chance.beyond(row.measured, row.tolerance)
        return Live(word, f"IF({beyond},{_bounds_verdict(report, claim, row)},{{undecided}})")
    if isinstance(claim.stated, str):
        settled_word = f"IF({row.measured}={row.stated},{{reproduced}},{{differs}})"
        return Live(word, f'IF({row.measured}="{MISSING}",{{undecided}},{settled_word})')
    inner, sources = _bounds_verdict(report, claim, row), _article_sources(report, claim, row)
    if not sources:
        return Live(word, inner)
    alone = ",".join(f"{source}={ARTICLE}" for source in sources)
    return Live(word, f"IF(AND(ISNUMBER({row.measured}),OR({alone})),{{article_only}},{inner})")


def _article_sources(report: Report, claim: Claim, row: Row) -> list[str]:
    """Return the cells of Data with the sources of those figures that the article alone gives."""
    if claim.key is not None:
        return []
    place, cells = f"MATCH({row.subject},[data.ticker.all],0)", []
    for item, period in figures_due(report.frame, claim):
        figure = report.facts.figure(claim.ticker or "", item, period)
        basis = {report.period: "", report.compare: "_prior"}.get(period)
        if figure is not None and figure.article_only and basis is not None:
            cells.append(f"INDEX([data.{item}{basis}_source.all],{place})")
    return cells


def _bounds_verdict(report: Report, claim: Claim, row: Row) -> str:
    """Return the verdict on every number from the least to the most that is possible."""
    a, low, high = row.stated, row.low, row.high
    around = f"ABS({a})*{row.tolerance}" if is_money(claim, report.table) else row.tolerance
    least, most = (f"{a}-{around}", f"{a}+{around}") if claim.tolerance is not None else (a, a)
    met, missed = {
        "equal": (f"AND({low}>={least},{high}<={most})", f"OR({high}<{least},{low}>{most})"),
        "about": (f"AND({low}>={least},{high}<={most})", f"OR({high}<{least},{low}>{most})"),
        "above": (f"{low}>{a}", f"{high}<={a}"),
        "below": (f"{high}<{a}", f"{low}>={a}"),
        "at_least": (f"{low}>={a}", f"{high}<{a}"),
        "nearly": (f"AND({low}>={least},{high}<{a})", f"OR({high}<{least},{low}>={a})"),
    }[claim.relation]
    return f"IF(COUNT({low},{high})<2,{{undecided}},IF({met},{{reproduced}},IF({missed},{{differs}},{{undecided}})))"


def _set_verdict(report: Report, claim: Claim) -> str:
    """Return the verdict on a list that must hold the stated companies and no others."""
    found, names = stated_members(report, claim), stated_mask(report, claim)
    possible, due = found.measured | found.maybe, len(names)

    def count(mask: Mask) -> str:
        return str(report.count(mask).native)

    missed = f"OR({count(found.certain & ~names)}>0,{count(names & possible)}<{due})"
    met = f"AND({count(found.certain & names)}={due},{count(possible & ~names)}=0)"
    return f"IF({missed},{{differs}},IF({met},{{reproduced}},{{undecided}}))"
