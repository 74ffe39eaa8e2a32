"""Numbers that findings name: over the companies of the basket or a part of it, of claims, and of the article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Final

from xl_aigc.data.layers import keys_of
from xl_aigc.data.limits import LIMITS
from xl_aigc.labels import with_unit
from xl_aigc.measures.claims.evaluate import at_own_period, evaluate
from xl_aigc.measures.claims.own import limits_of
from xl_aigc.measures.claims.result import VERDICTS
from xl_aigc.measures.mask import Mask, everyone, group, known, where
from xl_aigc.report.digits import form_of
from xl_aigc.report.live import MISSING, Live, choice, either, sentence, together
from xl_aigc.report.widths import display_width

if TYPE_CHECKING:
    from xl_aigc.data.claims import Claim
    from xl_aigc.report.report import Report

EX_GIANTS: Final = "ex_giants"
WITH_RD: Final = "with_rd"
"""The companies of which R&D expense and revenue of both years are known, so that the growth of the two is of the same ones."""
WENT: Final = "net_profit_went"
"""The fate of the sum of net profit, in the words of the status of a company."""
WIDEST_LIST: Final = 80
"""Digits that a list of the layers in a sentence may be wide; a basket with longer names, or more layers, has none."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a sentence names.

    Attributes:
        live: the number, or the text for a missing one.
        shows: what it is: a count, percent, money, a word, ...
        known: how many companies it rests on; None where that needs no asking.
        leads: it is a company's that is named for it, so that a little of it is told as less than the least that shows.
    """

    live: Live
    shows: str = "count"
    known: Live | None = None
    leads: bool = False


Said = dict[str, Number]
"""Numbers that a block tells of itself, by name."""


def parts_of(report: Report) -> tuple[str, ...]:
    """Return the parts of the basket that a number may be of, by the endings of its name."""
    return (EX_GIANTS, WITH_RD, *keys_of(report.facts.sorts.layers))


def over_companies(report: Report, name: str) -> Number | None:
    """Return a number over the companies of the basket, or of a part of it; None where the basket has none of it."""
    key, part = name, ""
    for end in () if name in report.table.basket else parts_of(report):
        if name.endswith(f"_{end}") and len(end) > len(part):
            key, part = name.removesuffix(f"_{end}"), end
    went, key = key == WENT, "net_profit_yoy" if key == WENT else key
    lacks = part == EX_GIANTS and "giants" in report.absent
    lacks |= part in keys_of(report.facts.sorts.layers) and "layers" in report.absent
    if lacks or key not in report.table.basket or key in report.absent:
        return None
    mask, measure = _part_of(report, part), report.table.basket[key]
    label = report.basket_title(key)
    if part:
        with_part = with_unit("{label}", "{part}", report.language)
        label = sentence(with_part, label=label, part=_named(report, part))
    rests = report.known(key, mask) if measure.needs else None
    if rests and part == EX_GIANTS:  # figures can make them giants no more
        giants = everyone(report.frame) & where(report.frame, "giant", "yes")
        rests = either(report.count(giants), rests, Live(0, "0"))
    if went:
        return _held(report, Number(_went(report, mask), "word", rests), label)
    return _held(report, Number(report.basket(key, mask), form_of(report, key), rests), label)


def _went(report: Report, mask: Mask | None) -> Live:
    """Return the status of the sum of net profit, over companies known in both periods."""
    now, then = "sum(net_profit, known(net_profit_prior))", "sum(net_profit_prior, known(net_profit))"
    live = report.number(f"status({now}, {then})", mask)
    return replace(live, value=report.word(str(live.value)))


def _held(report: Report, number: Number, label: Live) -> Number:
    """Return a number that sentences read from its cell, as they do how many companies it rests on."""
    if (workings := report.workings) is None:
        return number
    told = sentence(report.text("column_totals.known", group="{group}"), group=label)
    label, told, known = _plain(label), _plain(told), number.known
    return replace(
        number,
        live=workings.held(number.live, label, "general" if number.shows == "word" else number.shows),
        known=None if known is None else workings.held(known, told, "count"),
    )


def _plain(label: Live) -> Live:
    """Return a label as a formula only where it shows a limit."""
    return label if label.names else Live(label.value)


def _named(report: Report, part: str) -> str:
    """Return the name of a part of the basket."""
    return report.text(f"groups.{part}") if part in {EX_GIANTS, WITH_RD} else report.word(part)


def by_layer(report: Report, key: str) -> tuple[Live, Number] | None:
    """Return a count in each layer as a list, and the count of the basket; None where there are no layers, or too many."""
    names = [report.word(layer) for layer in keys_of(report.facts.sorts.layers)]
    if "layers" in report.absent or sum(display_width(name) + 4 for name in names) > WIDEST_LIST:
        return None
    number = over_companies(report, key)
    if number is None:
        return None
    latin, usual, more = (report.labels.text(f"lists.{part}") for part in ("latin_layer", "layer", "more"))
    counts = [
        one.live
        for layer in keys_of(report.facts.sorts.layers)
        if (one := over_companies(report, f"{key}_{layer}"))
    ]
    proper = any(name != name.lower() for name in names)  # a name of a basket's own stands before its count
    parts = (
        sentence(latin if proper and name[-1:].isascii() else usual, n=count, layer=name)
        for count, name in zip(counts, names, strict=True)
    )
    whole, among = number.live, together(counts)  # a company without a layer stands in no list of layers
    complete = Live(among.value == whole.value, f"{among.native}={whole.native}")
    told = reduce(lambda told, part: sentence(more, list=told, one=part), parts)
    return told, Number(complete, "logical", number.known)


def _part_of(report: Report, part: str) -> Mask | None:
    """Return the companies without the giants, with R&D, or of a layer; None for all."""
    if not part:
        return None
    if part == WITH_RD:
        paired = [
            known(report.frame, f"{item}{end}")
            for item in ("rd_expense", "revenue")
            for end in ("", "_prior")
        ]
        return reduce(and_, paired, everyone(report.frame))
    if part == EX_GIANTS:
        return group(report.frame, EX_GIANTS)
    return everyone(report.frame) & where(report.frame, "layer", part)


def claims_of(report: Report, verdict: str) -> Number | None:
    """Return the number of claims of a verdict, or of all that are tested on this basket."""
    if "claims" in report.absent or verdict not in {*VERDICTS, "total"}:
        return None
    counts = Counter(str(result.verdict) for result in evaluate(report.frame))
    asked = VERDICTS if verdict == "total" else (verdict,)
    native = "+".join(f"COUNTIF(claims_verdicts,{{{one}}})" for one in asked)
    return Number(Live(sum(counts[one] for one in asked), f"({native})"))


def stated(report: Report, claim: str) -> Number | None:
    """Return the number that the article states in a claim; None where it has none, or the report is of another period."""
    found = next((one for one in report.facts.claims if one.id == claim), None)
    if found is None or not isinstance(found.stated, int | float) or not at_own_period(report.frame):
        return None
    own, number = own_bounds(report, found), Live(found.stated)
    if own.native is not None:
        number = choice(own, replace(number, native=f"{found.stated:.15g}"), Live(MISSING))
    return Number(number, "percent" if abs(found.stated) < 1 else "count")


def own_bounds(report: Report, claim: Claim) -> Live:
    """Return whether the limits that the subject of a claim compares with are those of the article."""
    measure = report.table.basket.get(claim.key or "")
    keys = limits_of(measure) if measure else ()
    own = {key: LIMITS[key].shown(report.frame.divisor) for key in keys}
    holds = all(report.frame.limit(key) == value for key, value in own.items())
    tests = [f"{key}={value:.15g}" for key, value in own.items()]
    return Live(holds, f"AND({','.join(tests)})" if len(tests) > 1 else "".join(tests) or None)
