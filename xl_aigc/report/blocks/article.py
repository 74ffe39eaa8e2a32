"""The article itself: who wrote it, where it disagrees with itself, and what no figure tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks.draw import block, columns_of, draw_kind, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from xl_aigc.report.page import Page
    from xl_aigc.report.report import Report

TWELFTHS: Final = 12
LABEL: Final = 2
"""Columns of the labels of the article's head."""


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


@register("article_notes")
class ArticleNotesSpec(BlockSpec):
    """Statements of the article that figures do not test: its renderings, itself, and the background of companies."""

    about: Literal["disagreements", "against_itself", "background"]

    def fitted(
        self, sheet: str, has_text: Callable[[str], bool], absent: Collection[str]
    ) -> BlockSpec | None:
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
