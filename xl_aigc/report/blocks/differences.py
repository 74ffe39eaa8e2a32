"""The claims that differ, in words: a list that follows the verdicts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from pydantic import Field as Option

from xl_aigc.expressions.native.literal import quoted
from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.measures.claims.result import OTHER_BASKET
from xl_aigc.report import claims_live as live
from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks import feeds
from xl_aigc.report.blocks.claims import from_claims
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.claims_known import known_of_due
from xl_aigc.report.claims_range import bounds
from xl_aigc.report.claims_sentences import percent_in_words
from xl_aigc.report.claims_words import text_of
from xl_aigc.report.digits import cut, in_digits
from xl_aigc.report.findings import MINUS
from xl_aigc.report.live import Live, choice, sentence
from xl_aigc.report.page import SECTION_LINE, Field, Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.measures.claims.result import ClaimResult
    from xl_aigc.report.blocks.claims import Claims
    from xl_aigc.report.live import Shown
    from xl_aigc.report.report import Report

NUMBERS: Final = ("measured", "low", "high")
PLACES: Final = 2
"""Decimals of a number that is no share; programs write longer ones differently."""
LINES: Final = 2
"""Lines that a claim has room for."""


@register("biggest_differences")
class BiggestDifferencesSpec(BlockSpec):
    """The most important claims that differ, in words."""

    speaks_of: ClassVar[tuple[str, ...]] = ("claims",)

    claims: tuple[str, ...] = Option((), description="claims that come first if they differ, by id")
    rows: int = Option(3, ge=1, le=20, description="how many")

    def idle(self, report: Report) -> bool:
        """Return whether no claim differs."""
        return all(result.verdict != "differs" for result in evaluate(report.frame))


@draw_kind.register(BiggestDifferencesSpec)
def _biggest_differences(spec: BiggestDifferencesSpec, page: Page) -> None:
    report = page.report
    order = {id_: place for place, id_ in enumerate(spec.claims)}
    results = [one for one in evaluate(report.frame) if one.claim.testable and one.verdict != OTHER_BASKET]
    results.sort(key=lambda result: order.get(result.claim.id, len(order)))
    told = [str(_told(report, one).value) for one in results if one.verdict == "differs"]
    nothing = report.text("claim_words.no_difference")
    rows = page.rows(spec, "rows", spec.rows, spec.rows)
    area = _feed(page, results)
    tall, more = SECTION_LINE
    for k in range(rows):
        text = (told or [nothing])[k] if k < max(len(told), 1) else ""
        first = quoted("" if k else nothing)
        native = f"IFERROR(INDEX({area['text']},MATCH({k + 1},{area['k']},0)),{first})"
        page.heights[page.row] = LINES * tall + more
        page.paragraph(Live(text, native if results else None), "paragraph")


def _feed(page: Page, results: Sequence[ClaimResult]) -> Mapping[str, str]:
    """List every claim that can differ, with a number where it does; return the columns for formulas."""
    report = page.report
    fields = [
        Field("k", report.text("charts.number"), "rank"),
        Field("text", report.text("claim_words.columns.claim"), span=feeds.NAME_SPAN),
    ]
    feeds.open_feed(page)
    top, numbered = page.feed.row, 0

    def row(k: int, at: Mapping[str, str]) -> list[Live | Shown]:
        nonlocal numbered
        result, own = results[k - 1], at["k"]
        differs = result.verdict == "differs"
        numbered += differs
        column = own.rstrip("0123456789")
        above = f"{column}${top}:{column}{top + k - 1}"
        return [
            from_claims(page.feed, numbered if differs else "", partial(_number, result.claim.id, above)),
            from_claims(page.feed, _told(report, result).value, partial(_sentence, report, result)),
        ]

    placed = feeds.draw_feed(page, fields, len(results), row)
    return {key: placed.range(key) for key in ("k", "text")}


def _number(id_: str, above: str, cells: Claims) -> str:
    """Return the formula of the place of a claim among those that differ."""
    return f'IF({cells[id_]["verdict"]}={{differs}},COUNT({above})+1,"")'


def _sentence(report: Report, result: ClaimResult, cells: Claims) -> str | None:
    """Return the formula of a claim in words, from the cells of its row."""
    return _told(report, result, cells[result.claim.id]).native


def _told(report: Report, result: ClaimResult, at: Mapping[str, str] | None = None) -> Live:
    """Return a claim with both numbers and what the measured rests on.

    Args:
        report: the report.
        result: the claim.
        at: the cells of its row, None for the words alone.
    """
    nowhere = live.Row(*[""] * 8)
    low, high = bounds(report, result, nowhere)
    parts = {
        "measured": live.measured(report, result, nowhere),
        "low": low,
        "high": high,
        "known": known_of_due(report, result),
    }
    parts = {key: Live(part.value, at[key] if at else None) for key, part in parts.items()}
    shows = live.shows(report, result.claim)
    parts |= {key: _in_words(parts[key], shows) for key in NUMBERS}
    names = {name: "{" + name + "}" for name in parts}
    ranged, point = (
        sentence(
            report.text(f"claim_words.difference.{form}", claim=text_of(report, result.claim), **names),
            **parts,
        )
        for form in ("range", "point")
    )
    apart = f'AND({at["low"]}<>"",{at["low"]}<>{at["high"]})' if at else None
    return choice(Live(low.value not in {"", high.value}, apart), ranged, point)


def _in_words(number: Live, shows: str) -> Live:
    """Return a number as a sentence writes it: programs write a long one differently; a name or a count stays."""
    if shows == "percent":
        return percent_in_words(number)
    if shows in {"count", "text"} or isinstance(number.value, str):
        return number
    digits, cell = in_digits(number.value, PLACES, percent=False), number.native
    size = cell and f'TEXT({cut(f"ABS({cell})", PLACES, number.value)},"#,##0.{"0" * PLACES}")'
    sign = cell and f'IF({cell}<0,"{MINUS}","")'
    shown = Live(f"{MINUS * (number.value < 0)}{digits}", cell and f"{sign}&{size}")
    return choice(Live(value=True, native=cell and f"ISNUMBER({cell})"), shown, number)
