"""The article's claims by verdict, as bars."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.measures.claims.result import VERDICTS
from xl_aigc.report.block_spec import register
from xl_aigc.report.blocks import chart_parts, feeds
from xl_aigc.report.blocks.claims import counted
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.charts import Axis, SeriesPlan
from xl_aigc.report.page import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.report.blocks.chart_parts import Room
    from xl_aigc.report.live import Live, Shown
    from xl_aigc.report.page import Page


@register("verdict_bars")
class VerdictBarsSpec(chart_parts.ChartedSpec):
    """Number of claims by verdict; the settled ones are dark."""

    speaks_of: ClassVar[tuple[str, ...]] = ("claims",)


@draw_kind.register(VerdictBarsSpec)
def _verdict_bars(spec: VerdictBarsSpec, page: Page) -> None:
    if chart_parts.drawn(spec, page, possible=bool(evaluate(page.report.frame))):
        page.later.append(partial(_draw_bars, page, chart_parts.reserve(page, spec.height)))


def _draw_bars(page: Page, room: Room) -> None:
    report = page.report
    counts = Counter(result.verdict for result in evaluate(report.frame))
    fields = [
        Field("label", report.text("claim_words.columns.verdict"), span=2),
        Field("count", report.text("claim_words.columns.claim"), "count"),
    ]

    def row(k: int, _: Mapping[str, str]) -> list[Live | Shown]:
        verdict = VERDICTS[k - 1]
        return [report.word(verdict), counted(page.feed, counts[verdict], verdict)]

    feeds.open_feed(page)
    placed = feeds.draw_feed(page, fields, len(VERDICTS), row)
    grey = report.theme.colours.grey
    series = SeriesPlan(
        report.text("claim_words.columns.claim"),
        placed.range("count"),
        placed.range("label"),
        grey,
        value_format=chart_parts.COUNT_FORMAT,
        label_place="outEnd",
        point_colours={k: chart_parts.shade(report, verdict) or grey for k, verdict in enumerate(VERDICTS)},
    )
    value = Axis("", chart_parts.axis_format(report, "count"), drawn=False)
    chart_parts.place_chart(page, room, "bar", (Axis(""), value), [series])
