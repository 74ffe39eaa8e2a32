"""The companies that lead by a measure, as bars."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field as Option

from xl_aigc.measures.mask import everyone
from xl_aigc.report.block_spec import Key, register
from xl_aigc.report.blocks import chart_parts, cut_bars, feeds, short_names
from xl_aigc.report.blocks.companies import ranking_feed, told
from xl_aigc.report.blocks.conditions import Condition, alike, mask_of
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.blocks.ranked_bars import MARGIN
from xl_aigc.report.charts import Axis, SeriesPlan
from xl_aigc.report.lists import Ranked, rank
from xl_aigc.report.live import Live, Shown
from xl_aigc.report.page import Field, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xl_aigc.report.blocks.chart_parts import Room
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report

USUAL_LABEL: Final = 8
"""Signs of a number at the end of a bar that the usual margin has room for."""


@register("ranking_bars")
class RankingBarsSpec(chart_parts.ChartedSpec):
    """The companies that lead by a measure, as bars; a fall in the colour of down."""

    by: Annotated[str, Key("measure")]
    order: Literal["highest", "lowest"] = "highest"
    where: tuple[Condition, ...] = ()
    rows: int = Option(10, ge=1, le=40)

    def idle(self, report: Report) -> bool:
        """Return whether no company is drawn, or no bar is longer than another; one company may be the only one of many."""
        ranked = rank(report, self.by, mask_of(report, self.where))
        alone = len(ranked.order) == 1 < sum(everyone(report.frame).chosen)
        return not alone and alike(report, ranked.mask, self.by)


@draw_kind.register(RankingBarsSpec)
def _ranking_bars(spec: RankingBarsSpec, page: Page) -> None:
    report = page.report
    ranked = rank(report, spec.by, mask_of(report, spec.where), ascending=spec.order == "lowest")
    if chart_parts.drawn(spec, page, possible=bool(ranked.order)):
        height = chart_parts.height_of(spec, page, min(len(ranked.order), spec.rows))
        room = chart_parts.reserve(page, chart_parts.above_note(height))
        page.later.append(partial(_draw_bars, spec, page, room, feeds.note_later(page), ranked))


def _draw_bars(
    spec: RankingBarsSpec, page: Page, room: Room, note: Callable[[Live], None], ranked: Ranked
) -> None:
    report = page.report
    rows = page.rows(spec, "rows", len(ranked.order), spec.rows)
    placed = ranking_feed(page, spec.by, ranked, rows)
    page.said[page.block_key(spec)] = told(page.feed, placed, (spec.by,), ranked, placed)
    bars, bound = _drawn(spec, page, placed)
    note(bound.note(page, placed))
    count = min(len(ranked.order), rows)
    drawn, shown = (feeds.drawn_from(page, one, count) for one in (placed, bars))
    shows, ways = report.table.measures[spec.by].shows, report.theme.directions[report.language]
    numbers = feeds.numbers_of(page, shown, "drawn")
    falls = {place: ways.down for place, number in enumerate(numbers) if number < 0}
    series = SeriesPlan(
        report.short(spec.by, "measures"),
        shown.range("drawn"),
        drawn.range("short"),
        report.theme.colours.grey,
        labels=shown.range("label"),
        label_texts=tuple(str(text) for text in feeds.shown_values(page, shown, "label")) or ("",),
        shown=frozenset(range(len(numbers))),
        label_place="outEnd",
        point_colours=falls,
    )
    ends = min([0.0, *numbers]), max([0.0, *numbers])
    longest = max((len(str(text)) for text in feeds.shown_values(page, shown, "label")), default=0)
    margin = MARGIN * max(1.0, longest / USUAL_LABEL) * (ends[1] - ends[0])
    bounds = ends[0] - margin * (ends[0] < 0), ends[1] + margin * (ends[1] > 0)
    value = Axis(
        "", chart_parts.axis_format(report, shows), drawn=False, bounds=bounds if any(ends) else None
    )
    names = short_names.names_width(page, placed, "short")
    chart_parts.place_chart(page, room, "bar", (Axis(""), value), [series], names=names)


def _drawn(spec: RankingBarsSpec, page: Page, placed: Placed) -> tuple[Placed, cut_bars.Bound]:
    """Draw the feed of the bars: each as far as it is drawn, with its true number; give it, and how far bars are drawn."""
    report, feed = page.report, page.feed
    shows = report.table.measures[spec.by].shows
    fields = [
        Field("drawn", report.text("charts.drawn", measure=report.label(spec.by)), shows),
        Field("label", report.text("charts.label"), span=feeds.NAME_SPAN),
    ]
    bound = cut_bars.Bound.of(page, placed, shows)

    def row(k: int, at: Mapping[str, str]) -> list[Live | Shown]:
        cell = placed.first + k - 1, placed.columns["value"]
        true = Live(feed.cells[cell].content.value, f"${feed.address(*cell)}")
        drawn = bound.drawn(true)
        return [drawn, bound.label(report, true, Live(drawn.value, at["drawn"]))]

    return feeds.draw_feed(page, fields, placed.last - placed.first + 1, row), bound
