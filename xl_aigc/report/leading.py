"""One company that makes more than half of a total: where a sentence tells a sum, it tells whose it mostly is."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Final

from xl_aigc.data.item import ITEMS
from xl_aigc.measures.frame import number
from xl_aigc.measures.mask import everyone, known
from xl_aigc.report.digits import SUM
from xl_aigc.report.finding_numbers import Number
from xl_aigc.report.findings import Teller
from xl_aigc.report.known_numbers import LEAST
from xl_aigc.report.live import MISSING, Live, choice
from xl_aigc.report.names_in_titles import in_title, width_of_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.report.report import Report

SPEND: Final = ("rd_expense", "revenue")
TOTALS: Final = {"overview": ("revenue", "net_profit"), "outlook": SPEND}
"""The items whose sums the finding at the head of a sheet compares with those of the year before."""


def leading(report: Report, sheet: str) -> list[Live]:
    """Return a sentence for each total of the finding of a sheet that is mostly one company's; blank where it is not."""
    items = [item for item in TOTALS.get(sheet, ()) if item not in report.absent]
    shared = items if sheet == "outlook" and len(items) == len(SPEND) else None
    return [_leader(report, item, shared) for item in items]


def _leader(report: Report, item: str, shared: Sequence[str] | None) -> Live:
    """Return who makes more than half of the sum of an item: of all, as tables add it up, or of companies with some items of both years."""
    ends = ("",) if "prior" in report.absent or shared is None else ("", "_prior")
    paired = [known(report.frame, f"{one}{end}") for one in shared or [item] if one in ITEMS for end in ends]
    mask = reduce(and_, paired, everyone(report.frame))
    told = {
        "total": report.number(f"sum({item})", mask),
        "top": report.number(f"highest({item}) if sum({item}) > 0 else lowest({item})", mask),
    }
    label, companies = report.word(item), report.count(mask)
    if report.workings is not None:
        told = {key: report.workings.held(live, label, SUM) for key, live in told.items()}
    total, top = told["total"], told["top"]
    there = not isinstance(total.value, str) and not isinstance(top.value, str)
    most = there and int(companies.value) >= LEAST and 2 * abs(float(top.value)) > abs(float(total.value))
    test = f"IF(COUNT({top.native},{total.native})=2,AND({companies.native}>={LEAST},2*ABS({top.native})>ABS({total.native})),FALSE)"
    numbers = [number(value) for value in report.frame[item]]
    found = f"MATCH({top.native},[{item}],0)"
    at = next((n for n, one in enumerate(numbers) if mask.chosen[n] and one == top.value), None)
    name = _of_leader(report, report.name_key(), at, found)
    ticker, wide = _of_leader(report, "ticker", at, found), width_of_names(report)
    said = {
        "name": Number(in_title(name, ticker, wide=wide), "word"),
        "top": Number(top, SUM),
        "total": Number(total, SUM),
        "what": Number(Live(label), "word"),
    }
    template = report.text(
        "head.leads_paired" if shared else "head.leads", **{one: f"{{{one}}}" for one in said}
    )
    gap = report.text("claim_words.sentence_separator")
    return choice(Live(most, test), Teller(report, said).line(f"{gap}{template}"), Live(""))


def _of_leader(report: Report, key: str, at: int | None, found: str) -> Live:
    """Return a column's text for the company at a place."""
    return Live(MISSING if at is None else str(report.frame[key][at]), f"INDEX([{key}],{found})")
