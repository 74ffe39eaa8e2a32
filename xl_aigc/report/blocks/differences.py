"""The claims that differ, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field as Option

from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.report import claims_live as live
from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.claims_range import bounds
from xl_aigc.report.claims_sentences import percent_in_words
from xl_aigc.report.claims_words import text_of
from xl_aigc.report.live import Live, sentence

if TYPE_CHECKING:
    from xl_aigc.measures.claims.result import ClaimResult
    from xl_aigc.report.page import Page
    from xl_aigc.report.report import Report


@register("biggest_differences")
class BiggestDifferencesSpec(BlockSpec):
    """The most important claims that differ, in words."""

    speaks_of: ClassVar[tuple[str, ...]] = ("claims",)

    claims: tuple[str, ...] = Option((), description="claims that come first if they differ, by id")
    rows: int = Option(3, ge=1, le=20, description="how many")


@draw_kind.register(BiggestDifferencesSpec)
def _biggest_differences(spec: BiggestDifferencesSpec, page: Page) -> None:
    report = page.report
    differing = [result for result in evaluate(report.frame) if result.verdict == "differs"]
    order = {id_: place for place, id_ in enumerate(spec.claims)}
    differing.sort(key=lambda result: order.get(result.claim.id, len(order)))
    told: list[Live | str] = [difference(report, result) for result in differing[: spec.rows]]
    told = told or [report.text("claim_words.no_difference")]
    rows = page.rows(spec, "rows", len(told), spec.rows)
    for text in (*told[:rows], *[""] * (rows - len(told))):
        page.paragraph(text, "paragraph")


def difference(report: Report, result: ClaimResult) -> Live:
    """Return a claim that differs, with both numbers and what the measured rests on."""
    claim = result.claim
    nowhere = live.Row(f'"{claim.ticker}"', "", "", "", "", "")
    found = live.measured(report, result, nowhere)
    low, high = bounds(report, result, nowhere)
    if live.shows(report, claim) == "percent":
        found, low, high = (percent_in_words(one) for one in (found, low, high))
    parts = {"measured": found, "known": live.known_of_due(report, result), "low": low, "high": high}
    ranged = "range" if low.value not in {"", high.value} else "point"
    names = {name: "{" + name + "}" for name in parts}
    template = report.text(f"claim_words.difference.{ranged}", claim=text_of(report, claim), **names)
    return sentence(template, **{name: part for name, part in parts.items() if "{" + name + "}" in template})
