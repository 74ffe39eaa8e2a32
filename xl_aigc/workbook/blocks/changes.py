"""The blocks of the sheet Changes: a log that begins with the build, and what the last refresh did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.workbook.block_spec import BlockSpec, register
from xl_aigc.workbook.blocks.draw import draw_kind
from xl_aigc.workbook.blocks.kpis import Card, draw_cards
from xl_aigc.workbook.live import Live
from xl_aigc.workbook.page import Field, Placed

if TYPE_CHECKING:
    from xl_aigc.workbook.page import Page
    from xl_aigc.workbook.report import Report

KINDS: Final = ("added", "changed", "unchanged", "set_aside")
"""What a refresh counts."""


def figures_built(report: Report) -> int:
    """How many figures of the basket the Data table of a new workbook holds."""
    return sum(
        report.facts.figure(ticker, item, period) is not None
        for item in report.items
        for period in (report.period, report.compare)
        for ticker in report.staying.tickers
    )


@register("refresh_kpis")
class RefreshKpisSpec(BlockSpec):
    """What the last refresh added, changed, left and set aside; in a new workbook all figures are added."""


@draw_kind.register(RefreshKpisSpec)
def _refresh_kpis(spec: RefreshKpisSpec, page: Page) -> None:
    del spec
    report = page.report
    counts = dict.fromkeys(KINDS, 0) | {"added": figures_built(report)}
    note = report.text("changes.by_build", as_of=report.facts.as_of.isoformat())
    draw_cards(
        page,
        [
            Card(
                report.text(f"changes.{kind}"),
                Live(count),
                "count",
                Live(note if count else ""),
                f"last_{kind}",
            )
            for kind, count in counts.items()
        ],
    )


@register("change_log")
class ChangeLogSpec(BlockSpec):
    """Every figure that came in, changed or went; the first row is the build itself."""


@draw_kind.register(ChangeLogSpec)
def _change_log(spec: ChangeLogSpec, page: Page) -> None:
    report, text = page.report, page.report.text
    fields = [
        Field("when", text("changes.column.when")),
        Field("vintage", text("changes.column.vintage")),
        Field("source", text("changes.column.source"), span=3, wrap=True),
        Field("ticker", report.label("ticker")),
        Field("item", text("columns.item"), span=2),
        Field("period", text("columns.period"), span=2),
        Field("old", text("changes.column.old"), "yuan", span=2),
        Field("new", text("changes.column.new"), "yuan", span=2),
        Field("percent", text("changes.column.percent"), "percent"),
        Field("kind", text("changes.column.kind"), span=3, wrap=True),
    ]
    heading = page.row
    columns = page.headings(fields)
    as_of = report.facts.as_of.isoformat()
    built = text("changes.built", n=figures_built(report), companies=len(report.staying.tickers))
    periods = f"{report.period}, {report.compare}"
    blank = ""
    page.line(
        fields,
        [
            as_of,
            as_of,
            report.facts.name[report.language],
            blank,
            text("changes.all_items"),
            periods,
            blank,
            blank,
            blank,
            built,
        ],
    )
    page.placed[spec.id or "log"] = Placed(page.title, page.row - 1, page.row - 1, columns, heading)
