"""The companies that lead by a measure, as bars."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field as Option

from xl_aigc.report.block_spec import Key, register
from xl_aigc.report.blocks import chart_parts, feeds
from xl_aigc.report.blocks.companies import Condition, mask_of, nobody, ranking_feed, told
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.blocks.ranked_bars import MARGIN, bar_format
from xl_aigc.report.charts import Axis, SeriesPlan
from xl_aigc.report.lists import Ranked, rank

if TYPE_CHECKING:
    from xl_aigc.report.blocks.chart_parts import Room
    from xl_aigc.report.page import Page
    from xl_aigc.report.report import Report

PLAIN_FORMATS = {"percent": '0.0%;"−"0.0%;;', "ratio": '0.0;"−"0.0;;'}
"""Number formats of the numbers at bars that are no change."""


@register("ranking_bars")
class RankingBarsSpec(chart_parts.ChartedSpec):
    """The companies that lead by a measure, as bars; a fall in the colour of down."""

    by: Annotated[str, Key("measure")]
    order: Literal["highest", "lowest"] = "highest"
    where: tuple[Condition, ...] = ()
    rows: int = Option(10, ge=1, le=40)

    def idle(self, report: Report) -> bool:
        """Return whether no company meets the conditions."""
        return nobody(report, self.by, self.where)


@draw_kind.register(RankingBarsSpec)
def _ranking_bars(spec: RankingBarsSpec, page: Page) -> None:
    report = page.report
    ranked = rank(report, spec.by, mask_of(report, spec.where), ascending=spec.order == "lowest")
    if chart_parts.drawn(spec, page, possible=bool(ranked.order)):
        page.later.append(
            partial(
                _draw_bars,
                spec,
                page,
                chart_parts.reserve(
                    page, chart_parts.height_of(spec, page, min(len(ranked.order), spec.rows))
                ),
                ranked,
            )
        )


def _draw_bars(spec: RankingBarsSpec, page: Page, room: Room, ranked: Ranked) -> None:
    report = page.report
    rows = page.rows(spec, "rows", len(ranked.order), spec.rows)
    placed = ranking_feed(page, spec.by, ranked, rows)
    page.said[page.block_key(spec)] = told(page.feed, placed, (spec.by,), ranked)
    drawn = feeds.drawn_from(page, placed, min(len(ranked.order), rows))
    shows, ways = report.table.measures[spec.by].shows, report.theme.directions[report.language]
    numbers = feeds.numbers_of(page, drawn, "value")
    falls = {place: ways.down for place, number in enumerate(numbers) if number < 0}
    series = SeriesPlan(
        report.short(spec.by, "measures"),
        drawn.range("value"),
        drawn.range("short"),
        report.theme.colours.grey,
        value_format=PLAIN_FORMATS.get(shows) or bar_format(report, shows),
        label_place="outEnd",
        point_colours=falls,
    )
    ends = min([0.0, *numbers]), max([0.0, *numbers])
    margin = MARGIN * (ends[1] - ends[0])
    bounds = ends[0] - margin * (ends[0] < 0), ends[1] + margin * (ends[1] > 0)
    value = Axis(
        "", chart_parts.axis_format(report, shows), drawn=False, bounds=bounds if any(ends) else None
    )
    names = feeds.names_width(page, placed, "short")
    chart_parts.place_chart(page, room, "bar", (Axis(""), value), [series], names=names)
