"""The conclusions of the article beside what was measured, each with a verdict that follows those on the claims that test it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from xl_aigc.expressions.native.literal import quoted
from xl_aigc.measures.claims.conclusions import (
    MOST,
    ConclusionResult,
    archetype_bounds,
    archetype_share,
    archetype_verdict,
    conclude,
    of_archetypes,
)
from xl_aigc.measures.claims.evaluate import at_own_period
from xl_aigc.measures.claims.members import counted
from xl_aigc.measures.claims.result import OTHER_BASKET
from xl_aigc.measures.mask import Mask, everyone, where
from xl_aigc.report import claims_sentences as live
from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks import feeds
from xl_aigc.report.blocks.claims import from_claims, mark_verdicts, section_name
from xl_aigc.report.blocks.draw import columns_of, draw_kind
from xl_aigc.report.finding_numbers import Number
from xl_aigc.report.live import MISSING, Live, either, sentence, together
from xl_aigc.report.page import Cell, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xl_aigc.data.claims import Conclusion
    from xl_aigc.measures.frame import Frame
    from xl_aigc.report.report import Report

_NAMES: Final = re.compile(r"\{(\w+)\}")
OUTCOMES: Final = {"held": "reproduced", "half": "partly", "contradicted": "differs"}
"""Names under which a finding counts conclusions, and their verdicts; the rest are open."""
SPANS: Final = {"conclusion": 4, "tests": 3, "measured": 3, "verdict": 1, "sheet": 1}


@register("conclusions")
class ConclusionsSpec(BlockSpec):
    """The article's conclusions, each with what tests it, what was measured, and the verdict."""

    speaks_of: ClassVar[tuple[str, ...]] = ("conclusions",)


@draw_kind.register(ConclusionsSpec)
def _conclusions(spec: ConclusionsSpec, page: Page) -> None:
    report, results = page.report, conclude(page.report.frame)
    if not results:
        page.paragraph(report.text("claim_words.none"))
        return
    fields = columns_of(
        lambda key: report.text(f"claim_words.columns.{key}"),
        SPANS,
        wrap=SPANS,
        words=("measured", "verdict", "sheet"),
    )
    columns = page.headings(fields)
    first = page.row
    feeds.open_feed(page)
    for result in results:
        page.line(fields, _conclusion(page, result))
    column = columns["verdict"]
    mark_verdicts(page, f"{page.address(first, column)}:{page.address(page.row - 1, column)}")
    area = f"{page.address(first, column, sheet=True)}:{page.address(page.row - 1, column, absolute=True)}"
    counts = {
        name: Live(sum(one.verdict == verdict for one in results), f"COUNTIF({area},{{{verdict}}})")
        for name, verdict in OUTCOMES.items()
    }
    every, settled = Live(len(results), f"ROWS({area})"), together([*counts.values()])
    counts |= {
        "conclusions": every,
        "open": Live(len(results) - int(settled.value), f"({every.native}-{settled.native})"),
    }
    page.said[page.block_key(spec)] = {name: Number(count) for name, count in counts.items()}


def _conclusion(page: Page, result: ConclusionResult) -> list[Live | str | Cell]:
    report = page.report
    own = result.conclusion
    sheet = result.tests[0].claim.section if result.tests else ""
    there, wide = sheet in report.sheets, SPANS["sheet"]
    name = section_name(report, sheet) if there else "–"
    return [
        own.text[report.language],
        own.tests.get(report.language) or report.text("claim_words.list_separator").join(own.tested_by),
        _measured(report, result),
        _verdict(page, result),
        Cell(
            Live(name),
            ("black_link" if page.is_section else "hyperlink") if there else "wrapped",
            span=wide,
            link=sheet if there else None,
            lines=page.lines(name, wide * page.digits),
        ),
    ]


def _verdict(page: Page, result: ConclusionResult) -> Live:
    """Return the verdict on a conclusion, from those on the claims that test it; of another period or basket it is a value."""
    report = page.report
    word = report.word(result.verdict)
    if not at_own_period(report.frame) or result.verdict == OTHER_BASKET or not result.tests:
        return Live(word)
    sorts = [] if result.archetypes is None else [_archetypes(page, result.conclusion)]
    ids = [test.claim.id for test in result.tests]
    return from_claims(page, word, lambda cells: _together([*(cells[id_]["verdict"] for id_ in ids), *sorts]))


def _together(cells: Sequence[str]) -> str:
    """Return the formula of `measures.claims.conclusions` for the verdict of several cells together."""
    held, missed = ("+".join(f"({cell}={{{word}}})" for cell in cells) for word in ("reproduced", "differs"))
    alike = ",".join(f"{cell}={cells[0]}" for cell in cells[1:])
    mixed = f"IF({held}+{missed}={len(cells)},{{partly}},{{undecided}})"
    return f"IF(AND({alike}),{cells[0]},{mixed})" if alike else cells[0]


def _archetypes(page: Page, own: Conclusion) -> str:
    """Write what share of the growers the archetypes of a conclusion are, at least and at most; return the cell of the verdict on it."""
    report = page.report
    frame = report.frame
    share = archetype_share(frame, own)
    low, high = (
        feeds.draw_result(
            page,
            report.text(f"claim_words.columns.{end}"),
            Live(value if isinstance(value, float) else MISSING, _share(report, *bound)),
            "percent",
        )
        for end, value, bound in zip(
            ("low", "high"), (share.low, share.high), archetype_bounds(frame, own), strict=True
        )
    )
    met, missed = f"{low}>{MOST.low}", f"{high}<={MOST.low}"
    native = f"IF(COUNT({low},{high})<2,{{undecided}},IF({met},{{reproduced}},IF({missed},{{differs}},{{undecided}})))"
    word = Live(report.word(archetype_verdict(share)), native)
    cell = feeds.draw_result(page, report.text("claim_words.columns.verdict"), word)
    return f"{feeds.sheet_of(page)}!{cell}"


def _share(report: Report, part: Mask, whole: Mask) -> str:
    due = report.count(whole).native
    return f'IF({due}=0,"{MISSING}",{report.count(part).native}/{due})'


def _measured(report: Report, result: ConclusionResult) -> Live:
    """Describe what was measured in a sentence with live numbers; for a conclusion without one, list the verdicts of its tests."""
    own = result.conclusion
    parts = PARTS[own.id](report, own) if own.id in PARTS else {}
    template = own.measured.get(report.language, "")
    if not template or not set(_NAMES.findall(template)) <= parts.keys():
        verdicts = (
            report.text("claim_words.named", name=test.claim.id, value=report.word(test.verdict))
            for test in result.tests
        )
        return Live(report.text("claim_words.part_separator").join(verdicts))
    told, known, nothing = (
        sentence(template, **parts),
        parts["known"],
        report.text("claim_words.nothing_known"),
    )
    if known.native is None:
        return told if known.value else Live(nothing)
    return either(known, told, Live(nothing, quoted(nothing)))


def _icing(report: Report, _: Conclusion) -> dict[str, Live]:
    return {
        "fell": live.basket(report, "count_net_profit_fell"),
        "pairs": live.known(report, "count_net_profit_fell"),
        "stuck": live.basket(report, "count_revenue_only_up"),
        "known": live.known(report, "count_revenue_only_up"),
    }


def _who_earns(report: Report, own: Conclusion) -> dict[str, Live]:
    def of_its_kinds(frame: Frame) -> Mask:
        return (
            everyone(frame) & counted(frame, frame.table.basket["count_both_up"]) & of_archetypes(frame, own)
        )

    def loose_growers(frame: Frame) -> Mask:
        return (
            everyone(frame)
            & counted(frame, frame.table.basket["count_both_up"])
            & where(frame, "archetype", "other")
        )

    return {
        "kinds": live.basket(report, "companies", of_its_kinds),
        "growers": live.basket(report, "count_both_up"),
        "known": live.known(report, "count_both_up"),
        "loose": live.basket(report, "companies", loose_growers),
    }


def _talk_and_money(report: Report, _: Conclusion) -> dict[str, Live]:
    """Return the counts that the conclusion names, above the article's own bounds."""
    return {
        "above": live.stated_basket(report, "rd_above_100m"),
        "far": live.stated_basket(report, "rd_above_1bn"),
        "known": live.known(report, "count_rd_above_100m"),
        "due": live.basket(report, "companies"),
    }


PARTS: Final[dict[str, Callable[[Report, Conclusion], dict[str, Live]]]] = {
    "icing": _icing,
    "who_earns": _who_earns,
    "talk_and_money": _talk_and_money,
}
"""The numbers in the sentence beside each conclusion; `known` counts the companies that it rests on."""
