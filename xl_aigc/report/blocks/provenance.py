"""Provenance of the figures: coverage, sources, gaps."""

from __future__ import annotations

from pydantic import Field as Option

from xl_aigc.data.completeness import coverage, gaps
from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks.draw import block, draw_kind
from xl_aigc.report.lists import STAYS
from xl_aigc.report.live import MISSING, Live
from xl_aigc.report.page import Cell, Field, Page
from xl_aigc.report.report import CORE_ITEMS

SHOWN_GAPS = 300
"""Gaps that a sheet lists; a market has thousands, and `xl-aigc data check` counts them all."""


@block("coverage")
def _coverage(page: Page) -> None:
    """Figures present of figures due, by item and period, and how many of them were derived."""
    report = page.report
    fields = [Field("item", report.text("columns.item"), span=3)]
    for _, period in report.bases:
        fields += [
            Field(f"{part}{period}", f"{report.text(f'columns.{part}')} {period}", shows)
            for part, shows in (
                ("present", "count"),
                ("due", "count"),
                ("percent", "percent"),
                ("derived", "count"),
            )
        ]
    page.headings(fields)
    rows = {
        (c.item, c.period): c
        for c in coverage(report.staying, tuple(period for _, period in report.bases), CORE_ITEMS)
        if c.layer is None
    }
    for item in CORE_ITEMS:
        contents: list[Live | str] = [report.word(item)]
        for basis, period in report.bases:
            row = rows[item, period]
            present = f"SUMPRODUCT({STAYS}*ISNUMBER([data.{item}{basis}.all]))"
            due = f"SUMPRODUCT({STAYS}*1)"
            derived = f"SUMPRODUCT({STAYS}*([data.{item}{basis}_kind.all]={{derived}}))"
            share = MISSING if row.share is None else row.share
            contents += [
                Live(row.present, present),
                Live(row.due, due),
                Live(share, f'IF({due}=0,"{MISSING}",{present}/{due})'),
                Live(row.derived, derived),
            ]
        page.line(fields, contents)


@register("sources")
class SourcesSpec(BlockSpec):
    """Every source by its id, linked where it has an address on the web."""


@draw_kind.register(SourcesSpec)
def _sources(spec: SourcesSpec, page: Page) -> None:
    report = page.report
    fields = [
        Field("id", report.text("columns.source")),
        Field("address", report.text("columns.address"), span=9),
    ]
    page.headings(fields)
    for source in report.facts.sources:
        style = "hyperlink" if source.link else "text"
        page.line(fields, [source.id, Cell(Live(source.address), style, span=9, link=source.link)])
    # Nothing stands below: the list may always be longer than in a workbook that it must match, and none is cut.
    count = len(report.facts.sources)
    page.blank_lines(fields, page.room(spec, "rows", count) - count)


@register("gaps")
class GapsSpec(BlockSpec):
    """Figures that are due and missing, with the claims that need them."""

    rows: int = Option(SHOWN_GAPS, ge=1, le=2000)


@draw_kind.register(GapsSpec)
def _gaps(spec: GapsSpec, page: Page) -> None:
    report = page.report
    needed = {(c.ticker, c.item): c.id for c in report.facts.claims if c.ticker and c.item}
    missing = list(
        gaps(
            report.staying,
            CORE_ITEMS[:1] + CORE_ITEMS[1:3] + CORE_ITEMS[4:],
            tuple(period for _, period in report.bases),
        )
    )
    missing.sort(key=lambda gap: (gap.ticker, gap.item) not in needed)
    rows = page.rows(spec, "rows", len(missing), spec.rows)
    page.paragraph(report.text("notes.gaps", n=min(len(missing), rows), total=len(missing)))
    fields = [
        Field("ticker", report.label("ticker")),
        Field("company", report.text("columns.company"), span=2),
        Field("item", report.text("columns.item"), span=2),
        Field("period", report.text("columns.period")),
        Field("claim", report.text("columns.needed_by"), span=3),
    ]
    page.headings(fields)
    for gap in missing[:rows]:
        claim = needed.get((gap.ticker, gap.item), "")
        name = report.facts.company(gap.ticker).name(report.language)
        page.line(fields, [gap.ticker, name, report.word(gap.item), str(gap.period), claim])
    page.blank_lines(fields, rows - len(missing))
