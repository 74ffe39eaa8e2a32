"""The article itself: its conclusions beside what was measured, and where it disagrees with itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final, Literal, Self

from xl_aigc.expressions.native.literal import quoted
from xl_aigc.measures.claims.conclusions import ConclusionResult, conclude, of_archetypes
from xl_aigc.measures.claims.members import counted
from xl_aigc.measures.mask import Mask, everyone, where
from xl_aigc.report import claims_sentences as live
from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks.claims import mark_verdicts, section_name
from xl_aigc.report.blocks.draw import block, columns_of, draw_kind, words_of
from xl_aigc.report.finding_numbers import Number
from xl_aigc.report.live import Live, either, sentence
from xl_aigc.report.page import Cell, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from xl_aigc.data.claims import Conclusion
    from xl_aigc.measures.frame import Frame
    from xl_aigc.report.report import Report

_NAMES: Final = re.compile(r"\{(\w+)\}")
TWELFTHS: Final = 12
LABEL: Final = 2
"""Columns of the labels of the article's head."""
OUTCOMES: Final = {"held": "reproduced", "contradicted": "differs", "open": "undecided"}
"""Names under which a finding counts conclusions, and their verdicts."""
SPANS: Final = {"conclusion": 4, "tests": 3, "measured": 3, "verdict": 1, "sheet": 1}


@block("article_head", speaks_of=("article",))
def _article_head(page: Page) -> None:
    """State who wrote the article, where and when, and the basket that it speaks of."""
    report, article = page.report, page.report.facts.article
    if article is None:
        return
    parts = {
        "author": article.author,
        "title": article.title.get(report.language),
        "publisher": article.publisher.get(report.language),
        "published": article.published,
        "series": article.series.get(report.language),
        "basket": article.basket[report.language],
        "prices_as_of": article.prices_as_of.isoformat(),
    }
    for key, text in parts.items():
        if text:
            page.write(page.row, page.left, report.text(f"article_head.{key}"), "text", span=LABEL)
            span = page.width - LABEL
            page.write(
                page.row,
                page.left + LABEL,
                text,
                "wrapped",
                span=span,
                lines=page.lines(text, span * page.digits),
            )
            page.row += 1


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
    for result in results:
        page.line(fields, _conclusion(page, result))
    column = columns["verdict"]
    mark_verdicts(page, f"{page.address(first, column)}:{page.address(page.row - 1, column)}")
    area = f"{page.address(first, column, sheet=True)}:{page.address(page.row - 1, column, absolute=True)}"
    page.said[page.block_key(spec)] = {"conclusions": Number(Live(len(results), f"ROWS({area})"))} | {
        name: Number(Live(sum(one.verdict == verdict for one in results), f"COUNTIF({area},{{{verdict}}})"))
        for name, verdict in OUTCOMES.items()
    }


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
        report.word(result.verdict),
        Cell(
            Live(name),
            ("black_link" if page.is_section else "hyperlink") if there else "wrapped",
            span=wide,
            link=sheet if there else None,
            lines=page.lines(name, wide * page.digits),
        ),
    ]


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
    def sorted_growers(frame: Frame) -> Mask:
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
        "kinds": live.basket(report, "companies", sorted_growers),
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


@register("article_notes")
class ArticleNotesSpec(BlockSpec):
    """Statements of the article that figures do not test: its renderings, itself, and the background of companies."""

    about: Literal["disagreements", "against_itself", "background"]

    def fitted(self, sheet: str, has_text: Callable[[str], bool], absent: Collection[str]) -> Self | None:
        """Return the block; None where the article has no such statement."""
        return None if self.about in absent else super().fitted(sheet, has_text, absent)


@draw_kind.register(ArticleNotesSpec)
def _article_notes(spec: ArticleNotesSpec, page: Page) -> None:
    report = page.report
    columns, rows = NOTES[spec.about](report)
    if not rows:
        page.paragraph(report.text("claim_words.none"))
        return
    spans = {key: round(span * page.width / TWELFTHS) for key, span in columns.items()}
    fields = columns_of(lambda key: report.text(f"claim_words.columns.{key}"), spans, wrap=columns)
    # The heading of a block of one column says what is in it.
    if len(fields) > 1 or not words_of(spec, page, "title"):
        page.headings(fields)
    for row in rows:
        page.line(fields, row)


Notes = tuple[dict[str, int], list[list[str]]]


def _disagreements(report: Report) -> Notes:
    article, language = report.facts.article, report.language
    rows = [
        [part[language] for part in (one.fact, one.en, one.ko, one.taken)]
        for one in (article.renderings_disagree if article else ())
    ]
    return {"fact": 4, "en": 3, "ko": 2, "taken": 3}, rows


def _against_itself(report: Report) -> Notes:
    article = report.facts.article
    texts = article.against_itself if article else ()
    return {"against_itself": 12}, [[text[report.language]] for text in texts]


def _background(report: Report) -> Notes:
    article = report.facts.article
    rows = []
    for one in article.background if article else ():
        name = report.company_name(one.ticker) if one.ticker else one.subject[report.language]
        source = (
            report.text(f"claim_words.rendering.{one.source}")
            if one.source
            else report.text("claim_words.both")
        )
        rows.append([name, one.text[report.language], source])
    return {"company": 2, "background": 7, "source": 3}, rows


NOTES: Final[dict[str, Callable[[Report], Notes]]] = {
    "disagreements": _disagreements,
    "against_itself": _against_itself,
    "background": _background,
}
